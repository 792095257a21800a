using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Roi.Desk;
using ValuePortal.Roi.Reports;

namespace ValuePortal.Roi.WhatIf;

/// <summary>
/// What a value model would come to with other assumptions. Nothing of it is stored, and only who sees amounts gets it. Deterministic: the same
/// question has the same answer.
/// </summary>
public sealed class ReadWhatIf(ReadValue value, IStringLocalizer<RoiWords> roiWords, IStringLocalizer<WhatIfWords> words)
{
    /// <summary>For so many assumptions, those that move most, it is told how far they may go.</summary>
    public const int MostEdges = 10;

    private const decimal LeastSpread = 0.01m;

    /// <returns>Null when the account has no value model yet, or nothing in it that may be changed.</returns>
    public async Task<Outcome<WhatIfReport?>> RunAsync(Viewer viewer, Guid account, WhatIfChoice choice, CancellationToken ct = default)
    {
        if (!viewer.SeesMoney)
        {
            return new Refusal.NotAllowed(roiWords["NoMoney"]);
        }

        return (await value.BasisAsync(viewer, account, ct)).Match<Outcome<WhatIfReport?>>(
            basis => basis is null or { Drivers.Count: 0, Inputs.Sheet.Tables.Count: 0 } ? (WhatIfReport?)null : Of(basis, choice, ct),
            refusal => refusal);
    }

    private WhatIfReport Of(ValueBasis basis, WhatIfChoice choice, CancellationToken ct)
    {
        var model = new WhatIfModel(basis);
        var (spread, spreadWrong) = Number(choice.Spread, 100, LeastSpread, 1);
        var around = spread ?? WhatIfChoice.UsualSpread;
        List<WhatIfLine> lines = [.. model.Assumptions.Select(assumption => Line(assumption, choice, around))];
        var terms = basis.Inputs.Model;
        return new WhatIfReport(
            basis.Company.Name, basis.Company.Currency, terms.StartMonth, terms.HorizonYears, terms.Period, lines, model.LeftOut, around, spreadWrong,
            choice.Entries.Keys.Except(model.Assumptions.Select(assumption => assumption.Key)).Any(),
            model.With(new Dictionary<string, decimal>()),
            spreadWrong is not null || lines.Any(line => line.IsWrong) ? null : new WhatIfCalculation(model, lines).Results(ct));
    }

    private WhatIfLine Line(Assumption assumption, WhatIfChoice choice, decimal spread)
    {
        var typed = choice.Entries.GetValueOrDefault(assumption.Key) ?? new WhatIfChoice.Entry(null, null, null);
        var (expected, expectedWrong) = Read(typed.Expected);
        var (low, lowWrong) = Read(typed.Low);
        var (high, highWrong) = Read(typed.High);
        var middle = expected ?? assumption.InModel;
        var (usualLow, usualHigh) = assumption.Around(middle, spread);
        return new WhatIfLine(
            assumption, typed, low ?? usualLow, middle, high ?? usualHigh,
            (lowWrong ?? (low > middle ? words["LowAboveExpected"].Value : null), expectedWrong, highWrong ?? (high < middle ? words["HighBelowExpected"].Value : null)));

        (decimal?, string?) Read(string? written) => Number(written, assumption.PerForm, assumption.Least, assumption.Most);
    }

    private (decimal?, string?) Number(string? written, decimal perForm, decimal least, decimal most) =>
        written is null ? (null, null)
        : !Fields.TryNumber(written, out var number) ? (null, roiWords["NumberInvalid"].Value)
        : number / perForm < least || number / perForm > most ? (null, roiWords["NumberOutOfRange", least * perForm, most * perForm].Value)
        : (number / perForm, null);
}
