using System.Globalization;

namespace ValuePortal.Roi.WhatIf;

/// <summary>
/// What a reader would have otherwise, as it was typed: <c>?spread=20&amp;a=share-1a2b3c4d~30~50~70</c>. It stands in the address and nowhere else, so
/// that nobody but the reader ever sees it.
/// </summary>
/// <param name="Spread">How far an assumption may be off either way, in per cent, where nothing else is said.</param>
/// <param name="Entries">Key of the assumption → what was typed.</param>
public sealed record WhatIfChoice(string? Spread, IReadOnlyDictionary<string, WhatIfChoice.Entry> Entries)
{
    public const string Path = "value/what-if";
    public const decimal UsualSpread = 0.2m;

    private const char Between = '~';

    /// <param name="Low">Nothing: less by the spread.</param>
    /// <param name="Expected">Nothing: as in the model.</param>
    /// <param name="High">Nothing: more by the spread.</param>
    public sealed record Entry(string? Low, string? Expected, string? High)
    {
        public bool IsEmpty => Low is null && Expected is null && High is null;
    }

    public static WhatIfChoice None { get; } = new(null, new Dictionary<string, Entry>());

    public bool IsEmpty => Spread is null && Entries.Count == 0;

    public static WhatIfChoice Read(string? spread, IEnumerable<string>? assumptions)
    {
        var entries = new Dictionary<string, Entry>(StringComparer.Ordinal);
        foreach (var parts in (assumptions ?? []).Select(written => written.Split(Between)).Where(parts => parts.Length == 4).Take(WhatIfModel.MostAssumptions))
        {
            entries[parts[0]] = new Entry(Typed(parts[1]), Typed(parts[2]), Typed(parts[3]));
        }

        return new WhatIfChoice(Typed(spread), entries);
    }

    /// <summary>What was typed without the space around it; null for nothing.</summary>
    public static string? Typed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim().Replace(Between, ' ');

    public string Address()
    {
        var parts = Entries.Select(entry => $"a={Uri.EscapeDataString(string.Join(Between, entry.Key, entry.Value.Low, entry.Value.Expected, entry.Value.High))}");
        parts = Spread is null ? parts : parts.Prepend("spread=" + Uri.EscapeDataString(Spread));
        return IsEmpty ? Path : string.Create(CultureInfo.InvariantCulture, $"{Path}?{string.Join('&', parts)}");
    }
}
