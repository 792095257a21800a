using System.Globalization;
using System.Security.Claims;

namespace ValuePortal.Identity.Sessions;

/// <summary>How long somebody stays signed in.</summary>
public static class SessionLimits
{
    /// <summary>Without any page for so long, the session ends.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>However busy: after this one signs in again.</summary>
    public static readonly TimeSpan Absolute = TimeSpan.FromHours(12);

    /// <summary>How soon a changed password or a closed account ends the sessions that are open.</summary>
    public static readonly TimeSpan Recheck = TimeSpan.FromSeconds(60);

    /// <summary>The claim with the end of the session, as ticks of UTC. It is carried over when the cookie is renewed, never moved.</summary>
    internal const string EndClaim = "portal:session-end";

    internal static Claim EndingAfter(DateTimeOffset now) => new(EndClaim, (now + Absolute).UtcTicks.ToString(CultureInfo.InvariantCulture));

    internal static bool HasEnded(ClaimsPrincipal? session, DateTimeOffset now) =>
        !long.TryParse(session?.FindFirstValue(EndClaim), CultureInfo.InvariantCulture, out var end) || now.UtcTicks >= end;
}
