using Microsoft.EntityFrameworkCore;
using ValuePortal.Identity.People;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Reviews.Comments;
using ValuePortal.Reviews.PreRead;

namespace ValuePortal.Reviews.Promises;

/// <summary>What is kept of a person who is deleted: what the company promised and marked, without the name. Published reviews stay as they are.</summary>
internal static class PromisesOfLeavingPerson
{
    public static PersonRemains Remains => new(typeof(ReviewsWords), "KeptOfPerson", LeaveAsync);

    private static async Task LeaveAsync(PortalDb db, LeavingPerson person, CancellationToken ct)
    {
        var (account, id, name, instead) = (person.AccountId, person.PersonId, person.Name, person.Instead);
        await db.Promises.Where(p => p.AccountId == account && (p.OwnerPersonId == id || (p.Side == Side.Customer && p.Owner == name)))
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.Owner, instead), ct);
        await db.PromiseMarks.Where(m => m.AccountId == account && m.PersonId == id).ExecuteUpdateAsync(set => set.SetProperty(m => m.By, instead), ct);
        await db.ReviewComments.Where(c => c.AccountId == account && c.PersonId == id).ExecuteUpdateAsync(set => set.SetProperty(c => c.By, instead), ct);
        await db.ReviewOpenings.Where(o => o.AccountId == account && o.PersonId == id).ExecuteDeleteAsync(ct);
    }
}

/// <summary>What a person promised and marked, for the person's own file.</summary>
public sealed class ReadOwnPromises(PortalDbFactory portal)
{
    private const int Most = 5000;

    public async Task<object> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        return new
        {
            Promises = await db.Promises.AsNoTracking().Where(p => p.OwnerPersonId == viewer.PersonId && (p.MadeAt != null || viewer.IsStaff)).OrderBy(p => p.Id)
                .Select(p => new { p.Id, p.Text, p.DueOn, p.State }).Take(Most).ToListAsync(ct),
            Comments = await db.ReviewComments.AsNoTracking().Where(c => c.PersonId == viewer.PersonId).OrderBy(c => c.At).ThenBy(c => c.Id)
                .Select(c => new { c.ReviewId, c.Section, c.Text, c.At }).Take(Most).ToListAsync(ct),
            Opened = await db.ReviewOpenings.AsNoTracking().Where(o => o.PersonId == viewer.PersonId).OrderBy(o => o.OpenedAt)
                .Select(o => new { o.ReviewId, o.OpenedAt }).Take(Most).ToListAsync(ct),
            Marks = await db.PromiseMarks.AsNoTracking().Where(m => m.PersonId == viewer.PersonId).OrderBy(m => m.At).ThenBy(m => m.Id)
                .Select(m => new { m.PromiseId, m.State, m.Note, m.At }).Take(Most).ToListAsync(ct),
        };
    }
}
