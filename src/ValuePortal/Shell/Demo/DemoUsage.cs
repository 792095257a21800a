using System.Globalization;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Shell.Demo;

/// <summary>
/// Believable use of a demo customer: people with habits, working days, holidays, a start, an incident. The same day always gives the
/// same events, so that what is there already is recognised by its message ids.
/// </summary>
public sealed class DemoUsage(EventIntake intake, Sources sources, TimeProvider clock)
{
    private const string SourceName = "northwind-cloud";
    private const int EventsAtOnce = 4000;

    /// <summary>Sends the days from one to the other, the last until now.</summary>
    public async Task SendAsync(DemoAccount account, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var source = await sources.FindOrAddAsync(SourceName, ct);
        var now = clock.GetUtcNow();
        foreach (var events in EventsOf(account, from, to).Where(incoming => incoming.At <= now).Chunk(EventsAtOnce))
        {
            await intake.StoreAsync([new IncomingBatch(source, events)], ct);
        }
    }

    private IEnumerable<IncomingEvent> EventsOf(DemoAccount account, DateOnly from, DateOnly to)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(account.TimeZone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).DateTime);
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            var chance = new Random(HashOf(account, day));
            var share = ShareOf(account, today.DayNumber - day.DayNumber);
            var likely = 0.75 * Workload(day);
            if (today.DayNumber - day.DayNumber is DemoStory.IncidentDaysAgo or DemoStory.IncidentDaysAgo - 1)
            {
                likely *= 0.22;
            }

            // People come one after the other while use grows, and leave the same way.
            var present = (int)Math.Ceiling(account.People * Math.Min(1, share));
            var number = 0;
            for (var person = 1; person <= present; person++)
            {
                // Some are there every day, some now and then.
                var habit = 1.25 - (0.9 * person / account.People);
                if (chance.NextDouble() >= likely * habit)
                {
                    continue;
                }

                var events = 1 + (int)(-Math.Log(1 - chance.NextDouble()) * (account.Eagerness - 1));
                for (var i = 0; i < events; i++)
                {
                    yield return EventOf(account, day, zone, person, number++, chance);
                }
            }
        }
    }

    private static IncomingEvent EventOf(DemoAccount account, DateOnly day, TimeZoneInfo zone, int person, int number, Random chance)
    {
        // The sum of two dice: most of it lies in the middle of the working day.
        var minute = (8 * 60) + (int)((chance.NextDouble() + chance.NextDouble()) * 5 * 60);
        var local = day.ToDateTime(TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(minute)));
        var at = new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
        var feature = DemoStory.Features[(int)(account.Features * Math.Pow(chance.NextDouble(), 1.9))].Key;
        return new IncomingEvent(
            EventKind.Track,
            string.Create(CultureInfo.InvariantCulture, $"demo-{account.ExternalId}-{day:yyyyMMdd}-{number}"),
            at,
            account.UserId(person),
            account.ExternalId,
            null,
            "Feature Used",
            feature,
            null);
    }

    // Straight lines between the start, the middle and now.
    private static double ShareOf(DemoAccount account, int daysAgo)
    {
        var position = 1 - ((double)daysAgo / DemoStory.Days);
        var (start, middle, now) = account.Share;
        return position < 0.5 ? start + ((middle - start) * position * 2) : middle + ((now - middle) * (position - 0.5) * 2);
    }

    private static double Workload(DateOnly day) => day switch
    {
        { Month: 12, Day: >= 24 } or { Month: 1, Day: <= 2 } => 0.08,
        { Month: 5, Day: 1 } => 0.1,
        { DayOfWeek: DayOfWeek.Saturday or DayOfWeek.Sunday } => 0.05,
        { DayOfWeek: DayOfWeek.Friday } => 0.82,
        { Month: 7 or 8 } => 0.85,
        _ => 1,
    };

    // Not string.GetHashCode, which differs from run to run.
    private static int HashOf(DemoAccount account, DateOnly day) =>
        account.ExternalId.Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter)) ^ (day.DayNumber * 7919);
}
