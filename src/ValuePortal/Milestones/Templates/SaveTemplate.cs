using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Features;
using ValuePortal.Usage.Peers;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Milestones.Templates;

/// <summary>
/// Makes a template of the vendor's own, or the next version of one that is there. Plans keep the version they came from. Of two people who
/// adapt the same version at once the second is told.
/// </summary>
public sealed class SaveTemplate(PortalDbFactory portal, TemplateShelf shelf, ListFeatures features, TimeProvider clock, AuditLog audit, IStringLocalizer<MilestonesWords> text)
{
    public const int MostSteps = 40;
    public const int LatestDay = 1100;

    /// <param name="CountsFrom">From which day on usage counts; only a measured one needs it.</param>
    public sealed record StepInput(
        string? EnglishTitle, string? ChineseTitle, int? DueAfterDays, Side OwnerSide, UsageMeasure? Measure = null, string? Feature = null, long? Target = null,
        CountsFrom CountsFrom = CountsFrom.PlanStart, bool ProvesValue = false);

    /// <param name="Key">Null for a new one.</param>
    /// <param name="Version">The one that is adapted; 0 for a new one.</param>
    /// <param name="CustomerType">A group of similar accounts; null for all.</param>
    /// <param name="Steps">Its milestones.</param>
    public sealed record Input(string? Key, int Version, string? EnglishName, string? ChineseName, Tier? Tier, string? CustomerType, IReadOnlyList<StepInput> Steps);

    /// <returns>The template's key.</returns>
    public async Task<Outcome<string>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        if (!PlanWork.MakesTemplates(viewer))
        {
            return new Refusal.NotAllowed(text["OnlyAccountWork"]);
        }

        if (await CheckAsync(viewer, input, ct) is { } invalid)
        {
            return invalid;
        }

        var latest = input.Key is null || await shelf.VersionsAsync(input.Key, ct) is not [var newest, ..] ? null : newest;
        if (input.Key is not null && latest is null)
        {
            return new Refusal.NotFound(text["NoSuchTemplate"]);
        }

        if (latest is not null && latest.Version != input.Version)
        {
            return new Refusal.Conflict(text["TemplateOvertaken", latest.Version]);
        }

        var template = Make(viewer, input, latest);
        await using var db = portal.ForSystem();
        db.Add(template);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsDuplicate())
        {
            return new Refusal.Conflict(text["TemplateOvertaken", template.Version]);
        }

        await audit.WriteAsync(viewer, PlanAudit.TemplateSaved, $"{template.Key} version {template.Version}", AccountScope.NoAccount, ct);
        return template.Key;
    }

    private MilestoneTemplate Make(Viewer viewer, Input input, MilestoneTemplate? latest)
    {
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        return new MilestoneTemplate
        {
            Id = id,
            Key = latest?.Key ?? $"own-{id:N}",
            Version = (latest?.Version ?? 0) + 1,
            EnglishName = input.EnglishName!.Trim(),
            ChineseName = Given(input.ChineseName) ?? input.EnglishName.Trim(),
            Tier = input.Tier,
            CustomerType = Given(input.CustomerType),
            MadeBy = viewer.Name,
            MadeAt = now,
            Steps = [.. input.Steps.OrderBy(step => step.DueAfterDays).Select((step, i) => new TemplateStep
            {
                TemplateId = id,
                No = i + 1,
                EnglishTitle = step.EnglishTitle!.Trim(),
                ChineseTitle = Given(step.ChineseTitle) ?? step.EnglishTitle.Trim(),
                DueAfterDays = step.DueAfterDays!.Value,
                OwnerSide = step.OwnerSide,
                ProvesValue = step.ProvesValue,
                Criterion = step.Measure is { } measure
                    ? new StepCriterion { Measure = measure, Feature = Given(step.Feature), Target = step.Target!.Value, CountsFrom = step.CountsFrom }
                    : null,
            })],
        };
    }

    private async Task<Refusal?> CheckAsync(Viewer viewer, Input input, CancellationToken ct)
    {
        var check = new FieldCheck(text)
            .Title(input.EnglishName, nameof(Input.EnglishName), MilestoneTemplate.NameMaxLength)
            .Text(input.ChineseName, nameof(Input.ChineseName), MilestoneTemplate.NameMaxLength)
            .Text(input.CustomerType, nameof(Input.CustomerType), PeerMembership.GroupMaxLength)
            .Require(input.Tier is not { } tier || Enum.IsDefined(tier), nameof(Input.Tier), "ChooseOne")
            .Require(input.Steps.Count is >= 1 and <= MostSteps, nameof(Input.Steps), "StepsInvalid", MostSteps);
        var known = input.Steps.Any(step => !string.IsNullOrEmpty(step.Feature)) ? (await features.RunAsync(viewer, ct)).Select(feature => feature.Key).ToHashSet() : [];
        foreach (var (i, step) in input.Steps.Index())
        {
            check.Title(step.EnglishTitle, Field(nameof(StepInput.EnglishTitle)), Milestone.TitleMaxLength)
                .Text(step.ChineseTitle, Field(nameof(StepInput.ChineseTitle)), Milestone.TitleMaxLength)
                .Require(step.DueAfterDays is >= 0 and <= LatestDay, Field(nameof(StepInput.DueAfterDays)), "DueAfterInvalid", LatestDay)
                .Require(Enum.IsDefined(step.OwnerSide), Field(nameof(StepInput.OwnerSide)), "ChooseOne")
                .Require(Enum.IsDefined(step.CountsFrom), Field(nameof(StepInput.CountsFrom)), "ChooseOne");
            if (step.Measure is { } measure)
            {
                check.Require(Enum.IsDefined(measure), Field(nameof(StepInput.Measure)), "ChooseOne")
                    .Require(step.Target is >= 1 and <= Criterion.MostTarget, Field(nameof(StepInput.Target)), "TargetInvalid", Criterion.MostTarget)
                    .Require(measure is not UsageMeasure.SeatShare || step.Target is null or <= 100, Field(nameof(StepInput.Target)), "ShareInvalid")
                    .Require(string.IsNullOrEmpty(step.Feature) || measure is not UsageMeasure.FeaturesUsed, Field(nameof(StepInput.Feature)), "FeaturesTakeNone")
                    .Require(string.IsNullOrEmpty(step.Feature) || known.Contains(step.Feature), Field(nameof(StepInput.Feature)), "NoSuchFeature");
            }

            string Field(string name) => $"Steps[{i}].{name}";
        }

        return check.Refusal;
    }

    private static string? Given(string? written) => string.IsNullOrWhiteSpace(written) ? null : written.Trim();
}
