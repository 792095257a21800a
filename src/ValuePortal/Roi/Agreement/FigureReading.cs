using ValuePortal.Roi.Arithmetic;
using ValuePortal.Roi.Models;
using ValuePortal.Roi.Reports;
using ValuePortal.Roi.Sheets;

namespace ValuePortal.Roi.Agreement;

/// <summary>What each figure of a model rests on, and how it therefore stands.</summary>
internal sealed class FigureReading(
    ValueModel model, ModelClock clock, IReadOnlyList<(Driver Driver, DriverMonths Months)> drivers, IReadOnlyList<Investment> investments, Sheet sheet)
{
    /// <summary>The last month that can be agreed to: the last whole one; the month before the model while there is none, when only its terms can be.</summary>
    public DateOnly Through => clock.LastWhole ?? model.StartMonth.AddMonths(-1);

    /// <summary>What a figure rests on up to a month; null when there is no such figure.</summary>
    public FigureInputs? Inputs(FigureKey key, DateOnly through) => key.Part switch
    {
        FigurePart.Driver => drivers.Where(each => FigureKey.OfDriver(each.Driver.Id) == key)
            .Select(each => FigureInputs.Of(each.Driver, clock.Past().Where(month => month <= through).Select(each.Months.SoFar))).FirstOrDefault(),
        FigurePart.Table => sheet.Tables.Where(table => FigureKey.OfTable(table.Id) == key).Select(FigureInputs.Of).FirstOrDefault(),
        _ => investments.Where(each => FigureKey.OfInvestment(each.Id) == key).Select(FigureInputs.Of).FirstOrDefault(),
    };

    /// <summary>How figures stand on which somebody decided.</summary>
    public IReadOnlyDictionary<FigureKey, Standing> Standings(IReadOnlyList<FigureStep> decisions)
    {
        Dictionary<FigureKey, Standing> standings = [];
        foreach (var decision in decisions)
        {
            if (FigureKey.TryParse(decision.Figure, out var key) && Inputs(key, model.StartMonth) is not null)
            {
                standings[key] = Standing.Of(decision, model.StartMonth, Through, through => Inputs(key, through)!);
            }
        }

        return standings;
    }
}

internal static class FigureDecisions
{
    /// <summary>The last decision on each figure of an account.</summary>
    public static IQueryable<FigureStep> Decisions(this IQueryable<FigureStep> steps, Guid account)
    {
        var decisions = steps.Where(step => step.AccountId == account && (step.Kind == StepKind.Confirmed || step.Kind == StepKind.Disputed || step.Kind == StepKind.Withdrawn));
        return decisions.Where(step => !decisions.Any(later => later.Figure == step.Figure && later.Number > step.Number));
    }
}
