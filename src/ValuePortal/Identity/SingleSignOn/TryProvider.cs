using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.SingleSignOn;

/// <summary>Reads now what an account's provider says of itself, and tells in words what would keep people from signing in.</summary>
public sealed class TryProvider(PortalDbFactory portal, ProviderDocuments documents, AuditLog audit, IStringLocalizer<SignOnWords> text)
{
    /// <param name="Address">What was read.</param>
    /// <param name="Wrongs">What is wrong; empty when nothing is.</param>
    public sealed record Result(string Address, IReadOnlyList<string> Wrongs);

    public async Task<Outcome<Result>> RunAsync(Viewer viewer, Guid accountId, CancellationToken ct = default)
    {
        if (viewer.NarrowTo(accountId) is not { } narrowed)
        {
            return new Refusal.NotFound(text["NoSuchAccount"]);
        }

        if (viewer.Role is not PersonRole.VendorAdmin)
        {
            return new Refusal.NotAllowed(text["OnlyVendorAdmin"]);
        }

        await using var db = portal.For(narrowed);
        if (await db.SignOnProviders.AsNoTracking().SingleOrDefaultAsync(p => p.AccountId == accountId, ct) is not { } provider)
        {
            return new Refusal.NotFound(text["NoProvider"]);
        }

        var result = new Result(ProviderDocuments.AddressOf(provider.Issuer), await WrongsAsync(provider.Issuer, ct));
        await audit.WriteAsync(narrowed, SignOnAudit.Tried, result.Wrongs.Count == 0 ? "nothing wrong" : $"{result.Wrongs.Count} wrong", accountId, ct);
        return result;
    }

    private async Task<IReadOnlyList<string>> WrongsAsync(string issuer, CancellationToken ct)
    {
        try
        {
            var (says, keys, _) = await documents.ReadAsync(issuer, ct);
            var wrongs = new List<string>();
            if (says.ResponseTypesSupported is { Count: > 0 } types && !types.Contains("code"))
            {
                wrongs.Add(text["Lacks_Code"]);
            }

            if (says.IdTokenSigningAlgValuesSupported is { Count: > 0 } algorithms && !algorithms.Intersect(IdTokens.Algorithms).Any())
            {
                wrongs.Add(text["Lacks_Algorithm", string.Join(text["ListSeparator"], IdTokens.Algorithms)]);
            }

            if (says.CodeChallengeMethodsSupported is { Count: > 0 } challenges && !challenges.Contains("S256"))
            {
                wrongs.Add(text["Lacks_Pkce"]);
            }

            if (says.ScopesSupported is { Count: > 0 } scopes && !scopes.Contains("openid"))
            {
                wrongs.Add(text["Lacks_OpenId"]);
            }

            if (keys.Count == 0)
            {
                wrongs.Add(text["Lacks_Key"]);
            }

            return wrongs;
        }
        catch (SignOnFailure failure)
        {
            return [text["Flaw_" + failure.Flaw, failure.About]];
        }
    }
}
