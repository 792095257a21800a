namespace ValuePortal.Identity.SingleSignOn;

/// <summary>Where a provider sends people back to: an address of each account's own, so that an answer for one is none for another.</summary>
internal static class SignOnAddress
{
    /// <summary>Where somebody comes back to who was signed out at the provider.</summary>
    public const string Left = "/account/login";

    public static string Local(Guid account) => $"/account/sso/{account:N}/callback";

    /// <summary>As it is registered at the provider and sent along to it.</summary>
    public static string Of(PublicAddress address, Guid account) => address.Of(Local(account));
}
