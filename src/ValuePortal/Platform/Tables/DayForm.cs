using System.Globalization;

namespace ValuePortal.Platform.Tables;

/// <summary>How days are written in a table.</summary>
/// <param name="Name">As a person names it after --dates.</param>
/// <param name="Pattern">As it is read.</param>
internal sealed record DayForm(string Name, string Pattern)
{
    public const string Iso = "iso";

    /// <summary>The forms that are recognised without being named.</summary>
    private static readonly DayForm[] s_usual =
    [
        .. new[] { "-", "/", "." }.SelectMany(sign => new DayForm[]
        {
            new($"yyyy{sign}MM{sign}dd", $"yyyy{sign}M{sign}d"),
            new($"dd{sign}MM{sign}yyyy", $"d{sign}M{sign}yyyy"),
            new($"MM{sign}dd{sign}yyyy", $"M{sign}d{sign}yyyy"),
        }),
    ];

    /// <summary>The form that somebody named; null when days cannot be written so.</summary>
    public static DayForm? Named(string name)
    {
        var form = name == Iso ? new DayForm(name, "yyyy-MM-dd") : new DayForm(name, name);
        var day = new DateOnly(2003, 10, 21);
        try
        {
            return form.Read(day.ToDateTime(default).ToString(form.Pattern, CultureInfo.InvariantCulture)) == day ? form : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public DateOnly? Read(string text) =>
        DateTime.TryParseExact(text, Pattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? DateOnly.FromDateTime(day) : null;

    /// <summary>Finds the one form that fits all days of a file.</summary>
    public sealed class Search
    {
        private readonly long[] fits = new long[s_usual.Length];
        private long days;

        public void Add(string text)
        {
            var any = false;
            for (var i = 0; i < fits.Length; i++)
            {
                if (s_usual[i].Read(text) is not null)
                {
                    fits[i]++;
                    any = true;
                }
            }

            days += any ? 1 : 0;
        }

        /// <summary>The forms that fit all days. What no form fits says nothing.</summary>
        public IReadOnlyList<DayForm> Fitting => [.. s_usual.Where((_, i) => days > 0 && fits[i] == days)];

        /// <summary>The one form that fits, or the word for why there is none.</summary>
        public (DayForm? Form, string Why, string[] Parts) Found() => Fitting switch
        {
            [var form] => (form, "", []),
            [var one, var other, ..] => (null, "File_TwoWays", [one.Name, other.Name]),
            _ when days == 0 => (null, "File_NoDays", []),
            _ => (null, "File_MixedDays", []),
        };
    }
}
