using System.Globalization;
using ValuePortal.Roi.Sheets;

namespace ValuePortal.Tests.Roi.Sheets;

/// <summary>Tables of rows with formulas, in the notation of published studies.</summary>
public sealed class SheetTests
{
    [Theory]
    [InlineData("2+3*4", 14)]
    [InlineData("(2+3)*4", 20)]
    [InlineData("-2^2", -4)]
    [InlineData("2^-1", 0.5)]
    [InlineData("10-4-3", 3)]
    [InlineData("12/4/3", 1)]
    [InlineData("20%", 0.2)]
    [InlineData("= 1 − 20 %", 0.8)]
    [InlineData("3×4÷2", 6)]
    [InlineData("--2", 2)]
    [InlineData("ROUND(2.5)", 3)]
    [InlineData("ROUND(-2.5)", -3)]
    [InlineData("ROUND(1.2345; 3)", 1.235)]
    [InlineData("ROUND(12345, -3)", 12000)]
    [InlineData("ROUNDUP(1.21, 1)", 1.3)]
    [InlineData("ROUNDDOWN(-1.29, 1)", -1.2)]
    [InlineData("MIN(3, 1, 2)", 1)]
    [InlineData("max(3, 1, 2)", 3)]
    [InlineData("SUM(1, 2, 3)", 6)]
    [InlineData("AVERAGE(1, 2)", 1.5)]
    [InlineData("ABS(1-3)", 2)]
    [InlineData("IF(1 < 2, 10, 20)", 10)]
    [InlineData("IF(1 <> 1, 10, 20)", 20)]
    [InlineData("PERIOD*10", 10)]
    public void A_formula_is_worked_out(string formula, double expected) => Assert.Equal((decimal)expected, Values(Row("A1", formula))["A1"][0]);

    [Theory]
    [InlineData("", "Fault_Empty")]
    [InlineData("1+", "Fault_Unfinished")]
    [InlineData("(1", "Fault_Unfinished")]
    [InlineData("1)", "Fault_Unexpected")]
    [InlineData("1 2", "Fault_Unexpected")]
    [InlineData("A1;", "Fault_Unexpected")]
    [InlineData("B1.next", "Fault_Unexpected")]
    [InlineData("1.2.3", "Fault_NumberTooLarge")]
    [InlineData("System.Exit()", "Fault_Unexpected")]
    [InlineData("EVAL(1)", "Fault_UnknownFunction")]
    [InlineData("ROUND(1, 2, 3)", "Fault_WrongArguments")]
    [InlineData("ROUND(1, B1)", "Fault_WrongArguments")]
    [InlineData("IF(1, 2, 3)", "Fault_Unexpected")]
    [InlineData("B9", "Fault_UnknownRow")]
    [InlineData("SUM(B1:B9)", "Fault_UnknownRow")]
    [InlineData("SUM(B2:B1)", "Fault_RangeAcrossTables")]
    [InlineData("SUM(A1:B1)", "Fault_RangeAcrossTables")]
    [InlineData("A1", "Fault_Circular")]
    [InlineData("1/0", "Fault_DividesByZero")]
    [InlineData("B1/B2", "Fault_DividesByZero")]
    [InlineData("10^40", "Fault_TooLarge")]
    [InlineData("10^20", "Fault_TooLarge")]
    [InlineData("4^0.5", "Fault_PowerNotWhole")]
    public void A_wrong_formula_is_refused_with_its_row(string formula, string key)
    {
        var (sheet, faults) = Sheet.Of(
            [Table("A", "other", Row("A1", formula)), Table("B", "other", Row("B1", unit: "hours", values: [5]), Row("B2", unit: "number", values: [0]))], 1);

        Assert.Null(sheet);
        var fault = Assert.Single(faults);
        Assert.Equal(("A1", "tables[0].rows[0].formula", key), (fault.Row, fault.Place, fault.Key));
    }

    [Fact]
    public void A_formula_can_be_neither_endless_nor_bottomless()
    {
        Assert.Equal("Fault_TooLong", Assert.Single(Sheet.Of([Table("A", "other", Row("A1", new string('1', 501)))], 1).Faults).Key);
        Assert.Equal("Fault_TooDeep", Assert.Single(Sheet.Of([Table("A", "other", Row("A1", new string('(', 400) + "1"))], 1).Faults).Key);
        Assert.Equal("Fault_TooDeep", Assert.Single(Sheet.Of([Table("A", "other", Row("A1", new string('-', 400) + "1"))], 1).Faults).Key);
    }

