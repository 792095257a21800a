using System.Globalization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Api;
using ValuePortal.Platform.Text;

namespace ValuePortal.Usage.Reports;

/// <summary>Figures out, for programs with a read key.</summary>
internal static class UsageApi
{
    public sealed record ActiveUsers(string? Account, string Day, string Zone, int Dau, int Wau, int Mau, int MauCalendarMonth);

    public sealed record FeatureQuery(string? From, string? To, string? Zone, string? Account, string? After, string? Limit);

    public static void MapUsageApi(this IEndpointRouteBuilder routes)
    {
        var usage = routes.MapReadApi("/usage", "Usage");
        usage.MapGet("", TableAsync).Documented<IReadOnlyList<ReadUsageTable.Row>>("readUsage", UsageApiNotes.Table);
        usage.MapGet("/active-users", ActiveUsersAsync).Documented<ActiveUsers>("readActiveUsers", UsageApiNotes.ActiveUsers);
        var lists = routes.MapReadApi("", "Lists");
        lists.MapGet("/accounts", AccountsAsync).Documented<IReadOnlyList<ListAccountsAfter.Row>>("listAccounts", UsageApiNotes.Accounts);
        lists.MapGet("/features", FeaturesAsync).Documented<IReadOnlyList<ListFeatureUse.Row>>("listFeatures", UsageApiNotes.Features);
    }

    private static async Task<IResult> AccountsAsync(
        HttpContext http, ListAccountsAfter list, Viewer viewer, string? after, string? limit, CancellationToken ct)
    {
        var problems = new Dictionary<string, string[]>();
        var cursor = Cursor.Read(after, limit, problems);
        return problems.Count > 0
            ? TypedResults.ValidationProblem(problems)
            : TypedResults.Ok(cursor.Page(http, await list.RunAsync(viewer, cursor.After, cursor.Limit + 1, ct), account => account.ExternalId));
    }

    private static async Task<IResult> FeaturesAsync(
        HttpContext http, ListFeatureUse read, Viewer viewer, [AsParameters] FeatureQuery query, CancellationToken ct)
    {
        var problems = new Dictionary<string, string[]>();
        var cursor = Cursor.Read(query.After, query.Limit, problems);
        var ranged = query.From is not null || query.To is not null || query.Zone is not null;
        DayRange? range = ranged ? new DayRange(Day("from", query.From, problems), Day("to", query.To, problems)) : null;
        var zone = ranged ? Zone(query.Zone, problems) : TimeZoneInfo.Utc;
        if (problems.Count == 0 && range is { } days && days.From > days.To)
        {
            problems["from"] = ["from lies after to."];
        }

        return problems.Count > 0
            ? TypedResults.ValidationProblem(problems)
            : (await read.RunAsync(viewer, new(range, zone, query.Account, cursor.After, cursor.Limit + 1), ct)).Match(
                rows => TypedResults.Ok(cursor.Page(http, rows, feature => feature.Key)),
                Respond.With);
    }

    private static async Task<IResult> TableAsync(
        HttpContext http, ReadUsageTable read, Viewer viewer, string? bucket, string? from, string? to, string? zone, string? account, CancellationToken ct)
    {
        var problems = new Dictionary<string, string[]>();
        if (!Enum.TryParse<Bucket>(bucket, ignoreCase: true, out var by) || !Enum.IsDefined(by) || char.IsAsciiDigit(bucket![0]))
        {
            problems["bucket"] = ["day, week or month."];
        }

        var range = new DayRange(Day("from", from, problems), Day("to", to, problems));
        if (problems.Count == 0 && range.From > range.To)
        {
            problems["from"] = ["from lies after to."];
        }

        var days = Zone(zone, problems);
        if (problems.Count > 0)
        {
            return TypedResults.ValidationProblem(problems);
        }

        var outcome = await read.RunAsync(viewer, new ReadUsageTable.Input(by, range, days, account), ct);
        return outcome.Match(rows => WantsCsv(http) ? TypedResults.Text(Csv(rows), CsvFile.ContentType) : TypedResults.Ok(rows), Respond.With);
    }

    private static async Task<IResult> ActiveUsersAsync(ReadActiveUsers read, Viewer viewer, string? day, string? zone, string? account, CancellationToken ct)
    {
        var problems = new Dictionary<string, string[]>();
        var input = new ReadActiveUsers.Input(Day("day", day, problems), Zone(zone, problems), account);
        return problems.Count > 0
            ? TypedResults.ValidationProblem(problems)
            : (await read.RunAsync(viewer, input, ct)).Match(
                figures => TypedResults.Ok(new ActiveUsers(account, day!, input.Zone.Id, figures.Dau, figures.Wau, figures.Mau, figures.MauCalendarMonth)),
                Respond.With);
    }

    internal static DateOnly Day(string name, string? text, Dictionary<string, string[]> problems)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and <= 2100)
        {
            return day;
        }

        problems[name] = ["A day from 2000 to 2100 as YYYY-MM-DD."];
        return default;
    }

    private static TimeZoneInfo Zone(string? name, Dictionary<string, string[]> problems)
    {
        if (name is not null && (name == "UTC" || name.Contains('/', StringComparison.Ordinal)) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
        {
            return zone;
        }

        problems["zone"] = ["An IANA time zone such as Europe/Berlin, or UTC."];
        return TimeZoneInfo.Utc;
    }

    private static bool WantsCsv(HttpContext http) => http.Request.GetTypedHeaders().Accept is { Count: > 0 } accepted
        && accepted.OrderByDescending(type => type.Quality ?? 1).First().MediaType == "text/csv";

    private static string Csv(IReadOnlyList<ReadUsageTable.Row> rows)
    {
        using var file = new CsvFile(newLine: "\n");
        file.Row("account", "bucket", "events", "active_users", "distinct_features", "active_days");
        foreach (var row in rows)
        {
            file.Row(row.Account, row.Bucket, row.Events, row.ActiveUsers, row.DistinctFeatures, row.ActiveDays);
        }

        return file.ToString();
    }
}
