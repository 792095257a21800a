using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Exports;
using ValuePortal.Platform.Ui;
using ValuePortal.Roi.Reports;

namespace ValuePortal.Roi.Portfolio;

/// <summary>The portfolio as a file: each account in its own currency and in the vendor's, with the rate that made the one of the other.</summary>
public sealed class ExportPortfolio(
    ReadPortfolio read, WriteExport write, IOptions<VendorOptions> vendor, IStringLocalizer<PortfolioWords> text, IStringLocalizer<RoiWords> words)
{
    public async Task<Outcome<WriteExport.File>> RunAsync(Viewer viewer, DateOnly? on, bool byMonth, ExportFormat format, CancellationToken ct = default)
    {
        var found = await read.RunAsync(viewer, on, byMonth, ct);
        string[] states = [words["State_Confirmed"], words["State_Measured"], words["State_Estimated"], words["State_Disputed"]];
        var table = new ExportTable(vendor.Value.Name, text["Portfolio"], found.Day, found.Day, "UTC", [PortfolioMetrics.Value])
        {
            Heads =
            [
                text["Account"], text["Currency"], .. states, text["SinceDay"], text["Until"], text[byMonth ? "LastRate" : "Rate"], text["RateFrom"], text["Source"],
                .. states.Select(state => text["NameWith", state, found.Currency].Value),
            ],
        };
        foreach (var row in found.Rows)
        {
            table.Row([row.Name, row.Currency, .. Cells(row.Own), row.Since, row.Until, row.Rate?.Rate, row.Rate?.ValidFrom, row.Rate?.Source, .. Cells(row.Converted)]);
        }

        table.Row([words["Total"].Value, found.Currency, null, null, null, null, null, null, null, null, null, .. Cells(found.Total)]);
        return await write.RunAsync(viewer, "portfolio", table, format, ct);
    }

    private static object?[] Cells(BenefitParts? parts) => [parts?.Confirmed, parts?.Measured, parts?.Estimated, parts?.Disputed];
}
