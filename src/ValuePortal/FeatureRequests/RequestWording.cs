using Microsoft.Extensions.Localization;

namespace ValuePortal.FeatureRequests;

/// <summary>What a request says, with the rules for it: the same for a form, a program, a colleague of the vendor and a file.</summary>
public sealed record RequestWording(string Title, string Need, string? Today, string? Affected, HowOften? HowOften, Guid? AreaId)
{
    /// <summary>As typed, without what no reader could see.</summary>
    public static RequestWording Of(string? title, string? need, string? today = null, string? affected = null, HowOften? howOften = null, Guid? area = null) => new(
        PlainText.Line(title), PlainText.Lines(need), Given(PlainText.Lines(today)), Given(PlainText.Line(affected)),
        howOften is { } often && Enum.IsDefined(often) ? howOften : null, area);

    /// <summary>What is wrong, by field; empty when nothing is.</summary>
    internal Dictionary<string, string[]> Check(IStringLocalizer<RequestWords> text)
    {
        var errors = new Dictionary<string, string[]>();
        if (PlainText.Weight(Title) < FeatureRequest.TitleMinLength || Title.Length > FeatureRequest.TitleMaxLength)
        {
            errors[nameof(Title)] = [text["TitleInvalid", FeatureRequest.TitleMinLength, FeatureRequest.TitleMaxLength, FeatureRequest.TitleMinLength / 2]];
        }

        if (Need.Length is 0 or > FeatureRequest.NeedMaxLength)
        {
            errors[nameof(Need)] = [Need.Length == 0 ? text["NeedMissing"] : text["NeedTooLong", FeatureRequest.NeedMaxLength, Need.Length]];
        }

        if (Today?.Length > FeatureRequest.TodayMaxLength)
        {
            errors[nameof(Today)] = [text["NeedTooLong", FeatureRequest.TodayMaxLength, Today.Length]];
        }

        if (Affected?.Length > FeatureRequest.AffectedMaxLength)
        {
            errors[nameof(Affected)] = [text["NeedTooLong", FeatureRequest.AffectedMaxLength, Affected.Length]];
        }

        return errors;
    }

    private static string? Given(string typed) => typed.Length == 0 ? null : typed;
}

/// <summary>How a request came in that a customer did not type itself.</summary>
/// <param name="EnteredBy">Who of the vendor entered it; null for a program.</param>
/// <param name="RaisedAt">Null: now.</param>
internal sealed record RequestOrigin(
    RequestSource Source, string? Reference = null, Guid? EnteredBy = null, DateTimeOffset? RaisedAt = null, DateTimeOffset? PublishedAt = null, ImportedRequest? Import = null);

/// <param name="Id">The file.</param>
/// <param name="Key">What the other board called it.</param>
/// <param name="Votes">As the other board counted them.</param>
internal sealed record ImportedRequest(Guid Id, string? Key, int Votes, RequestStatus Status, string? Answer, DateTimeOffset? AnsweredAt);
