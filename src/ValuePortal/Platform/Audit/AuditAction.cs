namespace ValuePortal.Platform.Audit;

/// <summary>What the audit log records. A module adds its own beside these.</summary>
public static class AuditAction
{
    public const string ChainBegun = "chain-begun";
    public const string SignedIn = "signed-in";
    public const string SignInRefused = "sign-in-refused";
    public const string SignedOut = "signed-out";
    public const string LockedOut = "locked-out";
    public const string PasswordSet = "password-set";
    public const string SessionEnded = "session-ended";
    public const string OwnDataTaken = "own-data-taken";
    public const string LinkMade = "link-made";
    public const string Denied = "denied";
    public const string KeyMade = "key-made";
    public const string KeyRolled = "key-rolled";
    public const string KeyRevoked = "key-revoked";
    public const string KeyUsed = "key-used";
    public const string KeyRefused = "key-refused";
    public const string PersonAdded = "person-added";
    public const string PersonDeactivated = "person-deactivated";
    public const string PersonReactivated = "person-reactivated";
    public const string PersonDeleted = "person-deleted";
    public const string RoleChanged = "role-changed";
    public const string AccountAdded = "account-added";
    public const string SeatsStated = "seats-stated";
    public const string CareGiven = "care-given";
    public const string CareEnded = "care-ended";
    public const string StaffRead = "staff-read";

    /// <summary>A program read by a key; once an hour for each part and key.</summary>
    public const string KeyRead = "key-read";
    public const string DataExported = "data-exported";
    public const string LogoSet = "logo-set";
    public const string Exported = "exported";
    public const string Imported = "imported";
}
