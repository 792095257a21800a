using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews.Meetings.Live;

/// <summary>
/// One open page of a meeting: its person is there while it is open, and it is told what is new. The session and the right to the account are
/// asked for again and again; when one is gone, so is the page.
/// </summary>
public sealed class BeInMeeting(
    PortalDbFactory portal, MeetingWork work, WatchMeetings watch, ComeToMeeting come, PersonInSession personInSession, ScopeOfStaff scopeOfStaff, OpenPages open, IHostApplicationLifetime lifetime, TimeProvider clock,
    IStringLocalizer<MeetingWords> words)
{
    /// <summary>How often a page is told that the line holds, and its session is asked for.</summary>
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(15);

    /// <param name="Messages">As long as the page is open.</param>
    public sealed record Line(IAsyncEnumerable<SseItem<string>> Messages);

    /// <returns>A refusal for who may not be there, and when there are too many open pages.</returns>
    public async Task<Outcome<Line>> RunAsync(Viewer viewer, ClaimsPrincipal user, Guid id, CancellationToken ct)
    {
        await using var db = portal.For(viewer);
        if (!(await work.FindAsync(db, viewer, id, ct)).Is(out var meeting, out var refusal))
        {
            return refusal;
        }

        return open.HaveRoomFor(viewer.PersonId, id)
            ? new Line(MessagesAsync(viewer, user, meeting, ct))
            : new Refusal.Busy(words["TooManyPages"], s_beat);
    }

    private async IAsyncEnumerable<SseItem<string>> MessagesAsync(Viewer viewer, ClaimsPrincipal user, Meeting meeting, [EnumeratorCancellation] CancellationToken ct)
    {
        if (meeting.State is MeetingState.Ended)
        {
            // For a page that was away: it goes on to the minutes.
            yield return Message("state", JsonSerializer.Serialize(new WatchMeetings.Frame(meeting, []), WatchMeetings.Json));
            yield break;
        }

        using var until = CancellationTokenSource.CreateLinkedTokenSource(ct, lifetime.ApplicationStopping);
        var watched = watch.Begin(meeting.AccountId, meeting.Id);
        open.Enter(viewer.PersonId, meeting.Id);
        try
        {
            await come.ComeAsync(viewer, meeting.AccountId, meeting.Id, ct);
            watch.Ring();
            yield return Message("hello", JsonSerializer.Serialize(clock.GetUtcNow()));
            string? state = null, place = null;
            var beat = clock.GetUtcNow() + s_beat;
            while (!until.IsCancellationRequested)
            {
                var (newState, newPlace, news) = watched.Now();
                if (newState is not null && newState != state)
                {
                    yield return Message("state", state = newState);
                }

                if (newPlace is not null && newPlace != place)
                {
                    yield return Message("place", place = newPlace);
                }

                if (clock.GetUtcNow() >= beat)
                {
                    if (!await IsStillAsync(user, meeting, ct))
                    {
                        yield return Message("gone", "\"\"");
                        yield break;
                    }

                    await come.ComeAsync(viewer, meeting.AccountId, meeting.Id, ct);
                    beat = clock.GetUtcNow() + s_beat;
                    yield return Message("beat", "\"\"");
                }

                await WaitAsync(news, beat - clock.GetUtcNow(), until.Token);
            }
        }
        finally
        {
            watch.End(watched);
            if (open.Leave(viewer.PersonId, meeting.Id))
            {
                await come.GoAsync(viewer, meeting.AccountId, meeting.Id);
            }
        }
    }

    // Without a throw: it is the usual way for a wait to end.
    private async Task WaitAsync(Task news, TimeSpan atMost, CancellationToken until)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(until);
        await Task.WhenAny(news, Task.Delay(atMost > TimeSpan.Zero ? atMost : TimeSpan.Zero, clock, over.Token));
        await over.CancelAsync();
    }

    private static SseItem<string> Message(string type, string json) => new(json, type) { ReconnectionInterval = TimeSpan.FromSeconds(1) };

    private async Task<bool> IsStillAsync(ClaimsPrincipal user, Meeting meeting, CancellationToken ct)
    {
        // Whoever follows a meeting is there without asking for anything.
        if (!Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) || user.FindFirstValue(ClaimNames.Session) is not { } session
            || await personInSession(id, session, isThere: true, ct) is not { } person)
        {
            return false;
        }

        return person.AccountId is { } own ? own == meeting.AccountId : (await scopeOfStaff(person.Id, person.Role, ct)).Contains(meeting.AccountId);
    }
}

/// <summary>The open pages of meetings on this node, bounded for each person and together.</summary>
public sealed class OpenPages
{
    /// <summary>One to follow, one for the panel in a window of its own, and a telephone, twice.</summary>
    public const int MostPerPerson = 6;
    public const int MostPerNode = 5000;

    private readonly ConcurrentDictionary<(Guid Person, Guid Meeting), int> _pages = [];
    private int _all;

    public bool HaveRoomFor(Guid person, Guid meeting) => Volatile.Read(ref _all) < MostPerNode && _pages.GetValueOrDefault((person, meeting)) < MostPerPerson;

    public void Enter(Guid person, Guid meeting)
    {
        Interlocked.Increment(ref _all);
        _pages.AddOrUpdate((person, meeting), 1, (_, pages) => pages + 1);
    }

    /// <returns>True when it was the person's last one.</returns>
    public bool Leave(Guid person, Guid meeting)
    {
        Interlocked.Decrement(ref _all);
        return _pages.AddOrUpdate((person, meeting), 0, (_, pages) => Math.Max(0, pages - 1)) == 0 && _pages.TryRemove(KeyValuePair.Create((person, meeting), 0));
    }
}
