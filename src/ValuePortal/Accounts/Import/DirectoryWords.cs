using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Tables;

namespace ValuePortal.Accounts.Import;

/// <summary>The words of the import of accounts and people, in <c>DirectoryWords.resx</c> and <c>DirectoryWords.zh-CN.resx</c>.</summary>
public sealed class DirectoryWords;

internal static class DirectorySentences
{
    extension(IStringLocalizer<DirectoryWords> text)
    {
        public Refusal.Invalid Wrong(string word, params object[] parts) => new(text[word, parts], new Dictionary<string, string[]>());

        /// <summary>A reason as a sentence.</summary>
        public string Say(RowReason reason) => text["Row_" + reason.Word, [.. reason.Parts]];
    }
}
