namespace ValuePortal.Usage.Peers;

/// <summary>The words of the comparison with peers, in <c>PeerWords.resx</c> and <c>PeerWords.zh-CN.resx</c>.</summary>
public sealed class PeerWords;
