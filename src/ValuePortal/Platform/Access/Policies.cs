using Microsoft.AspNetCore.Authorization;

namespace ValuePortal.Platform.Access;

/// <summary>Who may open what. Every page and endpoint names one of these or says that anybody may.</summary>
public static class Policies
{
    /// <summary>Anybody who is signed in.</summary>
    public const string SignedIn = nameof(SignedIn);

    /// <summary>A person of a customer, on the customer's own pages.</summary>
    public const string Customer = nameof(Customer);

    /// <summary>The admin of a customer.</summary>
    public const string CustomerAdmin = nameof(CustomerAdmin);

    /// <summary>Anybody who works for the vendor.</summary>
    public const string Staff = nameof(Staff);

    /// <summary>Whoever works on accounts: success managers for those in care, the vendor's admin for all.</summary>
    public const string AccountWork = nameof(AccountWork);

    /// <summary>Whoever works on the product itself: product managers and the vendor's admin.</summary>
    public const string ProductWork = nameof(ProductWork);

    /// <summary>The vendor's admin.</summary>
    public const string VendorAdmin = nameof(VendorAdmin);

    /// <summary>A program with a read key.</summary>
    public const string ReadKey = nameof(ReadKey);

    /// <summary>A program with a key for value models.</summary>
    public const string ValueKey = nameof(ValueKey);

    /// <summary>A program with a key for requests.</summary>
    public const string RequestKey = nameof(RequestKey);

    /// <summary>A program that reads figures of value: with a key for value models it sees amounts, with a read key hours and counts.</summary>
    public const string ValueReadKey = nameof(ValueReadKey);

    /// <summary>The authentication scheme of keys in the Authorization header.</summary>
    public const string KeyScheme = "Key";

    /// <summary>The scope of a key that sees amounts.</summary>
    internal const string ValueScope = "value";

    /// <summary>The scope of a key that brings requests in.</summary>
    internal const string RequestScope = "requests";

    public static IServiceCollection AddPolicies(this IServiceCollection services)
    {
        // What no row opens is closed.
        var authorization = services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build());
        foreach (var permission in Permissions.All)
        {
            authorization.AddPolicy(permission.Name, policy => _ = permission.KeyScopes is { } scopes
                ? policy.AddAuthenticationSchemes(KeyScheme).RequireClaim(ClaimNames.KeyScope, scopes)
                : policy.RequireClaim(ClaimNames.Role, permission.Roles.Select(role => role.ToString())));
        }

        return services;
    }
}
