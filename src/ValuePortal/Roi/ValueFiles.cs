using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts.Export;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Exports;
using ValuePortal.Roi.Agreement;
using ValuePortal.Roi.OverTime;

namespace ValuePortal.Roi;

/// <summary>Value for a company that takes everything along: months, drivers and tables as its pages export them, and the trail of each figure.</summary>
internal static class ValueFiles
{
    public static ExportPart Part => new(20, WriteAsync);

    private static async Task WriteAsync(IServiceProvider services, Viewer viewer, Guid account, ExportArchive archive, CancellationToken ct)
    {
        var export = services.GetRequiredService<ExportValue>();
        Add("value/months.csv", await export.MonthsAsync(viewer, account, ExportFormat.Csv, ct));
        Add("value/drivers.csv", await export.DriversAsync(viewer, account, ExportFormat.Csv, ct));
        Add("value/tables.csv", await export.TablesAsync(viewer, account, ExportFormat.Csv, ct));
        await using var db = services.GetRequiredService<PortalDbFactory>().For(viewer);
        var steps = await db.FigureSteps.AsNoTracking().Where(step => step.AccountId == account).OrderBy(step => step.Figure).ThenBy(step => step.Number).ToListAsync(ct);
        archive.Csv("value/agreement.csv", ["figure", "name", "step", "what", "at", "by", "note", "through", "amount"],
            steps.Select(step => new object?[] { step.Figure, step.Name, step.Number, step.Kind, step.At, step.By, step.Note, step.Through, viewer.SeesMoney ? step.Amount : null }));

        // An account without a model, or without tables, has no such file.
        void Add(string name, Outcome<WriteExport.File> file)
        {
            if (file.Is(out var made, out _))
            {
                archive.Add(name, made.Content, made.Content.AsSpan().Count((byte)'\n') - 1);
            }
        }
    }
}
