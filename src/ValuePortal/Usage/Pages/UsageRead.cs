using ValuePortal.Platform;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Pages;

/// <summary>What the page of usage shows.</summary>
/// <param name="Report">Null where there is no account to show.</param>
/// <param name="Choice">What was chosen and can be shown.</param>
/// <param name="Refused">Why what was asked for is not shown; null when it is.</param>
public sealed record UsageRead(UsageReport? Report, UsageChoice Choice, Refusal? Refused);
