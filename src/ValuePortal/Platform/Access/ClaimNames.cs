namespace ValuePortal.Platform.Access;

/// <summary>The claims of our own that a principal carries.</summary>
public static class ClaimNames
{
    /// <summary>The person's role, by which policies decide who may open a page.</summary>
    public const string Role = "portal:role";

    /// <summary>The random id of the browser's session, whose row must hold.</summary>
    public const string Session = "portal:session";

    /// <summary>How the person proved who it is, one claim for each way, in the words of RFC 8176.</summary>
    public const string SignedInBy = "amr";

    /// <summary>The name of the key a program came with.</summary>
    public const string KeyName = "portal:key";

    /// <summary>What the key is for: "ingest" or "read".</summary>
    public const string KeyScope = "portal:key-scope";

    /// <summary>The account the key is bound to, if it is bound to one.</summary>
    public const string KeyAccount = "portal:key-account";

    /// <summary>The customer's admin who made the key, if it is one of theirs.</summary>
    public const string KeyCustomer = "portal:key-customer";
}
