namespace ValuePortal.Identity.SingleSignOn;

/// <summary>How people of an account may come in.</summary>
public enum WayIn
{
    /// <summary>By password; the account has no provider that is on.</summary>
    Password,

    /// <summary>By password or by the provider.</summary>
    Either,

    /// <summary>By the provider only.</summary>
    Provider,
}
