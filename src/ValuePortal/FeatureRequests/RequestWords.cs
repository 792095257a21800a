namespace ValuePortal.FeatureRequests;

/// <summary>The words of requests, votes and answers.</summary>
public sealed class RequestWords;
