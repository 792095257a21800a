using System.Globalization;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Milestones.Pages;
using ValuePortal.Milestones.Plans;
using ValuePortal.Usage.Features;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Milestones.Desk;

/// <summary>The form of a milestone as it was written; what cannot be read becomes what the use case refuses at that field.</summary>
public sealed class MilestoneFields
{
    public string? Title { get; set; }

    public string? ChineseTitle { get; set; }

    public string? DueOn { get; set; }

    public string? OwnerSide { get; set; }

    public string? OwnerName { get; set; }

    /// <summary>Empty: signed off by hand.</summary>
    public string? Measure { get; set; }

    public string? Feature { get; set; }

    public string? Target { get; set; }

    public string? CountsFrom { get; set; }

    /// <summary>"on" where it counts as business value.</summary>
    public string? ProvesValue { get; set; }

    public string? ExpectedValue { get; set; }

    public string? DriverId { get; set; }

    /// <summary>Of a milestone that is changed: the version the form was filled from.</summary>
    public string? Version { get; set; }

    public ChangeMilestone.Input ToChange() =>
        new(Title, ChineseTitle, FormDay.Read(DueOn), FormChoices.Side(OwnerSide), OwnerName, FormChoices.Number(Version) ?? -1, FormChoices.Amount(ExpectedValue), FormChoices.Id(DriverId));

    public AddMilestone.Input ToInput() => new(
        Title,
        FormDay.Read(DueOn),
        FormChoices.Side(OwnerSide),
        OwnerName,
        ChineseTitle,
        string.IsNullOrEmpty(Measure) ? null : FormChoices.Named<UsageMeasure>(Measure),
        Feature,
        long.TryParse(Target, NumberStyles.None, CultureInfo.InvariantCulture, out var target) ? target : null,
        FormDay.ReadOptional(CountsFrom),
        ProvesValue is "on",
        FormChoices.Amount(ExpectedValue),
        FormChoices.Id(DriverId));
}

/// <summary>The fields of a task as the form sends them.</summary>
public sealed class TaskFields
{
    public string? Title { get; set; }

    public string? DueOn { get; set; }

    /// <summary>Side and person in one, as <see cref="FormChoices.Owners"/> writes them.</summary>
    public string? Owner { get; set; }

    public string? Version { get; set; }

    public ChangeTask.Input Input
    {
        get
        {
            var owner = Owner?.Split(' ') ?? [];
            return new(Title, FormDay.Read(DueOn), FormChoices.Side(owner.FirstOrDefault()), FormChoices.Id(owner.ElementAtOrDefault(1)), FormChoices.Number(Version) ?? -1);
        }
    }
}

/// <summary>What the choices of the forms offer, and what came back.</summary>
internal static class FormChoices
{
    public static IEnumerable<(string Value, string Text)> Sides(string customer, string vendor) =>
        [(nameof(Plans.Side.Customer), customer), (nameof(Plans.Side.Vendor), vendor)];

    /// <summary>Side and person in one: "Customer" for a side of which nobody is named, "Customer 0198…" for a person.</summary>
    public static IEnumerable<(string Value, string Text)> Owners(
        IReadOnlyList<ListAccountPeople.Row> people, string customer, string vendor, IStringLocalizer<MilestonesWords> text) => Sides(customer, vendor).SelectMany(side => people
        .Where(person => person.OfVendor == (side.Value == nameof(Plans.Side.Vendor)))
        .Select(person => ($"{side.Value} {person.PersonId}", text["PersonOfSide", person.Name, side.Text].Value))
        .Prepend((side.Value, text["NobodyOfSide", side.Text])));

    public static IEnumerable<(string Value, string Text)> Measures(IStringLocalizer<MilestonesWords> text) =>
        Enum.GetNames<UsageMeasure>().Select(measure => (measure, text["Measure_" + measure].Value)).Prepend(("", text["ByHand"].Value));

    public static IEnumerable<(string Value, string Text)> Drivers(IStringLocalizer<MilestonesWords> text, IEnumerable<Roi.Reports.NameDrivers.Row> drivers) =>
        drivers.Select(driver => (driver.Id.ToString(), driver.Name)).Prepend(("", text["NoDriver"].Value));

    public static IEnumerable<(string Value, string Text)> Features(IStringLocalizer<MilestonesWords> text, IEnumerable<ListFeatures.Row> features) =>
        features.Select(feature => (feature.Key, feature.Name)).Prepend(("", text["AllUse"].Value));

    /// <summary>Null for what is no number.</summary>
    public static int? Number(string? written) => int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Null for an empty field; what is no id becomes one that nothing has.</summary>
    public static Guid? Id(string? written) => string.IsNullOrEmpty(written) ? null : Guid.TryParse(written, out var id) ? id : Guid.Empty;

    /// <summary>Null for an empty field; what is no amount becomes one that every check refuses.</summary>
    public static decimal? Amount(string? written) => string.IsNullOrWhiteSpace(written)
        ? null
        : decimal.TryParse(written, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : -1;

    public static IEnumerable<(string Value, string Text)> YesNo(IStringLocalizer<MilestonesWords> text) => [("", text["No"]), ("on", text["Yes"])];

    public static Side Side(string? name) => Named<Side>(name);

    /// <summary>A value that is not defined stands for a name that is not known.</summary>
    public static T Named<T>(string? name)
        where T : struct, Enum => Enum.GetNames<T>().Contains(name) ? Enum.Parse<T>(name!) : (T)Enum.ToObject(typeof(T), -1);
}
