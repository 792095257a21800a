namespace ValuePortal.Platform.Access;

/// <summary>The claims of our own that a principal carries.</summary>
public static class ClaimNames
{
    /// <summary>The person's role, by which policies decide who may open a page.</summary>
    public const string Role = "portal:role";

    /// <summary>The name of the key a program came with.</summary>
    public const string KeyName = "portal:key";

    /// <summary>What the key is for: "ingest" or "read".</summary>
    public const string KeyScope = "portal:key-scope";

    /// <summary>The account the key is bound to, if it is bound to one.</summary>
    public const string KeyAccount = "portal:key-account";

    /// <summary>The customer's admin who made the key, if it is one of theirs.</summary>
    public const string KeyCustomer = "portal:key-customer";
}
