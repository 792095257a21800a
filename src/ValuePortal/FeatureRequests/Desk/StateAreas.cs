using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Features;

namespace ValuePortal.FeatureRequests.Desk;

/// <summary>Product says what parts of the product requests can be about: its own names, or those of features. One that is retired stays with the requests that have it.</summary>
public sealed class StateAreas(PortalDbFactory portal, ListFeatures features, TimeProvider clock, AuditLog audit, IStringLocalizer<RequestWords> text)
{
    /// <param name="FeatureKey">The feature whose usage belongs to it; null or empty for none.</param>
    public sealed record Input(string? EnglishName, string? ChineseName, string? FeatureKey);

    public async Task<Outcome<Guid>> AddAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        if (viewer.Role is not (PersonRole.ProductManager or PersonRole.VendorAdmin))
        {
            return new Refusal.NotAllowed(text["OnlyProduct"]);
        }

        var key = string.IsNullOrEmpty(input.FeatureKey) ? null : input.FeatureKey;
        var feature = key is null ? null : (await features.RunAsync(viewer with { Scope = default }, ct)).FirstOrDefault(row => row.Key == key);
        var (english, chinese) = (PlainText.Line(input.EnglishName), PlainText.Line(input.ChineseName));
        english = english.Length == 0 ? feature?.Name ?? "" : english;
        chinese = chinese.Length == 0 ? english : chinese;
        if (english.Length is 0 or > RequestArea.NameMaxLength || chinese.Length > RequestArea.NameMaxLength || (key is not null && feature is null))
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], new Dictionary<string, string[]> { [nameof(Input.EnglishName)] = [text["AreaNameInvalid", RequestArea.NameMaxLength]] });
        }

        await using var db = portal.ForSystem();
        var known = await db.RequestAreas.ToListAsync(ct);
        if (known.Count(area => area.RetiredAt is null) >= RequestArea.Most)
        {
            return new Refusal.Conflict(text["TooManyAreas", RequestArea.Most]);
        }

        if (known.Find(area => area.EnglishName == english) is { } same)
        {
            (same.ChineseName, same.FeatureKey, same.RetiredAt) = (chinese, key, null);
        }
        else
        {
            same = new RequestArea { Id = Guid.CreateVersion7(clock.GetUtcNow()), EnglishName = english, ChineseName = chinese, FeatureKey = key, Position = known.Count == 0 ? 1 : known.Max(area => area.Position) + 1 };
            db.Add(same);
        }

        await db.SaveChangesAsync(ct);
        await audit.WriteAsync(viewer, RequestAudit.SettingsChanged, "areas", AccountScope.NoAccount, ct);
        return same.Id;
    }

    public async Task<Outcome<Guid>> RetireAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        if (viewer.Role is not (PersonRole.ProductManager or PersonRole.VendorAdmin))
        {
            return new Refusal.NotAllowed(text["OnlyProduct"]);
        }

        var now = (DateTimeOffset?)clock.GetUtcNow();
        await using var db = portal.ForSystem();
        await db.RequestAreas.Where(area => area.Id == id && area.RetiredAt == null).ExecuteUpdateAsync(set => set.SetProperty(area => area.RetiredAt, now), ct);
        await audit.WriteAsync(viewer, RequestAudit.SettingsChanged, "areas", AccountScope.NoAccount, ct);
        return id;
    }
}
