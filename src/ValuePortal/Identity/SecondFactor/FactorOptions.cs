namespace ValuePortal.Identity.SecondFactor;

public sealed class FactorOptions
{
    public const string Section = "ValuePortal:SecondFactor";

    /// <summary>Whether the vendor's people need a second factor or a passkey. When nothing is set they do, but for Development.</summary>
    public bool? RequiredForStaff { get; set; }
}
