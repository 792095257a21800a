using System.Globalization;
using ValuePortal.Accounts;
using ValuePortal.Milestones.Pages;
using ValuePortal.Milestones.Templates;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Milestones.Desk;

/// <summary>The form of a template as it was written. A line without a title is left out.</summary>
public sealed class TemplateFields
{
    /// <summary>Empty lines at the end, to be filled in.</summary>
    private const int Spare = 3;

    public string? Version { get; set; }

    public string? EnglishName { get; set; }

    public string? ChineseName { get; set; }

    public string? Tier { get; set; }

    public string? CustomerType { get; set; }

    public List<Line> Steps { get; set; } = [];

    public static TemplateFields Of(MilestoneTemplate? template, bool copy)
    {
        var fields = new TemplateFields
        {
            Version = copy || template is null ? "0" : template.Version.ToString(CultureInfo.InvariantCulture),
            EnglishName = copy ? null : template?.EnglishName,
            ChineseName = copy ? null : template?.ChineseName,
            Tier = template?.Tier?.ToString(),
            CustomerType = template?.CustomerType,
            Steps = [.. template?.Steps.Select(Line.Of) ?? []],
        };
        fields.Steps.AddRange(Enumerable.Range(0, template is null ? 2 * Spare : Spare).Select(_ => new Line()));
        return fields;
    }

    /// <summary>The lines that were filled in stand first, so that what is wrong with one is said at its place.</summary>
    public SaveTemplate.Input ToInput(string? key)
    {
        Steps = [.. Steps.Where(line => !line.IsEmpty), .. Enumerable.Range(0, Spare).Select(_ => new Line())];
        return new SaveTemplate.Input(
            key, FormChoices.Number(Version) ?? -1, EnglishName, ChineseName, string.IsNullOrEmpty(Tier) ? null : FormChoices.Named<Tier>(Tier), CustomerType,
            [.. Steps.Where(line => !line.IsEmpty).Select(line => line.ToInput())]);
    }

    public sealed class Line
    {
        public string? EnglishTitle { get; set; }

        public string? ChineseTitle { get; set; }

        public string? DueAfterDays { get; set; }

        public string? OwnerSide { get; set; }

        public string? Measure { get; set; }

        public string? Feature { get; set; }

        public string? Target { get; set; }

        public string? CountsFrom { get; set; }

        public string? ProvesValue { get; set; }

        public bool IsEmpty => string.IsNullOrWhiteSpace(EnglishTitle) && string.IsNullOrWhiteSpace(ChineseTitle);

        public static Line Of(TemplateStep step) => new()
        {
            EnglishTitle = step.EnglishTitle,
            ChineseTitle = step.ChineseTitle == step.EnglishTitle ? null : step.ChineseTitle,
            DueAfterDays = step.DueAfterDays.ToString(CultureInfo.InvariantCulture),
            OwnerSide = step.OwnerSide.ToString(),
            Measure = step.Criterion?.Measure.ToString(),
            Feature = step.Criterion?.Feature,
            Target = step.Criterion?.Target.ToString(CultureInfo.InvariantCulture),
            CountsFrom = step.Criterion?.CountsFrom.ToString(),
            ProvesValue = step.ProvesValue ? "on" : null,
        };

        public SaveTemplate.StepInput ToInput() => new(
            EnglishTitle, ChineseTitle, FormChoices.Number(DueAfterDays), FormChoices.Side(OwnerSide),
            string.IsNullOrEmpty(Measure) ? null : FormChoices.Named<UsageMeasure>(Measure), Feature,
            long.TryParse(Target, NumberStyles.None, CultureInfo.InvariantCulture, out var target) ? target : null,
            string.IsNullOrEmpty(CountsFrom) ? Templates.CountsFrom.PlanStart : FormChoices.Named<CountsFrom>(CountsFrom), ProvesValue is "on");
    }
}
