namespace ValuePortal.FeatureRequests;

/// <summary>How often a person runs into what it needs.</summary>
public enum HowOften
{
    Daily,
    Weekly,
    Monthly,
    Rarely,
}
