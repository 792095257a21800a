namespace ValuePortal.Identity.Keys.Own;

/// <summary>A first call to copy.</summary>
internal static class OwnKeyExample
{
    /// <param name="key">Null when its text is not shown any more.</param>
    /// <param name="address">The portal's.</param>
    public static string Curl(string? key, PublicAddress address) => $"curl -H 'Authorization: Bearer {key ?? "YOUR_KEY"}' {address.Of("/api/v1/accounts")}";
}
