using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Verbs;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Intake;

/// <summary>
/// Counts the roll-ups of all accounts anew from raw events and says where they differ. What is closed by retention is passed over: its
/// raw events are gone.
/// </summary>
public sealed class VerifyUsage(PortalDbFactory portal, AccountDirectory directory)
{
    /// <param name="Events">Raw events that were read.</param>
    /// <param name="Difference">The first difference, in words; null when there is none.</param>
    public sealed record Result(int Accounts, long Events, string? Difference);

    public async Task<Result> RunAsync(CancellationToken ct = default)
    {
        await using var shared = portal.ForSystem();
        var connection = shared.Database.GetDbConnection();
        await connection.OpenAsync(ct);

        // One moment for all that is read, while senders go on.
        await using var moment = connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: true) : await connection.BeginTransactionAsync(ct);
        await using var db = portal.ForSystem(await OwnersAsync(shared, moment, ct));
        db.Database.SetDbConnection(connection);
        await db.Database.UseTransactionAsync(moment, ct);

        var closed = await db.Sources.Select(source => (long?)source.ClosedBefore).MaxAsync(ct) ?? 0;
        var keys = new List<UInt128>();
        var events = 0L;
        var owners = db.Scope.Accounts;
        foreach (var owner in owners)
        {
            var zone = owner == AccountScope.NoAccount ? null : TimeZoneInfo.FindSystemTimeZoneById((await directory.FindAsync(owner, ct))!.TimeZone);
            var count = new Recount(zone, closed);
            await foreach (var segment in db.EventSegments.AsNoTracking().Where(segment => segment.AccountId == owner).AsAsyncEnumerable().WithCancellation(ct))
            {
                var read = 0;
                foreach (var call in SegmentBody.Read(segment.Body))
                {
                    read++;
                    keys.Add(MessageKey.Of(segment.SourceId, call.MessageId));
                    count.Add(call);
                }

                events += read;
                if (read != segment.Events)
                {
                    return new Result(owners.Count, events, $"Account {owner}: segment {segment.Id} says {segment.Events} events and holds {read}.");
                }
            }

            if (await DifferenceAsync(db, owner, count, ct) is { } difference)
            {
                return new Result(owners.Count, events, difference);
            }
        }

        keys.Sort();
        for (var i = 1; i < keys.Count; i++)
        {
            if (keys[i] == keys[i - 1])
            {
                return new Result(owners.Count, events, $"The message id with the key {keys[i]:x32} is stored twice.");
            }
        }

