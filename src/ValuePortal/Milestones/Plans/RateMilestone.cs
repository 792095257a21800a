using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Milestones.Plans;

/// <summary>A person of the customer says how content it is with a milestone that was reached, from 1 to 5 and in a word. Again, it changes that.</summary>
public sealed class RateMilestone(PortalDbFactory portal, ReadMilestone read, TimeProvider clock, AuditLog audit, IStringLocalizer<MilestonesWords> text)
{
    public sealed record Input(int? Stars, string? Word);

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid milestoneId, Input input, CancellationToken ct = default)
    {
        if (viewer is not { IsCustomer: true, AccountId: { } account })
        {
            return new Refusal.NotAllowed(text["OnlyCustomersRate"]);
        }

        if (!(await read.RunAsync(viewer, milestoneId, ct)).Is(out var found, out var refusal))
        {
            return refusal;
        }

        if (!found.Milestone.IsReached)
        {
            return new Refusal.Conflict(text["RateWhenReached"]);
        }

        var check = new FieldCheck(text)
            .Require(input.Stars is >= MilestoneRating.Least and <= MilestoneRating.Most, nameof(Input.Stars), "StarsInvalid")
            .Text(input.Word, nameof(Input.Word), MilestoneRating.WordMaxLength);
        if (check.Refusal is { } invalid)
        {
            return invalid;
        }

        await using var db = portal.For(viewer);
        var rating = await db.MilestoneRatings.SingleOrDefaultAsync(row => row.AccountId == account && row.MilestoneId == milestoneId && row.PersonId == viewer.PersonId, ct);
        if (rating is null)
        {
            db.Add(rating = new MilestoneRating { AccountId = account, MilestoneId = milestoneId, PersonId = viewer.PersonId });
        }

        (rating.Name, rating.Stars, rating.Word, rating.At) =
            (viewer.Name, input.Stars!.Value, string.IsNullOrWhiteSpace(input.Word) ? null : input.Word.Trim(), clock.GetUtcNow());
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsDuplicate())
        {
            // Sent twice at once: the first is as good.
        }

        await audit.WriteAsync(viewer, PlanAudit.MilestoneRated, $"{milestoneId} {input.Stars}", account, ct);
        return milestoneId;
    }
}
