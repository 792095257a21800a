namespace ValuePortal.Milestones.Plans;

/// <summary>One side's word that a milestone is reached.</summary>
public sealed record SignOff
{
    public Guid PersonId { get; init; }

    /// <summary>The name as it was then.</summary>
    public string Name { get; init; } = "";

    public DateTimeOffset At { get; init; }
}

/// <summary>Who has signed off a milestone that is not measured, as its reader sees it.</summary>
/// <param name="Customer">The company's name.</param>
/// <param name="Day">The day on which it was reached, as stated by who signed first; null while nobody has signed.</param>
public sealed record SignOffs(string Customer, DateOnly? Day, SignOffs.Signature? ByVendor, SignOffs.Signature? ByCustomer)
{
    /// <param name="On">The day of signing, in the account's time zone.</param>
    public sealed record Signature(string Name, DateOnly On);

    public bool AreWhole => ByVendor is not null && ByCustomer is not null;

    public Signature? Of(Side side) => side is Side.Vendor ? ByVendor : ByCustomer;
}
