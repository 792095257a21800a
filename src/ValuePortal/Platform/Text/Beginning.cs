namespace ValuePortal.Platform.Text;

public static class Beginning
{
    /// <summary>The beginning of a text, at most this many characters with its "…", never half a character.</summary>
    public static string Of(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1;
        return text[..end].TrimEnd() + "…";
    }
}
