namespace ValuePortal.Identity.SingleSignOn;

/// <summary>
/// What the browser takes along while it is at the provider, in a cookie that only the portal can read: which sign-in this is, of which
/// provider, and where to go after. Nothing of it stands in an address but the state.
/// </summary>
/// <param name="PersonId">Who is connected by this sign-in; null for one that only signs in.</param>
/// <param name="Stamp">The person's stamp when it began: a password set meanwhile, or a link used, ends it.</param>
/// <param name="ByLink">The person came with a one-time link, else signed in already.</param>
internal sealed record SignOnWay(
    string State, string Nonce, string Verifier, Guid AccountId, Guid Epoch, string Issuer, DateTimeOffset BegunAt, string? ReturnUrl,
    Guid? PersonId = null, string? Stamp = null, bool ByLink = false);
