namespace ValuePortal.FeatureRequests.Pages;

/// <summary>The form of a request as it was sent.</summary>
public sealed class WordingForm
{
    public string? Title { get; set; }

    public string? Need { get; set; }

    public string? Today { get; set; }

    public string? Affected { get; set; }

    public string? HowOften { get; set; }

    public string? Area { get; set; }

    public string? Importance { get; set; }

    public string? FormKey { get; set; }

    /// <summary>Anything: similar requests were shown.</summary>
    public string? Seen { get; set; }

    /// <summary>For staff: the one that was before the eyes.</summary>
    public string? Edition { get; set; }

    internal static WordingForm Of(RequestWording wording, int edition) => new()
    {
        Title = wording.Title,
        Need = wording.Need,
        Today = wording.Today,
        Affected = wording.Affected,
        HowOften = wording.HowOften?.ToString(),
        Area = wording.AreaId?.ToString(),
        Edition = edition.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    internal SubmitRequest.Input Input(Guid key) => new(Title, Need, key, Today, Affected, Named<HowOften>(HowOften), Guid.TryParse(Area, out var area) ? area : null, Named<Importance>(Importance));

    internal RequestWording Wording => RequestWording.Of(Title, Need, Today, Affected, Named<HowOften>(HowOften), Guid.TryParse(Area, out var area) ? area : null);

    /// <summary>The value with this name, or null: numbers and lists of names are no names.</summary>
    internal static T? Named<T>(string? word)
        where T : struct, Enum => word is not null && Enum.GetNames<T>().Contains(word, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<T>(word, ignoreCase: true) : null;
}
