using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Jobs;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Reviews.Bulk;

/// <summary>
/// Writes the drafts of a batch, one account after the other, by the template of its tier and in the account's language. After a few accounts it goes
/// to the end of the queue, so that what others asked for has its turn. Begun again after a stop, it goes on where it was: an account that has a review of the period
/// is skipped and named.
/// </summary>
public sealed class WriteDrafts(PortalDbFactory portal, ScopeOfStaff scopeOfStaff, ListTiers tiers, ReviewWork work, ComposeReview compose, AskForJob jobs, IStringLocalizer<ReviewsWords> words)
{
    public const string Kind = "review-drafts";

    /// <summary>Accounts in one turn.</summary>
    public const int AtOnce = 5;

    public static JobKind JobKind => new(Kind, BeginsAgain: true, (services, run, ct) => services.GetRequiredService<WriteDrafts>().RunAsync(run, ct));

    public async Task RunAsync(JobRun run, CancellationToken ct = default)
    {
        var batchId = run.Job.Subject;
        Viewer viewer;
        DraftBatch batch;
        List<Guid> waiting;
        int total;
        await using (var db = portal.ForSystem())
        {
            var person = await db.Users.AsNoTracking().SingleOrDefaultAsync(row => row.Id == run.Job.PersonId && row.DeactivatedAt == null, ct)
                ?? throw new InvalidOperationException("Who asked for the drafts may not have them any more.");
            viewer = new Viewer(person.Id, person.Name, person.Role, await scopeOfStaff(person.Id, person.Role, ct), person.MaySeeMoney);
            batch = await db.DraftBatches.AsNoTracking().SingleAsync(row => row.Id == batchId, ct);
        }

        await using (var db = portal.ForSystem([.. viewer.Scope.Accounts]))
        {
            var lines = await db.DraftBatchLines.AsNoTracking().Where(line => line.BatchId == batchId).Select(line => new { line.AccountId, line.Outcome }).ToListAsync(ct);
            (total, waiting) = (lines.Count, [.. lines.Where(line => line.Outcome is DraftOutcome.Waiting).Select(line => line.AccountId)]);
        }

        var companies = (await tiers.RunAsync(viewer.Scope, ct)).ToDictionary(row => row.AccountId);
        var done = total - waiting.Count;
        foreach (var account in waiting.Take(AtOnce))
        {
            await run.ReportAsync(done, total);
            await WriteAsync(viewer, companies[account], batch, ct);
            done++;
        }

        await run.ReportAsync(done, total);
        if (waiting.Count > AtOnce)
        {
            await using var db = portal.ForSystem(AccountScope.NoAccount);
            if (await jobs.AddAsync(db, viewer, AccountScope.NoAccount, Kind, batchId, ct) is not null)
            {
                throw new InvalidOperationException("The queue is full; the rest of the drafts is begun again.");
            }

            await db.SaveChangesAsync(ct);
            jobs.Begin();
        }
    }

    private async Task WriteAsync(Viewer viewer, ListTiers.Row company, DraftBatch batch, CancellationToken ct)
    {
        var account = company.AccountId;
        await using var db = portal.ForSystem(account);
        var line = await db.DraftBatchLines.SingleAsync(row => row.AccountId == account && row.BatchId == batch.Id, ct);
        var there = await db.Reviews.AsNoTracking().Where(r => r.AccountId == account && r.From == batch.From && r.To == batch.To).OrderBy(r => r.Id).Select(r => new { r.Id, r.State }).FirstOrDefaultAsync(ct);
        if (there is not null)
        {
            line.End(DraftOutcome.Skipped, there.Id, words[there.State is ReviewState.Published ? "ReviewIsThere" : "DraftIsThere"]);
        }
        else
        {
            var input = await ReviewLanguage.InAsync(company.Language, () => work.SuggestAsync(viewer, account, new DayRange(batch.From, batch.To), ct));
            if ((await compose.RunAsync(viewer, account, input, ct)).Is(out var id, out var refusal))
            {
                line.End(DraftOutcome.Drafted, id, null);
            }
            else
            {
                line.End(DraftOutcome.Refused, null, (refusal as Refusal.Invalid)?.Errors.Values.SelectMany(each => each).FirstOrDefault() ?? refusal.Message);
            }
        }

        await db.SaveChangesAsync(ct);
    }
}
