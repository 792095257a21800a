using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using ValuePortal.Platform.Access;

namespace ValuePortal.Identity.Sessions;

/// <summary>A page that stays open has no requests to check: its circuit asks each minute whether the session still holds.</summary>
internal sealed class RevalidateSession(ILoggerFactory loggers, PersonInSession personInSession) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    /// <summary>How soon a session that was ended ends the pages that are open in it.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(60);

    protected override TimeSpan RevalidationInterval => Every;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        authenticationState.User.FindFirstValue(ClaimNames.Session) is { } session
        && Guid.TryParse(authenticationState.User.FindFirstValue(ClaimTypes.NameIdentifier), out var person)
        && await personInSession(person, session, isThere: false, cancellationToken) is not null;
}
