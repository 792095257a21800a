using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Notifications.Webhooks;

/// <summary>The vendor's admin says which programs are called for what, and looks at what became of the calls.</summary>
public sealed class ManageWebhooks(PortalDbFactory portal, WebhookSignature signature, WebhookCaller caller, AuditLog audit, TimeProvider clock, IStringLocalizer<WebhookWords> text)
{
    /// <summary>What the audit log calls it.</summary>
    public const string Changed = "webhook-changed";

    /// <summary>How long the former secret still signs beside the new one.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    private const int Most = 50;

    public sealed record Input(string? Name, string? Address, IReadOnlyList<string> Kinds);

    /// <param name="Secret">Shown once; kept sealed.</param>
    public sealed record Made(Guid Id, string Secret);

    public sealed record Row(Guid Id, string Name, string Address, IReadOnlyList<string> Kinds, DateTimeOffset? DisabledAt, string DisabledBecause);

    public sealed record Delivery(Guid Id, string Kind, DateTimeOffset At, WebhookState State, int Attempts, DateTimeOffset? DueAt, string Answer);

    public async Task<IReadOnlyList<Row>> ListAsync(CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        return [.. (await db.WebhookEndpoints.AsNoTracking().OrderBy(row => row.Name).ThenBy(row => row.Id).Take(Most).ToListAsync(ct))
            .Select(row => new Row(row.Id, row.Name, row.Address, row.Kinds.Split(','), row.DisabledAt, row.DisabledBecause))];
    }

    /// <returns>The latest 50 calls to one program, the newest first.</returns>
    public async Task<IReadOnlyList<Delivery>> CallsAsync(Guid endpoint, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        return await db.WebhookDeliveries.AsNoTracking().Where(row => row.EndpointId == endpoint)
            .OrderByDescending(row => row.CreatedAt).ThenBy(row => row.Id).Take(Most)
            .Select(row => new Delivery(row.Id, row.Kind, row.CreatedAt, row.State, row.Attempts, row.DueAt, row.Answer)).ToListAsync(ct);
    }

    public async Task<Outcome<Made>> AddAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        var errors = new Dictionary<string, string[]>();
        if (input.Name?.Trim() is not { Length: > 0 and <= WebhookEndpoint.NameMaxLength } name)
        {
            (errors[nameof(Input.Name)], name) = ([text["NameMissing"]], "");
        }

        if (input.Address?.Trim() is not { Length: <= WebhookEndpoint.AddressMaxLength } address || !caller.Allows(address))
        {
            (errors[nameof(Input.Address)], address) = ([text["AddressInvalid"]], "");
        }

        if (input.Kinds.Count == 0 || input.Kinds.Any(kind => !StageWebhooks.Kinds.Contains(kind)))
        {
            errors[nameof(Input.Kinds)] = [text["KindsMissing"]];
        }

        if (errors.Count > 0)
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], errors);
        }

        var (now, secret) = (clock.GetUtcNow(), WebhookSignature.NewSecret());
        var endpoint = new WebhookEndpoint { Id = Guid.CreateVersion7(now), Name = name, Address = address, Kinds = string.Join(',', input.Kinds), Secret = signature.Seal(secret), CreatedAt = now };
        await using var db = portal.ForSystem();
        db.Add(endpoint);
        await db.SaveChangesAsync(ct);
        await audit.WriteAsync(viewer, Changed, $"{endpoint.Id} {name}", AccountScope.NoAccount, ct);
        return new Made(endpoint.Id, secret);
    }

    /// <summary>Puts another secret in the place of the old one. Calls are signed with both for a day, so that the program can change in its own time.</summary>
    public async Task<Outcome<Made>> RollAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        var secret = WebhookSignature.NewSecret();
        return (await ChangeAsync(viewer, id, endpoint =>
            (endpoint.FormerSecret, endpoint.FormerUntil, endpoint.Secret) = (endpoint.Secret, clock.GetUtcNow() + Overlap, signature.Seal(secret)), ct)).Match<Outcome<Made>>(_ => new Made(id, secret), refusal => refusal);
    }

    public Task<Outcome<Guid>> SwitchAsync(Viewer viewer, Guid id, bool on, CancellationToken ct = default) =>
        ChangeAsync(viewer, id, endpoint =>
        (endpoint.DisabledAt, endpoint.DisabledBecause) = (on ? null : clock.GetUtcNow(), on ? "" : text["SwitchedOffBy", viewer.Name].Value), ct);

    /// <summary>Calls the program with an event of no meaning.</summary>
    public Task<Outcome<Guid>> TestAsync(Viewer viewer, Guid id, CancellationToken ct = default) => WithAsync(id, (db, endpoint) => db.Add(StageWebhooks.Of(endpoint.Id, "test", new { }, clock.GetUtcNow())), ct);

    /// <summary>Makes one call again, under the same id: the program can tell that it knows it.</summary>
    public async Task<Outcome<Guid>> ReplayAsync(Guid endpoint, Guid call, CancellationToken ct = default)
    {
        var now = (DateTimeOffset?)clock.GetUtcNow();
        await using var db = portal.ForSystem();
        return await db.WebhookDeliveries.Where(row => row.Id == call && row.EndpointId == endpoint && row.EndedAt != null).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, WebhookState.Waiting).SetProperty(row => row.Attempts, 0).SetProperty(row => row.EndedAt, (DateTimeOffset?)null).SetProperty(row => row.DueAt, now), ct) == 1
            ? call
            : new Refusal.Conflict(text["NothingToReplay"]);
    }

    private async Task<Outcome<Guid>> ChangeAsync(Viewer viewer, Guid id, Action<WebhookEndpoint> change, CancellationToken ct)
    {
        var outcome = await WithAsync(id, (_, endpoint) => change(endpoint), ct);
        if (outcome.Is(out _, out _))
        {
            await audit.WriteAsync(viewer, Changed, $"{id}", AccountScope.NoAccount, ct);
        }

        return outcome;
    }

    private async Task<Outcome<Guid>> WithAsync(Guid id, Action<PortalDb, WebhookEndpoint> change, CancellationToken ct)
    {
        await using var db = portal.ForSystem();
        if (await db.WebhookEndpoints.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } endpoint)
        {
            return new Refusal.NotFound(text["NoSuchEndpoint"]);
        }

        change(db, endpoint);
        await db.SaveChangesAsync(ct);
        return id;
    }
}
