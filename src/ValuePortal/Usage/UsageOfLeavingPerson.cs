using Microsoft.EntityFrameworkCore;
using ValuePortal.Identity.People;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Engagement;
using ValuePortal.Usage.Mailing;

namespace ValuePortal.Usage;

/// <summary>What usage keeps of a person who is deleted: the counts, under the product's own user id, which nothing links to a name any more.</summary>
internal static class UsageOfLeavingPerson
{
    public static PersonRemains Remains => new(typeof(UsageWords), "KeptOfPerson", LeaveAsync);

    private static async Task LeaveAsync(PortalDb db, LeavingPerson person, CancellationToken ct)
    {
        await db.MailedReports.Where(report => report.AccountId == person.AccountId && report.PersonId == person.PersonId).ExecuteDeleteAsync(ct);
        await db.PeopleLists.Where(list => list.AccountId == person.AccountId && list.ChangedByPersonId == person.PersonId)
            .ExecuteUpdateAsync(set => set.SetProperty(list => list.ChangedBy, person.Instead), ct);
    }
}
