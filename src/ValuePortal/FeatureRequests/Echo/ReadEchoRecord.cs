using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests.Echo;

/// <summary>How the vendor kept its promises of a first answer to the account the viewer looks at, over the last twelve months.</summary>
public sealed class ReadEchoRecord(PortalDbFactory portal, AccountDays days, TimeProvider clock)
{
    /// <param name="Due">Requests raised in that time whose first answer is there, or was due before today.</param>
    /// <param name="InTime">Those of them whose first answer came on the promised day or before.</param>
    /// <param name="Overdue">Those of them that still wait.</param>
    /// <param name="Waiting">Requests without an answer whose day has not passed.</param>
    public sealed record EchoRecord(int Due, int InTime, int Overdue, int Waiting);

    public async Task<EchoRecord> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        if (viewer.AccountId is not { } account)
        {
            return new EchoRecord(0, 0, 0, 0);
        }

        var now = clock.GetUtcNow();
        var since = now.AddYears(-1);
        var today = (await days.ForAsync(viewer, ct))(now);
        await using var db = portal.For(viewer);
        var sums = await db.FeatureRequests.AsNoTracking()
            .Where(r => r.RaisedByAccountId == account && r.RaisedAt >= since && r.AnswerDueOn != null)
            .Select(r => new { r.AnswerDueOn, r.FirstAnsweredOn, IsOver = EF.Property<bool>(r, FeatureRequest.Over) })
            .GroupBy(_ => 1)
            .Select(all => new
            {
                Answered = all.Count(r => r.FirstAnsweredOn != null),
                InTime = all.Count(r => r.FirstAnsweredOn != null && r.FirstAnsweredOn <= r.AnswerDueOn),
                Overdue = all.Count(r => r.FirstAnsweredOn == null && !r.IsOver && r.AnswerDueOn < today),
                Waiting = all.Count(r => r.FirstAnsweredOn == null && !r.IsOver && r.AnswerDueOn >= today),
            })
            .SingleOrDefaultAsync(ct);
        return sums is null ? new EchoRecord(0, 0, 0, 0) : new EchoRecord(sums.Answered + sums.Overdue, sums.InTime, sums.Overdue, sums.Waiting);
    }
}
