namespace ValuePortal.Accounts.Desk;

/// <summary>
/// A part of an account's pages on the desk that a module above registers. The component takes one parameter, <c>AccountId</c>, and asks
/// the current viewer itself; the page has already refused whoever may not see the account.
/// </summary>
/// <param name="Key">Unique; the section's anchor on the page.</param>
/// <param name="Order">Smaller stands first.</param>
/// <param name="Component">A Razor component.</param>
/// <param name="Part">On which page it stands.</param>
public sealed record AccountDeskSection(string Key, int Order, Type Component, AccountPart Part = AccountPart.Overview);

public static class AccountDeskSections
{
    public static IServiceCollection AddAccountDeskSection(this IServiceCollection services, AccountDeskSection section) => services.AddSingleton(section);
}
