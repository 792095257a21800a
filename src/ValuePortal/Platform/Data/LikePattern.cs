namespace ValuePortal.Platform.Data;

/// <summary>A text to look for with LIKE: the signs that mean something to it mean themselves here. The bracket does so on SQL Server.</summary>
public static class LikePattern
{
    /// <summary>What the pattern is escaped with; name it in <c>EF.Functions.Like(column, pattern, LikePattern.Escape)</c>.</summary>
    public const string Escape = "\\";

    /// <summary>Finds the text anywhere in a column.</summary>
    public static string Containing(string text) =>
        $"%{string.Concat(text.Select(letter => letter is '%' or '_' or '[' or '\\' ? Escape + letter : letter.ToString()))}%";
}
