using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.Sessions;

/// <summary>A page that stays open has no requests to check: its circuit asks each minute whether the session still holds.</summary>
internal sealed class RevalidateSession(ILoggerFactory loggers, PortalDbFactory portal, TimeProvider clock)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    /// <summary>How soon a session that was ended ends the pages that are open in it.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(60);

    protected override TimeSpan RevalidationInterval => Every;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        if (authenticationState.User.FindFirstValue(ClaimNames.Session) is not { } secret)
        {
            return false;
        }

        var hash = BrowserSession.HashOf(secret);
        await using var db = portal.ForSystem();
        return await db.OpenSessionsAt(clock.GetUtcNow()).AnyAsync(open => open.Session.Hash == hash, cancellationToken);
    }
}
