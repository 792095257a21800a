using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Adoption.Annotations;

/// <summary>What happened on the days of a range, for the one account the viewer looks at and for all, with what use was before and after.</summary>
public sealed class ListAnnotations(PortalDbFactory portal, KeptAnswers kept)
{
    /// <summary>Days on either side of an annotation that are compared.</summary>
    public const int EffectDays = 14;

    /// <summary>The latest are shown, no more than that.</summary>
    public const int Most = 20;

    /// <summary>About what they take in memory.</summary>
    private const int Bytes = 8 * 1024;

    /// <param name="Before">Mean events a day in the 14 days before it.</param>
    /// <param name="After">Mean events a day in the 14 days from it on.</param>
    public sealed record Effect(decimal Before, decimal After);

    /// <param name="Number">From 1, by day: the sign on the chart.</param>
    /// <param name="ForAll">On every account's time line.</param>
    /// <param name="Effect">Null where the data do not reach 14 days to either side.</param>
    public sealed record Row(int Number, Guid Id, DateOnly Day, AnnotationKind Kind, string Text, string? Link, bool ForAll, bool ByHand, Effect? Effect);

    /// <returns>By day, numbered.</returns>
    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, DayRange range, CancellationToken ct = default) =>
        viewer.AccountId is { } account ? await RunAsync(viewer, range, await kept.VersionsAsync(viewer, account, ct), ct) : [];

    /// <param name="versions">Read for the page already, before anything else.</param>
    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, DayRange range, UsageVersions versions, CancellationToken ct = default)
    {
        if (viewer.AccountId is not { } account)
        {
            return [];
        }

        await using var db = portal.For(viewer);
        var own = await db.Annotations.AsNoTracking()
            .Where(row => row.AccountId == account && row.Day >= range.From && row.Day <= range.To)
            .OrderByDescending(row => row.Day).ThenByDescending(row => row.Id).Take(Most).ToListAsync(ct);
        var shared = await db.SharedAnnotations.AsNoTracking()
            .Where(row => row.Day >= range.From && row.Day <= range.To)
            .OrderByDescending(row => row.Day).ThenByDescending(row => row.Id).Take(Most).ToListAsync(ct);
        List<AnnotatedDay> found = [.. own.Concat<AnnotatedDay>(shared).OrderBy(row => row.Day).ThenBy(row => row.Id).TakeLast(Most)];
        if (found.Count == 0)
        {
            return [];
        }

        List<Row> rows = [.. found.Select((row, i) => new Row(i + 1, row.Id, row.Day, row.Kind, row.Words, row.Link, row is SharedAnnotation, row.Mark is null, null))];
        return await kept.GetAsync(
            (account, nameof(ListAnnotations), range), (versions.OfAccount, new Alike<Row>(rows)), _ => Bytes, () => WithEffectsAsync(viewer, account, rows, ct));
    }

    private async Task<IReadOnlyList<Row>> WithEffectsAsync(Viewer viewer, Guid account, List<Row> rows, CancellationToken ct)
    {
        await using var db = portal.For(viewer);
        var extent = await ExtentAsync(db, account, ct);
        var (first, last) = (rows[0].Day.AddDays(-EffectDays), rows[^1].Day.AddDays(EffectDays - 1));
        var events = await db.UsageDays.AsNoTracking()
            .Where(row => row.AccountId == account && row.FeatureNo == UsageDay.WholeDay && row.Day >= first && row.Day <= last)
            .ToDictionaryAsync(row => row.Day, row => row.Events, ct);
        return [.. rows.Select(row => row with { Effect = EffectOf(row.Day, events, extent) })];
    }

    /// <summary>Days without a row are days without use, as long as they lie within the data.</summary>
    internal static Effect? EffectOf(DateOnly day, IReadOnlyDictionary<DateOnly, long> events, DayRange? data) =>
        data is not { } known || day.AddDays(-EffectDays) < known.From || day.AddDays(EffectDays - 1) > known.To
            ? null
            : new Effect(Mean(day.AddDays(-EffectDays), events), Mean(day, events));

    private static decimal Mean(DateOnly from, IReadOnlyDictionary<DateOnly, long> events) =>
        (decimal)Enumerable.Range(0, EffectDays).Sum(i => events.GetValueOrDefault(from.AddDays(i))) / EffectDays;

    private static async Task<DayRange?> ExtentAsync(PortalDb db, Guid account, CancellationToken ct)
    {
        var whole = db.UsageDays.AsNoTracking().Where(row => row.AccountId == account && row.FeatureNo == UsageDay.WholeDay);
        return await whole.MinAsync(row => (DateOnly?)row.Day, ct) is { } from && await whole.MaxAsync(row => (DateOnly?)row.Day, ct) is { } until
            ? new DayRange(from, until)
            : null;
    }
}
