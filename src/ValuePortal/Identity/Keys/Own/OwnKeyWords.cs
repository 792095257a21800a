namespace ValuePortal.Identity.Keys.Own;

/// <summary>Names the words of a company's own keys.</summary>
public sealed class OwnKeyWords;
