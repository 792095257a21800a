using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using ValuePortal.Platform.Access;

namespace ValuePortal.Identity.Sessions;

/// <summary>A page that stays open has no requests to check: its circuit asks each minute whether the session still holds.</summary>
internal sealed class RevalidateSession(ILoggerFactory loggers, IServiceScopeFactory scopes, TimeProvider clock, IOptions<IdentityOptions> options)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => SessionLimits.Recheck;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        if (SessionLimits.HasEnded(authenticationState.User, clock.GetUtcNow()))
        {
            return false;
        }

        // A scope of its own, so that the person is read afresh.
        await using var scope = scopes.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        var person = await people.GetUserAsync(authenticationState.User);
        return person is { DeactivatedAt: null }
            && authenticationState.User.FindFirst(options.Value.ClaimsIdentity.SecurityStampClaimType)?.Value == await people.GetSecurityStampAsync(person);
    }
}
