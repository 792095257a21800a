using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Jobs;

namespace ValuePortal.Reviews.Bulk;

/// <summary>Asks for a draft for each account of a tier that the viewer works on. They are written in the background, account by account.</summary>
public sealed class AskForDrafts(PortalDbFactory portal, ListTiers tiers, AskForJob jobs, AuditLog audit, TimeProvider clock, IStringLocalizer<ReviewsWords> words)
{
    /// <summary>As a form sends it. Days as 2026-03-31, both included.</summary>
    public sealed class Input
    {
        public string? Tier { get; set; }

        public string? From { get; set; }

        public string? To { get; set; }
    }

    /// <returns>The batch's id.</returns>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        if (viewer.Role is not (PersonRole.Csm or PersonRole.VendorAdmin))
        {
            return new Refusal.NotAllowed(words["OnlyAccountWork"]);
        }

        var now = clock.GetUtcNow();
        var errors = new Dictionary<string, string[]>();
        if (!Enum.TryParse<Tier>(input.Tier, out var tier) || !Enum.IsDefined(tier))
        {
            errors[nameof(Input.Tier)] = [words["TierWrong"]];
        }

        if (DraftText.DayOf(input.From) is not { } from)
        {
            errors[nameof(Input.From)] = [words["DayWrong"]];
        }

        if (DraftText.DayOf(input.To) is not { } to)
        {
            errors[nameof(Input.To)] = [words["DayWrong"]];
        }

        if (errors.Count > 0)
        {
            return new Refusal.Invalid(words["DraftWrong"], errors);
        }

        (from, to) = (DraftText.DayOf(input.From)!.Value, DraftText.DayOf(input.To)!.Value);
        if (from > to || to > DateOnly.FromDateTime(now.UtcDateTime))
        {
            return new Refusal.Invalid(words["DraftWrong"], new Dictionary<string, string[]> { [nameof(Input.To)] = [words[from > to ? "PeriodTurnedRound" : "PeriodNotOver"]] });
        }

        var accounts = (await tiers.RunAsync(viewer.Scope, ct)).Where(row => row.Tier == tier).ToList();
        if (accounts.Count == 0)
        {
            return new Refusal.Invalid(words["NoAccountsOfTier"], new Dictionary<string, string[]> { [nameof(Input.Tier)] = [words["NoAccountsOfTier"]] });
        }

        var batch = new DraftBatch { Id = Guid.CreateVersion7(now), Tier = tier, From = from, To = to, AskedByPersonId = viewer.PersonId, AskedAt = now };
        await using var db = portal.ForSystem([AccountScope.NoAccount, .. accounts.Select(row => row.AccountId)]);
        if (await jobs.AddAsync(db, viewer, AccountScope.NoAccount, WriteDrafts.Kind, batch.Id, ct) is { } full)
        {
            return full;
        }

        db.Add(batch);
        db.AddRange(accounts.Select(row => new DraftBatchLine { AccountId = row.AccountId, BatchId = batch.Id }));
        await db.SaveChangesAsync(ct);
        jobs.Begin();
        await audit.WriteAsync(viewer, ReviewAudit.BatchAsked, $"{tier}, {from:yyyy-MM-dd} to {to:yyyy-MM-dd}", AccountScope.NoAccount, ct);
        return batch.Id;
    }
}
