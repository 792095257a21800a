using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.FeatureRequests.Echo;
using ValuePortal.FeatureRequests.Scoring;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests.Desk;

/// <summary>Product says by when requests are answered and what counts in their ranking. Promises already made stay as they are.</summary>
public sealed class StateRequestSettings(PortalDbFactory portal, AuditLog audit, IStringLocalizer<RequestWords> text)
{
    /// <param name="Edition">The one that was before the eyes.</param>
    public sealed record ClockInput(int? KeyDays, int? ImportantDays, int? RegularDays, string? Holidays, string? Workdays, int Edition);

    /// <param name="Edition">The one that was before the eyes.</param>
    public sealed record RankInput(RankBy RankBy, Weights Weights, int Edition);

    public async Task<RequestSettings> ReadAsync(CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        return await db.RequestSettings.AsNoTracking().SingleOrDefaultAsync(ct) ?? new RequestSettings();
    }

    public Task<Outcome<int>> RunAsync(Viewer viewer, ClockInput input, CancellationToken ct = default)
    {
        var (holidays, workdays) = (input.Holidays ?? "", input.Workdays ?? "");
        var errors = new Dictionary<string, string[]>();
        CheckDays(nameof(ClockInput.KeyDays), input.KeyDays);
        CheckDays(nameof(ClockInput.ImportantDays), input.ImportantDays);
        CheckDays(nameof(ClockInput.RegularDays), input.RegularDays);
        CheckList(nameof(ClockInput.Holidays), holidays);
        CheckList(nameof(ClockInput.Workdays), workdays);
        return SaveAsync(viewer, input.Edition, errors, settings =>
        {
            (settings.KeyDays, settings.ImportantDays, settings.RegularDays) = (input.KeyDays!.Value, input.ImportantDays!.Value, input.RegularDays!.Value);
            (settings.Holidays, settings.Workdays) = (WorkCalendar.Tidy(holidays), WorkCalendar.Tidy(workdays));
        }, "answer days", ct);

        void CheckDays(string field, int? days)
        {
            if (days is null or < 1 or > RequestSettings.MostDays)
            {
                errors[field] = [text["DaysInvalid", RequestSettings.MostDays]];
            }
        }

        void CheckList(string field, string list)
        {
            if (WorkCalendar.Wrong(list) is { } wrong)
            {
                errors[field] = [text["DayInvalid", wrong]];
            }
            else if (WorkCalendar.Tidy(list).Length > RequestSettings.DaysMaxLength)
            {
                errors[field] = [text["TooManyDays"]];
            }
        }
    }

    public Task<Outcome<int>> RunAsync(Viewer viewer, RankInput input, CancellationToken ct = default)
    {
        var errors = new Dictionary<string, string[]>();
        if (!Enum.IsDefined(input.RankBy) || input.Weights.All.Any(weight => weight is < 0 or > Weights.Most) || input.Weights.Sum == 0)
        {
            errors[nameof(RankInput.Weights)] = [text["WeightsInvalid", Weights.Most]];
        }

        var weights = input.Weights;
        return SaveAsync(viewer, input.Edition, errors, settings =>
        {
            settings.RankBy = input.RankBy;
            (settings.WeightOfValue, settings.WeightOfTier, settings.WeightOfPeople, settings.WeightOfAccounts) = (weights.Value, weights.Tier, weights.People, weights.Accounts);
            (settings.WeightOfUsers, settings.WeightOfFit, settings.WeightOfEffort) = (weights.Users, weights.Fit, weights.Effort);
        }, "ranking", ct);
    }

    private async Task<Outcome<int>> SaveAsync(Viewer viewer, int edition, Dictionary<string, string[]> errors, Action<RequestSettings> change, string what, CancellationToken ct)
    {
        if (viewer.Role is not (PersonRole.ProductManager or PersonRole.VendorAdmin))
        {
            return new Refusal.NotAllowed(text["OnlyProduct"]);
        }

        if (errors.Count > 0)
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], errors);
        }

        await using var db = portal.ForSystem();
        var settings = await db.RequestSettings.SingleOrDefaultAsync(ct);
        if (settings is null)
        {
            settings = new RequestSettings();
            db.Add(settings);
        }

        if (settings.Edition != edition)
        {
            return new Refusal.Conflict(text["SettingsChangedByColleague"]);
        }

        change(settings);
        settings.Edition++;
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (Exception failure) when (failure is DbUpdateConcurrencyException || failure.IsDuplicate())
        {
            return new Refusal.Conflict(text["SettingsChangedByColleague"]);
        }

        await audit.WriteAsync(viewer, RequestAudit.SettingsChanged, what, AccountScope.NoAccount, ct);
        return settings.Edition;
    }
}
