using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform.Access;
using ValuePortal.Usage.Peers;

namespace ValuePortal.Milestones.Templates;

/// <summary>The templates that staff may apply to an account: those made for its type first, then those for its tier. Nobody else gets any.</summary>
public sealed class ListTemplates(TemplateShelf shelf, ReadAccountCalendar calendar, ReadPeerGroup group, IStringLocalizer<MilestonesWords> text)
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
        var type = (await group.RunAsync(viewer, accountId, ct))?.Group;
        return [.. templates
            .OrderByDescending(template => type is not null && template.CustomerType == type).ThenBy(template => template.CustomerType is not null)
            .ThenByDescending(template => template.Tier == account.Tier).ThenBy(template => template.Tier is not null).ThenBy(template => template.Key, StringComparer.Ordinal)
            .Select(template => new Row(template.Key, NameOf(template), template.Tier, template.Steps.Count))];
    }

    private string NameOf(MilestoneTemplate template)
    {
        var name = template.Name;
        name = template.Tier is { } tier ? text["TemplateFor_" + tier, name] : name;
        return template.CustomerType is { } type ? text["TemplateForType", name, type] : name;
    }
}
