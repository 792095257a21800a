namespace ValuePortal.Usage.Peers;

/// <summary>Looks four times a day whether a month can be taken. A failed look is logged, and the next one comes on time.</summary>
internal sealed partial class PeerSchedule(IServiceScopeFactory scopes, TimeProvider clock, ILogger<PeerSchedule> log) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromHours(6);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_every, clock);
        do
        {
            await LookAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<TakePeerMonth>().RunAsync(ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            LogFailed(log, failure);
        }
    }

    [LoggerMessage(LogLevel.Error, "The month of the peers could not be taken; it is tried again in six hours.")]
    private static partial void LogFailed(ILogger log, Exception failure);
}
