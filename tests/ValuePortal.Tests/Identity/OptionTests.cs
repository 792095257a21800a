using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using ValuePortal.Identity.Links;
using ValuePortal.Identity.Sessions;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Identity;

/// <summary>The framework's defaults are weaker; these are the ones the portal promises.</summary>
public sealed class OptionTests
{
    [Fact]
    public async Task Passwords_and_locks_are_as_promised()
    {
        await using var server = new PortalServer();
        var identity = server.Services.GetRequiredService<IOptions<IdentityOptions>>().Value;
        var hasher = server.Services.GetRequiredService<IOptions<PasswordHasherOptions>>().Value;

        Assert.Equal(12, identity.Password.RequiredLength);
        Assert.False(identity.Password.RequireDigit || identity.Password.RequireLowercase || identity.Password.RequireUppercase || identity.Password.RequireNonAlphanumeric);
        Assert.Equal(1, identity.Password.RequiredUniqueChars);
        Assert.Equal(10, identity.Lockout.MaxFailedAccessAttempts);
        Assert.Equal(TimeSpan.FromMinutes(15), identity.Lockout.DefaultLockoutTimeSpan);
        Assert.True(identity.Lockout.AllowedForNewUsers);
        Assert.True(identity.User.RequireUniqueEmail);
        Assert.Equal(220_000, hasher.IterationCount);
        Assert.Equal(PasswordHasherCompatibilityMode.IdentityV3, hasher.CompatibilityMode);
        Assert.Equal(TimeSpan.FromHours(24), OneTimeLinks.InvitationValidFor);
        Assert.Equal(TimeSpan.FromHours(1), OneTimeLinks.ResetValidFor);
        Assert.Equal((30, 10), (SignInLimits.PerAddressAndMinute, SignInLimits.PerPersonAndMinute));
    }

    [Fact]
    public async Task Sessions_end_as_promised()
    {
        await using var server = new PortalServer();
        var cookie = server.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        using var scope = server.Services.CreateScope();

        Assert.Equal(TimeSpan.FromHours(12), cookie.ExpireTimeSpan);
        Assert.False(cookie.SlidingExpiration);
        Assert.Equal((TimeSpan.FromMinutes(30), TimeSpan.FromHours(12)), (BrowserSession.Idle, BrowserSession.Absolute));
        Assert.Equal(TimeSpan.FromSeconds(60), RevalidateSession.Every);
        Assert.IsType<RevalidateSession>(scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>());
    }

    [Theory]
    [InlineData("Production", "__Host-ValuePortal", CookieSecurePolicy.Always)]
    [InlineData("Development", "ValuePortal", CookieSecurePolicy.SameAsRequest)]
    public async Task Cookies_are_of_this_host_alone(string environment, string name, CookieSecurePolicy secure)
    {
        await using var server = new PortalServer { EnvironmentName = environment };
        var session = server.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme).Cookie;
        var form = server.Services.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.Cookie;

        Assert.Equal((name, name + ".Form"), (session.Name, form.Name));
        Assert.All([session, form], cookie =>
        {
            Assert.True(cookie.HttpOnly);
            Assert.Equal(SameSiteMode.Lax, cookie.SameSite);
            Assert.Equal(secure, cookie.SecurePolicy);
            Assert.Equal("/", cookie.Path);
            Assert.Null(cookie.Domain);
        });
    }
}
