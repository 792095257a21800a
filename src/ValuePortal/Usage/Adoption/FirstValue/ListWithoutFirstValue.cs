using ValuePortal.Accounts;
using ValuePortal.Platform.Access;

namespace ValuePortal.Usage.Adoption.FirstValue;

/// <summary>The accounts a person of the vendor works for that are in their first weeks and have not got their first value yet, oldest first.</summary>
public sealed class ListWithoutFirstValue(ListYoungAccounts young, ReadFirstValue firstValue, TimeProvider clock)
{
    /// <summary>So long an account counts as being in its first weeks.</summary>
    public const int Weeks = 8;

    /// <param name="Days">Since it began.</param>
    public sealed record Row(Guid AccountId, string Name, DateOnly BeganOn, int Days);

    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        if (viewer.Role is not (PersonRole.Csm or PersonRole.VendorAdmin))
        {
            return [];
        }

        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        List<Row> rows = [];
        foreach (var account in await young.RunAsync(viewer, today.AddDays(-7 * Weeks), today, ct))
        {
            if (viewer.NarrowTo(account.AccountId) is { } one && (await firstValue.RunAsync(one, ct))?.MetOn is null)
            {
                rows.Add(new Row(account.AccountId, account.Name, account.BeganOn, today.DayNumber - account.BeganOn.DayNumber));
            }
        }

        return rows;
    }
}
