using System.Reflection;

namespace ValuePortal.Platform.Access;

/// <summary>Whoever looks: a person or a key, what it may, and for which accounts. Every query and command names its viewer.</summary>
/// <param name="PersonId">The person; <see cref="Guid.Empty"/> for a key.</param>
/// <param name="Name">How to call the viewer on a page and in the audit log.</param>
/// <param name="Role">The role; a read key has none.</param>
/// <param name="Scope">The accounts it may see, read from the database for this request.</param>
/// <param name="SeesMoney">Whether amounts of money may be shown.</param>
public sealed record Viewer(Guid PersonId, string Name, PersonRole? Role, AccountScope Scope, bool SeesMoney)
{
    public bool IsStaff => Role is { IsStaff: true };

    public bool IsCustomer => Role is { IsCustomer: true };

    /// <summary>The one account this viewer looks at: a customer's own, or the one staff narrowed themselves to; else null.</summary>
    public Guid? AccountId => Scope.Accounts is [var only] ? only : null;

    /// <summary>The same viewer for one account only; null when that account is not in its scope (a foreign id is a missing id).</summary>
    public Viewer? NarrowTo(Guid account) => Scope.Contains(account) ? this with { Scope = AccountScope.Only(account) } : null;

    /// <summary>An endpoint that takes a <see cref="Viewer"/> gets the one of its request.</summary>
    public static async ValueTask<Viewer?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        await context.RequestServices.GetRequiredService<CurrentViewer>().GetAsync(context.RequestAborted);
}
