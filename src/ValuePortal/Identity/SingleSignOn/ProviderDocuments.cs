using System.Collections.Concurrent;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace ValuePortal.Identity.SingleSignOn;

/// <summary>
/// What providers say of themselves, and the keys they sign with. Both are kept for an hour; a token with a key that is not known has them
/// read again, at most once a minute for an issuer, and who did not answer is left alone for ten seconds, so that nobody can make the
/// portal ask without end.
/// </summary>
public sealed class ProviderDocuments(SignOnFetch fetch, TimeProvider clock)
{
    private const int MostKept = 1000;
    private const int MostKeys = 100;
    private const int FewestRsaBits = 2048;

    // A check costs more than twice as much for twice the bits.
    private const int MostRsaBits = 8192;

    private static readonly TimeSpan s_keptFor = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_readAgainAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_leftAloneFor = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_waitsFor = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, Kept> known = new(StringComparer.Ordinal);

    /// <summary>What was read, and when.</summary>
    internal sealed record Documents(OpenIdConnectConfiguration Says, IReadOnlyList<SecurityKey> Keys, DateTimeOffset ReadAt);

    /// <param name="issuer">As it stands at the account.</param>
    /// <param name="notThese">What did not have the key that is looked for; null when any will do.</param>
    /// <param name="ct">Stops the wait.</param>
    /// <exception cref="SignOnFailure">It cannot be read, or does not say what it must.</exception>
    internal async Task<Documents> GetAsync(string issuer, Documents? notThese, CancellationToken ct)
    {
        var kept = known.GetOrAdd(issuer, _ => new Kept());
        if (kept.Documents is { } have && IsGood(have, notThese))
        {
            return have;
        }

        if (!await kept.Turn.WaitAsync(s_waitsFor, ct))
        {
            throw SignOnFailure.Unavailable(SignOnFlaw.TooSlow, issuer, $"{issuer} did not answer in time");
        }

        try
        {
            if (kept.Documents is { } meanwhile && IsGood(meanwhile, notThese))
            {
                return meanwhile;
            }

            return await ReadOrLeaveAloneAsync(kept, issuer, ct);
        }
        finally
        {
            kept.Turn.Release();
            if (known.Count > MostKept)
            {
                known.Clear();
            }
        }
    }

    private async Task<Documents> ReadOrLeaveAloneAsync(Kept kept, string issuer, CancellationToken ct)
    {
        if (kept.Failure is { } failed && clock.GetUtcNow() - kept.FailedAt < s_leftAloneFor)
        {
            throw SignOnFailure.Unavailable(failed.Flaw, failed.About, failed.Message);
        }

        try
        {
            kept.Documents = await ReadAsync(issuer, ct);
            kept.Failure = null;
            return kept.Documents;
        }
        catch (SignOnFailure failure)
        {
            (kept.Failure, kept.FailedAt) = (failure, clock.GetUtcNow());
            throw;
        }
    }

    /// <summary>Reads them from the provider now, and keeps nothing.</summary>
    internal async Task<Documents> ReadAsync(string issuer, CancellationToken ct)
    {
        OpenIdConnectConfiguration says;
        try
        {
            says = await OpenIdConnectConfigurationRetriever.GetAsync(AddressOf(issuer), fetch, ct);
        }
        catch (Exception failure) when (failure is not (SignOnFailure or OperationCanceledException))
        {
            // The library wraps what the fetch said, and throws of every kind at what is no document.
            throw failure.InnerException as SignOnFailure ?? SignOnFailure.Unavailable(SignOnFlaw.Unreadable, AddressOf(issuer), "the discovery document or the key set cannot be read");
        }

        if (says.Issuer != issuer)
        {
            throw SignOnFailure.Unavailable(SignOnFlaw.OtherIssuer, says.Issuer ?? "", "the discovery document names another issuer");
        }

        if (!fetch.Allows(says.AuthorizationEndpoint) || !fetch.Allows(says.TokenEndpoint))
        {
            throw SignOnFailure.Unavailable(SignOnFlaw.NoAddresses, issuer, "the discovery document names no https address for sign-in or tokens");
        }

        if (says.JsonWebKeySet is not { Keys.Count: > 0 and <= MostKeys } set)
        {
            throw SignOnFailure.Unavailable(SignOnFlaw.NoKeys, issuer, "the key set is empty or too large");
        }

        // A shared secret in a public document is none, and a token is never checked with one.
        return new Documents(says, [.. set.GetSigningKeys().Where(IsUsable)], clock.GetUtcNow());
    }

    internal static string AddressOf(string issuer) => issuer.TrimEnd('/') + "/.well-known/openid-configuration";

    private static bool IsUsable(SecurityKey key) => key is ECDsaSecurityKey || (key is RsaSecurityKey or X509SecurityKey && key.KeySize is >= FewestRsaBits and <= MostRsaBits);

    private bool IsGood(Documents documents, Documents? notThese)
    {
        var age = clock.GetUtcNow() - documents.ReadAt;
        return age < s_keptFor && (!ReferenceEquals(documents, notThese) || age < s_readAgainAfter);
    }

    private sealed class Kept
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public volatile Documents? Documents;

        public SignOnFailure? Failure;

        public DateTimeOffset FailedAt;
    }
}
