using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Adoption;
using ValuePortal.Usage.Reports;

namespace ValuePortal.FeatureRequests.Channels;

/// <summary>
/// Features that nobody of an account uses, and for each the draft of a request with the counts that say so: the success manager asks the customer what
/// keeps them from it, and sends what comes of it.
/// </summary>
public sealed class DraftOfUnused(PortalDbFactory portal, ReadAdoption adoption, IStringLocalizer<RequestWords> text)
{
    private const int Most = 12;

    /// <param name="Active">Distinct active people of the range.</param>
    public sealed record Unused(int Active, DayRange Range, IReadOnlyList<FeatureAdoption> Features);

    /// <param name="Email">Of the account's admin, in whose name it would be entered; null where there is none.</param>
    public sealed record Draft(string Title, string Need, string? Email);

    /// <returns>Null for who does not work on the account, and while nothing is known of its use.</returns>
    public async Task<Unused?> ListAsync(Viewer viewer, Guid account, CancellationToken ct = default) =>
        viewer.Role is PersonRole.Csm or PersonRole.VendorAdmin && viewer.NarrowTo(account) is { } narrowed
        && (await adoption.RunAsync(narrowed, new(null, null, Comparison.None), ct)).Is(out var report, out _) && report.Usage.Now.ActiveUsers > 0
            ? new Unused(report.Usage.Now.ActiveUsers, report.Usage.Range, [.. report.NeverUsed.Take(Most)])
            : null;

    /// <returns>Null where the feature is none of those that nobody uses.</returns>
    public async Task<Draft?> RunAsync(Viewer viewer, Guid account, string? feature, CancellationToken ct = default)
    {
        if (await ListAsync(viewer, account, ct) is not { } unused || unused.Features.FirstOrDefault(row => row.Key == feature) is not { } row)
        {
            return null;
        }

        await using var db = portal.ForSystem(account);
        var email = await db.Users.AsNoTracking().Where(person => person.AccountId == account && person.Role == PersonRole.CustomerAdmin && person.DeactivatedAt == null)
            .OrderBy(person => person.Name).ThenBy(person => person.Id).Select(person => person.Email).FirstOrDefaultAsync(ct);
        return new Draft(text["UnusedTitle", row.Name], text["UnusedNeed", row.Name, unused.Active, unused.Range.From, unused.Range.To], email);
    }
}
