using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Platform.Drafts;

/// <summary>Which forms a person has half filled in. What stands in them may be amounts, which stay out of the person's file.</summary>
public sealed class ReadOwnDrafts(PortalDbFactory portal)
{
    public async Task<object> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        var home = viewer is { IsCustomer: true, AccountId: { } own } ? own : AccountScope.NoAccount;
        await using var db = portal.ForSystem(home);
        return await db.FormDrafts.AsNoTracking().Where(draft => draft.AccountId == home && draft.PersonId == viewer.PersonId && draft.Fields != "")
            .OrderBy(draft => draft.Form).Take(KeepDraft.MostOfPerson).Select(draft => new { draft.Form, draft.KeptAt }).ToListAsync(ct);
    }
}
