using System.Linq.Expressions;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Data;

namespace ValuePortal.Platform.Access;

/// <summary>Somebody who may come in, as the database has it now.</summary>
public sealed record PresentPerson(Guid Id, string Name, PersonRole Role, Guid? AccountId, bool MaySeeMoney)
{
    public static readonly Expression<Func<Person, PresentPerson>> From = p => new PresentPerson(p.Id, p.Name, p.Role, p.AccountId, p.MaySeeMoney);
}

/// <summary>The person whose session this is; null when it does not hold any more. The module of people says so, in one read.</summary>
/// <param name="isThere">Whether somebody has just asked for something, so that the time of rest begins anew.</param>
public delegate Task<PresentPerson?> PersonInSession(Guid personId, string session, bool isThere, CancellationToken ct);

/// <summary>Which accounts a person of the vendor works for, read from the database. The module of accounts says so.</summary>
public delegate Task<AccountScope> ScopeOfStaff(Guid personId, PersonRole role, CancellationToken ct);

/// <summary>Which accounts a read key opens: its own, or all when it is bound to none. The module of accounts says so.</summary>
public delegate Task<AccountScope> ScopeOfKey(Guid? account, CancellationToken ct);

/// <summary>
/// Who is looking, asked by pages, islands and endpoints alike. The cookie only says who and in which session; whether that session
/// holds, role, money and accounts are read from the database once a request (in a circuit: at each call), so that a change of rights
/// counts at once.
/// </summary>
public sealed class CurrentViewer(
    IHttpContextAccessor http,
    AuthenticationStateProvider authentication,
    PortalDbFactory portal,
    PersonInSession personInSession,
    ScopeOfStaff scopeOfStaff,
    ScopeOfKey scopeOfKey,
    IServiceProvider services)
{
    private static readonly object s_itemsKey = new();

    /// <summary>The viewer of this request; an exception when nobody is signed in, since a policy has let only the signed-in through.</summary>
    public async Task<Viewer> GetAsync(CancellationToken ct = default) =>
        await FindAsync(ct) ?? throw new InvalidOperationException("Nobody is signed in. A policy is missing on this page.");

    /// <summary>The viewer of this request, or null when nobody is signed in.</summary>
    public async Task<Viewer?> FindAsync(CancellationToken ct = default)
    {
        if (http.HttpContext is { } context && !IsCircuit(context))
        {
            if (context.Items.TryGetValue(s_itemsKey, out var known))
            {
                return (Viewer?)known;
            }

            var viewer = await ReadAsync(context.User, isThere: true, ct);
            context.Items[s_itemsKey] = viewer;
            return viewer;
        }

        // What is live on a page asks by itself, also when nobody sits before it.
        return await ReadAsync((await authentication.GetAuthenticationStateAsync()).User, isThere: false, ct);
    }

    // The web socket of a circuit is a request that lasts as long as its page is open: what was read in it once would count for hours.
    private bool IsCircuit(HttpContext context) => context.Request.Path.StartsWithSegments("/_blazor") && !ReferenceEquals(context.RequestServices, services);

    // A customer's key reads amounts as long as the one who made it may see them, and works for the same company.
    private async Task<bool> SeesMoneyAsync(ClaimsPrincipal key, Guid? account, CancellationToken ct)
    {
        if (key.HasClaim(ClaimNames.KeyScope, Policies.ValueScope))
        {
            return true;
        }

        if (!Guid.TryParse(key.FindFirstValue(ClaimNames.KeyCustomer), out var maker) || account is null)
        {
            return false;
        }

        await using var db = portal.ForSystem();
        return await db.Users.AnyAsync(p => p.Id == maker && p.AccountId == account && p.DeactivatedAt == null && p.MaySeeMoney, ct);
    }

    private async Task<Viewer?> ReadAsync(ClaimsPrincipal user, bool isThere, CancellationToken ct)
    {
        if (user.Identity is not { IsAuthenticated: true })
        {
            return null;
        }

        if (user.FindFirstValue(ClaimNames.KeyName) is { } keyName)
        {
            var bound = Guid.TryParse(user.FindFirstValue(ClaimNames.KeyAccount), out var account) ? account : (Guid?)null;
            return new Viewer(Guid.Empty, keyName, null, await scopeOfKey(bound, ct), await SeesMoneyAsync(user, bound, ct));
        }

        if (!Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id))
        {
            return null;
        }

        var person = user.FindFirstValue(ClaimNames.Session) is { } session ? await personInSession(id, session, isThere, ct) : await FindAsync(id, ct);
        if (person is null)
        {
            return null;
        }

        var scope = person.AccountId is { } own ? AccountScope.Only(own) : await scopeOfStaff(person.Id, person.Role, ct);
        return new Viewer(person.Id, person.Name, person.Role, scope, person.MaySeeMoney);
    }

    // Who came by another way than a browser's cookie (which never is without a session) has no session to end.
    private async Task<PresentPerson?> FindAsync(Guid id, CancellationToken ct)
    {
        await using var db = portal.ForSystem();
        return await db.Users.Where(p => p.Id == id && p.DeactivatedAt == null).Select(PresentPerson.From).SingleOrDefaultAsync(ct);
    }
}
