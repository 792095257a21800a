using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Localization;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Text;

namespace ValuePortal.Identity.Sessions;

/// <summary>Begins and ends the session of the browser that asks.</summary>
public sealed class Session(SignInManager<Person> signIn, AuditLog audit, TimeProvider clock, IHttpContextAccessor http)
{
    /// <summary>Signs in. The cookie ends with the browser, after half an hour of rest, or after twelve hours.</summary>
    public Task BeginAsync(Person person, CancellationToken ct = default) => BeginAsync(person, "pwd", "", ct);

    /// <summary>The same for somebody who came another way: <paramref name="method"/> stands in the session, <paramref name="detail"/> in the audit log.</summary>
    internal async Task BeginAsync(Person person, string method, string detail, CancellationToken ct)
    {
        await signIn.SignInWithClaimsAsync(
            person,
            new AuthenticationProperties { IsPersistent = false },
            [SessionLimits.EndingAfter(clock.GetUtcNow()), new("amr", method)]);
        Speak(person.Language);
        await audit.WriteAsync(person.Id, person.Name, AuditAction.SignedIn, detail, person.AccountId ?? AccountScope.NoAccount, ct);
    }

    public async Task EndAsync(Viewer? viewer, CancellationToken ct = default)
    {
        await signIn.SignOutAsync();
        if (viewer is not null)
        {
            await audit.WriteAsync(viewer, AuditAction.SignedOut, "", viewer.IsStaff ? AccountScope.NoAccount : null, ct);
        }
    }

    /// <summary>Pages come in this language from now on, before sign-in too.</summary>
    public void Speak(string language)
    {
        if (http.HttpContext is not { } context || !Languages.IsKnown(language))
        {
            return;
        }

        context.Response.Cookies.Append(
            CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)),
            new CookieOptions { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps });
    }
}
