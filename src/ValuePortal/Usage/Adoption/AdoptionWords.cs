namespace ValuePortal.Usage.Adoption;

/// <summary>The words of these reports, in <c>AdoptionWords.resx</c> and <c>AdoptionWords.zh-CN.resx</c>.</summary>
public sealed class AdoptionWords;
