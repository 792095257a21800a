using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Features;

namespace ValuePortal.Usage.Adoption.FirstValue;

/// <summary>Says what counts as first value of one account: so many uses of a feature, or the usual rule again.</summary>
public sealed class StateFirstValue(PortalDbFactory portal, AuditLog audit, IStringLocalizer<FirstValueWords> text)
{
    /// <param name="Feature">The key of a feature; null: the usual rule counts.</param>
    public sealed record Input(string? Feature, int? Uses);

    /// <summary>What counts now, and what could be chosen.</summary>
    public sealed record Choices(string? Feature, int? Uses, IReadOnlyList<(string Key, string Name)> Features);

    /// <returns>Null for an account that is not the viewer's.</returns>
    public async Task<Choices?> ReadAsync(Viewer viewer, Guid accountId, CancellationToken ct = default)
    {
        if (!viewer.IsStaff || viewer.NarrowTo(accountId) is not { } narrowed)
        {
            return null;
        }

        await using var db = portal.For(narrowed);
        var goal = await db.FirstValueGoals.AsNoTracking().SingleOrDefaultAsync(goal => goal.AccountId == accountId, ct);
        var features = await db.Features.AsNoTracking().Where(feature => feature.Listed || feature.No == (goal == null ? 0 : goal.FeatureNo)).OrderBy(feature => feature.Key).ToListAsync(ct);
        return new Choices(features.Find(feature => feature.No == goal?.FeatureNo)?.Key, goal?.Uses, [.. features.Select(feature => (feature.Key, feature.Name))]);
    }

    public async Task<Outcome<bool>> RunAsync(Viewer viewer, Guid accountId, Input input, CancellationToken ct = default)
    {
        if (viewer.NarrowTo(accountId) is not { } narrowed)
        {
            return new Refusal.NotFound(text["NoSuchAccount"]);
        }

        if (viewer.Role is not (PersonRole.VendorAdmin or PersonRole.Csm))
        {
            return new Refusal.NotAllowed(text["OnlyAccountWork"]);
        }

        await using var db = portal.For(narrowed);
        var goal = await db.FirstValueGoals.SingleOrDefaultAsync(goal => goal.AccountId == accountId, ct);
        if (input.Feature is null)
        {
            db.RemoveRange(goal is null ? [] : [goal]);
        }
        else
        {
            var feature = await db.Features.AsNoTracking().SingleOrDefaultAsync(feature => feature.Key == input.Feature, ct);
            if (feature is null)
            {
                return Wrong(nameof(Input.Feature), text["NoSuchFeature"]);
            }

            if (input.Uses is not (>= 1 and <= FirstValueGoal.MostUses))
            {
                return Wrong(nameof(Input.Uses), text["UsesInvalid", FirstValueGoal.MostUses]);
            }

            if (goal is null)
            {
                db.Add(goal = new FirstValueGoal { AccountId = accountId });
            }

            (goal.FeatureNo, goal.Uses) = (feature.No, input.Uses.Value);
        }

        await db.SaveChangesAsync(ct);
        await audit.WriteAsync(narrowed, "first-value-stated", input.Feature is null ? "usual rule" : $"{input.Uses} uses of {input.Feature}", accountId, ct);
        return true;
    }

    private static Refusal.Invalid Wrong(string field, string why) => new(why, new Dictionary<string, string[]> { [field] = [why] });
}
