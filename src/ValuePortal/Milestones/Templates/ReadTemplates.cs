using ValuePortal.Milestones.Plans;
using ValuePortal.Platform.Access;

namespace ValuePortal.Milestones.Templates;

/// <summary>The vendor's templates for those who make and adapt them: staff who work on accounts. Nobody else gets any.</summary>
public sealed class ReadTemplates(TemplateShelf shelf)
{
    public async Task<IReadOnlyList<MilestoneTemplate>> RunAsync(Viewer viewer, CancellationToken ct = default) =>
        PlanWork.MakesTemplates(viewer) ? await shelf.ReadAsync(ct) : [];

    /// <summary>All versions of one, the latest first; empty for a key that is not there.</summary>
    public async Task<IReadOnlyList<MilestoneTemplate>> VersionsAsync(Viewer viewer, string key, CancellationToken ct = default) =>
        PlanWork.MakesTemplates(viewer) ? await shelf.VersionsAsync(key, ct) : [];
}
