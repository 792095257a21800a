using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Platform.Audit;

/// <summary>Adds lines to the audit log, each at the end of its account's chain. A line is on disk when the call returns.</summary>
public sealed class AuditLog(PortalDbFactory portal, TimeProvider clock, IHttpContextAccessor http) : IDisposable
{
    /// <summary>Times that another node may be the next before us.</summary>
    private const int MostTries = 50;

    private static readonly object s_read = new();

    private readonly HashSet<(Guid Person, Guid Account, string Page)> reads = [];
    private long readsOf;

    /// <summary>Lines of one account are written by one of this process at a time; what another node writes meanwhile is found out when saving.</summary>
    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, 32).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Records what a viewer did. Without an account it concerns the one the viewer looks at, else the vendor.</summary>
    public Task WriteAsync(Viewer viewer, string action, string detail, Guid? account = null, CancellationToken ct = default) =>
        WriteAsync(viewer.PersonId, viewer.Name, action, detail, account ?? viewer.AccountId ?? AccountScope.NoAccount, ct);

    /// <summary>Records that somebody of the vendor read an account's page, unless this request has said so already.</summary>
    public Task WriteReadAsync(Viewer viewer, string page, Guid account, CancellationToken ct = default) =>
        http.HttpContext?.Items[s_read] is Guid read && read == account ? Task.CompletedTask : WriteAsync(viewer, AuditAction.StaffRead, page, account, ct);

    /// <summary>Records what somebody did who is no viewer (yet): a sign-in, a command.</summary>
    public async Task WriteAsync(Guid person, string actor, string action, string detail, Guid account, CancellationToken ct = default)
    {
        if (action is AuditAction.StaffRead or AuditAction.KeyRead)
        {
            http.HttpContext?.Items[s_read] = account;
            if (!IsFirstThisHour((person, account, actor + detail)))
            {
                return;
            }
        }

        var turn = turns[(uint)account.GetHashCode() % turns.Length];
        await turn.WaitAsync(ct);
        try
        {
            for (var tries = 1; !await AppendAsync(person, actor, action, detail, account, isLast: tries == MostTries, ct); tries++)
            {
                // Another node took the number; we are the next.
            }
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        foreach (var turn in turns)
        {
            turn.Dispose();
        }
    }

    /// <summary>Takes the name and the addresses of a person off the lines of its company, in the caller's transaction. What was done, and when, stays.</summary>
    internal static Task ForgetAsync(PortalDb db, Guid account, Guid person, CancellationToken ct) =>
        db.AuditLines.Where(line => line.AccountId == account && line.PersonId == person).ExecuteUpdateAsync(
            set => set.SetProperty(line => line.Actor, "").SetProperty(line => line.Address, "").SetProperty(line => line.Salt, (byte[]?)null), ct);

    // The same page again within the hour says nothing new. Forgotten with the hour, so that it does not grow.
    private bool IsFirstThisHour((Guid Person, Guid Account, string Page) read)
    {
        var hour = clock.GetUtcNow().Ticks / TimeSpan.TicksPerHour;
        lock (reads)
        {
            if (hour != readsOf)
            {
                readsOf = hour;
                reads.Clear();
            }

            return reads.Add(read);
        }
    }

    private async Task<bool> AppendAsync(Guid person, string actor, string action, string detail, Guid account, bool isLast, CancellationToken ct)
    {
        await using var db = portal.ForSystem(account);
        var head = await db.AuditHeads.SingleOrDefaultAsync(row => row.AccountId == account, ct);
        if (head is null)
        {
            db.Add(head = new AuditHead { AccountId = account, Hash = AuditChain.Beginning });
            if (await db.AuditLines.CountAsync(line => line.AccountId == account, ct) is > 0 and var before)
            {
                Add(db, head, AuditEntry.Of(account, clock.GetUtcNow(), Guid.Empty, "command", AuditAction.ChainBegun, $"{before} lines from before", ""));
            }
        }

        Add(db, head, AuditEntry.Of(account, clock.GetUtcNow(), person, actor, action, detail, Address));
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateConcurrencyException) when (!isLast)
        {
            return false;
        }
        catch (Exception failure) when (failure.IsDuplicate() && !isLast)
        {
            return false;
        }
    }

    private static void Add(PortalDb db, AuditHead head, AuditEntry line)
    {
        line.Follow(head);
        db.Add(line);
    }

    private string Address => http.HttpContext?.Connection.RemoteIpAddress?.ToString() ?? "";
}
