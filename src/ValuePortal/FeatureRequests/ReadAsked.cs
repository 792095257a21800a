using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests;

/// <summary>What the company the viewer looks at has asked for, and what became of it: for reviews.</summary>
public sealed class ReadAsked(PortalDbFactory portal, AccountDays days)
{
    private const int Most = 500;

    /// <param name="RaisedOn">Day in the account's time zone, like the other two.</param>
    /// <param name="AnsweredOn">Null while the vendor said nothing in words.</param>
    /// <param name="MovedOn">When status or answer last changed; null until the first time.</param>
    public sealed record Row(Guid Id, string Title, RequestStatus Status, string? Answer, DateOnly RaisedOn, DateOnly? AnsweredOn, DateOnly? MovedOn)
    {
        public bool IsDelivered => Status is RequestStatus.Released or RequestStatus.AlreadyAvailable;
    }

    /// <returns>The newest first, 500 at most; none for a viewer who looks at no account.</returns>
    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        if (viewer.AccountId is not { } company)
        {
            return [];
        }

        await using var db = portal.For(viewer);
        var rows = await db.FeatureRequests.AsNoTracking()
            .Where(r => r.RaisedByAccountId == company)
            .OrderByDescending(r => r.RaisedAt).ThenBy(r => r.Id)
            .Take(Most)
            .Select(r => new { r.Id, r.Title, r.Status, r.Answer, r.RaisedAt, r.AnsweredAt, r.EchoedAt })
            .ToListAsync(ct);
        var day = await days.ForAsync(viewer, ct);
        return [.. rows.Select(r => new Row(
            r.Id, r.Title, r.Status, r.Answer, day(r.RaisedAt), r.AnsweredAt is { } answered ? day(answered) : null, r.EchoedAt is { } moved ? day(moved) : null))];
    }
}
