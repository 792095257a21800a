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

    internal PortalDb Open(AccountScope scope) => portal.ForSystem([.. scope.Accounts]);
}
