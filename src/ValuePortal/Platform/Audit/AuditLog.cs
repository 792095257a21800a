using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Platform.Audit;

/// <summary>Adds lines to the audit log. A line is on disk when the call returns.</summary>
public sealed class AuditLog(PortalDbFactory portal, TimeProvider clock, IHttpContextAccessor http)
{
    /// <summary>Records what a viewer did. Without an account it concerns the one the viewer looks at, else the vendor.</summary>
    public Task WriteAsync(Viewer viewer, string action, string detail, Guid? account = null, CancellationToken ct = default) =>
        WriteAsync(viewer.PersonId, viewer.Name, action, detail, account ?? viewer.AccountId ?? AccountScope.NoAccount, ct);

    /// <summary>Records what somebody did who is no viewer (yet): a sign-in, a command.</summary>
    public async Task WriteAsync(Guid person, string actor, string action, string detail, Guid account, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem(account);
        db.Add(AuditEntry.Of(account, clock.GetUtcNow(), person, actor, action, detail, Address));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Takes the name and the addresses of a person off the lines of its company, in the caller's transaction. What was done, and when, stays.</summary>
    internal static Task ForgetAsync(PortalDb db, Guid account, Guid person, CancellationToken ct) =>
        db.AuditLines.Where(line => line.AccountId == account && line.PersonId == person).ExecuteUpdateAsync(
            set => set.SetProperty(line => line.Actor, "").SetProperty(line => line.Address, ""), ct);

    private string Address => http.HttpContext?.Connection.RemoteIpAddress?.ToString() ?? "";
}
