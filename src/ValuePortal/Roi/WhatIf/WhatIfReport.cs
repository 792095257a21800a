using ValuePortal.Roi.Models;

namespace ValuePortal.Roi.WhatIf;

/// <summary>An assumption with what was typed for it and what it is then.</summary>
/// <param name="Wrong">What is wrong with what was typed: of low, expected, high.</param>
public sealed record WhatIfLine(Assumption Assumption, WhatIfChoice.Entry Typed, decimal Low, decimal Expected, decimal High, (string? Low, string? Expected, string? High) Wrong)
{
    public bool IsWrong => Wrong != default;

    /// <summary>Its three fields of the form.</summary>
    public IReadOnlyList<WhatIfField> Fields =>
    [
        new(FieldOf(WhatIfEnd.Low), WhatIfEnd.Low, Typed.Low, Assumption.Write(Low), Wrong.Low),
        new(FieldOf(WhatIfEnd.Expected), WhatIfEnd.Expected, Typed.Expected ?? Assumption.Write(Assumption.InModel), null, Wrong.Expected),
        new(FieldOf(WhatIfEnd.High), WhatIfEnd.High, Typed.High, Assumption.Write(High), Wrong.High),
    ];

    /// <summary>The name under which a form sends it: <c>share-1a2b3c4d.Low</c>.</summary>
    public string FieldOf(WhatIfEnd end) => $"{Assumption.Key}.{end}";
}

public enum WhatIfEnd
{
    Low,
    Expected,
    High,
}

/// <param name="Value">What stands in it; null for nothing.</param>
/// <param name="Usual">What counts while nothing stands in it.</param>
/// <param name="Wrong">What is wrong with what was typed.</param>
public sealed record WhatIfField(string Name, WhatIfEnd End, string? Value, string? Usual, string? Wrong);

/// <summary>What the net present value is with one assumption low and high and all others as expected.</summary>
/// <param name="AtLow">Null when it cannot be calculated there.</param>
/// <param name="AtHigh">The same.</param>
/// <param name="Edge">How far it may go; null for those that were not looked at.</param>
public sealed record Sensitivity(WhatIfLine Line, decimal? AtLow, decimal? AtHigh, BreakEven? Edge)
{
    /// <summary>How much it moves the net present value from end to end.</summary>
    public decimal Swing(decimal expected)
    {
        decimal[] all = [expected, AtLow ?? expected, AtHigh ?? expected];
        return all.Max() - all.Min();
    }
}

/// <summary>Where the net present value changes its sign as one assumption moves away from what is expected, the others staying.</summary>
/// <param name="Below">Under it the sign is another; null when it stays down to <paramref name="Least"/>.</param>
/// <param name="Above">Over it the sign is another; null when it stays up to <paramref name="Most"/>.</param>
/// <param name="Least">How far down was looked.</param>
/// <param name="Most">How far up was looked.</param>
public sealed record BreakEven(decimal? Below, decimal? Above, decimal Least, decimal Most);

/// <summary>What comes of it. Low: every assumption at that end of its range that brings less; high: at the other.</summary>
/// <param name="Low">Null when it cannot be calculated.</param>
/// <param name="High">The same.</param>
/// <param name="Sensitivities">Those that move most first; of one size in the order of the model.</param>
public sealed record WhatIfResults(WhatIfOutcome Expected, WhatIfOutcome? Low, WhatIfOutcome? High, IReadOnlyList<Sensitivity> Sensitivities)
{
    /// <summary>At nothing gained and nothing lost it still pays.</summary>
    public bool Pays => Expected.NetPresentValue >= 0;
}

/// <param name="Lines">All that may be changed, in the order of the model.</param>
/// <param name="LeftOut">How many more there are in a model of this size.</param>
/// <param name="Spread">A share of one.</param>
/// <param name="SpreadWrong">What is wrong with the spread that was typed.</param>
/// <param name="Unknown">Something was asked about what is not in the model any more.</param>
/// <param name="InModel">What the model comes to; null when it cannot be calculated.</param>
/// <param name="Results">Null while something that was typed is wrong, or when it cannot be calculated with it.</param>
public sealed record WhatIfReport(
    string AccountName, string Currency, DateOnly Start, int HorizonYears, ModelPeriod Period, IReadOnlyList<WhatIfLine> Lines, int LeftOut,
    decimal Spread, string? SpreadWrong, bool Unknown, WhatIfOutcome? InModel, WhatIfResults? Results)
{
    public bool IsWrong => SpreadWrong is not null || Lines.Any(line => line.IsWrong);
}
