namespace ValuePortal.Platform.Access;

/// <summary>Whose data a function opens to somebody who may call it. Rows beyond it are missing, as if they were not there.</summary>
public enum Reach
{
    /// <summary>May not call it.</summary>
    None,

    /// <summary>Only what is the person's own.</summary>
    Oneself,

    /// <summary>The company the person or the key belongs to.</summary>
    OwnCompany,

    /// <summary>The accounts in the person's care.</summary>
    InCare,

    /// <summary>What belongs to the vendor and the product: requests, features, keys, templates. No data of one account.</summary>
    Vendor,

    /// <summary>Every account.</summary>
    Everything,
}

/// <summary>One row of the permission matrix: a function, and for each role how far it reaches.</summary>
/// <param name="Name">The policy that pages and endpoints name.</param>
/// <param name="What">What the function is, for the page of permissions.</param>
/// <param name="Member">For a person of a customer.</param>
/// <param name="Admin">For a customer's admin.</param>
/// <param name="Csm">For a customer success manager.</param>
/// <param name="Product">For a product manager.</param>
/// <param name="Vendor">For the vendor's admin.</param>
/// <param name="KeyScopes">The scopes of keys that may; null when people may, and then no key.</param>
public sealed record PermissionRow(
    string Name, string What, Reach Member = Reach.None, Reach Admin = Reach.None, Reach Csm = Reach.None, Reach Product = Reach.None, Reach Vendor = Reach.None,
    IReadOnlyList<string>? KeyScopes = null)
{
    public Reach ReachOf(PersonRole role) => role switch
    {
        PersonRole.CustomerMember => Member,
        PersonRole.CustomerAdmin => Admin,
        PersonRole.Csm => Csm,
        PersonRole.ProductManager => Product,
        _ => Vendor,
    };

    /// <summary>The roles that may call it.</summary>
    public IEnumerable<PersonRole> Roles => Enum.GetValues<PersonRole>().Where(role => ReachOf(role) is not Reach.None);
}

/// <summary>
/// Who may do what: the one table. The policies are made of it, <c>docs/permissions.md</c> is written from it, and a test walks every
/// address with every role against it.
/// </summary>
public static class Permissions
{
    public static IReadOnlyList<PermissionRow> All { get; } =
    [
        new(Policies.SignedIn, "One's own profile, sign-out and preferences; definitions and help; search over what one may open",
            Reach.Oneself, Reach.Oneself, Reach.Oneself, Reach.Oneself, Reach.Oneself),
        new(Policies.Customer, "Read the company's usage, value, milestones and reviews; submit requests and vote",
            Reach.OwnCompany, Reach.OwnCompany),
        new(Policies.CustomerAdmin, "Administer the company: people, keys, export, who at the vendor looked",
            Admin: Reach.OwnCompany),
        new(Policies.Staff, "The vendor's desk and its connections",
            Csm: Reach.InCare, Product: Reach.Vendor, Vendor: Reach.Everything),
        new(Policies.AccountWork, "Work on accounts: seats, value models, plans, reviews",
            Csm: Reach.InCare, Vendor: Reach.Everything),
        new(Policies.ProductWork, "Work on the product: requests of all customers, features",
            Product: Reach.Vendor, Vendor: Reach.Everything),
        new(Policies.VendorAdmin, "Administer the portal: accounts, staff, keys, imports",
            Vendor: Reach.Everything),
        new(Policies.ReadKey, "Read figures by program", KeyScopes: ["read"]),
        new(Policies.ValueReadKey, "Read figures of value by program; amounts only with a key for value models", KeyScopes: ["read", Policies.ValueScope]),
        new(Policies.ValueKey, "Read and replace value models by program", KeyScopes: [Policies.ValueScope]),
        new(Policies.RequestKey, "Bring requests in by program", KeyScopes: [Policies.RequestScope]),
    ];
}
