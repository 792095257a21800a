namespace ValuePortal.Roi.Peers;

/// <summary>The words of the comparison of value with peers, in <c>ValuePeerWords.resx</c> and <c>ValuePeerWords.zh-CN.resx</c>.</summary>
public sealed class ValuePeerWords;
