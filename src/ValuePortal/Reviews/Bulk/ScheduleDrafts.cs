using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews.Bulk;

/// <summary>
/// Asks for drafts by itself when a quarter of the calendar (by UTC) is over, for each tier that somebody chose, in that person's name and
/// with that person's rights of the day. A tier without accounts, or a full queue, is tried again at the next round.
/// </summary>
public sealed class ScheduleDrafts(PortalDbFactory portal, ScopeOfStaff scopeOfStaff, AskForDrafts ask, AuditLog audit, TimeProvider clock, IStringLocalizer<ReviewsWords> words)
{
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>The tiers the viewer chose.</summary>
    public async Task<IReadOnlySet<Tier>> ReadAsync(Viewer viewer, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        return (await db.DraftSchedules.AsNoTracking().Where(row => row.PersonId == viewer.PersonId).Select(row => row.Tier).ToListAsync(ct)).ToHashSet();
    }

    /// <param name="chosen">The names of the tiers; none switches it off.</param>
    public async Task<Outcome<int>> SetAsync(Viewer viewer, IReadOnlyCollection<string> chosen, CancellationToken ct = default)
    {
        if (viewer.Role is not (PersonRole.Csm or PersonRole.VendorAdmin))
        {
            return new Refusal.NotAllowed(words["OnlyAccountWork"]);
        }

        HashSet<Tier> tiers = [.. chosen.Where(name => Enum.TryParse<Tier>(name, out var tier) && Enum.IsDefined(tier)).Select(Enum.Parse<Tier>)];
        await using var db = portal.ForSystem();
        var kept = await db.DraftSchedules.Where(row => row.PersonId == viewer.PersonId).ToListAsync(ct);
        db.RemoveRange(kept.Where(row => !tiers.Contains(row.Tier)));
        db.AddRange(tiers.Except(kept.Select(row => row.Tier)).Select(tier => new DraftSchedule { PersonId = viewer.PersonId, Tier = tier, Since = clock.GetUtcNow() }));
        await db.SaveChangesAsync(ct);
        await audit.WriteAsync(viewer, ReviewAudit.BatchScheduled, tiers.Count == 0 ? "none" : string.Join(", ", tiers.Order()), AccountScope.NoAccount, ct);
        return tiers.Count;
    }

    /// <returns>How many batches were begun.</returns>
    public async Task<int> RunAsync(CancellationToken ct = default)
    {
        var (from, to) = ReviewWork.LastQuarter(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        var end = new DateTimeOffset(to.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        await using var db = portal.ForSystem();
        var begun = 0;
        foreach (var schedule in await db.DraftSchedules.Where(row => row.Since < end && (row.DoneFor == null || row.DoneFor < to)).OrderBy(row => row.Since).ThenBy(row => row.PersonId).ThenBy(row => row.Tier).ToListAsync(ct))
        {
            if (await db.Users.AsNoTracking().SingleOrDefaultAsync(row => row.Id == schedule.PersonId && row.DeactivatedAt == null, ct) is not { } person)
            {
                continue;
            }

            var viewer = new Viewer(person.Id, person.Name, person.Role, await scopeOfStaff(person.Id, person.Role, ct), person.MaySeeMoney);
            var input = new AskForDrafts.Input { Tier = schedule.Tier.ToString(), From = DraftText.Write(from), To = DraftText.Write(to) };
            if ((await ask.RunAsync(viewer, input, ct)).Is(out _, out _))
            {
                schedule.DoneFor = to;
                await db.SaveChangesAsync(ct);
                begun++;
            }
        }

        return begun;
    }
}
