using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests.Desk;

/// <summary>The lists of the desk that a person of the vendor keeps by name.</summary>
public sealed class KeepView(PortalDbFactory portal, TimeProvider clock, IStringLocalizer<RequestWords> text)
{
    public async Task<IReadOnlyList<SavedView>> ListAsync(Viewer viewer, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        return await db.SavedViews.AsNoTracking().Where(view => view.PersonId == viewer.PersonId).OrderBy(view => view.Name).ThenBy(view => view.Id).ToListAsync(ct);
    }

    /// <param name="query">What stands behind the question mark of the list's address.</param>
    public async Task<Outcome<Guid>> AddAsync(Viewer viewer, string? name, string? query, CancellationToken ct = default)
    {
        var line = PlainText.Line(name);
        if (!viewer.IsStaff || line.Length is 0 or > SavedView.NameMaxLength || (query ?? "").Length > SavedView.QueryMaxLength)
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], new Dictionary<string, string[]> { ["Name"] = [text["ViewNameInvalid", SavedView.NameMaxLength]] });
        }

        await using var db = portal.ForSystem();
        if (await db.SavedViews.CountAsync(view => view.PersonId == viewer.PersonId, ct) >= SavedView.MostOfOne)
        {
            return new Refusal.Conflict(text["TooManyViews", SavedView.MostOfOne]);
        }

        var view = new SavedView { Id = Guid.CreateVersion7(clock.GetUtcNow()), PersonId = viewer.PersonId, Name = line, Query = query ?? "" };
        db.Add(view);
        await db.SaveChangesAsync(ct);
        return view.Id;
    }

    public async Task RemoveAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        await db.SavedViews.Where(view => view.Id == id && view.PersonId == viewer.PersonId).ExecuteDeleteAsync(ct);
    }
}
