using System.Globalization;

namespace ValuePortal.Roi.WhatIf;

/// <summary>What a number of the model is.</summary>
public enum AssumptionKind
{
    DiscountRate,

    /// <summary>What part of a driver becomes real: adoption, productivity recapture.</summary>
    Share,
    UnitValue,

    /// <summary>The value of a unit, where the unit is an hour.</summary>
    HourValue,

    /// <summary>How often a driver counts in a month.</summary>
    Times,

    /// <summary>How often it counts in a month that lies ahead; the months that have been were counted.</summary>
    TimesAhead,

    /// <summary>The level of a driver that was never measured: its target stands for it.</summary>
    Target,

    /// <summary>The level of a driver in the months ahead; those that have been were measured.</summary>
    LevelAhead,
    Risk,

    /// <summary>The amount of a cost item.</summary>
    Cost,

    /// <summary>A row of a table that has one value for all periods.</summary>
    Row,

    /// <summary>A row that has a value for each period: all of them, as a share of what the model says.</summary>
    RowLevel,
    BenefitRisk,
    CostRisk,
}

/// <summary>How a number is written.</summary>
public enum AssumptionForm
{
    Percent,
    Money,
    Number,
}

/// <summary>One number of a value model that may be another.</summary>
/// <param name="Key">As addresses have it; stays while the driver, the cost item or the row does.</param>
/// <param name="Subject">The driver, cost item or row it belongs to; null for the discount rate.</param>
/// <param name="InModel">What the model says.</param>
/// <param name="Least">What it may be at least.</param>
/// <param name="Most">What it may be at most.</param>
public sealed record Assumption(string Key, AssumptionKind Kind, string? Subject, AssumptionForm Form, decimal InModel, decimal Least, decimal Most)
{
    /// <summary>A break-even is looked for up to so many times what is expected, where nothing else bounds it.</summary>
    public const int Farthest = 10;

    /// <summary>Shares and rates are exact to 0.01 %.</summary>
    private const decimal ShareStep = 0.0001m;

    /// <summary>Everything else to a hundred-thousandth of what is expected.</summary>
    private const decimal Steps = 100_000;

    public bool IsOfTables => Kind is AssumptionKind.Row or AssumptionKind.RowLevel or AssumptionKind.BenefitRisk or AssumptionKind.CostRisk;

    /// <summary>Whether the net present value only falls or only rises with it, so that two ends tell all.</summary>
    public bool IsOneWay => Kind is not (AssumptionKind.DiscountRate or AssumptionKind.Row or AssumptionKind.RowLevel);

    /// <summary>Numbers of forms are in per cent where it is a share.</summary>
    public decimal PerForm => Form is AssumptionForm.Percent ? 100 : 1;

    /// <summary>As a form shows it and takes it back.</summary>
    public string Write(decimal value) => (value * PerForm).ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>So much less or more, within what it may be; lowest first.</summary>
    public (decimal Low, decimal High) Around(decimal expected, decimal spread)
    {
        var (one, other) = (Bounded(expected * (1 - spread)), Bounded(expected * (1 + spread)));
        return (Math.Min(one, other), Math.Max(one, other));
    }

    /// <summary>Between what a break-even is looked for.</summary>
    public (decimal Least, decimal Most) Search(decimal expected)
    {
        if (Form is AssumptionForm.Percent && Kind is not AssumptionKind.RowLevel && expected is >= 0 and <= 1)
        {
            return (0, 1);
        }

        var far = expected * Farthest;
        return (Math.Min(0, far), Math.Max(0, far));
    }

    /// <summary>How exact a break-even is.</summary>
    public decimal StepOf(decimal expected) => Form is AssumptionForm.Percent ? ShareStep : Math.Abs(expected) / Steps;

    private decimal Bounded(decimal value) => Math.Clamp(value, Least, Most);
}
