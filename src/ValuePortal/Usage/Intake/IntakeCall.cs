using ValuePortal.Identity.Keys;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Intake;

/// <summary>What a request with events goes through: its key and what that may send, its source, the inbox, and the memory of the debugger.</summary>
internal sealed class IntakeCall(KeyRing keys, RefusedKeys refused, Sources sources, IntakeLimit limit, Inbox inbox, RecentCalls recent, TimeProvider clock)
{
    public Inbox Inbox => inbox;

    public TimeProvider Clock => clock;

    public IntakeLimit Limit => limit;

    /// <summary>The write key that was presented; null when it is missing, not known, or not for sending.</summary>
    public async Task<KeyIdentity?> KeyAsync(string? presented, CancellationToken ct)
    {
        if (presented is not null && await keys.FindAsync(presented, ct) is { } key)
        {
            if (key.Scope is KeyScope.Ingest)
            {
                return key;
            }

            await refused.NoteAsync(presented, ct);
        }
        else if (presented is null)
        {
            await refused.NoteAsync("", ct);
        }

        return null;
    }

    public async Task<IntakeSource> SourceOfAsync(KeyIdentity key, CancellationToken ct) => await sources.FindOrAddAsync(key.Name, ct) with { BoundTo = key.AccountId };

    /// <summary>Remembers the calls of a request that was answered.</summary>
    public void Note(IntakeSource source, string kind, Reading[] readings)
    {
        var trouble = Array.Exists(readings, reading => reading.Verdict is not (Verdict.Accepted or Verdict.Ignored));
        recent.Note(source.Id, readings.Length, trouble, first => readings.Select((reading, place) => new RecentCall(
            first + place,
            reading.Event is { } read ? read.Kind.ToString().ToLowerInvariant() : kind == "batch" ? null : kind,
            Cut(reading.MessageId),
            Cut(reading.Event?.Name),
            Cut(reading.Event?.GroupId),
            source.BoundTo,
            reading.Verdict,
            reading.Reason)));
    }

    /// <summary>Remembers that a body could not be read, where a key in the header says whose it is.</summary>
    public async Task NoteUnreadAsync(KeyIdentity? key, string kind, string reason, CancellationToken ct)
    {
        if (key is not null)
        {
            var source = await SourceOfAsync(key, ct);
            recent.Note(source.Id, 1, trouble: true, no => [new RecentCall(no, kind, null, null, null, key.AccountId, Verdict.Refused, reason)]);
        }
    }

    private static string? Cut(string? text) => text is { Length: > UsageEvent.IdMaxLength } ? text[..UsageEvent.IdMaxLength] : text;
}
