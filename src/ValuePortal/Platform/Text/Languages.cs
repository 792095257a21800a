namespace ValuePortal.Platform.Text;

/// <summary>The languages people may choose; the first is the default.</summary>
public static class Languages
{
    public static readonly IReadOnlyList<string> Codes = ["en", "zh-CN"];

    public static bool IsKnown(string? code) => code is not null && Codes.Contains(code);

    /// <summary>What a language calls itself.</summary>
    public static string OwnName(string code) => code == "zh-CN" ? "简体中文" : "English";
}
