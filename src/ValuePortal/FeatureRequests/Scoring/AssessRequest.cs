using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests.Scoring;

/// <summary>Product says how well a request fits, what it takes, and what RICE wants to know. Each may be left open.</summary>
public sealed class AssessRequest(RequestDesk desk, TimeProvider clock, IStringLocalizer<RequestWords> text)
{
    public static readonly IReadOnlyList<decimal> Impacts = [3, 2, 1, 0.5m, 0.25m];
    public static readonly IReadOnlyList<int> Confidences = [100, 80, 50];

    public sealed record Input(int? Fit, decimal? Effort, int? Reach, decimal? Impact, int? Confidence);

    public async Task<Input> ReadAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        await using var db = desk.Open(await desk.ScopeAsync(viewer, ct));
        var known = await db.RequestAssessments.AsNoTracking().SingleOrDefaultAsync(a => a.RequestId == id, ct);
        return new Input(known?.Fit, known?.Effort, known?.Reach, known?.Impact, known?.Confidence);
    }

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid id, Input input, CancellationToken ct = default)
    {
        if (viewer.Role is not (PersonRole.ProductManager or PersonRole.VendorAdmin))
        {
            return new Refusal.NotAllowed(text["OnlyProduct"]);
        }

        var scope = await desk.ScopeAsync(viewer, ct);
        await using var db = desk.Open(scope);
        var account = await db.FeatureRequests.Where(r => r.Id == id && scope.Accounts.Contains(r.RaisedByAccountId)).Select(r => (Guid?)r.RaisedByAccountId).SingleOrDefaultAsync(ct);
        if (account is not { } of)
        {
            return new Refusal.NotFound(text["NoSuchRequest"]);
        }

        var errors = new Dictionary<string, string[]>();
        Require(input.Fit is null or (>= 0 and <= RequestAssessment.MostFit), nameof(Input.Fit), "FitInvalid");
        Require(input.Effort is null or (> 0 and <= RequestAssessment.MostEffort), nameof(Input.Effort), "EffortInvalid");
        Require(input.Reach is null or (>= 0 and <= 1_000_000_000), nameof(Input.Reach), "ReachInvalid");
        Require(input.Impact is null || Impacts.Contains(input.Impact.Value), nameof(Input.Impact), "ChooseOne");
        Require(input.Confidence is null || Confidences.Contains(input.Confidence.Value), nameof(Input.Confidence), "ChooseOne");
        if (errors.Count > 0)
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], errors);
        }

        var known = await db.RequestAssessments.SingleOrDefaultAsync(a => a.AccountId == of && a.RequestId == id, ct);
        if (known is null)
        {
            known = new RequestAssessment { AccountId = of, RequestId = id };
            db.Add(known);
        }

        (known.Fit, known.Effort, known.Reach, known.Impact, known.Confidence) = (input.Fit, input.Effort, input.Reach, input.Impact, input.Confidence);
        (known.ChangedAt, known.ChangedByPersonId) = (clock.GetUtcNow(), viewer.PersonId);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (Exception failure) when (failure.IsDuplicate())
        {
            return new Refusal.Conflict(text["SettingsChangedByColleague"]);
        }

        return id;

        void Require(bool right, string field, string word)
        {
            if (!right)
            {
                errors[field] = [text[word]];
            }
        }
    }
}
