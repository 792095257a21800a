using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Identity.Links;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.SingleSignOn;

/// <summary>
/// Sends a browser to a provider: to sign in, or to connect a person who is known already, by a one-time link or by being signed in.
/// The answer is the provider's address; what the portal must remember goes along in a cookie.
/// </summary>
internal sealed class BeginSignOn(
    PortalDbFactory portal, SignOnRules rules, ProviderDocuments documents, SignOnWays ways, OneTimeLinks links, PublicAddress address, AuditLog audit,
    TimeProvider clock, IStringLocalizer<SignOnWords> text)
{
    /// <summary>For whoever types an e-mail of a company with a provider; null when no provider is for that domain.</summary>
    public async Task<Outcome<Uri>?> ByEmailAsync(string? email, string? returnUrl, CancellationToken ct = default) =>
        await rules.ProviderForAsync(email, ct) is { } provider ? await SendAsync(provider, email!.Trim(), returnUrl, null, false, ct) : (Outcome<Uri>?)null;

    /// <summary>For whoever opened a one-time link; it is used up when the provider has answered.</summary>
    public async Task<Outcome<Uri>> ByLinkAsync(Guid personId, string? token, CancellationToken ct = default) =>
        await PersonAsync(personId, ct) is { AccountId: { } account } person && links.IsValid(person, token) && await rules.ProviderAsync(account, ct) is { } provider
            ? await SendAsync(provider, person.Email, null, person, true, ct)
            : new Refusal.NotFound(text["LinkUsedUp"]);

    /// <summary>For whoever is signed in and wants to come by the provider from now on.</summary>
    public async Task<Outcome<Uri>> ByProfileAsync(Viewer viewer, CancellationToken ct = default) =>
        await PersonAsync(viewer.PersonId, ct) is { AccountId: { } account, DeactivatedAt: null } person && await rules.ProviderAsync(account, ct) is { } provider
            ? await SendAsync(provider, person.Email, "/account/security", person, false, ct)
            : new Refusal.NotFound(text["NoProvider"]);

    private async Task<Person?> PersonAsync(Guid id, CancellationToken ct)
    {
        await using var db = portal.ForSystem();
        return await db.Users.AsNoTracking().SingleOrDefaultAsync(person => person.Id == id, ct);
    }

    private async Task<Outcome<Uri>> SendAsync(SignOnProvider provider, string? hint, string? returnUrl, Person? connects, bool byLink, CancellationToken ct)
    {
        try
        {
            var says = (await documents.GetAsync(provider.Issuer, null, ct)).Says;
            var way = new SignOnWay(
                SignOnWays.Random(), SignOnWays.Random(), SignOnWays.Random(), provider.AccountId, provider.Epoch, provider.Issuer, clock.GetUtcNow(),
                LocalAddress.Of(returnUrl), connects?.Id, connects?.SecurityStamp, byLink);
            ways.Give(way);
            return new Uri(QueryHelpers.AddQueryString(says.AuthorizationEndpoint, new Dictionary<string, string?>
            {
                ["response_type"] = "code",
                ["response_mode"] = "query",
                ["scope"] = "openid email profile",
                ["client_id"] = provider.ClientId,
                ["redirect_uri"] = SignOnAddress.Of(address, provider.AccountId),
                ["state"] = way.State,
                ["nonce"] = way.Nonce,
                ["code_challenge"] = SignOnWays.ChallengeOf(way.Verifier),
                ["code_challenge_method"] = "S256",
                ["login_hint"] = hint,
            }));
        }
        catch (SignOnFailure failure)
        {
            await audit.WriteAsync(connects?.Id ?? Guid.Empty, connects?.Name ?? "", AuditAction.SignInRefused, $"{SignOnAudit.Way}: {failure.Message}", provider.AccountId, ct);
            return new Refusal.Conflict(text["Problem_Unavailable"]);
        }
    }
}
