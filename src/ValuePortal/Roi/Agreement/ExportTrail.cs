using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Exports;

namespace ValuePortal.Roi.Agreement;

/// <summary>The whole trail of agreement of an account as a file, oldest first: also of figures that are not in the model any more. For who sees amounts.</summary>
public sealed class ExportTrail(PortalDbFactory portal, ReadCompany companies, WriteExport write, IStringLocalizer<RoiWords> words)
{
    private const int Most = 20_000;

    public async Task<Outcome<WriteExport.File>> RunAsync(Viewer viewer, Guid account, ExportFormat format, CancellationToken ct = default)
    {
        if (viewer.NarrowTo(account) is not { } narrowed || await companies.RunAsync(narrowed, account, ct) is not { } company)
        {
            return new Refusal.NotFound(words["NoSuchAccount"]);
        }

        if (!viewer.SeesMoney)
        {
            return new Refusal.NotAllowed(words["NoMoney"]);
        }

        await using var db = portal.For(narrowed);
        var steps = await db.FigureSteps.AsNoTracking().Where(step => step.AccountId == account)
            .OrderBy(step => step.At).ThenBy(step => step.Figure).ThenBy(step => step.Number).Take(Most).ToListAsync(ct);
        if (steps.Count == 0)
        {
            return new Refusal.NotFound(words["TrailEmpty"]);
        }

        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(company.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        var (first, last) = (DayOf(steps[0]), DayOf(steps[^1]));
        var table = new ExportTable(company.Name, words["Trail"], first, last, company.TimeZone, [RoiMetrics.Benefit])
        {
            Heads = [words["TrailDay"], words["TrailFigure"], words["TrailNumber"], words["TrailStep"], words["TrailBy"], words["TrailThrough"], words["AmountIn", company.Currency], words["TrailNote"]],
        };
        foreach (var step in steps)
        {
            table.Row(DayOf(step), step.Name, step.Number, words["TrailKind_" + step.Kind].Value, step.By, step.Through, step.Amount, step.Note);
        }

        return await write.RunAsync(narrowed, "value trail", table, format, ct);

        DateOnly DayOf(FigureStep step) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(step.At, zone).DateTime);
    }
}
