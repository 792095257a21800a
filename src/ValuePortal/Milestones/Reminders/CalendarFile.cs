using System.Globalization;
using System.Text;

namespace ValuePortal.Milestones.Reminders;

/// <summary>Writes whole days as an iCalendar file (RFC 5545).</summary>
public static class CalendarFile
{
    /// <summary>Octets of a line, its break not counted.</summary>
    private const int LineOctets = 75;

    /// <param name="Id">The same for the same thing at each reading, so that a calendar moves it and adds none.</param>
    public sealed record Day(Guid Id, DateOnly On, string Title, string Address);

    public static string Write(string name, DateTimeOffset now, IEnumerable<Day> days)
    {
        var file = new StringBuilder();
        Line("BEGIN:VCALENDAR");
        Line("VERSION:2.0");
        Line("PRODID:-//ValuePortal//Success plan//EN");
        Line("CALSCALE:GREGORIAN");
        Line("METHOD:PUBLISH");
        Line("X-WR-CALNAME:" + Escaped(name));
        Line("REFRESH-INTERVAL;VALUE=DURATION:PT6H");
        foreach (var day in days)
        {
            Line("BEGIN:VEVENT");
            Line($"UID:{day.Id:D}@valueportal");
            Line("DTSTAMP:" + now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
            Line("DTSTART;VALUE=DATE:" + Written(day.On));
            Line("DTEND;VALUE=DATE:" + Written(day.On.AddDays(1)));
            Line("SUMMARY:" + Escaped(day.Title));
            Line("URL:" + day.Address);
            Line("TRANSP:TRANSPARENT");
            Line("END:VEVENT");
        }

        Line("END:VCALENDAR");
        return file.ToString();

        void Line(string line) => Fold(file, line);
    }

    private static string Written(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Escaped(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
        .ReplaceLineEndings("\\n");

    // A line goes on behind a break and a blank; no letter is cut in two.
    private static void Fold(StringBuilder file, string line)
    {
        var used = 0;
        foreach (var letter in line.EnumerateRunes())
        {
            if (used + letter.Utf8SequenceLength > LineOctets)
            {
                file.Append("\r\n ");
                used = 1;
            }

            file.Append(letter.ToString());
            used += letter.Utf8SequenceLength;
        }

        file.Append("\r\n");
    }
}
