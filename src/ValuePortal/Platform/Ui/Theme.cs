namespace ValuePortal.Platform.Ui;

/// <summary>Light, dark, or as the reader's system has it. Kept in a cookie, so that the first byte of a page has the right one.</summary>
public static class Theme
{
    public const string Cookie = "theme";
    public const string System = "system";

    public static readonly string[] All = [System, "light", "dark"];

    /// <summary>The chosen theme of a request; <see cref="System"/> when none was chosen, or one we do not know.</summary>
    public static string Of(HttpContext? context) =>
        context?.Request.Cookies[Cookie] is { } chosen && All.Contains(chosen) ? chosen : System;
}
