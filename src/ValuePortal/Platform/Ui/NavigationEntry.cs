namespace ValuePortal.Platform.Ui;

/// <summary>A line of the menu. Each module registers its own; the layouts show those whose policy the viewer meets.</summary>
/// <param name="Path">Address without the leading slash: "usage"; "" is home.</param>
/// <param name="Words">The resource class of the module.</param>
/// <param name="Key">The word's key in it.</param>
/// <param name="Policy">Who sees it.</param>
/// <param name="Order">Smaller stands first.</param>
/// <param name="Letter">After "g" it leads there; null for none.</param>
public sealed record NavigationEntry(string Path, Type Words, string Key, string Policy, int Order, char? Letter = null);

public static class NavigationServices
{
    public static IServiceCollection AddNavigation(this IServiceCollection services, NavigationEntry entry) => services.AddSingleton(entry);
}
