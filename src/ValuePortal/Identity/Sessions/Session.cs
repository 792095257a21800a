using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Localization;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Identity.SingleSignOn;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Text;

namespace ValuePortal.Identity.Sessions;

/// <summary>Begins and ends sessions: of the browser that asks, and of people wherever they are signed in.</summary>
public sealed class Session(PortalDbFactory portal, SignInManager<Person> signIn, AuditLog audit, TimeProvider clock, IHttpContextAccessor http)
{
    /// <summary>
    /// Signs in under a new id, whatever this browser was signed in to before. The cookie ends with the browser; the session after half an
    /// hour of rest or after twelve hours.
    /// </summary>
    /// <param name="person">Who proved to be it.</param>
    /// <param name="signedInBy">How, in the words of RFC 8176 with blanks between: "pwd", "pwd otp".</param>
    /// <param name="ct">Ends the call.</param>
    public Task BeginAsync(Person person, string signedInBy, CancellationToken ct = default) => BeginAsync(person, signedInBy, null, ct);

    /// <param name="person">Who proved to be it.</param>
    /// <param name="signedInBy">How.</param>
    /// <param name="idToken">The word of the provider, with which it is told when the person signs out. It is kept in the sealed cookie alone.</param>
    /// <param name="ct">Ends the call.</param>
    internal async Task BeginAsync(Person person, string signedInBy, string? idToken, CancellationToken ct)
    {
        var properties = new AuthenticationProperties { IsPersistent = false };
        if (idToken is { Length: <= LeaveProvider.IdTokenMaxLength })
        {
            properties.StoreTokens([new AuthenticationToken { Name = LeaveProvider.IdToken, Value = idToken }]);
        }

        await using (var db = portal.ForSystem())
        {
            await DropAsync(db, Secret, ct);
            var context = http.HttpContext;
            db.Sessions.Add(BrowserSession.Begin(
                person, signedInBy, context?.Connection.RemoteIpAddress?.ToString() ?? "", BrowserNames.Of(context?.Request.Headers.UserAgent), clock.GetUtcNow(), out var secret));
            await db.SaveChangesAsync(ct);
            await signIn.SignInWithClaimsAsync(
                person,
                properties,
                [new(ClaimNames.Session, secret), .. signedInBy.Split(' ').Select(way => new Claim(ClaimNames.SignedInBy, way))]);
        }

        Speak(person.Language);
        await audit.WriteAsync(person.Id, person.Name, AuditAction.SignedIn, signedInBy, person.AccountId ?? AccountScope.NoAccount, ct);
    }

    /// <summary>Signs out here. A copy of the cookie opens nothing from now on.</summary>
    public async Task EndAsync(Viewer? viewer, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        await DropAsync(db, Secret, ct);
        await signIn.SignOutAsync();
        if (viewer is not null)
        {
            await audit.WriteAsync(viewer, AuditAction.SignedOut, "", viewer.IsStaff ? AccountScope.NoAccount : null, ct);
        }
    }

    /// <summary>Ends every session of these people, wherever they are signed in; their next request is a stranger's.</summary>
    public async Task EndAllAsync(IReadOnlyCollection<Guid> people, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        await db.Sessions.Where(session => people.Contains(session.PersonId)).ExecuteDeleteAsync(ct);
    }

    /// <summary>Signs out here and wherever else the person is signed in.</summary>
    public async Task EndEverywhereAsync(Viewer viewer, CancellationToken ct = default)
    {
        await EndAllAsync([viewer.PersonId], ct);
        await signIn.SignOutAsync();
        await audit.WriteAsync(viewer, AuditAction.SignedOut, "everywhere", viewer.IsStaff ? AccountScope.NoAccount : null, ct);
    }

    /// <summary>How the person of this browser proved who it is, as it was said to <see cref="BeginAsync"/>.</summary>
    public string SignedInBy => string.Join(' ', http.HttpContext?.User.FindAll(ClaimNames.SignedInBy).Select(way => way.Value) ?? []);

    /// <summary>Whether a row is the session of the browser that asks.</summary>
    internal bool IsHere(byte[] hash) => Secret is { } secret && hash.AsSpan().SequenceEqual(BrowserSession.HashOf(secret));

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

    private string? Secret => http.HttpContext?.User.FindFirstValue(ClaimNames.Session);

    private static async Task DropAsync(PortalDb db, string? secret, CancellationToken ct)
    {
        if (secret is not null)
        {
            var hash = BrowserSession.HashOf(secret);
            await db.Sessions.Where(session => session.Hash == hash).ExecuteDeleteAsync(ct);
        }
    }
}
