namespace ValuePortal.Roi.Formulas;

/// <summary>
/// What a formula comes to, told from the units of its rows before anything is calculated. A sum wants equal units; a product has money at
/// most once; money over money is a plain number. What is only made of numbers in the formula takes any unit, and minutes that are divided by a
/// number (60) may be hours.
/// </summary>
internal readonly record struct RowUnit
{
    public const string MoneyWord = "money";
    public const string PercentWord = "percent";
    public const string NumberWord = "number";

    private enum Kind
    {
        /// <summary>Made of numbers in the formula alone: it takes any unit.</summary>
        Bare,

        /// <summary>Some unit, no money.</summary>
        Loose,
        Exact,
    }

    private readonly Kind kind;

    private RowUnit(Kind kind, string word) => (this.kind, Word) = (kind, word);

    public static RowUnit Bare { get; } = new(Kind.Bare, NumberWord);

    public static RowUnit Loose { get; } = new(Kind.Loose, NumberWord);

    public static RowUnit Percent { get; } = new(Kind.Exact, PercentWord);

    /// <summary>The unit as it is named; a plain number where none is told.</summary>
    public string Word { get; }

    public bool IsMoney => kind is Kind.Exact && Word == MoneyWord;

    /// <summary>A number or a share, no name of a thing.</summary>
    private bool IsPlain => kind is Kind.Exact && Word is PercentWord or NumberWord;

    public static RowUnit Of(string word) => new(Kind.Exact, word);

    /// <summary>Whether a row that says it is in a unit may have a formula that comes to this one.</summary>
    public bool MayBe(string declared) => kind switch
    {
        Kind.Bare => true,
        Kind.Loose => declared != MoneyWord,
        _ when Word == declared => true,
        _ when IsMoney || declared == MoneyWord => false,
        _ => Word == NumberWord || declared == NumberWord,
    };

    /// <summary>The unit of a sum, of a choice between two, and of a comparison; null when the two cannot be compared.</summary>
    public static RowUnit? Sum(RowUnit left, RowUnit right) => (left.kind, right.kind) switch
    {
        (Kind.Bare, _) => right,
        (_, Kind.Bare) => left,
        (Kind.Exact, Kind.Exact) => left.Word == right.Word ? left : null,
        _ when left.IsMoney || right.IsMoney => null,
        (Kind.Loose, _) => right,
        _ => left,
    };

    /// <summary>Null when both are money.</summary>
    public static RowUnit? Product(RowUnit left, RowUnit right) =>
        left.IsMoney && right.IsMoney ? null
        : left.IsMoney || right.IsMoney ? Of(MoneyWord)
        : (left.kind, right.kind) is (Kind.Bare, Kind.Bare) ? Bare
        : left.kind is Kind.Bare ? Scaled(right)
        : right.kind is Kind.Bare ? Scaled(left)
        : left.Word == PercentWord && right.Word == PercentWord ? Percent
        : left.IsPlain && right.IsPlain ? Of(NumberWord)
        : left.IsPlain && right.kind is Kind.Exact ? right
        : right.IsPlain && left.kind is Kind.Exact ? left
        : Loose;

    /// <summary>Null when something that is no money is divided by money.</summary>
    public static RowUnit? Quotient(RowUnit left, RowUnit right) =>
        right.IsMoney ? (left.IsMoney ? Loose : null)
        : left.IsMoney ? left
        : (left.kind, right.kind) is (Kind.Bare, Kind.Bare) ? Bare
        : right.kind is Kind.Bare ? Scaled(left)
        : right.IsPlain && left.kind is Kind.Exact && left.Word != right.Word ? left
        : Loose;

    /// <summary>Null for money.</summary>
    public static RowUnit? Power(RowUnit of) => of.IsMoney ? null : of.kind is Kind.Bare ? Bare : Loose;

    // Times or over a number of the formula: a share stays a share, but minutes may have become hours.
    private static RowUnit Scaled(RowUnit unit) => unit.IsPlain ? unit : Loose;
}
