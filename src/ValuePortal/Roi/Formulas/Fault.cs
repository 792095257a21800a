namespace ValuePortal.Roi.Formulas;

/// <summary>What is wrong with a row or its formula. The words stand in the resources of the sheets under <c>Fault_{kind}</c>.</summary>
public enum FaultKind
{
    Empty,
    TooLong,
    TooDeep,
    Unexpected,
    Unfinished,
    NumberTooLarge,
    UnknownFunction,
    WrongArguments,
    UnknownRow,
    RangeAcrossTables,
    Circular,
    UnitsDiffer,
    MoneyTimesMoney,
    DividesByMoney,
    UnitIsNot,
    DividesByZero,
    TooLarge,
    PowerNotWhole,
}

/// <param name="Places">What is put into the words, in their order.</param>
public sealed record Fault(FaultKind Kind, params object[] Places);
