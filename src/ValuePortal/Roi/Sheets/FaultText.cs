using Microsoft.Extensions.Localization;
using ValuePortal.Roi.Models;

namespace ValuePortal.Roi.Sheets;

/// <summary>Says what is wrong with a table, naming the row and, where it is only there, the period.</summary>
internal static class FaultText
{
    public static string Of(SheetFault fault, ModelPeriod period, IStringLocalizer<SheetWords> text)
    {
        var says = text[fault.Key, fault.Places];
        return (fault.Row, fault.Period) switch
        {
            (null, _) => fault.Table.Length == 0 ? says : text["InTable", fault.Table, says],
            ({ } row, null) => text["InRow", row, fault.Table, says],
            ({ } row, 0) => text["InRowAtStart", row, fault.Table, says],
            ({ } row, { } no) => text[period is ModelPeriod.Month ? "InRowMonth" : "InRowYear", row, fault.Table, no, says],
        };
    }
}

/// <summary>The words of tables with formulas, in <c>SheetWords.resx</c> and <c>SheetWords.zh-CN.resx</c>.</summary>
public sealed class SheetWords;
