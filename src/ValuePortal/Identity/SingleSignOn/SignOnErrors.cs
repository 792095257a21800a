namespace ValuePortal.Identity.SingleSignOn;

/// <summary>The errors of OAuth 2.0 and OpenID Connect by name. Other words of a provider are not repeated anywhere.</summary>
internal static class SignOnErrors
{
    public const string Denied = "access_denied";

    private static readonly HashSet<string> s_known = new(StringComparer.Ordinal)
    {
        "invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "unsupported_grant_type", "unsupported_response_type", "invalid_scope",
        "server_error", "temporarily_unavailable", Denied, "interaction_required", "login_required", "account_selection_required", "consent_required",
    };

    public static string Known(string? error) => error is not null && s_known.Contains(error) ? error : "unknown error";
}
