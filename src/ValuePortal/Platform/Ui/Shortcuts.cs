namespace ValuePortal.Platform.Ui;

/// <summary>Whether single keys do something. Kept in a cookie of the browser: it goes with the keyboard, not with the person.</summary>
public static class Shortcuts
{
    public const string Cookie = "shortcuts";
    public const string On = "on";
    public const string Off = "off";

    public static readonly string[] All = [On, Off];

    /// <summary>What a request chose; <see cref="On"/> when nothing was chosen.</summary>
    public static string Of(HttpContext? context) => context?.Request.Cookies[Cookie] is Off ? Off : On;
}
