using System.Globalization;

namespace ValuePortal.Reviews;

/// <summary>A part of a review that can stand anywhere in it or be left out. How figures are counted stands at the end of every review.</summary>
public enum ReviewSection
{
    /// <summary>What was promised before: kept and missed.</summary>
    Promises,

    /// <summary>What the figures say, in sentences made by rules.</summary>
    InShort,
    Summary,
    Usage,
    Value,
    Milestones,
    Requests,
    Releases,
    Incidents,
    Benchmark,
    Recommendations,
    Roadmap,
    NextSteps,
}

public static class ReviewSections
{
    /// <summary>All of them, as a review has them when nobody chose.</summary>
    public static readonly IReadOnlyList<ReviewSection> Usual = Enum.GetValues<ReviewSection>();

    extension(ReviewSection section)
    {
        /// <summary>Whether it is words of the success manager: without words (and, of next steps, without promises) it is left out.</summary>
        public bool IsWords => section is ReviewSection.Incidents or ReviewSection.Recommendations or ReviewSection.NextSteps;

        /// <summary>Whether it can say "nothing" as well as be left out when there is nothing.</summary>
        public bool MayBeEmpty => section is ReviewSection.Milestones or ReviewSection.Requests or ReviewSection.Releases or ReviewSection.Benchmark or ReviewSection.Roadmap;

        /// <summary>The id of its heading on the page.</summary>
        public string Anchor => section is ReviewSection.Requests ? "asked" : section.ToString().ToLowerInvariant();

        /// <summary>The key of its name where room is short.</summary>
        public string Label => section switch
        {
            ReviewSection.Promises => "PromisesShort",
            ReviewSection.Releases => "ReleasesShort",
            ReviewSection.Benchmark => "BenchmarkShort",
            _ => section.Heading,
        };

        /// <summary>The key of its heading.</summary>
        public string Heading => section switch
        {
            ReviewSection.Promises => "Promises",
            ReviewSection.InShort => "InShort",
            ReviewSection.Summary => "Summary",
            ReviewSection.Usage => "Usage",
            ReviewSection.Value => "Value",
            ReviewSection.Milestones => "Milestones",
            ReviewSection.Requests => "AskedDelivered",
            ReviewSection.Releases => "Releases",
            ReviewSection.Incidents => "Incidents",
            ReviewSection.Benchmark => "Benchmark",
            ReviewSection.Recommendations => "Recommendations",
            ReviewSection.Roadmap => "Roadmap",
            _ => "NextSteps",
        };
    }

    /// <summary>Those that stand only when they have something to show, when nobody chose.</summary>
    public static readonly IReadOnlySet<ReviewSection> UsuallyOnlyIf = new HashSet<ReviewSection> { ReviewSection.Releases, ReviewSection.Benchmark, ReviewSection.Roadmap };

    private const char OnlyIfMark = '?';

    /// <summary>As it is stored: names with commas between them, a "?" behind those that stand only when they have something to show.</summary>
    internal static string Write(IEnumerable<ReviewSection> sections, IReadOnlySet<ReviewSection> onlyIf) =>
        string.Join(',', sections.Select(section => onlyIf.Contains(section) ? $"{section}{OnlyIfMark}" : section.ToString()));

    /// <returns>The usual ones for a review from before they could be chosen.</returns>
    internal static IReadOnlyList<ReviewSection> Read(string stored) =>
        stored.Length == 0 ? Usual : [.. stored.Split(',').Select(name => name.TrimEnd(OnlyIfMark)).Where(name => Enum.TryParse<ReviewSection>(name, out _)).Select(Enum.Parse<ReviewSection>)];

    internal static IReadOnlySet<ReviewSection> ReadOnlyIf(string stored) => stored.Length == 0
        ? UsuallyOnlyIf
        : Read(string.Join(',', stored.Split(',').Where(name => name.EndsWith(OnlyIfMark)).DefaultIfEmpty("-"))).ToHashSet();

    /// <summary>What a form chose: a place for each section, the same place twice in the usual order; nothing leaves a section out.</summary>
    /// <param name="places">Section to place; null is nobody's choice.</param>
    /// <param name="without">Section to "on" where it is left out whatever its place.</param>
    internal static IReadOnlyList<ReviewSection> Chosen(IReadOnlyDictionary<string, string>? places, IReadOnlyDictionary<string, string>? without) => places is null
        ? Usual
        : [.. Ordered(places).Where(section => !IsLeftOut(section, places, without))];

    /// <summary>All of them by their places, those without one last.</summary>
    internal static IEnumerable<ReviewSection> Ordered(IReadOnlyDictionary<string, string>? places) => Usual.OrderBy(section => PlaceOf(section, places) ?? int.MaxValue);

    internal static bool IsLeftOut(ReviewSection section, IReadOnlyDictionary<string, string>? places, IReadOnlyDictionary<string, string>? without) =>
        (places is not null && PlaceOf(section, places) is null) || without?.GetValueOrDefault(section.ToString()) is "on";

    /// <param name="move">"Usage up" or "Usage down".</param>
    /// <returns>The places after one section changed its own with its neighbour.</returns>
    internal static Dictionary<string, string> Moved(IReadOnlyDictionary<string, string>? places, string move)
    {
        var order = Ordered(places).ToList();
        if (move.Split(' ') is [var name, var way] && order.FindIndex(section => section.ToString() == name) is >= 0 and var from && (way == "up" ? from - 1 : from + 1) is var to && to >= 0 && to < order.Count)
        {
            (order[from], order[to]) = (order[to], order[from]);
        }

        return PlacesOf(order);
    }

    private static int? PlaceOf(ReviewSection section, IReadOnlyDictionary<string, string>? places) =>
        int.TryParse(places?.GetValueOrDefault(section.ToString()), out var place) ? place : null;

    /// <summary>As a form has them.</summary>
    internal static Dictionary<string, string> PlacesOf(IReadOnlyList<ReviewSection> sections) =>
        sections.Index().ToDictionary(section => section.Item.ToString(), section => (section.Index + 1).ToString(CultureInfo.InvariantCulture));

    /// <param name="places">Null is nobody's choice.</param>
    /// <param name="onlyIf">Section to "on".</param>
    internal static IReadOnlySet<ReviewSection> ChosenOnlyIf(IReadOnlyDictionary<string, string>? places, IReadOnlyDictionary<string, string>? onlyIf) => places is null
        ? UsuallyOnlyIf
        : Usual.Where(section => section.MayBeEmpty && onlyIf?.GetValueOrDefault(section.ToString()) is "on").ToHashSet();
}
