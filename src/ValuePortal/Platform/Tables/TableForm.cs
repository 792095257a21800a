using System.Text;

namespace ValuePortal.Platform.Tables;

/// <summary>How a table may be written, as forms name it, and which of its headings is likely to mean what.</summary>
internal static class TableForm
{
    public static readonly string[] Separators = ["", ",", ";", "tab", "|"];

    public static readonly string[] Encodings = ["", "utf-8", "utf-16", "windows-1252", "gb18030"];

    public static readonly string[] DayForms =
        ["yyyy-MM-dd", "dd-MM-yyyy", "MM-dd-yyyy", "yyyy/MM/dd", "dd/MM/yyyy", "MM/dd/yyyy", "yyyy.MM.dd", "dd.MM.yyyy", "MM.dd.yyyy"];

    public static char? SeparatorOf(string? word) => word is null or "" || !Separators.Contains(word) ? null : word == "tab" ? '\t' : word[0];

    public static Encoding? EncodingOf(string? name) => name is null or "" || !Encodings.Contains(name)
        ? null
        : CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);

    /// <summary>The heading that is one of these names, in small letters or capitals; the name that is known best wins over the order of the columns.</summary>
    /// <returns>Empty when there is none.</returns>
    public static string Find(IEnumerable<string> names, IReadOnlyList<string> headings) =>
        names.Select(name => headings.FirstOrDefault(heading => heading.Trim().Replace(' ', '_').Equals(name, StringComparison.OrdinalIgnoreCase))).OfType<string>().FirstOrDefault() ?? "";
}
