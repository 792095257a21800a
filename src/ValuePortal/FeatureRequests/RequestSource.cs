namespace ValuePortal.FeatureRequests;

/// <summary>The way a request, or a vote that staff recorded, came in.</summary>
public enum RequestSource
{
    /// <summary>A customer's own form.</summary>
    Portal,
    Call,
    Ticket,
    Meeting,

    /// <summary>A program with a key.</summary>
    Api,

    /// <summary>A file from another board.</summary>
    Import,
}
