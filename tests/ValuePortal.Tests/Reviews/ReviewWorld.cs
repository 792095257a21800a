using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.FeatureRequests;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Reviews;
using ValuePortal.Roi.Desk;
using ValuePortal.Tests.Milestones;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Tests.Reviews;

/// <summary>
/// An account with usage in April and May 2026, a value model, a milestone and an answered request, through the use cases of any portal
/// under test. The clock stands on 15 June 2026.
/// </summary>
internal sealed class ReviewWorld(IServiceProvider services, Account account, Viewer csm)
{
    public const string FirstDay = "2026-05-01";
    public const string LastDay = "2026-06-15";
    public const string Request = "Export usage figures to a file";
    public const string Answer = "It is there since today.";
    public const string Summary = "May was a good month.\nNext: automation.";
    public const string MoneySummary = "Mostly from tickets.";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public Account Account => account;

    public Viewer Csm => csm;

    public async Task FillAsync(Viewer asking, Viewer answering)
    {
        await Use.StoreAsync(
            services, account.ExternalId,
            ("2026-04-10T08:00:00", "u1", "reports"), ("2026-04-11T08:00:00", "u1", "reports"),
            ("2026-05-04T08:00:00", "u1", "reports"), ("2026-05-04T09:00:00", "u2", "reports"), ("2026-05-05T08:00:00", "u2", "orders"),
            ("2026-05-20T08:00:00", "u3", "orders"), ("2026-05-29T08:00:00", "u1", "reports"));
        var id = account.AccountId;
        Done(await services.GetRequiredService<SetTerms>().RunAsync(csm, id, new SetTerms.Input { StartMonth = "2026-01", HorizonYears = "3", DiscountRate = "10" }, Ct));
        var driver = Done(await services.GetRequiredService<SaveDriver>().RunAsync(csm, id, null, Roi.ValueWorld.Tickets(), Ct));
        Done(await services.GetRequiredService<RecordMonth>().RunAsync(csm, id, new RecordMonth.Input { Driver = driver.ToString(), Month = "2026-05", Level = "14" }, Ct));
        Done(await services.GetRequiredService<AddInvestment>().RunAsync(csm, id, new AddInvestment.Input { Name = "Subscription", Amount = "7777", Rhythm = "Yearly", FromMonth = "2026-01" }, Ct));
        Done(await services.GetRequiredService<AddMilestone>().RunAsync(
            csm, id, new AddMilestone.Input("Two people active", new DateOnly(2026, 6, 1), Measure: UsageMeasure.ActiveUsers, Target: 2, CountsFrom: new DateOnly(2026, 4, 1)), Ct));
        var request = Done(await services.GetRequiredService<SubmitRequest>().RunAsync(asking, new(Request, "We copy them by hand.", Guid.CreateVersion7()), Ct));
        Done(await services.GetRequiredService<AnswerRequest>().RunAsync(answering, request, new(RequestStatus.Released, Answer, 0), Ct));
    }

    public static DraftText.Input Text(string language = "en") => new()
    {
        From = FirstDay,
        To = LastDay,
        Language = language,
        Title = language == "en" ? "Review of May" : "五月价值回顾",
        Summary = Summary,
        MoneySummary = MoneySummary,
    };

    public async Task<Guid> DraftAsync(string language = "en") => Done(await services.GetRequiredService<ComposeReview>().RunAsync(csm, account.AccountId, Text(language), Ct));

    public async Task<Guid> PublishedAsync(string language = "en")
    {
        var id = await DraftAsync(language);
        Done(await services.GetRequiredService<PublishReview>().RunAsync(csm, account.AccountId, id, 0, Ct));
        return id;
    }

    public Task<Outcome<ReadReview.Reading>> ReadAsync(Viewer viewer, Guid id) => services.GetRequiredService<ReadReview>().RunAsync(viewer, id, ct: Ct);

    public Task<Outcome<WriteReviewPdf.Document>> PdfAsync(Viewer viewer, Guid id) => services.GetRequiredService<WriteReviewPdf>().RunAsync(viewer, id, ct: Ct);

    /// <summary>One more use in the period, after it was reviewed.</summary>
    public Task UseMoreAsync() => Use.StoreAsync(services, account.ExternalId, ("2026-05-30T08:00:00", "u9", "orders"));

    /// <summary>Changes one character of what is stored, in both editions.</summary>
    public async Task TamperAsync(Guid id)
    {
        await using var db = services.GetRequiredService<PortalDbFactory>().ForSystem(account.AccountId);
        var review = await db.Set<Review>().SingleAsync(r => r.AccountId == account.AccountId && r.Id == id, Ct);
        var entry = db.Entry(review);
        foreach (var column in new[] { nameof(Review.SnapshotWithMoney), nameof(Review.SnapshotWithoutMoney) })
        {
            var json = (string)entry.Property(column).CurrentValue!;
            entry.Property(column).CurrentValue = json.Replace("May was", "Mai was", StringComparison.Ordinal);
        }

        await db.SaveChangesAsync(Ct);
    }

    public static T Done<T>(Outcome<T> outcome) => Roi.ValueWorld.Done(outcome);
}
