using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Text;

namespace ValuePortal.Notifications;

/// <summary>How a person is told of events of one kind.</summary>
public enum NoticeWay
{
    /// <summary>In the inbox only.</summary>
    Inbox,

    /// <summary>In the inbox, and by mail at once.</summary>
    Mail,

    /// <summary>In the inbox, and in one mail a day.</summary>
    Digest,

    /// <summary>Not at all.</summary>
    None,
}

/// <summary>A kind of event that people can be told of. The module in which it happens registers it.</summary>
/// <param name="Key">Unique; kept with each notice.</param>
/// <param name="ForStaff">Told to the vendor's people; else to customers.</param>
/// <param name="Usual">For who never chose.</param>
/// <param name="Words">The resource class of the module.</param>
/// <param name="Name">The word's key in it: what a person chooses.</param>
/// <param name="Sentence">The key of the sentence, with places for the values.</param>
/// <param name="Detail">The key of a second sentence with the same places; null for none.</param>
public sealed record NoticeKind(string Key, bool ForStaff, NoticeWay Usual, Type Words, string Name, string Sentence, string? Detail = null)
{
    public bool IsFor(Viewer viewer) => viewer.IsStaff == ForStaff;
}

/// <summary>What stands in a place of a sentence.</summary>
/// <param name="Chinese">For Chinese readers, where there is such a text.</param>
public sealed record NoticeValue(string Text, string? Chinese = null)
{
    private const int MaxLength = 300;

    public static implicit operator NoticeValue(string text) => new(text);

    /// <summary>A word of a module, in both languages.</summary>
    public static NoticeValue Of(IStringLocalizer text, string key) => new(InLanguage.Of("en", () => text[key].Value), InLanguage.Of("zh-CN", () => text[key].Value));

    internal static string Write(IEnumerable<NoticeValue> values) =>
        JsonSerializer.Serialize(values.Select(value => new NoticeValue(Cut(value.Text), value.Chinese is { } chinese ? Cut(chinese) : null)));

    internal static object[] Read(string values)
    {
        var chinese = CultureInfo.CurrentUICulture.Name.StartsWith("zh", StringComparison.Ordinal);
        return [.. (JsonSerializer.Deserialize<NoticeValue[]>(values) ?? []).Select(value => chinese ? value.Chinese ?? value.Text : value.Text)];
    }

    private static string Cut(string text) => text.Length <= MaxLength ? text : text[..(char.IsHighSurrogate(text[MaxLength - 2]) ? MaxLength - 2 : MaxLength - 1)] + "…";
}

/// <summary>All kinds of events, and their words in the language of the moment.</summary>
public sealed class NoticeKinds(IEnumerable<NoticeKind> kinds, IStringLocalizerFactory texts)
{
    private readonly Dictionary<string, NoticeKind> byKey = kinds.ToDictionary(kind => kind.Key, StringComparer.Ordinal);

    public IEnumerable<NoticeKind> For(Viewer viewer) => byKey.Values.Where(kind => kind.IsFor(viewer));

    public string NameOf(NoticeKind kind) => texts.Create(kind.Words)[kind.Name];

    internal string? FindName(string key) => byKey.TryGetValue(key, out var kind) ? NameOf(kind) : null;

    internal IEnumerable<NoticeKind> All => byKey.Values;

    internal NoticeKind Of(string key) => byKey[key];

    /// <returns>Null for a kind that no module has any more.</returns>
    internal (string Sentence, string? Detail)? WordsOf(string key, string values)
    {
        if (!byKey.TryGetValue(key, out var kind))
        {
            return null;
        }

        var (words, places) = (texts.Create(kind.Words), NoticeValue.Read(values));
        return (words[kind.Sentence, places], kind.Detail is { } detail && words[detail, places].Value.Trim() is { Length: > 0 } more ? more : null);
    }
}

public static class NoticeKindServices
{
    public static IServiceCollection AddNoticeKind(this IServiceCollection services, NoticeKind kind) => services.AddSingleton(kind);
}
