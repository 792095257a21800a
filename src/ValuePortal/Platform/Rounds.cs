using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Platform;

/// <summary>Does a piece of work at a steady pace, each time with services of its own; of all nodes on one database one does each round.</summary>
internal static class RoundsServices
{
    /// <param name="services">Where the work is registered as well.</param>
    /// <param name="every">From one beginning to the next.</param>
    /// <param name="work">One round.</param>
    public static IServiceCollection AddRounds<TWork>(this IServiceCollection services, TimeSpan every, Func<TWork, CancellationToken, Task> work)
        where TWork : class => services.AddHostedService(provider => new Rounds<TWork>(
            every, work, provider.GetRequiredService<PortalDbFactory>(), provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<TWork>>()));
}

/// <summary>When a round last began, on whichever node: the lease by which each is done once.</summary>
public sealed class Round : ISharedByAccounts
{
    public string Name { get; init; } = "";

    public DateTimeOffset BegunAt { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<Round>
    {
        public void Configure(EntityTypeBuilder<Round> round)
        {
            round.ToTable("Rounds");
            round.HasKey(r => r.Name);
            round.Property(r => r.Name).HasMaxLength(100);
        }
    }
}

/// <summary>A failed round is logged, and the next one comes on time.</summary>
internal sealed class Rounds<TWork>(
    TimeSpan every, Func<TWork, CancellationToken, Task> work, PortalDbFactory portal, IServiceScopeFactory scopes, TimeProvider clock, ILogger<TWork> log) : BackgroundService
    where TWork : class
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);

    /// <summary>Does the round where it is due and no other node does it.</summary>
    /// <returns>How long it is until the next one.</returns>
    internal async Task<TimeSpan> RunAsync(CancellationToken ct)
    {
        try
        {
            var now = clock.GetUtcNow();
            if (await TakeAsync(now, ct) is { } begun)
            {
                return begun + every - now;
            }

            await using var scope = scopes.CreateAsyncScope();
            await work(scope.ServiceProvider.GetRequiredService<TWork>(), ct);
            return now + every - clock.GetUtcNow();
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            RoundsLog.Failed(log, typeof(TWork).Name, every, failure);
            return every;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var wait = await RunAsync(stoppingToken);
                await Task.Delay(wait < s_shortest ? s_shortest : wait, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    /// <returns>Null when this node has it; else when another one last began.</returns>
    private async Task<DateTimeOffset?> TakeAsync(DateTimeOffset now, CancellationToken ct)
    {
        var (name, before) = (typeof(TWork).Name, now - every);
        await using var db = portal.ForSystem();
        var rounds = db.Set<Round>();
        if (await rounds.Where(round => round.Name == name && round.BegunAt <= before).ExecuteUpdateAsync(set => set.SetProperty(round => round.BegunAt, now), ct) == 1)
        {
            return null;
        }

        if (await rounds.AsNoTracking().SingleOrDefaultAsync(round => round.Name == name, ct) is { } other)
        {
            // A clock that was put back must not hold rounds up.
            return other.BegunAt < now ? other.BegunAt : now;
        }

        db.Add(new Round { Name = name, BegunAt = now });
        try
        {
            await db.SaveChangesAsync(ct);
            return null;
        }
        catch (DbUpdateException failure) when (failure.IsDuplicate())
        {
            return now;
        }
    }
}

internal static partial class RoundsLog
{
    [LoggerMessage(LogLevel.Error, "{Work} failed; it is tried again after {Pause}.")]
    public static partial void Failed(ILogger log, string work, TimeSpan pause, Exception failure);
}
