using System.Net;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Reviews;
using ValuePortal.Reviews.Templates;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Reviews;

/// <summary>What new reviews of a tier show, and what their figures are compared with.</summary>
public sealed class TemplateTests : IAsyncLifetime
{
    private readonly PortalServer server = new();
    private AsyncServiceScope scope;
    private ReviewWorld world = null!;
    private HttpClient desk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Guid Account => world.Account.AccountId;

    public async ValueTask InitializeAsync()
    {
        var account = await server.OpenAccountAsync("fabrikam", "Fabrikam");
        var csm = await server.AddStaffAsync("csm@vendor.example", PersonRole.Csm);
        await server.Portal.GiveCareAsync(account.AccountId, csm.Id, server.Clock.Now);
        scope = server.Services.CreateAsyncScope();
        world = new ReviewWorld(scope.ServiceProvider, account, TestPortal.ViewerOf(csm, account.AccountId));
        var asking = await server.AddCustomerAsync(account.AccountId, "member@fabrikam.example", PersonRole.CustomerMember);
        await world.FillAsync(TestPortal.ViewerOf(asking), TestPortal.ViewerOf(await server.AddStaffAsync("pm@vendor.example", PersonRole.ProductManager)));
        desk = server.ClientOf(csm);
    }

    public async ValueTask DisposeAsync()
    {
        desk.Dispose();
        await scope.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_new_draft_takes_the_template_of_its_tier_and_drafts_keep_theirs()
    {
        var before = await world.DraftAsync();
        using var admin = server.ClientOf(await server.AddStaffAsync("admin@vendor.example", PersonRole.VendorAdmin));
        var saved = await admin.SubmitAsync($"/desk/review-templates?of={world.Account.Tier}", "review-template",
            ("T.Tier", world.Account.Tier.ToString()), ("T.Version", "0"), ("T.Comparison", "Year"), ("T.Places[Usage]", "1"), ("T.Places[Summary]", "2"), ("T.Places[Requests]", "3"), ("T.OnlyIf[Requests]", "on"));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);

        var work = scope.ServiceProvider.GetRequiredService<ReviewWork>();
        var input = await work.SuggestAsync(world.Csm, Account, ct: Ct);
        (input.From, input.To, input.Language, input.Title) = (ReviewWorld.FirstDay, ReviewWorld.LastDay, "en", "By template");
        var id = ReviewWorld.Done(await scope.ServiceProvider.GetRequiredService<ComposeReview>().RunAsync(world.Csm, Account, input, Ct));

        var draft = ReviewWorld.Done(await world.ReadAsync(world.Csm, id)).Draft!;
        Assert.Equal([ReviewSection.Usage, ReviewSection.Summary, ReviewSection.Requests], draft.Sections);
        Assert.Equal([ReviewSection.Requests], draft.OnlyIf);
        Assert.Equal(ReviewComparison.Year, draft.Comparison);
        Assert.Equal(ReviewSections.Usual, ReviewWorld.Done(await world.ReadAsync(world.Csm, before)).Draft!.Sections);

        // The same version twice: the second is told, and others than the vendor's admin save nothing.
        var save = scope.ServiceProvider.GetRequiredService<SaveReviewTemplate>();
        var again = new SaveReviewTemplate.Input { Tier = world.Account.Tier.ToString(), Version = 0, Comparison = "Previous", Places = new() { ["Summary"] = "1" } };
        Assert.False((await save.RunAsync(TestPortal.VendorAdmin(), again, Ct)).Is(out _, out var refusal));
        Assert.IsType<Refusal.Conflict>(refusal);
        Assert.False((await save.RunAsync(world.Csm, again, Ct)).Is(out _, out refusal));
        Assert.IsType<Refusal.NotAllowed>(refusal);
        Assert.NotEqual(HttpStatusCode.OK, (await desk.GetAsync("/desk/review-templates", Ct)).StatusCode);
    }

    [Fact]
    public async Task The_comparison_is_chosen_and_named()
    {
        // From 4 May to 3 June: the first of the days are compared with the go-live of 1 April.
        var input = ReviewWorld.Text();
        (input.From, input.To, input.Comparison) = ("2026-05-04", "2026-06-03", "GoLive");
        var compose = scope.ServiceProvider.GetRequiredService<ComposeReview>();
        Assert.False((await compose.RunAsync(world.Csm, Account, input, Ct)).Is(out _, out var refusal));
        Assert.Contains("Comparison", Assert.IsType<Refusal.Invalid>(refusal).Errors.Keys);

        await using (var db = server.Portal.ForSystem(Account))
        {
            (await db.Set<Account>().SingleAsync(row => row.AccountId == Account, Ct)).GoLiveOn = new DateOnly(2026, 4, 1);
            await db.SaveChangesAsync(Ct);
        }

        var snapshot = ReviewWorld.Done(await world.ReadAsync(world.Csm, ReviewWorld.Done(await compose.RunAsync(world.Csm, Account, input, Ct)))).Snapshot;
        Assert.Equal((new DateOnly(2026, 4, 1), new DateOnly(2026, 5, 1)), (snapshot.ComparedFrom, snapshot.ComparedTo));
        Assert.Equal("the first days after go-live", snapshot.ComparisonName);
        Assert.Equal("Up 200% (+2)", snapshot.Usage.Tiles[0].Change);

        // A year before nothing is known: nothing is compared, and nothing is named.
        input.Comparison = "Year";
        snapshot = ReviewWorld.Done(await world.ReadAsync(world.Csm, ReviewWorld.Done(await compose.RunAsync(world.Csm, Account, input, Ct)))).Snapshot;
        Assert.Null(snapshot.Compared);
        Assert.Null(snapshot.ComparisonName);
    }
}
