namespace ValuePortal.FeatureRequests;

/// <summary>A part of a request's page that a module above registers. The component takes one parameter, <c>RequestId</c>, and asks the current viewer itself.</summary>
/// <param name="Key">Unique.</param>
/// <param name="OnDesk">On the page of the vendor's people; else on the customer's.</param>
/// <param name="Component">A Razor component.</param>
public sealed record RequestSection(string Key, bool OnDesk, Type Component);

public static class RequestSections
{
    public static IServiceCollection AddRequestSection(this IServiceCollection services, RequestSection section) => services.AddSingleton(section);
}
