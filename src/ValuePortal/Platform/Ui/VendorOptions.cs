using System.ComponentModel.DataAnnotations;

namespace ValuePortal.Platform.Ui;

/// <summary>Whose portal this is: what stands in the head of every page.</summary>
public sealed class VendorOptions
{
    public const string Section = "ValuePortal:Vendor";

    /// <summary>How the portal calls itself until somebody names its vendor.</summary>
    public const string Unnamed = "ValuePortal";

    /// <summary>The company that runs the portal.</summary>
    [Required, StringLength(60)]
    public string Name { get; set; } = Unnamed;

    /// <summary>ISO 4217 code of the currency in which the vendor adds up what its customers get.</summary>
    [RegularExpression("^[A-Z]{3}$")]
    public string Currency { get; set; } = "USD";

    /// <summary>Where customers find help from a person; shown on the help page when it is set.</summary>
    [EmailAddress]
    public string? SupportEmail { get; set; }
}
