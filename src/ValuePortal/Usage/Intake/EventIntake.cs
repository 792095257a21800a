namespace ValuePortal.Usage.Intake;

/// <summary>Events of one source that were read together.</summary>
public sealed class IncomingBatch(IntakeSource source, IReadOnlyList<IncomingEvent> events)
{
    public IntakeSource Source => source;

    public IReadOnlyList<IncomingEvent> Events => events;

    /// <summary>What the message ids are recognised by; made here, so that the one writer need not.</summary>
    internal UInt128[] Keys { get; } = KeysOf(source, events);

    private static UInt128[] KeysOf(IntakeSource source, IReadOnlyList<IncomingEvent> events)
    {
        var keys = new UInt128[events.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = Usage.Events.MessageKey.Of(source.Id, events[i].MessageId);
        }

        return keys;
    }
}

/// <summary>Stores events: the way of a request and of a line of a file alike.</summary>
public sealed class EventIntake(EventStore store)
{
    /// <summary>Stores batches in one transaction. When this returns they are on disk.</summary>
    /// <returns>The verdicts, batch by batch, in the order of the events.</returns>
    public Task<IReadOnlyList<Verdict[]>> StoreAsync(IReadOnlyList<IncomingBatch> batches, CancellationToken ct) => store.StoreAsync(batches, ct);
}
