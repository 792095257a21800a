namespace ValuePortal.Identity.SingleSignOn;

/// <summary>Who a provider says somebody is. E-mail and name are null when it does not say them, or not as text.</summary>
internal sealed record SignedOn(string Issuer, string Subject, string? Email, bool EmailIsVerified, string? Name, string IdToken);
