using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Exports;
using ValuePortal.Platform.Metrics;
using ValuePortal.Roi.Models;
using ValuePortal.Roi.Reports;
using ValuePortal.Roi.Sheets;

namespace ValuePortal.Roi.OverTime;

/// <summary>The tables of the page of value as files, month by month; amounts only for who sees them. What is not known is an empty cell.</summary>
public sealed class ExportValue(ReadValue value, WriteExport write, IStringLocalizer<OverTimeWords> text, IStringLocalizer<RoiWords> roiText)
{
    /// <summary>What came up in each month and to its end, and what is planned.</summary>
    public Task<Outcome<WriteExport.File>> MonthsAsync(Viewer viewer, Guid account, ExportFormat format, CancellationToken ct = default) =>
        WriteAsync(viewer, account, "value by month", Months, format, ct);

    /// <summary>Every driver in every month that has been.</summary>
    public Task<Outcome<WriteExport.File>> DriversAsync(Viewer viewer, Guid account, ExportFormat format, CancellationToken ct = default) =>
        WriteAsync(viewer, account, "value drivers by month", Drivers, format, ct);

    /// <summary>Every row of every table in every period; refused for who sees no amounts.</summary>
    public async Task<Outcome<WriteExport.File>> TablesAsync(Viewer viewer, Guid account, ExportFormat format, CancellationToken ct = default) => viewer.SeesMoney
        ? await WriteAsync(viewer, account, "value tables", Tables, format, ct)
        : new Refusal.NotAllowed(roiText["NoMoney"]);

    private async Task<Outcome<WriteExport.File>> WriteAsync(
        Viewer viewer, Guid account, string what, Func<ValueBasis, bool, ExportTable> table, ExportFormat format, CancellationToken ct)
    {
        if (!(await value.BasisAsync(viewer, account, ct)).Is(out var basis, out var refused))
        {
            return refused;
        }

        return basis is null ? new Refusal.NotFound(text["NothingToExport"]) : await write.RunAsync(viewer, what, table(basis, viewer.SeesMoney), format, ct);
    }

    private ExportTable Months(ValueBasis basis, bool seesMoney)
    {
        var model = basis.Inputs.Model;
        var currency = basis.Company.Currency;
        string[] heads = [text["FirstDay"], text["State"], roiText["Hours"], roiText["CumulativeHours"]];
        string[] amounts = [text["In", roiText["Benefit"], currency], text["In", roiText["Cost"], currency], text["In", roiText["CumulativeBenefit"], currency], text["In", roiText["CumulativeCost"], currency]];
        Metric[] metrics = [RoiMetrics.HoursSaved, .. seesMoney ? new[] { RoiMetrics.Benefit, RoiMetrics.Cost } : []];
        var table = Table(basis, text["TitleMonths"], model.StartMonth.AddYears(model.HorizonYears).AddDays(-1), metrics, [.. heads, .. seesMoney ? amounts : []]);
        var calculation = basis.Calculation;
        foreach (var month in calculation.Months(model.StartMonth, seesMoney))
        {
            Row(month, month.Partial ? "StateToDate" : "StateWhole");
        }

        foreach (var month in calculation.Ahead(seesMoney))
        {
            Row(month, month.Partial ? "StateRest" : "StatePlanned");
        }

        return table;

        void Row(MonthLine month, string state) => table.Row([
            month.Month, text[state].Value, decimal.Round(month.Hours, 4), decimal.Round(month.CumulativeHours, 4),
            .. month.Money is { } money ? new object?[] { money.Benefit, money.Cost, money.CumulativeBenefit, money.CumulativeCost } : []]);
    }

    private ExportTable Drivers(ValueBasis basis, bool seesMoney)
    {
        string[] heads = [roiText["Driver"], roiText["Unit"], text["FirstDay"], text["State"], roiText["HowOften"], roiText["Now"], text["NowFrom"], roiText["Hours"]];
        string[] amounts = [text["In", roiText["Benefit"], basis.Company.Currency], text["In", text["AtTarget"], basis.Company.Currency]];
        Metric[] metrics = [RoiMetrics.DriverQuantity, RoiMetrics.DriverLevel, RoiMetrics.DriverHours, .. seesMoney ? new[] { RoiMetrics.DriverBenefit, RoiMetrics.TargetBenefit } : []];
        var table = Table(basis, roiText["Drivers"], basis.Clock.Until ?? basis.Inputs.Model.StartMonth, metrics, [.. heads, .. seesMoney ? amounts : [], roiText["State"]]);
        foreach (var (driver, months) in basis.Drivers)
        {
            foreach (var month in basis.Clock.Past())
            {
                var (line, level) = (months.SoFar(month), months.LevelEntry(month));
                var (past, all) = basis.Clock.DaysOf(month);
                table.Row([
                    driver.Name, driver.Unit, month, text[past < all ? "StateToDate" : "StateWhole"].Value,
                    driver.IsMoney ? decimal.Round(line.Quantity, 4) : null,
                    line.Now,
                    level?.Month,
                    driver.Kind is DriverKind.TimeSaved ? decimal.Round(line.Hours, 4) : null,
                    .. seesMoney ? new object?[] { driver.IsMoney ? line.Benefit : null, driver.IsMoney ? line.TargetBenefit : null } : [],
                    roiText["State_" + (line.Measured ? FigureState.Measured : FigureState.Estimated)].Value]);
            }
        }

        return table;
    }

    private ExportTable Tables(ValueBasis basis, bool seesMoney)
    {
        var model = basis.Inputs.Model;
        var table = Table(
            basis, text["TitleTables"], model.StartMonth.AddYears(model.HorizonYears).AddDays(-1), [SheetMetrics.TableRow, SheetMetrics.TableAmount],
            text["Table"], text["TableName"], text["RowId"], text["RowName"], roiText["Unit"], text["Formula"], text["Period"], text["FirstDay"], roiText["Benefit"]);
        foreach (var line in basis.Calculation.Tables(model.StartMonth))
        {
            foreach (var row in line.Table.Rows)
            {
                Rows(line.Table, row.Id, row.Label, row.Unit, row.Formula, row.Initial, row.Values);
            }

            if (line.Table.Kind is not SheetKind.Other)
            {
                Rows(line.Table, null, text["Counts"], basis.Company.Currency, null, line.Table.Rows.Any(row => row.Initial is not null) ? line.Initial : null, line.Amounts);
            }
        }

        return table;

        void Rows(SheetTable of, string? row, string? name, string unit, string? formula, decimal? initial, IReadOnlyList<decimal> values)
        {
            if (initial is { } start)
            {
                table.Row(of.Id, of.Title, row, name, unit, formula, 0, model.StartMonth, start);
            }

            foreach (var (i, each) in values.Index())
            {
                table.Row(of.Id, of.Title, row, name, unit, formula, i + 1, model.StartMonth.AddMonths(model.Period is ModelPeriod.Month ? i : i * 12), each);
            }
        }
    }

    private static ExportTable Table(ValueBasis basis, string title, DateOnly to, IReadOnlyList<Metric> metrics, params string[] heads) =>
        new(basis.Company.Name, title, basis.Inputs.Model.StartMonth, to, basis.Company.TimeZone, metrics) { Heads = heads };
}
