using Microsoft.EntityFrameworkCore;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform.Data;

namespace ValuePortal.Milestones.Templates;

/// <summary>Reads the vendor's templates. Built-in ones that are not there yet are put there first; one that was changed is left as it is.</summary>
public sealed class TemplateShelf(PortalDbFactory portal, TimeProvider clock)
{
    private volatile bool filled;

    /// <summary>All templates with their steps in order, by name of their key.</summary>
    internal async Task<IReadOnlyList<MilestoneTemplate>> ReadAsync(CancellationToken ct)
    {
        await FillAsync(ct);
        await using var db = portal.ForSystem();
        return await db.MilestoneTemplates.AsNoTracking()
            .Include(template => template.Steps.OrderBy(step => step.No))
            .OrderBy(template => template.Key)
            .ToListAsync(ct);
    }

    private async Task FillAsync(CancellationToken ct)
    {
        if (filled)
        {
            return;
        }

        await using var db = portal.ForSystem();
        var known = await db.MilestoneTemplates.AsNoTracking().Select(template => template.Key).ToListAsync(ct);
        db.AddRange(BuiltInTemplates.Make(clock.GetUtcNow()).Where(template => !known.Contains(template.Key)));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsDuplicate())
        {
            // Another process put them there in between.
        }

        filled = true;
    }
}
