using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform.Access;

namespace ValuePortal.Milestones.Templates;

/// <summary>The templates that staff may apply to an account, those made for its tier first. Nobody else gets any.</summary>
public sealed class ListTemplates(TemplateShelf shelf, ReadAccountCalendar calendar, IStringLocalizer<MilestonesWords> text)
{
    /// <param name="Name">In the reader's language, with the tier it was made for.</param>
    public sealed record Row(string Key, string Name, Tier? Tier, int Steps);

    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, Guid accountId, CancellationToken ct = default)
    {
        if (PlanWork.Refuse(viewer, accountId, text, out var narrowed) is not null || await calendar.RunAsync(narrowed, ct) is not { } account)
        {
            return [];
        }

        var templates = await shelf.ReadAsync(ct);
        return [.. templates
            .OrderByDescending(template => template.Tier == account.Tier).ThenBy(template => template.Tier is not null).ThenBy(template => template.Key, StringComparer.Ordinal)
            .Select(template => new Row(template.Key, NameOf(template), template.Tier, template.Steps.Count))];
    }

    private string NameOf(MilestoneTemplate template)
    {
        var name = InLanguage.Of(template.EnglishName, template.ChineseName);
        return template.Tier is { } tier ? text["TemplateFor_" + tier, name] : name;
    }
}
