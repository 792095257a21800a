using System.Globalization;

namespace ValuePortal.Platform.Text;

/// <summary>A mail is written in the reader's language, whoever causes it.</summary>
internal static class InLanguage
{
    public static T Of<T>(string language, Func<T> write)
    {
        var (culture, uiCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            Speak(language);
            return write();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, uiCulture);
        }
    }

    /// <summary>The same for what has to wait: the language goes along, and the caller keeps its own.</summary>
    public static async Task<T> OfAsync<T>(string language, Func<Task<T>> write)
    {
        Speak(language);
        return await write();
    }

    private static void Speak(string language) =>
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
}