    [Theory]
    [InlineData("M+M", "money", null)]
    [InlineData("M*N*P", "money", null)]
    [InlineData("M*1.1+100", "money", null)]
    [InlineData("N*H/60*M", "money", null)]
    [InlineData("M/M", "percent", null)]
    [InlineData("M/N", "money", null)]
    [InlineData("1-P", "percent", null)]
    [InlineData("H/60", "days", null)]
    [InlineData("N*P", "people", null)]
    [InlineData("SUM(M, M*P)", "money", null)]
    [InlineData("IF(H > 3, M, 0)", "money", null)]
    [InlineData("M+H", "money", "Fault_UnitsDiffer")]
    [InlineData("M+P", "money", "Fault_UnitsDiffer")]
    [InlineData("M-20%", "money", "Fault_UnitsDiffer")]
    [InlineData("N+P", "number", "Fault_UnitsDiffer")]
    [InlineData("MAX(M, H)", "money", "Fault_UnitsDiffer")]
    [InlineData("IF(M > H, M, M)", "money", "Fault_UnitsDiffer")]
    [InlineData("IF(M > 1, M, H)", "money", "Fault_UnitsDiffer")]
    [InlineData("M*M", "money", "Fault_MoneyTimesMoney")]
    [InlineData("M^2", "money", "Fault_MoneyTimesMoney")]
    [InlineData("H/M", "hours", "Fault_DividesByMoney")]
    [InlineData("N*P", "money", "Fault_UnitIsNot")]
    [InlineData("M*N", "hours", "Fault_UnitIsNot")]
    [InlineData("H+H", "minutes", "Fault_UnitIsNot")]
    [InlineData("P*P", "hours", "Fault_UnitIsNot")]
    public void Units_have_to_fit(string formula, string unit, string? key)
    {
        var (sheet, faults) = Sheet.Of(
            [
                Table(
                    "A", "other", Row("M", unit: "money", values: [2]), Row("N", unit: "number", values: [3]), Row("P", unit: "percent", values: [0.5m]), Row("H", unit: "hours", values: [4]),
                    Row("X", formula, unit)),
            ],
            1);

        Assert.Equal(key, faults.SingleOrDefault()?.Key);
        Assert.Equal(key is null, sheet is not null);
    }

    [Fact]
    public void A_circle_over_tables_is_named_and_the_period_before_is_none()
    {
        var (_, faults) = Sheet.Of([Table("A", "other", Row("A1", "B1+1"), Row("A2", "2")), Table("B", "other", Row("B1", "B2"), Row("B2", "A1*A2"))], 1);
        var circle = Assert.Single(faults);
        Assert.Equal(("Fault_Circular", "A1 → B1 → B2 → A1"), (circle.Key, (string)circle.Places[0]));

        Assert.Equal([1, 2, 4], Values(3, Row("A1", "A2.prev*2") with { First = null }, Row("A2", "MAX(A1, 1)"))["A2"]);
    }

    [Fact]
    public void The_period_before_the_first_is_nothing_the_start_or_what_is_said()
    {
        Assert.Equal([0, 0], Values(2, Row("A1", "A1.prev*2"))["A1"]);
        Assert.Equal([6, 12], Values(2, Row("A1", "A1.prev*2") with { First = Cell.Of(3) })["A1"]);
        Assert.Equal([8, 16], Values(2, Row("A1", "A1.prev*2") with { Initial = Cell.Of(4) })["A1"]);
        Assert.Equal([8, 16], Values(2, Row("A1", "A1PY*2") with { Initial = Cell.Of(4) })["A1"]);
        Assert.Equal([5, 10], Values(2, Row("A1", "A1.prev*2") with { Values = [Cell.Of(5), null] })["A1"]);
    }

    [Fact]
    public void A_row_is_rounded_only_where_it_says_so()
    {
        var rows = Values(1, Row("A1", "1/3") with { Unit = "percent", Decimals = 1, Round = true }, Row("A2", "A1*3"), Row("A3", "1/3") with { Decimals = 1 }, Row("A4", "A3*3"));

        Assert.Equal(0.333m, rows["A1"][0]);
        Assert.Equal(0.999m, rows["A2"][0]);
        Assert.Equal(1m, decimal.Round(rows["A4"][0], 20));
    }

