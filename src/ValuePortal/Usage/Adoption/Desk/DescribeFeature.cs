using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Features;

namespace ValuePortal.Usage.Adoption.Desk;

/// <summary>Says what a feature is called, whether it counts for adoption, why it would help, and where to learn it. A key that nobody knows yet is added.</summary>
public sealed class DescribeFeature(PortalDbFactory portal, AuditLog audit, IStringLocalizer<AdoptionWords> words)
{
    private const string Described = "feature-described";

    /// <summary>As a form sends it. Empty fields take away what was there.</summary>
    public sealed class Input
    {
        /// <summary>As events name the feature.</summary>
        public string? Key { get; set; }

        public string? EnglishName { get; set; }

        public string? ChineseName { get; set; }

        /// <summary>"true" for a feature that counts for adoption.</summary>
        public string? Core { get; set; }

        public string? GuideLink { get; set; }

        public string? EnglishWhy { get; set; }

        public string? ChineseWhy { get; set; }
    }

    /// <returns>The number of the feature.</returns>
    public async Task<Outcome<int>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        if (viewer.Role is not (PersonRole.VendorAdmin or PersonRole.ProductManager))
        {
            return new Refusal.NotAllowed(words["OnlyProductWork"]);
        }

        if (Check(input) is { } invalid)
        {
            return invalid;
        }

        var key = input.Key!;
        await using var db = portal.For(viewer);
        var feature = await db.Features.SingleOrDefaultAsync(row => row.Key == key, ct);
        if (feature is null)
        {
            feature = Feature.Add((await db.Features.MaxAsync(row => (int?)row.No, ct) ?? 0) + 1, key);
            db.Add(feature);
        }

        (feature.EnglishName, feature.ChineseName, feature.Core, feature.Listed) = (Given(input.EnglishName), Given(input.ChineseName), input.Core == "true", true);
        (feature.EnglishWhy, feature.ChineseWhy, feature.GuideLink) = (Given(input.EnglishWhy), Given(input.ChineseWhy), Given(input.GuideLink));
        try
        {
            await db.SaveFeaturesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsDuplicate())
        {
            return new Refusal.Conflict(words["FeatureAddedMeanwhile"]);
        }

        await audit.WriteAsync(viewer, Described, $"{feature.No}", AccountScope.NoAccount, ct);
        return feature.No;
    }

    private Refusal.Invalid? Check(Input input)
    {
        var errors = new Dictionary<string, string[]>();
        if (string.IsNullOrWhiteSpace(input.Key) || input.Key.Length > UsageEvent.IdMaxLength || input.Key.Any(char.IsControl))
        {
            errors[nameof(Input.Key)] = [words["FeatureKeyInvalid", UsageEvent.IdMaxLength]];
        }

        Length(nameof(Input.EnglishName), input.EnglishName, Feature.NameMaxLength);
        Length(nameof(Input.ChineseName), input.ChineseName, Feature.NameMaxLength);
        Length(nameof(Input.EnglishWhy), input.EnglishWhy, Feature.WhyMaxLength);
        Length(nameof(Input.ChineseWhy), input.ChineseWhy, Feature.WhyMaxLength);
        if (!string.IsNullOrWhiteSpace(input.GuideLink) && !Feature.IsGuideLink(input.GuideLink.Trim()))
        {
            errors[nameof(Input.GuideLink)] = [words["GuideLinkInvalid"]];
        }

        return errors.Count == 0 ? null : new Refusal.Invalid(words["SomeFieldsNeedAttention"], errors);

        void Length(string field, string? text, int most)
        {
            if (text is not null && (text.Trim().Length > most || text.Any(letter => char.IsControl(letter) && letter is not ('\r' or '\n'))))
            {
                errors[field] = [words["TextTooLong", most]];
            }
        }
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
