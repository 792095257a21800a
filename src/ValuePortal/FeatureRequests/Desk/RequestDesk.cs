using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests.Desk;

/// <summary>
/// For whose requests a person of the vendor works: product managers and the vendor's admin for all customers', success managers for
/// those in their care. The scope stays in this module; the viewer keeps its own, which for a product manager is empty
/// (docs/decisions/0011).
/// </summary>
public sealed class RequestDesk(PortalDbFactory portal, ListAccountsForRequestDesk accounts)
{
    /// <summary>The accounts whose requests this viewer sees at the desk; empty for anybody else than staff.</summary>
    internal Task<AccountScope> ScopeAsync(Viewer viewer, CancellationToken ct = default) => accounts.RunAsync(viewer, ct);

    /// <summary>The person of an account in scope with this e-mail, who may sign in; null for everybody else.</summary>
    internal static async Task<Person?> PersonAsync(PortalDb db, AccountScope scope, string? email, CancellationToken ct = default)
    {
        var normal = (email ?? "").Trim().ToUpperInvariant();
        return normal.Length == 0 ? null : await db.Users.AsNoTracking()
            .SingleOrDefaultAsync(person => person.NormalizedEmail == normal && person.AccountId != null && scope.Accounts.Contains(person.AccountId.Value) && person.DeactivatedAt == null, ct);
    }

    internal PortalDb Open(AccountScope scope) => portal.ForSystem([.. scope.Accounts]);
}
