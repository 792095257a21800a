namespace ValuePortal.Platform.Audit;

/// <summary>What lines of the audit log are sorted into for their readers.</summary>
public enum AuditKind
{
    /// <summary>People of the vendor opened pages of the account, or a program read it by a key.</summary>
    Reads,
    Exports,
    Keys,
    SignIns,

    /// <summary>Everything else: what somebody did.</summary>
    Changes,
}

internal static class AuditKinds
{
    private static readonly string[] s_reads = [AuditAction.StaffRead, AuditAction.KeyRead];
    private static readonly string[] s_exports = [AuditAction.Exported, AuditAction.DataExported];
    private static readonly string[] s_keys = [AuditAction.KeyMade, AuditAction.KeyRolled, AuditAction.KeyRevoked, AuditAction.KeyUsed, AuditAction.KeyRefused];

    private static readonly string[] s_signIns =
    [
        AuditAction.SignedIn, AuditAction.SignInRefused, AuditAction.SignedOut, AuditAction.LockedOut, AuditAction.PasswordSet, AuditAction.LinkMade, AuditAction.Denied,
    ];

    private static readonly string[] s_notChanges = [.. s_reads, .. s_exports, .. s_keys, .. s_signIns];

    public static IQueryable<AuditEntry> OfKind(this IQueryable<AuditEntry> lines, AuditKind? kind) => kind switch
    {
        AuditKind.Reads => lines.Where(line => s_reads.Contains(line.Action)),
        AuditKind.Exports => lines.Where(line => s_exports.Contains(line.Action)),
        AuditKind.Keys => lines.Where(line => s_keys.Contains(line.Action)),
        AuditKind.SignIns => lines.Where(line => s_signIns.Contains(line.Action)),
        AuditKind.Changes => lines.Where(line => !s_notChanges.Contains(line.Action)),
        _ => lines,
    };
}
