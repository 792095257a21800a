namespace ValuePortal.Identity.SingleSignOn;

/// <summary>What the audit log records of single sign-on, beside sign-ins and refusals.</summary>
public static class SignOnAudit
{
    public const string Set = "sign-on-set";
    public const string Removed = "sign-on-removed";
    public const string Tried = "sign-on-tried";
    public const string Connected = "sign-on-connected";

    /// <summary>What the detail of a sign-in or a refusal begins with.</summary>
    public const string Way = "single sign-on";
}
