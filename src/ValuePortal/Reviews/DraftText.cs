using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using ValuePortal.FeatureRequests;
using ValuePortal.Platform;
using ValuePortal.Platform.Text;

namespace ValuePortal.Reviews;

/// <summary>What a success manager says of a review: period, language, words; cleaned and within its limits.</summary>
public sealed partial record DraftText(DateOnly From, DateOnly To, string Language, string Title, string Summary, string MoneySummary)
{
    /// <summary>What went wrong in the period and what was learned from it.</summary>
    public string Incidents { get; init; } = "";

    public string Recommendations { get; init; } = "";

    /// <summary>What both sides agreed to do next.</summary>
    public string NextSteps { get; init; } = "";

    /// <summary>What the review shows, in this order.</summary>
    public IReadOnlyList<ReviewSection> Sections { get; init; } = ReviewSections.Usual;

    public ReviewComparison Comparison { get; init; }

    /// <summary>Those of them that stand only when there is something to show.</summary>
    public IReadOnlySet<ReviewSection> OnlyIf { get; init; } = ReviewSections.UsuallyOnlyIf;

    /// <summary>The words of a section that is words alone.</summary>
    public string WordsOf(ReviewSection section) => section switch
    {
        ReviewSection.Incidents => Incidents,
        ReviewSection.Recommendations => Recommendations,
        ReviewSection.NextSteps => NextSteps,
        _ => "",
    };

    /// <summary>As a form sends it. Days as 2026-03-31, both included.</summary>
    public sealed class Input
    {
        public string? From { get; set; }

        public string? To { get; set; }

        public string? Language { get; set; }

        public string? Title { get; set; }

        public string? Summary { get; set; }

        public string? MoneySummary { get; set; }

        public string? Incidents { get; set; }

        public string? Recommendations { get; set; }

        public string? NextSteps { get; set; }

        /// <summary>"Previous", "Year" or "GoLive"; nothing is "Previous".</summary>
        public string? Comparison { get; set; }

        /// <summary>Section to place, from 1; an empty place leaves it out.</summary>
        public Dictionary<string, string>? Places { get; set; }

        /// <summary>Section to "on" where it is left out whatever its place.</summary>
        public Dictionary<string, string>? Without { get; set; }

        /// <summary>"Usage up" or "Usage down" where a section is only to be moved and nothing saved yet.</summary>
        public string? Move { get; set; }

        /// <summary>Section to "on" where it stands only when there is something to show.</summary>
        public Dictionary<string, string>? OnlyIf { get; set; }
    }

    internal Input ToInput() => new()
    {
        From = Write(From),
        To = Write(To),
        Language = Language,
        Title = Title,
        Summary = Summary,
        MoneySummary = MoneySummary,
        Incidents = Incidents,
        Recommendations = Recommendations,
        NextSteps = NextSteps,
        OnlyIf = OnlyIf.ToDictionary(section => section.ToString(), _ => "on"),
        Comparison = Comparison.ToString(),
        Places = ReviewSections.PlacesOf(Sections),
    };

    /// <summary>Null for an empty field or no day.</summary>
    internal static DateOnly? DayOf(string? typed) =>
        DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and <= 2100 ? day : null;

    internal static string Write(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <param name="today">The day it is in the account's time zone: a period that is not over cannot be reviewed.</param>
    /// <param name="goLive">Null where none is known: then nothing is compared with it.</param>
    /// <param name="currency">The account's: an amount in the words for all is refused.</param>
    internal static Outcome<DraftText> Read(Input input, DateOnly today, DateOnly? goLive, string currency, IStringLocalizer<ReviewsWords> words)
    {
        var errors = new Dictionary<string, string[]>();
        var (from, to) = (Day(nameof(Input.From), input.From), Day(nameof(Input.To), input.To));
        if (errors.Count == 0 && from > to)
        {
            errors[nameof(Input.From)] = [words["PeriodTurnedRound"]];
        }
        else if (errors.Count == 0 && to > today)
        {
            errors[nameof(Input.To)] = [words["PeriodNotOver"]];
        }

        if (!Languages.IsKnown(input.Language))
        {
            errors[nameof(Input.Language)] = [words["LanguageUnknown"]];
        }

        if (!Enum.TryParse<ReviewComparison>(input.Comparison ?? nameof(ReviewComparison.Previous), out var comparison) || !Enum.IsDefined(comparison))
        {
            errors[nameof(Input.Comparison)] = [words["ComparisonWrong"]];
        }
        else if (comparison is ReviewComparison.GoLive && goLive is null)
        {
            errors[nameof(Input.Comparison)] = [words["NoGoLive"]];
        }

        var title = PlainText.Line(input.Title);
        if (title.Length is 0 or > Review.TitleMaxLength)
        {
            errors[nameof(Input.Title)] = [words["TitleWrong", Review.TitleMaxLength]];
        }

        var (summary, money) = (PlainText.Lines(input.Summary), PlainText.Lines(input.MoneySummary));
        var (incidents, recommendations, next) = (PlainText.Lines(input.Incidents), PlainText.Lines(input.Recommendations), PlainText.Lines(input.NextSteps));
        (string Field, string Text)[] forAll =
        [
            (nameof(Input.Summary), summary), (nameof(Input.Incidents), incidents), (nameof(Input.Recommendations), recommendations), (nameof(Input.NextSteps), next),
        ];
        foreach (var (field, text) in forAll.Prepend((nameof(Input.Title), title)))
        {
            if (!errors.ContainsKey(field) && NamesAmount(text, currency))
            {
                errors[field] = [words["AmountForAll"]];
            }
        }

        foreach (var (field, text) in forAll.Append((nameof(Input.MoneySummary), money)))
        {
            if (text.Length > Review.SummaryMaxLength)
            {
                errors[field] = [words["SummaryTooLong", Review.SummaryMaxLength]];
            }
        }

        var sections = ReviewSections.Chosen(input.Places, input.Without);
        if (sections.Count == 0)
        {
            errors[nameof(Input.Places)] = [words["NothingChosen"]];
        }

        return errors.Count > 0
            ? new Refusal.Invalid(words["DraftWrong"], errors)
            : new DraftText(from, to, input.Language!, title, summary, money) { Incidents = incidents, Recommendations = recommendations, NextSteps = next, Sections = sections, OnlyIf = ReviewSections.ChosenOnlyIf(input.Places, input.OnlyIf), Comparison = comparison };

        DateOnly Day(string field, string? typed)
        {
            if (DayOf(typed) is { } day)
            {
                return day;
            }

            errors[field] = [words["DayWrong"]];
            return default;
        }
    }

    /// <summary>Whether a number stands beside a sign or code of money. A guard against slips, not a reading of the text.</summary>
    internal static bool NamesAmount(string text, string currency) =>
        SignBeside().IsMatch(text) || Regex.IsMatch(text, $@"\b{Regex.Escape(currency)}\s*\d|\d\s*{Regex.Escape(currency)}\b", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));

    [GeneratedRegex(@"[$€£¥￥]\s*\d|\d\s*(?:[$€£¥￥]|[万亿]?元)|\b(?:USD|EUR|GBP|CNY|RMB|CHF|JPY)\s*\d|\d\s*(?:USD|EUR|GBP|CNY|RMB|CHF|JPY|euros?|dollars?)\b", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex SignBeside();
}
