using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Accounts.Export;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage;

/// <summary>Usage for a company that takes everything along: each day of its calendar, in all and by feature.</summary>
internal static class UsageFiles
{
    public static ExportPart Part => new(10, WriteAsync);

    private static async Task WriteAsync(IServiceProvider services, Viewer viewer, Guid account, ExportArchive archive, CancellationToken ct)
    {
        if (await services.GetRequiredService<ReadAccountCalendar>().RunAsync(viewer, ct) is not { } calendar)
        {
            return;
        }

        await using var db = services.GetRequiredService<PortalDbFactory>().For(viewer);
        var keys = await db.Features.AsNoTracking().ToDictionaryAsync(feature => feature.No, feature => feature.Key, ct);
        var rows = await services.GetRequiredService<DayRows>().OfAccountAsync(viewer, account, new(new DateOnly(2000, 1, 1), calendar.Today), ct);
        archive.Csv("usage/days.csv", ["day", "events", "people"],
            rows.Where(row => row.FeatureNo == UsageDay.WholeDay).Select(row => new object?[] { row.Day, row.Events, PeopleOf(row) }));
        archive.Csv("usage/features-by-day.csv", ["day", "feature", "events", "people"],
            rows.Where(row => row.FeatureNo != UsageDay.WholeDay).Select(row => new object?[] { row.Day, keys.GetValueOrDefault(row.FeatureNo), row.Events, PeopleOf(row) }));
    }

    private static int PeopleOf(DayRow row)
    {
        var people = new PeopleSet();
        people.UnionWith(row.People);
        return people.Count;
    }
}