        return new Result(owners.Count, events, null);
    }

    private static async Task<Guid[]> OwnersAsync(PortalDb db, System.Data.Common.DbTransaction moment, CancellationToken ct)
    {
        await db.Database.UseTransactionAsync(moment, ct);
        var kept = await db.EventSegments.IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.Recount)
            .Select(segment => segment.AccountId).Distinct().ToListAsync(ct);
        var counted = await db.UsageDays.IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.Recount)
            .Select(day => day.AccountId).Distinct().ToListAsync(ct);
        return [.. kept.Union(counted).Order()];
    }

    private static async Task<string?> DifferenceAsync(PortalDb db, Guid owner, Recount count, CancellationToken ct)
    {
        var quarters = new Dictionary<(int Quarter, int User, int Feature), long>();
        await foreach (var row in db.UsageQuarters.AsNoTracking().Where(row => row.AccountId == owner && row.Quarter >= count.FromQuarter).AsAsyncEnumerable().WithCancellation(ct))
        {
            foreach (var entry in QuarterCounts.Read(row.Counts))
            {
                var key = (row.Quarter, entry.UserNo, entry.FeatureNo);
                quarters[key] = quarters.GetValueOrDefault(key) + entry.Events;
            }
        }

        if (First(count.Quarters, quarters) is { } quarter)
        {
            return string.Create(CultureInfo.InvariantCulture,
                $"Account {owner}, quarter {DateTime.UnixEpoch.AddMinutes((double)quarter.Key.Quarter * UsageQuarter.Minutes):u}, person {quarter.Key.User}, feature {quarter.Key.Feature}: {quarter.Raw} raw events, {quarter.Rolled} in the roll-up.");
        }

        var days = new Dictionary<(DateOnly Day, int Feature), string>();
        await foreach (var row in db.UsageDays.AsNoTracking().Where(row => row.AccountId == owner && row.Day >= count.FromDay).AsAsyncEnumerable().WithCancellation(ct))
        {
            days[(row.Day, row.FeatureNo)] = Recount.Words(row.Events, row.People);
        }

        return First(count.Days(), days) is { } day
            ? string.Create(CultureInfo.InvariantCulture, $"Account {owner}, day {day.Key.Day:yyyy-MM-dd}, feature {day.Key.Feature}: {day.Raw ?? "nothing"} by raw events, {day.Rolled ?? "nothing"} in the roll-up.")
            : null;
    }

    private static (TKey Key, TValue? Raw, TValue? Rolled)? First<TKey, TValue>(Dictionary<TKey, TValue> raw, Dictionary<TKey, TValue> rolled)
        where TKey : notnull
    {
        foreach (var key in raw.Keys.Union(rolled.Keys).Order())
        {
            var (one, other) = (raw.GetValueOrDefault(key), rolled.GetValueOrDefault(key));
            if (!Equals(one, other))
            {
                return (key, one, other);
            }
        }

        return null;
    }

    /// <summary>The roll-ups of one account as its raw events have them.</summary>
    private sealed class Recount(TimeZoneInfo? zone, long closedBefore)
    {
        /// <summary>Whole from here on.</summary>
        public int FromQuarter { get; } = UsageQuarter.Of(closedBefore);

        public DateOnly FromDay { get; } = closedBefore == 0 || zone is null ? DateOnly.MinValue : UsageQuarter.DayOf(UsageQuarter.Of(closedBefore), zone).AddDays(1);

        public Dictionary<(int Quarter, int User, int Feature), long> Quarters { get; } = [];

        public static string Words(long events, byte[] people) =>
            string.Create(CultureInfo.InvariantCulture, $"{events} events of people {string.Join(' ', new PeopleSet(people).Numbers)}");

        public void Add(UsageEvent call)
        {
            if (zone is null || call.Kind is not EventKind.Track || call.At < closedBefore)
            {
                return;
            }

            var key = (UsageQuarter.Of(call.At), call.UserNo, call.FeatureNo);
            Quarters[key] = Quarters.GetValueOrDefault(key) + call.Count;
        }

        public Dictionary<(DateOnly Day, int Feature), string> Days()
        {
            Dictionary<(Guid, DateOnly Day, int Feature), RollUp.DayCount> days = [];
            foreach (var ((quarter, user, feature), events) in Quarters)
            {
                RollUp.CountDay(days, Guid.Empty, UsageQuarter.DayOf(quarter, zone!), new QuarterCounts.Count(user, feature, events));
            }

            return days.Where(day => day.Key.Day >= FromDay)
                .ToDictionary(day => (day.Key.Day, day.Key.Feature), day => Words(day.Value.Events, day.Value.People.ToBytes()));
        }
    }
}

/// <summary><c>verify usage</c></summary>
internal static class VerifyUsageVerb
{
    public static readonly Verb Verb = new("verify usage", "verify usage    count the roll-ups anew from raw events and name the first difference", RunAsync);

    private static async Task<int> RunAsync(VerbCall call, CancellationToken ct)
    {
        var result = await call.Services.GetRequiredService<VerifyUsage>().RunAsync(ct);
        if (result.Difference is { } difference)
        {
            return call.Refuse(difference);
        }

        call.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Events} raw events of {result.Accounts} accounts agree with the roll-ups; no message id is stored twice."));
        return 0;
    }
}
