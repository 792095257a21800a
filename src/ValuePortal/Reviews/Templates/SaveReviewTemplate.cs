using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews.Templates;

/// <summary>The vendor's admin says what new reviews of a tier show. It is a version of its own; drafts that are there keep theirs.</summary>
public sealed class SaveReviewTemplate(PortalDbFactory portal, AuditLog audit, TimeProvider clock, IStringLocalizer<ReviewsWords> words)
{
    /// <summary>As a form sends it.</summary>
    public sealed class Input
    {
        public string? Tier { get; set; }

        public string? Comparison { get; set; }

        /// <summary>Section to place, from 1; an empty place leaves it out.</summary>
        public Dictionary<string, string>? Places { get; set; }

        /// <summary>Section to "on" where it is left out whatever its place.</summary>
        public Dictionary<string, string>? Without { get; set; }

        /// <summary>"Usage up" or "Usage down" where a section is only to be moved and nothing saved yet.</summary>
        public string? Move { get; set; }

        /// <summary>Section to "on" where it stands only when there is something to show.</summary>
        public Dictionary<string, string>? OnlyIf { get; set; }

        /// <summary>The version that was read.</summary>
        public int Version { get; set; }
    }

    /// <returns>The new version.</returns>
    public async Task<Outcome<int>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        if (viewer.Role is not PersonRole.VendorAdmin)
        {
            return new Refusal.NotAllowed(words["OnlyVendorAdmin"]);
        }

        if (!Enum.TryParse<Tier>(input.Tier, out var tier) || !Enum.IsDefined(tier) || !Enum.TryParse<ReviewComparison>(input.Comparison, out var comparison) || !Enum.IsDefined(comparison))
        {
            return new Refusal.Invalid(words["DraftWrong"], new Dictionary<string, string[]> { ["Comparison"] = [words["ComparisonWrong"]] });
        }

        var sections = ReviewSections.Chosen(input.Places, input.Without);
        if (sections.Count == 0)
        {
            return new Refusal.Invalid(words["DraftWrong"], new Dictionary<string, string[]> { ["Places"] = [words["NothingChosen"]] });
        }

        await using var db = portal.ForSystem();
        var latest = await db.ReviewTemplates.Where(t => t.Tier == tier).MaxAsync(t => (int?)t.Version, ct) ?? 0;
        if (latest != input.Version)
        {
            return new Refusal.Conflict(words["TemplateChangedMeanwhile"]);
        }

        db.Add(new ReviewTemplate
        {
            Tier = tier,
            Version = latest + 1,
            Sections = ReviewSections.Write(sections, ReviewSections.ChosenOnlyIf(input.Places, input.OnlyIf)),
            Comparison = comparison,
            SavedAt = clock.GetUtcNow(),
            SavedBy = viewer.Name,
        });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsDuplicate())
        {
            return new Refusal.Conflict(words["TemplateChangedMeanwhile"]);
        }

        await audit.WriteAsync(viewer, ReviewAudit.TemplateSaved, $"{tier} {latest + 1}", AccountScope.NoAccount, ct);
        return latest + 1;
    }
}
