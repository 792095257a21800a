using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews.Templates;

/// <summary>The vendor's templates of reviews, one for each tier; until somebody saves one, the usual sections.</summary>
public sealed class ReadReviewTemplates(PortalDbFactory portal)
{
    private const int Most = 50;

    /// <param name="Version">0 while nobody has saved one.</param>
    public sealed record Row(Tier Tier, int Version, IReadOnlyList<ReviewSection> Sections, IReadOnlySet<ReviewSection> OnlyIf, ReviewComparison Comparison, DateTimeOffset? SavedAt, string? SavedBy);

    public async Task<Row> RunAsync(Tier tier, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        return Of(tier, await db.ReviewTemplates.AsNoTracking().Where(t => t.Tier == tier).OrderByDescending(t => t.Version).FirstOrDefaultAsync(ct));
    }

    /// <summary>All versions of a tier's template, the latest first.</summary>
    public async Task<IReadOnlyList<Row>> VersionsAsync(Tier tier, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        return [.. (await db.ReviewTemplates.AsNoTracking().Where(t => t.Tier == tier).OrderByDescending(t => t.Version).Take(Most).ToListAsync(ct)).Select(template => Of(tier, template))];
    }

    private static Row Of(Tier tier, ReviewTemplate? template) => template is null
        ? new(tier, 0, ReviewSections.Usual, ReviewSections.UsuallyOnlyIf, ReviewComparison.Previous, null, null)
        : new(tier, template.Version, ReviewSections.Read(template.Sections), ReviewSections.ReadOnlyIf(template.Sections), template.Comparison, template.SavedAt, template.SavedBy);
}
