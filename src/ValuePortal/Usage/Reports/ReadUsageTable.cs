using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Reports;

/// <summary>The usage of all accounts in scope, or of one, by bucket: what programs read.</summary>
public sealed class ReadUsageTable(DayRows days, ListAccountZones accounts)
{
    /// <param name="Account">External id; null for all in scope.</param>
    /// <param name="Zone">Whose calendar days are meant.</param>
    public sealed record Input(Bucket Bucket, DayRange Range, TimeZoneInfo Zone, string? Account = null);

    /// <summary>A bucket with at least one event. The range cuts the first and the last.</summary>
    public sealed record Row(string Account, string Bucket, long Events, int ActiveUsers, int DistinctFeatures, int ActiveDays);

    /// <returns>Rows by account and bucket; a refusal when the account is not in scope or does not exist.</returns>
    public async Task<Outcome<IReadOnlyList<Row>>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        var wanted = await accounts.RunAsync(viewer, input.Account, ct);
        if (input.Account is not null && wanted.Count == 0)
        {
            return new Refusal.NotFound("There is no such account.");
        }

        var rows = (await days.ReadAsync(viewer, wanted, input.Range, input.Zone, ct)).ToLookup(row => row.AccountId);
        return (Row[])[.. wanted.SelectMany(account => rows[account.AccountId]
            .GroupBy(row => Buckets.StartOf(input.Bucket, row.Day))
            .OrderBy(bucket => bucket.Key)
            .Select(bucket => Sum(account.ExternalId, input.Bucket, bucket)))];
    }

    private static Row Sum(string account, Bucket bucket, IGrouping<DateOnly, DayRow> rows)
    {
        var people = new PeopleSet();
        long events = 0;
        var activeDays = 0;
        HashSet<int> features = [];
        foreach (var row in rows)
        {
            if (row.FeatureNo == UsageDay.WholeDay)
            {
                people.UnionWith(row.People);
                events += row.Events;
                activeDays++;
            }
            else
            {
                features.Add(row.FeatureNo);
            }
        }

        return new Row(account, Buckets.NameOf(bucket, rows.Key), events, people.Count, features.Count, activeDays);
    }
}
