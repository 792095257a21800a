using Microsoft.EntityFrameworkCore;
using ValuePortal.Identity.People;
using ValuePortal.Platform.Data;
using ValuePortal.Roi.Agreement;
using ValuePortal.Roi.Models;

namespace ValuePortal.Roi;

/// <summary>What value keeps of a person who is deleted: what the company agreed or disputed stays agreed or disputed by the company.</summary>
internal static class ValueOfLeavingPerson
{
    public static PersonRemains Remains => new(typeof(RoiWords), "KeptOfPerson", LeaveAsync);

    private static async Task LeaveAsync(PortalDb db, LeavingPerson person, CancellationToken ct)
    {
        await db.FigureSteps.Where(step => step.AccountId == person.AccountId && step.PersonId == person.PersonId)
            .ExecuteUpdateAsync(set => set.SetProperty(step => step.By, person.Instead), ct);
        await db.AnswerMailsOff.Where(choice => choice.AccountId == person.AccountId && choice.PersonId == person.PersonId).ExecuteDeleteAsync(ct);
        await db.DriverEntries.Where(entry => entry.AccountId == person.AccountId && entry.PersonId == person.PersonId)
            .ExecuteUpdateAsync(set => set.SetProperty(entry => entry.By, person.Instead), ct);
    }
}
