namespace ValuePortal.Identity.Keys;

/// <summary>Whether a key lets somebody in.</summary>
public enum KeyState
{
    Works,

    /// <summary>Another took its place; it works until its end.</summary>
    Ending,

    /// <summary>Its end has passed.</summary>
    Ended,

    Revoked,
}
