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
        var promised = db.FeatureRequests.AsNoTracking().Where(r => r.RaisedByAccountId == account && r.RaisedAt >= since && r.AnswerDueOn != null);
        var answered = await promised.CountAsync(r => r.FirstAnsweredOn != null, ct);
        var inTime = await promised.CountAsync(r => r.FirstAnsweredOn != null && r.FirstAnsweredOn <= r.AnswerDueOn, ct);
        var silent = promised.Where(r => r.FirstAnsweredOn == null).Where(FeatureRequest.IsOpen);
        var overdue = await silent.CountAsync(r => r.AnswerDueOn < today, ct);
        return new EchoRecord(answered + overdue, inTime, overdue, await silent.CountAsync(ct) - overdue);
    }
}
