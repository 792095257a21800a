namespace ValuePortal.Accounts.Desk;

/// <summary>
/// A part of the desk's first page that a module above registers, below the list of accounts. The component takes no parameter and asks
/// the current viewer itself; it shows nothing where there is nothing to do.
/// </summary>
/// <param name="Key">Unique; the section's anchor on the page.</param>
/// <param name="Order">Smaller stands first.</param>
/// <param name="Component">A Razor component.</param>
public sealed record DeskSection(string Key, int Order, Type Component);

public static class DeskSections
{
    public static IServiceCollection AddDeskSection(this IServiceCollection services, DeskSection section) => services.AddSingleton(section);
}
