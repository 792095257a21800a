namespace ValuePortal.Usage.Adoption.FirstValue;

/// <summary>Names the words of what counts as first value.</summary>
public sealed class FirstValueWords;
