using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.Options;
using ValuePortal.Platform.Access;

namespace ValuePortal.Shell;

/// <summary>How many live connections there may be on one node: <c>ValuePortal:Circuits</c>.</summary>
public sealed class CircuitLimitOptions
{
    public const string Section = "ValuePortal:Circuits";

    /// <summary>Of one person: pages with a live part that are open at once.</summary>
    [Range(1, 1000)]
    public int MostOfPerson { get; set; } = 20;

    /// <summary>Of all people of one company.</summary>
    [Range(1, 100_000)]
    public int MostOfAccount { get; set; } = 200;

    /// <summary>Of people who are not signed in. No page of theirs has a live part.</summary>
    [Range(0, 100_000)]
    public int MostAnonymous { get; set; }

    /// <summary>Of everybody.</summary>
    [Range(1, 1_000_000)]
    public int Most { get; set; } = 2000;
}

/// <summary>
/// Counts live connections of this node, and says who may have one more. Whoever was told yes has its place for a few seconds, until the
/// connection is there; so that many who ask at once get no more than there is.
/// </summary>
public sealed class CircuitLimits(IOptions<CircuitLimitOptions> options, TimeProvider clock)
{
    /// <summary>How long a place is kept for a connection that does not come.</summary>
    internal static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(15);

    private static readonly Whose s_anybody = new(Guid.Empty, Guid.Empty);

    private readonly Lock gate = new();
    private readonly Dictionary<Guid, int> ofPeople = [];
    private readonly Dictionary<Guid, int> ofAccounts = [];
    private readonly List<(Whose Whose, DateTimeOffset Until)> kept = [];
    private int all;

    /// <param name="Person">Empty for somebody who is not signed in.</param>
    /// <param name="Account">Empty for the vendor's people.</param>
    public readonly record struct Whose(Guid Person, Guid Account)
    {
        public static Whose Of(Viewer? viewer) => viewer is null ? s_anybody : new(viewer.PersonId, viewer.IsCustomer ? viewer.AccountId ?? Guid.Empty : Guid.Empty);
    }

    /// <summary>Whether there is a place for one more, which is then kept.</summary>
    public bool MayOpen(Whose whose)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            kept.RemoveAll(place => place.Until <= now);
            var room = all + kept.Count < options.Value.Most
                && ofPeople.GetValueOrDefault(whose.Person) + kept.Count(place => place.Whose.Person == whose.Person) < (whose == s_anybody ? options.Value.MostAnonymous : options.Value.MostOfPerson)
                && (whose.Account == Guid.Empty || ofAccounts.GetValueOrDefault(whose.Account) + kept.Count(place => place.Whose.Account == whose.Account) < options.Value.MostOfAccount);
            if (room)
            {
                kept.Add((whose, now + KeptFor));
            }

            return room;
        }
    }

    public void Opened(Whose whose)
    {
        lock (gate)
        {
            var place = kept.FindIndex(place => place.Whose == whose);
            if (place >= 0)
            {
                kept.RemoveAt(place);
            }

            Count(whose, 1);
        }
    }

    public void Closed(Whose whose)
    {
        lock (gate)
        {
            Count(whose, -1);
        }
    }

    private void Count(Whose whose, int by)
    {
        all += by;
        Add(ofPeople, whose.Person);
        Add(ofAccounts, whose.Account);

        void Add(Dictionary<Guid, int> counts, Guid key)
        {
            if ((counts[key] = counts.GetValueOrDefault(key) + by) == 0)
            {
                counts.Remove(key);
            }
        }
    }
}

/// <summary>Tells when the connection of a circuit is there and when it is gone.</summary>
internal sealed class CountCircuit(CircuitLimits limits, CurrentViewer viewer) : CircuitHandler
{
    private CircuitLimits.Whose? whose;

    public override async Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var mine = CircuitLimits.Whose.Of(await viewer.FindAsync(cancellationToken));
        whose = mine;
        limits.Opened(mine);
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (whose is { } mine)
        {
            whose = null;
            limits.Closed(mine);
        }

        return Task.CompletedTask;
    }
}

internal static class CircuitLimitServices
{
    private const int ComeAgainSeconds = 30;

    public static IServiceCollection AddCircuitLimits(this IServiceCollection services)
    {
        services.AddOptions<CircuitLimitOptions>().BindConfiguration(CircuitLimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<CircuitLimits>().AddScoped<CircuitHandler, CountCircuit>();
    }

    /// <summary>Stands where it is known who asks. A page whose connection is refused stays as it was read, and js/reconnect.js says why.</summary>
    public static void UseCircuitLimits(this WebApplication app) => app.Use(async (http, next) =>
    {
        // Whoever connects without asking first is asked here too.
        if ((http.Request.Path == "/_blazor/negotiate" || (http.Request.Path == "/_blazor" && !http.Request.Query.ContainsKey("id")))
            && !http.RequestServices.GetRequiredService<CircuitLimits>().MayOpen(CircuitLimits.Whose.Of(await http.RequestServices.GetRequiredService<CurrentViewer>().FindAsync(http.RequestAborted))))
        {
            http.Response.Headers.RetryAfter = ComeAgainSeconds.ToString(CultureInfo.InvariantCulture);
            await TypedResults.Problem("Too many live connections are open.", statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(http);
            return;
        }

        await next(http);
    });
}
