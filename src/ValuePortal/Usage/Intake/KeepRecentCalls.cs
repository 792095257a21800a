using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Intake;

/// <summary>Brings remembered calls to the database once a second, and a last time when the server stops.</summary>
internal sealed partial class KeepRecentCalls(RecentCalls calls, TimeProvider clock, ILogger<KeepRecentCalls> log) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(CancellationToken.None);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await FlushAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops; what is left is written by StopAsync.
        }
    }

    private async Task FlushAsync(CancellationToken ct)
    {
        try
        {
            await calls.FlushAsync(ct);
        }
        catch (Exception failure) when (failure is DbUpdateConcurrencyException || failure.IsDuplicate() || failure.IsUnavailable())
        {
            LogLater(log, failure.Message);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailed(log, failure);
        }
    }

    [LoggerMessage(LogLevel.Debug, "The last calls could not be kept now ({Why}); they are written a second later.")]
    private static partial void LogLater(ILogger log, string why);

    [LoggerMessage(LogLevel.Error, "The last calls could not be kept.")]
    private static partial void LogFailed(ILogger log, Exception failure);
}
