using System.Globalization;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;

namespace ValuePortal.Milestones.Plans;

/// <summary>Who may change the plan of an account: the success managers who have it in care and the vendor's admin.</summary>
internal static class PlanWork
{
    private static readonly DateOnly s_earliest = new(2000, 1, 1);
    private static readonly DateOnly s_latest = new(2100, 12, 31);

    /// <summary>Null with the viewer narrowed to the account, or why not. An account out of scope is missing.</summary>
    public static Refusal? Refuse(Viewer viewer, Guid account, IStringLocalizer<MilestonesWords> text, out Viewer narrowed)
    {
        narrowed = viewer.NarrowTo(account) ?? viewer with { Scope = default };
        if (!viewer.Scope.Contains(account))
        {
            return new Refusal.NotFound(text["NoSuchAccount"]);
        }

        return MakesTemplates(viewer) ? null : new Refusal.NotAllowed(text["OnlyAccountWork"]);
    }

    public static bool MakesTemplates(Viewer viewer) => viewer.Role is PersonRole.Csm or PersonRole.VendorAdmin;

    public static bool IsInCalendar(DateOnly day) => day >= s_earliest && day <= s_latest;
}

/// <summary>Collects what is wrong with the fields of a form; the first word about a field stays.</summary>
internal sealed class FieldCheck(IStringLocalizer<MilestonesWords> text)
{
    private readonly Dictionary<string, string[]> errors = [];

    /// <summary>Null while nothing is wrong.</summary>
    public Refusal? Refusal => errors.Count == 0 ? null : new Refusal.Invalid(text["SomeFieldsNeedAttention"], errors);

    public FieldCheck Require(bool right, string field, string word, params object[] values)
    {
        if (!right)
        {
            errors.TryAdd(field, [text[word, values]]);
        }

        return this;
    }

    /// <summary>A line of text that may be left out.</summary>
    public FieldCheck Text(string? line, string field, int maxLength) =>
        Require((line?.Trim().Length ?? 0) <= maxLength && line?.Any(char.IsControl) is not true, field, "TextInvalid", maxLength);

    /// <summary>A line of text that must be there.</summary>
    public FieldCheck Title(string? line, string field, int maxLength) =>
        Require(!string.IsNullOrWhiteSpace(line), field, "TitleMissing").Text(line, field, maxLength);

    public FieldCheck Day(DateOnly? day, string field) => Require(day is { } given && PlanWork.IsInCalendar(given), field, "DayInvalid");
}

/// <summary>What the audit log records of plans.</summary>
internal static class PlanAudit
{
    public const string TemplateApplied = "template-applied";
    public const string TemplateSaved = "template-saved";
    public const string MilestoneChanged = "milestone-changed";
    public const string MilestoneAdded = "milestone-added";
    public const string MilestoneMeasured = "milestone-measured";
    public const string MilestoneSigned = "milestone-signed";
    public const string MilestoneRated = "milestone-rated";
    public const string RemindersChosen = "reminders-chosen";
    public const string MilestoneShared = "milestone-shared";
    public const string PauseNoted = "pause-noted";
    public const string MilestoneRemoved = "milestone-removed";
    public const string MilestonePutBack = "milestone-put-back";
    public const string TaskChanged = "task-changed";
    public const string TaskRemoved = "task-removed";
    public const string TaskPutBack = "task-put-back";
    public const string TaskAdded = "task-added";
    public const string TaskSet = "task-set";
}

/// <summary>Text that is kept in two languages.</summary>
internal static class InLanguage
{
    public static string Of(string text, string? chinese) =>
        CultureInfo.CurrentUICulture.Name.StartsWith("zh", StringComparison.Ordinal) && chinese is not null ? chinese : text;
}
