using ValuePortal.Platform.Metrics;

namespace ValuePortal.Roi.WhatIf;

/// <summary>The figures of a what-if that stand nowhere else. Their definitions are in <see cref="WhatIfWords"/>.</summary>
public static class WhatIfMetrics
{
    /// <summary>Where the net present value changes its sign as one assumption moves.</summary>
    public static readonly Metric BreakEven = new("roi.break_even", typeof(WhatIfWords), MetricFormat.OneDecimal);

    /// <summary>An assumption as it is in a what-if, in its own unit.</summary>
    public static readonly Metric Assumption = new("roi.assumption", typeof(WhatIfWords), MetricFormat.OneDecimal);

    public static readonly MetricCatalog Catalog = new("Value: what if", [BreakEven, Assumption]);
}

/// <summary>The words of what-if, in <c>WhatIfWords.resx</c> and <c>WhatIfWords.zh-CN.resx</c>.</summary>
public sealed class WhatIfWords;
