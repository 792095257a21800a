using System.Globalization;

namespace ValuePortal.Announcements.Desk;

/// <summary>A release note as a form sends it: several boxes have one name.</summary>
internal static class ReleaseFields
{
    public static SaveRelease.Input Read(IFormCollection form) => new()
    {
        EnglishTitle = form[nameof(SaveRelease.Input.EnglishTitle)],
        EnglishSolves = form[nameof(SaveRelease.Input.EnglishSolves)],
        EnglishBody = form[nameof(SaveRelease.Input.EnglishBody)],
        ChineseTitle = form[nameof(SaveRelease.Input.ChineseTitle)],
        ChineseSolves = form[nameof(SaveRelease.Input.ChineseSolves)],
        ChineseBody = form[nameof(SaveRelease.Input.ChineseBody)],
        Size = Of<ReleaseSize>(form, nameof(SaveRelease.Input.Size)),
        Feature = form[nameof(SaveRelease.Input.Feature)],
        GuideLink = form[nameof(SaveRelease.Input.GuideLink)],
        Audience = Of<ReleaseAudience>(form, nameof(SaveRelease.Input.Audience)),
        Tiers = [.. form[nameof(SaveRelease.Input.Tiers)].OfType<string>()],
        Accounts = Ids(form, nameof(SaveRelease.Input.Accounts)),
        Requests = Ids(form, nameof(SaveRelease.Input.Requests)),
        EndsRequests = form[nameof(SaveRelease.Input.EndsRequests)] == "on",
        Edition = int.TryParse(form[nameof(SaveRelease.Input.Edition)], NumberStyles.None, CultureInfo.InvariantCulture, out var edition) ? edition : -1,
    };

    private static T Of<T>(IFormCollection form, string name)
        where T : struct, Enum => Enum.GetNames<T>().Contains(form[name].ToString()) ? Enum.Parse<T>(form[name].ToString()) : (T)Enum.ToObject(typeof(T), -1);

    private static Guid[] Ids(IFormCollection form, string name) => [.. form[name].Where(id => Guid.TryParse(id, out _)).Select(id => Guid.Parse(id!))];
}
