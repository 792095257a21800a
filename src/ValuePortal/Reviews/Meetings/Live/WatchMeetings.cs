using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews.Meetings.Live;

/// <summary>
/// Tells the open pages of this node what is new in their meetings. One loop reads all of them from the database, where every node writes: at
/// once when this node wrote, and else ten times a second. What is told is the present state, so that a page that was away misses nothing.
/// </summary>
public sealed partial class WatchMeetings(PortalDbFactory portal, TimeProvider clock, ILogger<WatchMeetings> log) : BackgroundService
{
    /// <summary>How often another node's changes are looked for.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a page may be silent before its person counts as gone.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);

    /// <summary>How long a reaction is shown.</summary>
    public static readonly TimeSpan ReactionFor = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan s_people = TimeSpan.FromSeconds(1);
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Default };

    private readonly Dictionary<Guid, Watched> _watched = [];
    private readonly SemaphoreSlim _bell = new(0, 1);

    /// <summary>Begins to watch for one open page; <see cref="End"/> follows.</summary>
    internal Watched Begin(Guid account, Guid meeting)
    {
        Watched? watched;
        lock (_watched)
        {
            if (!_watched.TryGetValue(meeting, out watched))
            {
                _watched.Add(meeting, watched = new Watched(account, meeting));
            }

            watched.Pages++;
        }

        Ring();
        return watched;
    }

    internal void End(Watched watched)
    {
        lock (_watched)
        {
            if (--watched.Pages == 0)
            {
                _watched.Remove(watched.Meeting);
            }
        }
    }

    /// <summary>Says that this node wrote something.</summary>
    public void Ring()
    {
        try
        {
            _bell.Release();
        }
        catch (SemaphoreFullException)
        {
            // It rings already.
        }
    }

    public override void Dispose()
    {
        _bell.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var peopleAt = DateTimeOffset.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            var watched = Present();
            try
            {
                var rung = await _bell.WaitAsync(watched.Count == 0 ? Timeout.InfiniteTimeSpan : Every, stoppingToken);
                watched = Present();
                var now = clock.GetUtcNow();
                var withPeople = rung || now - peopleAt >= s_people || now < peopleAt;
                if (watched.Count > 0)
                {
                    await LookAsync(watched, now, withPeople, stoppingToken);
                    peopleAt = withPeople ? now : peopleAt;
                }
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // The pages keep what they have; the database is asked again.
                LogFailure(log, failure);
                await Task.Delay(s_people, clock, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private List<Watched> Present()
    {
        lock (_watched)
        {
            return [.. _watched.Values];
        }
    }

    private async Task LookAsync(List<Watched> watched, DateTimeOffset now, bool withPeople, CancellationToken ct)
    {
        await using var db = portal.ForSystem([.. watched.Select(one => one.Account).Distinct()]);
        Guid[] ids = [.. watched.Select(one => one.Meeting)];
        var found = await db.Meetings.AsNoTracking().Where(meeting => ids.Contains(meeting.Id)).ToDictionaryAsync(meeting => meeting.Id, ct);
        var since = now - Silence;
        var people = withPeople
            ? (await db.MeetingPeople.AsNoTracking().Where(person => ids.Contains(person.MeetingId) && person.LeftAt == null && person.SeenAt > since)
                .OrderBy(person => person.CameAt).ThenBy(person => person.PersonId)
                .Select(person => new { person.MeetingId, person.PersonId, person.Name, person.OfVendor, person.Follows, person.Reaction, person.ReactedAt }).ToListAsync(ct)).ToLookup(person => person.MeetingId)
            : null;
        foreach (var one in watched)
        {
            if (!found.TryGetValue(one.Meeting, out var meeting))
            {
                continue;
            }

            one.People = people?[one.Meeting].Select(person => new Frame.Person(
                person.PersonId, person.Name, person.OfVendor, person.Follows, person.ReactedAt > now - ReactionFor ? person.Reaction : null)).ToList() ?? one.People;
            one.Tell(
                JsonSerializer.Serialize(new Frame(meeting, one.People), Json),
                meeting.Place is { } place ? $"{{\"step\":{meeting.Step.ToString(System.Globalization.CultureInfo.InvariantCulture)},\"at\":{place}}}" : null);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The open meetings could not be read; their pages wait.")]
    private static partial void LogFailure(ILogger log, Exception failure);

    /// <summary>What every page of a meeting is told. Nothing in it is for one side alone.</summary>
    internal sealed record Frame(
        long Revision, string State, DateTimeOffset? StartedAt, Guid? Presenter, string? PresenterName, Guid? Point, DateTimeOffset? PointSince, IReadOnlyList<Frame.Person> People)
    {
        internal Frame(Meeting meeting, IReadOnlyList<Person> people)
            : this(meeting.Revision, meeting.State.ToString(), meeting.StartedAt, meeting.PresenterId, meeting.PresenterName, meeting.PointId, meeting.PointSince, people)
        {
        }

        internal sealed record Person(Guid Id, string Name, bool OfVendor, bool Follows, string? Reaction);
    }
}

/// <summary>A meeting that pages of this node are open on, with the last that was told of it.</summary>
internal sealed class Watched(Guid account, Guid meeting)
{
    private readonly Lock _turn = new();
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _state;
    private string? _place;

    public Guid Account { get; } = account;

    public Guid Meeting { get; } = meeting;

    /// <summary>Counted by the watcher.</summary>
    public int Pages { get; set; }

    public IReadOnlyList<WatchMeetings.Frame.Person> People { get; set; } = [];

    /// <summary>The present state and place, null before they were read, and what ends when there is something newer.</summary>
    public (string? State, string? Place, Task News) Now()
    {
        lock (_turn)
        {
            return (_state, _place, _news.Task);
        }
    }

    public void Tell(string state, string? place)
    {
        TaskCompletionSource news;
        lock (_turn)
        {
            if (state == _state && place == _place)
            {
                return;
            }

            (_state, _place, news, _news) = (state, place, _news, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        news.SetResult();
    }
}
