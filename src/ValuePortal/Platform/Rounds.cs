namespace ValuePortal.Platform;

/// <summary>Does a piece of work when the program starts and then at a steady pace, each time with services of its own.</summary>
internal static class RoundsServices
{
    /// <param name="services">Where the work is registered as well.</param>
    /// <param name="every">From one beginning to the next.</param>
    /// <param name="work">One round.</param>
    public static IServiceCollection AddRounds<TWork>(this IServiceCollection services, TimeSpan every, Func<TWork, CancellationToken, Task> work)
        where TWork : class => services.AddHostedService(provider => new Rounds<TWork>(
            every, work, provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<TWork>>()));
}

/// <summary>A failed round is logged, and the next one comes on time.</summary>
internal sealed class Rounds<TWork>(
    TimeSpan every, Func<TWork, CancellationToken, Task> work, IServiceScopeFactory scopes, TimeProvider clock, ILogger<TWork> log) : BackgroundService
    where TWork : class
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, clock);
        try
        {
            do
            {
                await RunAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task RunAsync(CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await work(scope.ServiceProvider.GetRequiredService<TWork>(), ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            RoundsLog.Failed(log, typeof(TWork).Name, every, failure);
        }
    }
}

internal static partial class RoundsLog
{
    [LoggerMessage(LogLevel.Error, "{Work} failed; it is tried again after {Pause}.")]
    public static partial void Failed(ILogger log, string work, TimeSpan pause, Exception failure);
}
