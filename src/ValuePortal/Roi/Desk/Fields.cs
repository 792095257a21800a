using System.Globalization;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;

namespace ValuePortal.Roi.Desk;

/// <summary>
/// Reads the fields of a form as browsers send them (numbers with a point, months as 2026-03) and keeps what is wrong with which. A number
/// that was typed with a comma for thousands is refused rather than guessed at.
/// </summary>
internal sealed class Fields(IStringLocalizer<RoiWords> words)
{
    /// <summary>More than any real figure, and within what the database holds.</summary>
    public const decimal Most = 1_000_000_000_000m;

    /// <summary>What the database holds of a number; one that is written more exactly is refused, since it would change by itself.</summary>
    public const int Places = 6;

    /// <summary>The same of a share that is written in per cent.</summary>
    public const int PlacesOfPercent = Places - 2;

    private static readonly DateOnly s_earliest = new(2000, 1, 1);
    private static readonly DateOnly s_latest = new(2100, 12, 1);

    private readonly Dictionary<string, string[]> errors = [];

    /// <summary>Null while nothing is wrong.</summary>
    public Refusal.Invalid? Refusal => errors.Count == 0 ? null : new Refusal.Invalid(words["SomeFieldsNeedAttention"], errors);

    public static bool TryMonth(string? written, out DateOnly month) =>
        DateOnly.TryParseExact(written?.Trim(), "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out month)
        && month >= s_earliest && month <= s_latest;

    public static bool TryNumber(string? written, out decimal number) => decimal.TryParse(
        written?.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number)
        && Math.Abs(number) <= Most;

    /// <summary>A number as a form takes it back.</summary>
    public static string Write(decimal number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>A month as a form takes it back; nothing for none.</summary>
    public static string? Write(DateOnly? month) => month?.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    public void Wrong(string field, string key, params object[] places) => errors.TryAdd(field, [words[key, places]]);

    public string Text(string field, string? written, int most)
    {
        var text = written?.Trim() ?? "";
        if (text.Length == 0 || text.Length > most || text.Any(char.IsControl))
        {
            Wrong(field, "TextInvalid", most);
        }

        return text;
    }

    public decimal Number(string field, string? written, decimal least = -Most, decimal most = Most, int places = Places) =>
        Optional(field, written, least, most, places) ?? Missing(field);

    /// <summary>Null when nothing was written.</summary>
    public decimal? Optional(string field, string? written, decimal least = -Most, decimal most = Most, int places = Places)
    {
        if (string.IsNullOrWhiteSpace(written))
        {
            return null;
        }

        if (!TryNumber(written, out var number))
        {
            Wrong(field, "NumberInvalid");
            return null;
        }

        if (number < least || number > most)
        {
            Wrong(field, "NumberOutOfRange", least, most);
        }
        else if (number != decimal.Round(number, places))
        {
            Wrong(field, "TooManyPlaces", places);
        }

        return number;
    }

    /// <summary>Written in per cent, 0 to 100; given as a share of one.</summary>
    public decimal Share(string field, string? written) => Number(field, written, 0, 100, PlacesOfPercent) / 100;

    public DateOnly Month(string field, string? written)
    {
        if (!TryMonth(written, out var month))
        {
            Wrong(field, "MonthInvalid");
        }

        return month;
    }

    public T Choice<T>(string field, string? written)
        where T : struct, Enum
    {
        if (Enum.TryParse<T>(written, out var choice) && Enum.GetName(choice) == written)
        {
            return choice;
        }

        Wrong(field, "ChooseOne");
        return default;
    }

    private decimal Missing(string field)
    {
        Wrong(field, "NumberInvalid");
        return 0;
    }
}
