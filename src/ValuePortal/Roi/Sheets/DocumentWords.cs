using System.Text.Json;

namespace ValuePortal.Roi.Sheets;

/// <summary>Choices as documents write them: <c>time_saved</c>, <c>agreed</c>.</summary>
internal static class DocumentWords
{
    public static string Of<T>(T choice)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(choice.ToString());

    /// <summary>The choice as forms write it; the word itself where it names none, so that it is refused there.</summary>
    public static string? ToForm<T>(string? word)
        where T : struct, Enum => Enum.GetValues<T>().Where(choice => Of(choice) == word).Select(choice => choice.ToString()).FirstOrDefault() ?? (word is null ? null : "?" + word);

    public static string All<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(Of));
}
