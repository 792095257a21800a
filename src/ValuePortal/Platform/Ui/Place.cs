namespace ValuePortal.Platform.Ui;

/// <summary>Where a person can go by its name, beside the lines of the menu. Each module registers its own; people find those whose policy they meet.</summary>
/// <param name="Path">Address without the leading slash: "requests/new".</param>
/// <param name="Words">The resource class of the module.</param>
/// <param name="Key">The word's key in it.</param>
/// <param name="Policy">Who finds it.</param>
/// <param name="Action">Whether something is done there, rather than read.</param>
public sealed record Place(string Path, Type Words, string Key, string Policy, bool Action = false);

public static class PlaceServices
{
    public static IServiceCollection AddPlace(this IServiceCollection services, Place place) => services.AddSingleton(place);
}
