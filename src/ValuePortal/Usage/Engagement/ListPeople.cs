using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Engagement;

/// <summary>How long ago somebody was last active, counted from the last day with data.</summary>
public enum PersonStatus
{
    Active,

    /// <summary>Not for 14 days.</summary>
    Quiet,

    /// <summary>Not for 30 days.</summary>
    Dormant,
}

/// <summary>
/// The people of the viewer's own company who ever used the product, and how. Only the company's admin sees them, and nobody while the
/// admin has hidden them. Events of a person are summed from the quarters of an hour of the range; all else is read by day.
/// </summary>
public sealed class ListPeople(PortalDbFactory portal, ReadActivity activity, IStringLocalizer<EngagementWords> text)
{
    public const int PageSize = 25;
    public const int SearchMaxLength = 100;
    public const int QuietAfterDays = 14;
    public const int DormantAfterDays = 30;

    public enum Order
    {
        LastActive,
        Name,
        ActiveDays,
        Events,
        Features,
    }

    /// <param name="Search">Part of a name or an id.</param>
    /// <param name="Turned">The other way round: names from Z, figures from the smallest.</param>
    /// <param name="Page">From 1; beyond the last the last is shown. 0: all people on one page, for a file.</param>
    public sealed record Input(
        DateOnly? From = null, DateOnly? To = null, string? Search = null, PersonStatus? Status = null, Order Order = Order.LastActive, bool Turned = false, int Page = 1);

    /// <param name="ExternalId">As the vendor's product names the person.</param>
    /// <param name="Name">Of the person of the portal with this id; null where there is none.</param>
    public sealed record Row(string ExternalId, string? Name, DateOnly LastActiveOn, int ActiveDays, long Events, int Features, PersonStatus Status);

    /// <param name="Found">How many people the search found, on all pages.</param>
    /// <param name="ByStatus">How many people of the company there are of each status.</param>
    /// <param name="List">The switch; null while nobody has touched it.</param>
    public sealed record People(
        ReadActivity.Reach Reach, DayRange Range, IReadOnlyList<Row> Rows, int Found, int Number, IReadOnlyDictionary<PersonStatus, int> ByStatus, PeopleList? List)
    {
        public bool AreShown => List is null or { Shown: true };

        public int Last => Math.Max(1, (Found + PageSize - 1) / PageSize);
    }

    public async Task<Outcome<People>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        if (viewer.Role is not PersonRole.CustomerAdmin)
        {
            return new Refusal.NotAllowed(text["OnlyAdmin"]);
        }

        if (!(await activity.ReachAsync(viewer, ct)).Is(out var reach, out var refused))
        {
            return refused;
        }

        var last = input.To ?? reach.Data?.To ?? reach.Today;
        if (!activity.Range(input.From, input.To, new(last.AddDays(1 - ReadUsageReport.DefaultDays), last)).Is(out var range, out refused))
        {
            return refused;
        }

        await using var db = portal.For(viewer);
        var list = await db.PeopleLists.AsNoTracking().SingleOrDefaultAsync(row => row.AccountId == reach.AccountId, ct);
        if (reach.Data is not { } data)
        {
            return new People(reach, range, [], 0, 1, new Dictionary<PersonStatus, int>(), list);
        }

        var days = await activity.DaysAsync(viewer, reach.AccountId, data, ct);
        var lives = days.Lives();
        var counts = lives.Values.CountBy(life => StatusOf(life.To, data.To)).ToDictionary();
        if (list is { Shown: false })
        {
            return new People(reach, range, [], 0, 1, counts, list);
        }

