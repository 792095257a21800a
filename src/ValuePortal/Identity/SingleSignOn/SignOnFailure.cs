namespace ValuePortal.Identity.SingleSignOn;

/// <summary>Stops a sign-in. <see cref="Exception.Message"/> is for the audit log: it says why, in words of ours, without anything secret.</summary>
internal sealed class SignOnFailure(SignOnProblem problem, string why, SignOnFlaw flaw = SignOnFlaw.Unreachable, string about = "") : Exception(why)
{
    public SignOnProblem Problem => problem;

    /// <summary>What is wrong with the provider, for whoever sets it up; counts for <see cref="SignOnProblem.Unavailable"/> only.</summary>
    public SignOnFlaw Flaw => flaw;

    /// <summary>The address or name the flaw is about.</summary>
    public string About => about;

    public static SignOnFailure Refused(string why) => new(SignOnProblem.Refused, why);

    public static SignOnFailure Unavailable(SignOnFlaw flaw, string about, string why) => new(SignOnProblem.Unavailable, why, flaw, about);
}
