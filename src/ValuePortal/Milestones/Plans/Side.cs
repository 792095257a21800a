namespace ValuePortal.Milestones.Plans;

/// <summary>Whose turn it is.</summary>
public enum Side
{
    Customer,
    Vendor,
}
