using ValuePortal.Platform.Access;
using ValuePortal.Usage.Adoption.Annotations;

namespace ValuePortal.Milestones.Plans;

/// <summary>Shows on the account's time line of usage when a milestone was reached, so that what came of it can be seen.</summary>
public sealed class MarkOnTimeLine(Annotate annotate, RemoveAnnotation remove)
{
    /// <param name="milestone">The milestone.</param>
    /// <param name="reached">The day; null takes it off.</param>
    /// <param name="ct">Stops the command.</param>
    public async Task WriteAsync(Milestone milestone, DateOnly? reached, CancellationToken ct = default)
    {
        // The portal writes it, whoever's word or usage it was.
        var portal = new Viewer(Guid.Empty, "milestones", PersonRole.VendorAdmin, AccountScope.Only(milestone.AccountId), SeesMoney: false);
        if (reached is { } day)
        {
            await annotate.RunAsync(portal, milestone.AccountId, new(AnnotationKind.Milestone, day, milestone.Title, milestone.ChineseTitle, "/milestones", milestone.Mark), ct);
        }
        else
        {
            await remove.RunAsync(portal, milestone.AccountId, new(Mark: milestone.Mark), ct);
        }
    }
}
