using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Roi.Agreement;

/// <summary>The figures to which customers object, of the accounts that somebody of the vendor works for: what is not answered first, then the oldest.</summary>
public sealed class ListObjections(PortalDbFactory portal, NameAccounts names)
{
    /// <summary>Rows a page can hold.</summary>
    private const int Most = 50;

    /// <param name="Figure">Its key.</param>
    public sealed record Row(Guid AccountId, string Account, string Figure, string Name, string By, DateTimeOffset At, bool Answered);

    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        if (viewer.Role is not (PersonRole.Csm or PersonRole.VendorAdmin))
        {
            return [];
        }

        await using var db = portal.For(viewer);
        var steps = db.FigureSteps;
        var found = await steps
            .Where(step => step.Kind == StepKind.Disputed && !steps.Any(later =>
                later.AccountId == step.AccountId && later.Figure == step.Figure && later.Number > step.Number
                && (later.Kind == StepKind.Confirmed || later.Kind == StepKind.Withdrawn || later.Kind == StepKind.Removed)))
            .Select(step => new
            {
                step.AccountId,
                step.Figure,
                step.Name,
                step.By,
                step.At,
                Answered = steps.Any(later => later.AccountId == step.AccountId && later.Figure == step.Figure && later.Number > step.Number && later.Kind == StepKind.Answered),
            })
            .OrderBy(row => row.Answered).ThenBy(row => row.AccountId).ThenBy(row => row.Figure)
            .Take(Most).ToListAsync(ct);
        var called = await names.RunAsync(AccountScope.Only([.. found.Select(row => row.AccountId).Distinct()]), ct);
        return [.. found.Select(row => new Row(row.AccountId, called[row.AccountId], row.Figure, row.Name, row.By, row.At, row.Answered))
            .OrderBy(row => row.Answered).ThenBy(row => row.At)];
    }
}
