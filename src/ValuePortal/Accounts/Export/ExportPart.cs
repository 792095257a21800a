using ValuePortal.Platform.Access;

namespace ValuePortal.Accounts.Export;

/// <summary>
/// What a module hands in when a company takes everything along. The viewer is the admin who asked, for the one account; words are in that
/// person's language.
/// </summary>
/// <param name="Order">Smaller comes first.</param>
/// <param name="WriteAsync">Puts its files into the archive.</param>
public sealed record ExportPart(int Order, Func<IServiceProvider, Viewer, Guid, ExportArchive, CancellationToken, Task> WriteAsync);

public static class ExportPartServices
{
    public static IServiceCollection AddExportPart(this IServiceCollection services, ExportPart part) => services.AddSingleton(part);
}
