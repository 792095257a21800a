using System.Globalization;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Text;

namespace ValuePortal.Roi.WhatIf;

/// <summary>A what-if in words.</summary>
internal sealed class WhatIfText(WhatIfReport report, IStringLocalizer<WhatIfWords> text)
{
    public string Name(Assumption assumption) => assumption switch
    {
        { Subject: null } => Kind(assumption),
        { Kind: AssumptionKind.Row } => assumption.Subject,
        _ => text["Named", assumption.Subject, Kind(assumption)],
    };

    public string Kind(Assumption assumption) => text["Assumption_" + assumption.Kind];

    /// <summary>An assumption as the reader's culture writes it, with as many decimals as make it out.</summary>
    public string Write(Assumption assumption, decimal value)
    {
        if (assumption.Form is AssumptionForm.Percent)
        {
            var share = decimal.Round(value, 4, MidpointRounding.AwayFromZero);
            return share.ToString(share == decimal.Round(share, 2) ? "P0" : share == decimal.Round(share, 3) ? "P1" : "P2", CultureInfo.CurrentCulture);
        }

        var places = Math.Abs(value) < 10 ? 4 : 2;
        var number = decimal.Round(value, places, MidpointRounding.AwayFromZero);
        return assumption.Form is AssumptionForm.Number ? number.ToString("#,0.####", CultureInfo.CurrentCulture)
            : number == Money.Round(number, report.Currency) ? Money.Exact(number, report.Currency)
            : $"{report.Currency}\u00a0{number.ToString("#,0.####", CultureInfo.CurrentCulture)}";
    }

    /// <summary>The same where room is short: amounts without their currency, and whole from a thousand on.</summary>
    public string Short(Assumption assumption, decimal value) => assumption.Form is AssumptionForm.Money
        ? value.ToString(Math.Abs(value) < 1000 ? "#,0.####" : "#,0", CultureInfo.CurrentCulture)
        : Write(assumption, value);

    public string Amount(decimal amount) => Money.Whole(amount, report.Currency);

    /// <summary>What the range comes to, in a sentence.</summary>
    public string Verdict(WhatIfResults results) => text[(results.Low?.NetPresentValue >= 0, results.Pays, results.High?.NetPresentValue >= 0) switch
    {
        _ when (results.Low?.NetPresentValue, results.Expected.NetPresentValue, results.High?.NetPresentValue) == (0, 0, 0) => "ComesToNothing",
        (true, _, _) => "PaysAlways",
        (_, true, _) => "PaysAsExpected",
        (_, _, true) => "PaysAtBest",
        _ => "PaysNever",
    }];

    /// <summary>How far an assumption may go: "stays positive as long as it does not fall below 31 %".</summary>
    public string Edge(Sensitivity bar, bool pays)
    {
        var (assumption, edge) = (bar.Line.Assumption, bar.Edge!);
        return (pays, edge.Below, edge.Above) switch
        {
            (true, { } below, { } above) => text["StaysBetween", At(below), At(above)],
            (true, { } below, null) => text["StaysDownTo", At(below)],
            (true, null, { } above) => text["StaysUpTo", At(above)],
            (true, null, null) => text["StaysWhatever", Write(assumption, edge.Least), Write(assumption, edge.Most)],
            (false, { } below, { } above) => text["TurnsOutside", At(below), At(above)],
            (false, { } below, null) => text["TurnsBelow", At(below)],
            (false, null, { } above) => text["TurnsAbove", At(above)],
            _ => text["TurnsNever", Write(assumption, edge.Least), Write(assumption, edge.Most)],
        };

        // Never with more digits than are known: five.
        string At(decimal value)
        {
            if (assumption.Form is AssumptionForm.Percent || value == 0)
            {
                return Write(assumption, value);
            }

            var places = 5;
            for (var size = Math.Abs(value); size >= 1; size /= 10)
            {
                places--;
            }

            var unit = 1m;
            for (var i = places; i < 0; i++)
            {
                unit *= 10;
            }

            return Write(assumption, decimal.Round(value / unit, Math.Max(0, places), MidpointRounding.AwayFromZero) * unit);
        }
    }
}