        var found = Ordered(Narrowed(await RowsAsync(db, reach, range, days, lives, ct), input), input).ToList();
        var number = Math.Clamp(input.Page, 1, Math.Max(1, (found.Count + PageSize - 1) / PageSize));
        var shown = input.Page == 0 ? found : [.. found.Skip((number - 1) * PageSize).Take(PageSize)];
        return new People(reach, range, shown, found.Count, number, counts, list);
    }

    internal static PersonStatus StatusOf(DateOnly lastActive, DateOnly dataUntil) => (dataUntil.DayNumber - lastActive.DayNumber) switch
    {
        >= DormantAfterDays => PersonStatus.Dormant,
        >= QuietAfterDays => PersonStatus.Quiet,
        _ => PersonStatus.Active,
    };

    private static async Task<IEnumerable<Row>> RowsAsync(
        PortalDb db, ReadActivity.Reach reach, DayRange range, ActiveDays days, IReadOnlyDictionary<int, DayRange> lives, CancellationToken ct)
    {
        var account = reach.AccountId;
        var users = await db.UsageUsers.AsNoTracking().Where(user => user.AccountId == account)
            .OrderBy(user => user.No).Select(user => new { user.No, user.ExternalId }).ToListAsync(ct);

        // The table of people has no filter, so that each query on it says whose people it wants.
        var names = await db.Users.AsNoTracking().Where(person => person.AccountId == account && person.ExternalUserId != null)
            .OrderBy(person => person.Id).Select(person => new { Id = person.ExternalUserId!, person.Name }).ToListAsync(ct);
        var nameOf = names.DistinctBy(person => person.Id, StringComparer.Ordinal).ToDictionary(person => person.Id, person => person.Name, StringComparer.Ordinal);

        var zone = TimeZoneInfo.FindSystemTimeZoneById(reach.TimeZone);
        var (from, until) = (LocalDay.QuarterOf(range.From, zone), LocalDay.QuarterOf(range.To.AddDays(1), zone));
        Dictionary<int, long> events = [];
        var quarters = db.UsageQuarters.AsNoTracking()
            .Where(row => row.AccountId == account && row.Quarter >= from && row.Quarter < until)
            .Select(row => row.Counts);
        await foreach (var counts in quarters.AsAsyncEnumerable().WithCancellation(ct))
        {
            foreach (var count in QuarterCounts.Read(counts))
            {
                events[count.UserNo] = events.GetValueOrDefault(count.UserNo) + count.Events;
            }
        }

        var features = await FeaturesAsync(db, account, range, ct);
        var active = days.DaysByPerson(range);
        var dataUntil = reach.Data!.Value.To;
        return users.Where(user => lives.ContainsKey(user.No)).Select(user => new Row(
            user.ExternalId,
            nameOf.GetValueOrDefault(user.ExternalId),
            lives[user.No].To,
            active.GetValueOrDefault(user.No),
            events.GetValueOrDefault(user.No),
            features.GetValueOrDefault(user.No),
            StatusOf(lives[user.No].To, dataUntil)));
    }

    private static async Task<Dictionary<int, int>> FeaturesAsync(PortalDb db, Guid account, DayRange range, CancellationToken ct)
    {
        var rows = await db.UsageDays.AsNoTracking()
            .Where(row => row.AccountId == account && row.FeatureNo != UsageDay.WholeDay && row.Day >= range.From && row.Day <= range.To)
            .Select(row => new { row.FeatureNo, row.People })
            .ToListAsync(ct);
        return rows.GroupBy(row => row.FeatureNo)
            .SelectMany(feature =>
            {
                var people = new PeopleSet();
                foreach (var row in feature)
                {
                    people.UnionWith(row.People);
                }

                return people.Numbers;
            })
            .CountBy(person => person).ToDictionary();
    }

    private static IEnumerable<Row> Narrowed(IEnumerable<Row> rows, Input input) => rows
        .Where(row => input.Status is null || row.Status == input.Status)
        .Where(row => string.IsNullOrWhiteSpace(input.Search)
            || row.ExternalId.Contains(input.Search.Trim(), StringComparison.OrdinalIgnoreCase)
            || row.Name?.Contains(input.Search.Trim(), StringComparison.CurrentCultureIgnoreCase) == true);

    // Names begin with A and figures with the greatest; ties go by id, so that a page is always the same.
    private static IOrderedEnumerable<Row> Ordered(IEnumerable<Row> rows, Input input)
    {
        var ordered = input.Order is Order.Name
            ? input.Turned ? rows.OrderByDescending(NameOf, StringComparer.CurrentCultureIgnoreCase) : rows.OrderBy(NameOf, StringComparer.CurrentCultureIgnoreCase)
            : input.Turned ? rows.OrderBy(FigureOf) : rows.OrderByDescending(FigureOf);
        return ordered.ThenBy(row => row.ExternalId, StringComparer.Ordinal);

        static string NameOf(Row row) => row.Name ?? row.ExternalId;

        long FigureOf(Row row) => input.Order switch
        {
            Order.ActiveDays => row.ActiveDays,
            Order.Events => row.Events,
            Order.Features => row.Features,
            _ => row.LastActiveOn.DayNumber,
        };
    }
}
