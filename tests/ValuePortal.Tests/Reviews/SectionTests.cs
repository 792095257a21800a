using System.Net;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Reviews;
using ValuePortal.Tests.Platform.Pdf;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Reviews;

/// <summary>What a review shows and in which order; and a review that is put right after it was published.</summary>
public sealed class SectionTests : IAsyncLifetime
{
    private readonly PortalServer server = new();
    private AsyncServiceScope scope;
    private ReviewWorld world = null!;
    private HttpClient desk = null!;
    private HttpClient customer = null!;
    private Viewer admin = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Guid Account => world.Account.AccountId;

    public async ValueTask InitializeAsync()
    {
        var account = await server.OpenAccountAsync("fabrikam", "Fabrikam");
        var csm = await server.AddStaffAsync("csm@vendor.example", PersonRole.Csm);
        await server.Portal.GiveCareAsync(account.AccountId, csm.Id, server.Clock.Now);
        var (one, two) = (await server.AddCustomerAsync(account.AccountId, "admin@fabrikam.example"), await server.AddCustomerAsync(account.AccountId, "member@fabrikam.example", PersonRole.CustomerMember));
        scope = server.Services.CreateAsyncScope();
        world = new ReviewWorld(scope.ServiceProvider, account, TestPortal.ViewerOf(csm, account.AccountId));
        await world.FillAsync(TestPortal.ViewerOf(two), TestPortal.ViewerOf(await server.AddStaffAsync("pm@vendor.example", PersonRole.ProductManager)));
        (desk, customer, admin) = (server.ClientOf(csm), server.ClientOf(one), TestPortal.AdminOf(account.AccountId));
    }

