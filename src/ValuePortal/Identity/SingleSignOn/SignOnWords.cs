namespace ValuePortal.Identity.SingleSignOn;

/// <summary>Names the words of single sign-on.</summary>
public sealed class SignOnWords;
