namespace ValuePortal.Identity.SingleSignOn;

/// <summary>What a person is told when a sign-in by a provider did not come to an end. The reason stands in the audit log.</summary>
public enum SignOnProblem
{
    /// <summary>Something in the answer is not as it must be.</summary>
    Refused,

    /// <summary>The provider knows the person, the portal does not.</summary>
    NotConnected,

    /// <summary>Somebody else is connected with this company account already.</summary>
    Taken,

    /// <summary>The provider does not answer as it should.</summary>
    Unavailable,

    /// <summary>The person, or the provider, did not want to.</summary>
    Cancelled,
}

/// <summary>What is wrong with a provider, told to the vendor's admin.</summary>
public enum SignOnFlaw
{
    Unreachable,
    UnknownName,
    Private,
    Certificate,
    TooSlow,
    TooLarge,
    Answered,
    NotHttps,
    Unreadable,
    OtherIssuer,
    NoAddresses,
    NoKeys,
}
