using System.Threading.Channels;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Intake;

/// <summary>
/// Where requests leave their batches and wait until these are on disk. One writer takes all that is waiting into one transaction.
/// </summary>
public sealed partial class Inbox(EventIntake intake, ILogger<Inbox> log) : BackgroundService
{
    /// <summary>Batches that may wait; a request that finds the inbox full is told to come again.</summary>
    public const int Capacity = 1000;

    /// <summary>Events of one transaction at most, so that nobody waits long behind others.</summary>
    private const int EventsPerGroup = 4000;

    private readonly Channel<Waiting> waiting = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    /// <summary>Stores a batch.</summary>
    /// <returns>The verdicts when it is on disk; null when the inbox is full.</returns>
    /// <exception cref="Exception">The database cannot be written (<see cref="DatabaseFailures"/>): nothing of the batch is stored.</exception>
    public Task<Verdict[]>? TryStore(IncomingBatch batch)
    {
        var entry = new Waiting(batch);
        return waiting.Writer.TryWrite(entry) ? entry.Done.Task : null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                await StoreAsync(Take());
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
        while (events < EventsPerGroup && waiting.Reader.TryRead(out var next))
        {
            group.Add(next);
            events += next.Batch.Events.Count;
        }

        return group;
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
                verdicts[i] = (await intake.StoreAsync([batch with { Events = [batch.Events[i]] }], CancellationToken.None))[0][0];
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

    private sealed record Waiting(IncomingBatch Batch)
    {
        public TaskCompletionSource<Verdict[]> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
