using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Announcements;

/// <summary>Which release notes are for which accounts.</summary>
public sealed class AudienceOfReleases(PortalDbFactory portal, ListTiers tiers)
{
    private const int Most = 500;

    /// <summary>The published notes that are for the one account a viewer looks at, the newest first.</summary>
    internal async Task<IReadOnlyList<ReleaseNote>> OfAsync(Viewer viewer, CancellationToken ct)
    {
        if (viewer.AccountId is not { } account || await tiers.RunAsync(viewer.Scope, ct) is not [var company])
        {
            return [];
        }

        await using var db = portal.For(viewer);
        var named = (await db.ReleaseAccounts.AsNoTracking().Where(row => row.AccountId == account).Select(row => row.ReleaseId).ToListAsync(ct)).ToHashSet();
        return [.. (await PublishedAsync(viewer, ct)).Where(note => note.IsFor(account, company.Tier, named.Contains(note.Id)))];
    }

    /// <summary>All published notes, whoever they are for, the newest first: for the vendor.</summary>
    internal async Task<IReadOnlyList<ReleaseNote>> PublishedAsync(Viewer viewer, CancellationToken ct)
    {
        await using var db = portal.For(viewer);
        return await db.ReleaseNotes.AsNoTracking()
            .Where(note => note.State == ReleaseState.Published)
            .OrderByDescending(note => note.PublishedAt).ThenBy(note => note.Id).Take(Most).ToListAsync(ct);
    }

    /// <summary>Of the accounts of a scope, those that a note is for.</summary>
    internal async Task<IReadOnlyList<ListTiers.Row>> AccountsAsync(ReleaseNote note, AccountScope scope, CancellationToken ct)
    {
        var companies = await tiers.RunAsync(scope, ct);
        await using var db = portal.ForSystem([.. scope.Accounts]);
        var named = (await db.ReleaseAccounts.AsNoTracking().Where(row => row.ReleaseId == note.Id).Select(row => row.AccountId).ToListAsync(ct)).ToHashSet();
        return [.. companies.Where(company => note.IsFor(company.AccountId, company.Tier, named.Contains(company.AccountId)))];
    }
}