    public async ValueTask DisposeAsync()
    {
        desk.Dispose();
        customer.Dispose();
        await scope.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Page_document_and_data_show_what_was_chosen_in_that_order()
    {
        var made = await desk.SubmitAsync($"/desk/accounts/{Account}/reviews", "new-review",
            ("NewReview.From", ReviewWorld.FirstDay),
            ("NewReview.To", ReviewWorld.LastDay),
            ("NewReview.Language", "en"),
            ("NewReview.Title", "Chosen"),
            ("NewReview.Summary", "In short."),
            ("NewReview.NextSteps", "Ada opens the warehouse by June.\nBen trains the night shift."),
            ("NewReview.Recommendations", ""),
            ("NewReview.Places[NextSteps]", "1"),
            ("NewReview.Places[Requests]", "2"),
            ("NewReview.Places[Recommendations]", "2"),
            ("NewReview.Places[Summary]", "8"),
            ("NewReview.Places[Usage]", ""),
            ("NewReview.Places[Value]", ""),
            ("NewReview.Places[Milestones]", ""),
            ("NewReview.Places[Incidents]", ""));
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        var id = Guid.Parse(made.Headers.Location!.ToString().Split('/')[^1]);
        ReviewWorld.Done(await Get<PublishReview>().RunAsync(world.Csm, Account, id, 0, Ct));

        string[] shown = ["Agreed next steps", "Your requests", "Summary", "How figures are counted"];
        var page = await customer.GetStringAsync($"/reviews/{id}", Ct);
        AssertInOrder(shown, page);
        Assert.Contains("Ben trains the night shift.", page, StringComparison.Ordinal);
        var text = (await PdfTools.ReadTextAsync(ReviewWorld.Done(await world.PdfAsync(admin, id)).Content)).Split('\f');
        AssertInOrder(shown, text[1]);
        AssertInOrder(shown, string.Concat(text.Skip(2)));
        foreach (var left in new[] { "What we recommend", "Milestones\n", "What went wrong" })
        {
            Assert.DoesNotContain(left, string.Concat(text), StringComparison.Ordinal);
        }

        var snapshot = ReviewWorld.Done(await world.ReadAsync(admin, id)).Snapshot;
        Assert.Null(snapshot.Value);
        Assert.Empty(snapshot.Milestones.Rows);
        Assert.Empty(snapshot.Usage.Charts);
        Assert.Single(snapshot.Requests.Rows);
    }

    [Fact]
    public async Task A_section_moves_without_a_script_what_was_typed_stays_and_nothing_is_saved()
    {
        var moved = await desk.SubmitAsync($"/desk/accounts/{Account}/reviews", "new-review",
            ("NewReview.Title", "Half typed"),
            ("NewReview.Places[Summary]", "1"),
            ("NewReview.Places[Usage]", "2"),
            ("NewReview.Places[Value]", "3"),
            ("NewReview.Without[Usage]", "on"),
            ("NewReview.Move", "Value up"));

        Assert.Equal(HttpStatusCode.OK, moved.StatusCode);
        AssertInOrder(["value=\"Half typed\"", "Places[Summary]", "Places[Value]", "Places[Usage]"], await moved.Content.ReadAsStringAsync(Ct));
        Assert.DoesNotContain("Half typed", await desk.GetStringAsync($"/desk/accounts/{Account}/reviews", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_keeps_its_choice_and_shows_at_least_something()
    {
        var id = await world.DraftAsync();
        var edit = Get<EditDraft>();
        var input = ReviewWorld.Text();
        input.Places = new() { ["Summary"] = "2", ["Value"] = "1" };
        ReviewWorld.Done(await edit.RunAsync(world.Csm, Account, id, 0, input, Ct));

        Assert.Equal([ReviewSection.Value, ReviewSection.Summary], ReviewWorld.Done(await world.ReadAsync(world.Csm, id)).Draft!.Sections);

        input.Places = new() { ["Summary"] = "", ["Nonsense"] = "1" };
        Assert.False((await edit.RunAsync(world.Csm, Account, id, 1, input, Ct)).Is(out _, out var refusal));
        Assert.Contains("Places", Assert.IsType<Refusal.Invalid>(refusal).Errors.Keys);

        input = ReviewWorld.Text();
        input.Recommendations = "Buy ten more seats for EUR 500.";
        Assert.False((await edit.RunAsync(world.Csm, Account, id, 1, input, Ct)).Is(out _, out refusal));
        Assert.Contains("Recommendations", Assert.IsType<Refusal.Invalid>(refusal).Errors.Keys);
    }

    [Fact]
    public async Task A_corrected_edition_stands_beside_the_first_one()
    {
        var first = await world.PublishedAsync();
        var before = ReviewWorld.Done(await world.ReadAsync(admin, first)).Json;
        await world.UseMoreAsync();

        var answer = await desk.SubmitAsync($"/desk/accounts/{Account}/reviews/{first}", "correct-review", ("Correction", "A day of usage was missing."));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var second = Guid.Parse(answer.Headers.Location!.ToString().Split('/')[^1]);

        // Nobody of the customer hears of it before it is published.
        Assert.DoesNotContain("A day of usage was missing", await customer.GetStringAsync($"/reviews/{first}", Ct), StringComparison.Ordinal);
        Assert.IsType<Refusal.Conflict>(Refused(await Get<CorrectReview>().RunAsync(world.Csm, Account, first, "Once more.", Ct)));
        ReviewWorld.Done(await Get<PublishReview>().RunAsync(world.Csm, Account, second, 0, Ct));

        var old = await customer.GetStringAsync($"/reviews/{first}", Ct);
        Assert.Contains("A corrected edition of this review was published: A day of usage was missing.", old, StringComparison.Ordinal);
        Assert.Contains($"href=\"reviews/{second}\"", old, StringComparison.Ordinal);
        var later = await customer.GetStringAsync($"/reviews/{second}", Ct);
        Assert.Contains("This is a corrected edition: A day of usage was missing.", later, StringComparison.Ordinal);
        Assert.Contains($"href=\"reviews/{first}\"", later, StringComparison.Ordinal);
        Assert.Equal(before, ReviewWorld.Done(await world.ReadAsync(admin, first)).Json);
        Assert.Equal([3m, 4m], [Active(await world.ReadAsync(admin, first)), Active(await world.ReadAsync(admin, second))]);
    }

    [Fact]
    public async Task Only_a_published_review_in_care_is_corrected()
    {
        var draft = await world.DraftAsync();
        var published = await world.PublishedAsync();
        var correct = Get<CorrectReview>();

        Assert.IsType<Refusal.NotFound>(Refused(await correct.RunAsync(world.Csm, Account, draft, "Put right.", Ct)));
        Assert.IsType<Refusal.Invalid>(Refused(await correct.RunAsync(world.Csm, Account, published, " ", Ct)));
        Assert.IsType<Refusal.Invalid>(Refused(await correct.RunAsync(world.Csm, Account, published, "It was USD 500 more.", Ct)));
        Assert.IsType<Refusal.NotAllowed>(Refused(await correct.RunAsync(admin, Account, published, "Put right.", Ct)));
        var other = TestPortal.ViewerOf(await server.AddStaffAsync("other@vendor.example", PersonRole.Csm));
        Assert.IsType<Refusal.NotFound>(Refused(await correct.RunAsync(other, Account, published, "Put right.", Ct)));
    }

    private static decimal Active(Outcome<ReadReview.Reading> reading) => ReviewWorld.Done(reading).Snapshot.Usage.Tiles[0].Figure.Value;

    private static Refusal Refused<T>(Outcome<T> outcome)
    {
        Assert.False(outcome.Is(out _, out var refusal));
        return refusal!;
    }

    private static void AssertInOrder(IEnumerable<string> parts, string text)
    {
        var at = 0;
        foreach (var part in parts)
        {
            var found = text.IndexOf(part, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"{part} is missing after position {at} of {text}");
            at = found + part.Length;
        }
    }

    private T Get<T>()
        where T : notnull => scope.ServiceProvider.GetRequiredService<T>();
}
