using System.Collections.Concurrent;
using System.Threading.Channels;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Intake;

/// <summary>
/// Where requests leave their batches and wait until these are on disk. One writer takes what is waiting into one transaction, as much as
/// it can store in a moment. One key fills half of it at most, so that there is always room for others.
/// </summary>
public sealed partial class Inbox(EventIntake intake, TimeProvider clock, ILogger<Inbox> log) : BackgroundService
{
    /// <summary>Batches that may wait; a request that finds the inbox full is told to come again.</summary>
    public const int Capacity = 1000;

    /// <summary>Characters of properties that may wait: batches may be large.</summary>
    private const int MostCharacters = 32 * 1024 * 1024;

    private const int FewestEventsPerGroup = 500;
    private const int MostEventsPerGroup = 8000;

    /// <summary>What one transaction should take, so that nobody waits long behind others.</summary>
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(20);

    /// <summary>Whoever waited longer has been told to come again: storing it now would only delay the others.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(4);

    private readonly Channel<Waiting> waiting = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly ConcurrentDictionary<Guid, Load> loads = new();
    private readonly Load all = new();
    private int eventsPerGroup = 2000;

    /// <summary>Stores a batch that came with a key.</summary>
    /// <returns>The verdicts when it is on disk; null when the inbox is full, or the key's half of it.</returns>
    /// <exception cref="Exception">The database cannot be written (<see cref="DatabaseFailures"/>): nothing of the batch is stored.</exception>
    public Task<Verdict[]>? TryStore(IncomingBatch batch, Guid key)
    {
        var own = loads.GetOrAdd(key, _ => new Load());
        var entry = new Waiting(batch, own, clock.GetTimestamp());
        var fits = own.Add(entry, 1) is ( <= Capacity / 2, <= MostCharacters / 2) & all.Add(entry, 1) is (_, <= MostCharacters);
        if (fits && waiting.Writer.TryWrite(entry))
        {
            return entry.Done.Task;
        }

        Leave(entry);
        return null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                await StoreGroupAsync(Take());
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops. What is still waiting was not acknowledged; its sender tries again.
        }

        waiting.Writer.TryComplete();
        while (waiting.Reader.TryRead(out var left))
        {
            left.Done.TrySetException(new TimeoutException("The server stops."));
        }
    }

    private List<Waiting> Take()
    {
        List<Waiting> group = [];
        var events = 0;
        while (events < eventsPerGroup && waiting.Reader.TryRead(out var next))
        {
            Leave(next);
            if (clock.GetElapsedTime(next.Since) > s_patience)
            {
                next.Done.TrySetException(new TimeoutException("It waited too long."));
                continue;
            }

            group.Add(next);
            events += next.Batch.Events.Count;
        }

        return group;
    }

    private void Leave(Waiting entry)
    {
        entry.Of.Add(entry, -1);
        all.Add(entry, -1);
    }

    private async Task StoreGroupAsync(List<Waiting> group)
    {
        if (group.Count == 0)
        {
            return;
        }

        var begun = clock.GetTimestamp();
        await StoreAsync(group);
        var events = group.Sum(entry => entry.Batch.Events.Count);
        if (events >= eventsPerGroup / 2)
        {
            // Halfway to what would have taken the moment, so that one slow write does not make all groups small.
            var fitting = events * (s_moment / clock.GetElapsedTime(begun));
            eventsPerGroup = (int)Math.Clamp((eventsPerGroup + fitting) / 2, FewestEventsPerGroup, MostEventsPerGroup);
        }
    }

    // A group that fails for its content is taken apart, so that one bad batch costs only itself.
    private async Task StoreAsync(IReadOnlyList<Waiting> group)
    {
        try
        {
            var verdicts = await intake.StoreAsync([.. group.Select(entry => entry.Batch)], CancellationToken.None);
            for (var i = 0; i < group.Count; i++)
            {
                group[i].Done.TrySetResult(verdicts[i]);
            }
        }
        catch (Exception failure) when (failure.IsUnavailable())
        {
            LogUnavailable(log, group.Count, failure);
            foreach (var entry in group)
            {
                entry.Done.TrySetException(failure);
            }
        }
        catch (Exception) when (group.Count > 1)
        {
            foreach (var entry in group)
            {
                await StoreAsync([entry]);
            }
        }
        catch (Exception)
        {
            group[0].Done.TrySetResult(await StoreOneByOneAsync(group[0].Batch));
        }
    }

    private async Task<Verdict[]> StoreOneByOneAsync(IncomingBatch batch)
    {
        var verdicts = new Verdict[batch.Events.Count];
        for (var i = 0; i < verdicts.Length; i++)
        {
            try
            {
                verdicts[i] = (await intake.StoreAsync([new IncomingBatch(batch.Source, [batch.Events[i]])], CancellationToken.None))[0][0];
            }
            catch (Exception failure)
            {
                LogPoison(log, batch.Source.Id, failure);
                verdicts[i] = Verdict.Refused;
            }
        }

        return verdicts;
    }

    [LoggerMessage(LogLevel.Warning, "{Batches} batches could not be stored now; their senders are told to come again.")]
    private static partial void LogUnavailable(ILogger log, int batches, Exception failure);

    [LoggerMessage(LogLevel.Error, "An event of source {Source} cannot be stored; it is refused alone.")]
    private static partial void LogPoison(ILogger log, int source, Exception failure);

    private sealed record Waiting(IncomingBatch Batch, Load Of, long Since)
    {
        public int Characters { get; } = Batch.Events.Sum(call => call.Properties?.Length ?? 0);

        public TaskCompletionSource<Verdict[]> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>What is waiting: of a key, or of all.</summary>
    private sealed class Load
    {
        private int batches;
        private int characters;

        public (int Batches, int Characters) Add(Waiting entry, int sign) =>
            (Interlocked.Add(ref batches, sign), Interlocked.Add(ref characters, sign * entry.Characters));
    }
}
