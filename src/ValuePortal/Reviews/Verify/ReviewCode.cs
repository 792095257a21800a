namespace ValuePortal.Reviews.Verify;

/// <summary>
/// The code that stands in a review's document: the first 80 bits of its snapshot's hash, in five groups of four hexadecimal digits. Who
/// has it has the document; to guess one takes longer than anybody lives.
/// </summary>
public static class ReviewCode
{
    private const int Digits = 20;
    private const int Group = 4;

    /// <param name="hash">SHA-256 of a snapshot, in hexadecimal digits.</param>
    public static string Of(string hash) => string.Join('-', hash[..Digits].ToUpperInvariant().Chunk(Group).Select(group => new string(group)));

    /// <returns>How a hash begins that has this code, in small letters; null when it is no code. Blanks and hyphens do not matter.</returns>
    public static string? Read(string? code)
    {
        var digits = string.Concat((code ?? "").Where(letter => letter is not '-' and not '–' && !char.IsWhiteSpace(letter)));
        return digits.Length == Digits && digits.All(char.IsAsciiHexDigit) ? digits.ToLowerInvariant() : null;
    }
}
