using System.Globalization;
using Microsoft.Extensions.Localization;

namespace ValuePortal.Reviews;

/// <summary>A review is made and shown in its own language, whoever makes or reads it.</summary>
internal static class ReviewLanguage
{
    public static async Task<T> InAsync<T>(string language, Func<Task<T>> make)
    {
        var (culture, uiCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            return await make();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, uiCulture);
        }
    }
}

/// <summary>The words of a review in its own language, on a page of any language.</summary>
public sealed class ReviewTexts(IStringLocalizer<ReviewsWords> text, string language)
{
    public string Language => language;

    public string this[string key, params object[] values]
    {
        get
        {
            var (culture, uiCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
            try
            {
                CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
                return text[key, values];
            }
            finally
            {
                (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, uiCulture);
            }
        }
    }
}
