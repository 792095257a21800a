using Microsoft.EntityFrameworkCore;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform.Data;

namespace ValuePortal.Milestones.Templates;

/// <summary>Reads the vendor's templates. Built-in ones that are not there yet are put there first; one that was changed is left as it is.</summary>
public sealed class TemplateShelf(PortalDbFactory portal, TimeProvider clock)
{
    private const int Most = 200;

    private volatile bool filled;

    /// <summary>The latest version of each template with its steps in order, by name of their key.</summary>
    internal async Task<IReadOnlyList<MilestoneTemplate>> ReadAsync(CancellationToken ct)
    {
        await FillAsync(ct);
        await using var db = portal.ForSystem();
        var all = db.MilestoneTemplates.AsNoTracking();
        return await all
            .Where(template => !all.Any(later => later.Key == template.Key && later.Version > template.Version))
            .Include(template => template.Steps.OrderBy(step => step.No))
            .OrderBy(template => template.Key).Take(Most)
            .ToListAsync(ct);
    }

    /// <summary>All versions of one template, the latest first.</summary>
    internal async Task<IReadOnlyList<MilestoneTemplate>> VersionsAsync(string key, CancellationToken ct)
    {
        await FillAsync(ct);
        await using var db = portal.ForSystem();
        return await db.MilestoneTemplates.AsNoTracking()
            .Where(template => template.Key == key)
            .Include(template => template.Steps.OrderBy(step => step.No))
            .OrderByDescending(template => template.Version).Take(Most)
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
