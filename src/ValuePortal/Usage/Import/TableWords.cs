using System.Globalization;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Tables;
using ValuePortal.Platform.Text;

namespace ValuePortal.Usage.Import;

/// <summary>Names the words of usage by table.</summary>
public sealed class TableWords;

internal static class TableRefusals
{
    extension(IStringLocalizer<TableWords> text)
    {
        public Refusal.Invalid Wrong(string word, params object[] parts) => new(text[word, parts], new Dictionary<string, string[]>());

        public Refusal.Invalid NoColumn(string file, string column, TableFile table) => text.Wrong("File_NoColumn", file, column, string.Join(", ", table.Headings));

        /// <summary>A moment, in UTC.</summary>
        public string At(Days days, DateTimeOffset at) =>
            text["AtUtc", days.WithYear(DateOnly.FromDateTime(at.UtcDateTime)), at.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture)];

        /// <summary>A reason as a sentence.</summary>
        public string Say(RowReason reason) => text["Row_" + reason.Word, [.. reason.Parts]];
    }
}
