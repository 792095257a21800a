using ValuePortal.Platform.Access;

namespace ValuePortal.Identity.Profiles;

/// <summary>
/// Which mails a person gets and how they are switched off, shown on the person's own page. A module above registers its part, so that
/// the page need not know the module. The component takes no parameters.
/// </summary>
/// <param name="Key">Unique; the section's anchor on the page.</param>
/// <param name="Order">Smaller stands first.</param>
/// <param name="Component">A Razor component.</param>
public sealed record MailChoiceSection(string Key, int Order, Type Component);

/// <summary>What one module stores about a person, by the name under which it stands in the person's file.</summary>
internal sealed record OwnDataPart(string Name, Func<IServiceProvider, Viewer, CancellationToken, Task<object>> ReadAsync);

public static class ProfileSections
{
    public static IServiceCollection AddMailChoices(this IServiceCollection services, MailChoiceSection section) => services.AddSingleton(section);

    /// <summary>Hands in what a module stores about a person. Amounts and other people stay out of it.</summary>
    public static IServiceCollection AddOwnData<TQuery>(this IServiceCollection services, string name, Func<TQuery, Viewer, CancellationToken, Task<object>> read)
        where TQuery : class =>
        services.AddScoped<TQuery>().AddSingleton(new OwnDataPart(name, (provider, viewer, ct) => read(provider.GetRequiredService<TQuery>(), viewer, ct)));
}
