namespace ValuePortal.Platform.Ui;

/// <summary>A tool in the head of every page for whoever is signed in. Each module registers its own; the component takes no parameters.</summary>
/// <param name="Order">Smaller stands first.</param>
public sealed record HeadTool(int Order, Type Component);

public static class HeadTools
{
    public static IServiceCollection AddHeadTool(this IServiceCollection services, HeadTool tool) => services.AddSingleton(tool);
}
