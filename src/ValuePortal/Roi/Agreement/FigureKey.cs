using System.Diagnostics.CodeAnalysis;
using ValuePortal.Roi.Models;

namespace ValuePortal.Roi.Agreement;

/// <summary>What of a value model people can agree on.</summary>
public enum FigurePart
{
    Driver,
    Table,
    Investment,
}

/// <summary>Names a figure of an account's value model, as it stands in addresses and in the trail: <c>driver-0195…</c>, <c>table-A</c>.</summary>
/// <param name="Part">What it is.</param>
/// <param name="Id">The id without hyphens; for a table, what people call it.</param>
public readonly record struct FigureKey(FigurePart Part, string Id)
{
    public const int MaxLength = 80;

    public static FigureKey OfDriver(Guid id) => new(FigurePart.Driver, id.ToString("N"));

    public static FigureKey OfTable(string id) => new(FigurePart.Table, id);

    public static FigureKey OfInvestment(Guid id) => new(FigurePart.Investment, id.ToString("N"));

    internal static FigureKey Of(object row) => row switch
    {
        Driver driver => OfDriver(driver.Id),
        DriverEntry entry => OfDriver(entry.DriverId),
        TableText table => OfTable(table.TableId),
        Investment investment => OfInvestment(investment.Id),
        _ => throw new ArgumentOutOfRangeException(nameof(row), row, "This is no figure."),
    };

    public static bool TryParse([NotNullWhen(true)] string? written, out FigureKey key)
    {
        key = default;
        if (written is not { Length: <= MaxLength } || written.IndexOf('-', StringComparison.Ordinal) is not (> 0 and var hyphen))
        {
            return false;
        }

        foreach (var part in Enum.GetValues<FigurePart>())
        {
            if (written.AsSpan(0, hyphen).SequenceEqual(Word(part)))
            {
                key = new FigureKey(part, written[(hyphen + 1)..]);
                return key.Id.Length > 0;
            }
        }

        return false;
    }

    public override string ToString() => $"{Word(Part)}-{Id}";

    private static string Word(FigurePart part) => part switch { FigurePart.Driver => "driver", FigurePart.Table => "table", _ => "investment" };
}