    [Fact]
    public void Risk_is_taken_off_benefits_and_put_on_costs()
    {
        var (sheet, _) = Sheet.Of(
            [
                Table("A", "benefit", Row("A1", unit: "money", values: [100])) with { RiskAdjustment = Cell.Of(0.2m) },
                Table("B", "cost", Row("B1", unit: "money", values: [100]) with { Initial = Cell.Of(10) }) with { RiskAdjustment = Cell.Of(0.2m) },
            ],
            1);

        Assert.Equal((80m, 120m, 12m), (sheet!.Tables[0].Amounts[0], sheet.Tables[1].Amounts[0], sheet.Tables[1].Initial));
    }

    [Fact]
    public void What_was_there_before_is_no_benefit_at_the_start()
    {
        var customers = Row("A1", "A1.prev*1.1", "number") with { Initial = Cell.Of(100) };
        var price = Row("A2", unit: "money") with { Value = Cell.Of(5) };
        var (benefit, _) = Sheet.Of([Table("A", "benefit", customers, price, Row("At", "A1*A2"))], 1);
        var (cost, _) = Sheet.Of([Table("A", "cost", customers, price, Row("At", "A1*A2"))], 1);

        Assert.Equal((0m, 550m), (benefit!.Tables[0].Initial, benefit.Tables[0].Amounts[0]));
        Assert.Equal((500m, 550m), (cost!.Tables[0].Initial, cost.Tables[0].Amounts[0]));
    }

    [Theory]
    [InlineData("Ar", "ResultUnknown")]
    [InlineData("A1", "ResultIsNoMoney")]
    [InlineData(null, "ResultMissing")]
    public void It_has_to_be_clear_which_row_counts(string? result, string key) => Assert.Equal(key, Assert.Single(Sheet.Of(
        [Table("A", "benefit", Row("A1", unit: "hours", values: [1]), Row("A2", unit: "hours", values: [1])) with { Result = result }], 1).Faults).Key);

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var (_, faults) = Sheet.Of(
            [
                Table("A", "gift", Row("1A", "1"), Row("A2"), Row("A3", unit: "number", values: [1, 2]), Row("A3", "1") with { Round = true }),
                Table("A", "benefit") with { RiskAdjustment = Cell.Of(2) },
            ],
            1);

        Assert.Equal(
            [
                ("tables[0].kind", "KindInvalid"), ("tables[0].rows[0].id", "IdInvalid"), ("tables[0].rows[1]", "NothingGiven"), ("tables[0].rows[2].values", "ValuesCount"),
                ("tables[0].rows[3].id", "RowTwice"), ("tables[0].rows[3].round", "RoundWithoutDecimals"), ("tables[1].id", "TableTwice"),
                ("tables[1].risk_adjustment", "RiskInvalid"), ("tables[1].rows", "RowsInvalid"),
            ],
            faults.Select(fault => (fault.Place, fault.Key)));
    }

    [Fact]
    public void Whatever_is_written_gives_numbers_or_a_refusal()
    {
        string[] pieces = ["A1", "A2.prev", "A3", "(", ")", "+", "-", "*", "/", "^", "%", ",", "SUM(", "IF(", "<", ":", "0", "2.5", "9999999999", "ROUND(", "PERIOD", ".", " ", "é", "\u0000"];
        var random = new Random(20260615);
        for (var i = 0; i < 5000; i++)
        {
            var formula = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => pieces[random.Next(pieces.Length)]));
            var (sheet, faults) = Sheet.Of([Table("A", "other", Row("A1", unit: "number", values: [1, 0, 3]), Row("A2", formula), Row("A3", "A1+1"))], 3);
            Assert.True(sheet is not null ^ faults.Count > 0, formula);
        }
    }

    private static ValueDocument.Table Table(string id, string kind, params ValueDocument.Row[] rows) => new() { Id = id, Kind = kind, Rows = rows };

    private static ValueDocument.Row Row(string id, string? formula = null, string? unit = null, decimal[]? values = null) => new()
    {
        Id = id,
        Formula = formula,
        Unit = unit,
        Values = values?.Select(value => (Cell?)Cell.Of(value)).ToList(),
    };

    private static Dictionary<string, IReadOnlyList<decimal>> Values(params ValueDocument.Row[] rows) => Values(1, rows);

    private static Dictionary<string, IReadOnlyList<decimal>> Values(int periods, params ValueDocument.Row[] rows)
    {
        var (sheet, faults) = Sheet.Of([Table("A", "other", rows)], periods);
        Assert.True(sheet is not null, string.Join("; ", faults.Select(fault => string.Create(CultureInfo.InvariantCulture, $"{fault.Place} {fault.Key}"))));
        return sheet.Tables[0].Rows.ToDictionary(row => row.Id, row => row.Values);
    }
}
