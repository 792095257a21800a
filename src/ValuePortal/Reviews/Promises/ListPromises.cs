using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews.Promises;

/// <summary>What was promised in the one account the viewer looks at: the open ones by due day, then the others, the last marked first.</summary>
public sealed class ListPromises(PortalDbFactory portal, ReadAccountCalendar calendar)
{
    private const int Most = 500;

    /// <param name="Owner">Null while nobody has been named.</param>
    /// <param name="MadeOn">A day of the account's time zone.</param>
    /// <param name="Marks">The last one first.</param>
    public sealed record Row(
        Guid Id, string Text, Side Side, string? Owner, DateOnly DueOn, DateOnly MadeOn, DateTimeOffset MadeAt, Guid? ReviewId, Guid? MeetingId, PromiseState State, int Version,
        IReadOnlyList<Mark> Marks)
    {
        public bool IsOverdue(DateOnly today) => State is PromiseState.Open && DueOn < today;
    }

    /// <param name="On">A day of the account's time zone.</param>
    /// <param name="ByVendor">Else by the customer.</param>
    public sealed record Mark(PromiseState State, string Note, string By, bool ByVendor, DateOnly On, DateTimeOffset At);

    /// <param name="Today">In the account's time zone.</param>
    public sealed record Result(DateOnly Today, IReadOnlyList<Row> Rows);

    /// <summary>A next step of a draft, which only the vendor's people see.</summary>
    public sealed record NextStep(Guid Id, string Text, Side Side, string? Owner, DateOnly DueOn);

    public async Task<Result> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        if (await calendar.RunAsync(viewer, ct) is not { } account)
        {
            return new Result(default, []);
        }

        await using var db = portal.For(viewer);
        var promises = await db.Promises.AsNoTracking().Where(p => p.AccountId == account.AccountId && p.MadeAt != null)
            .OrderByDescending(p => p.MarkedAt ?? p.MadeAt).ThenByDescending(p => p.Id).Take(Most).ToListAsync(ct);
        Guid[] ids = [.. promises.Select(p => p.Id)];
        var marks = (await db.PromiseMarks.AsNoTracking().Where(m => m.AccountId == account.AccountId && ids.Contains(m.PromiseId)).ToListAsync(ct)).ToLookup(m => m.PromiseId);
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(account.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        return new Result(
            account.Today,
            [.. promises
                .OrderBy(p => p.State is not PromiseState.Open).ThenBy(p => p.State is PromiseState.Open ? p.DueOn : default)
                .Select(p => new Row(
                    p.Id, p.Text, p.Side, p.Owner, p.DueOn, Day(p.MadeAt!.Value), p.MadeAt!.Value, p.ReviewId, p.MeetingId, p.State, p.Version,
                    [.. marks[p.Id].OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Select(m => new Mark(m.State, m.Note, m.By, m.Side is Side.Vendor, Day(m.At), m.At))]))]);

        DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
    }

    /// <summary>The next steps of one review, a draft's too, by due day.</summary>
    internal async Task<IReadOnlyList<NextStep>> OfReviewsAsync(Viewer viewer, Guid account, IReadOnlyList<Guid> reviews, CancellationToken ct)
    {
        await using var db = portal.For(viewer);
        return await db.Promises.AsNoTracking()
            .Where(p => p.AccountId == account && p.ReviewId != null && reviews.Contains(p.ReviewId.Value) && (p.MadeAt != null || viewer.IsStaff))
            .OrderBy(p => p.DueOn).ThenBy(p => p.Id).Take(Most)
            .Select(p => new NextStep(p.Id, p.Text, p.Side, p.Owner, p.DueOn)).ToListAsync(ct);
    }
}
