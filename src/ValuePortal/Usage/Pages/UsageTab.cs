using ValuePortal.Platform.Ui;

namespace ValuePortal.Usage.Pages;

/// <summary>A report beside the others on the pages of usage. Each report registers its own; people see those whose policy they meet.</summary>
/// <param name="Path">Address without the leading slash: "usage/adoption".</param>
/// <param name="Words">The resource class the name is in.</param>
/// <param name="Key">The name's key in it.</param>
/// <param name="Policy">Who sees it.</param>
/// <param name="Order">Smaller stands first.</param>
public sealed record UsageTab(string Path, Type Words, string Key, string Policy, int Order);

internal static class UsageTabServices
{
    public static IServiceCollection AddUsageTab(this IServiceCollection services, UsageTab tab) => services.AddSingleton(tab)
        .AddPlace(new Place(tab.Path, tab.Words, tab.Key, tab.Policy));
}
