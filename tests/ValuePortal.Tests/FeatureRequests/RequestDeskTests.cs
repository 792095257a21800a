using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.FeatureRequests;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Tests.FeatureRequests;

public sealed class RequestDeskTests : IDisposable
{
    private readonly TestPortal portal = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => portal.Dispose();

    [Fact]
    public async Task A_product_manager_answers_every_company_and_sees_nothing_else_of_it()
    {
        var account = await portal.OpenAccountAsync("fabrikam", "Fabrikam Retail");
        var ann = await portal.MemberAsync(account.AccountId);
        var request = await portal.AskAsync(ann);
        var product = await portal.ProductManagerAsync();

        var row = Assert.Single((await QueueAsync(product)).Rows);
        Assert.Equal(("Fabrikam Retail", 1, 1), (row.AccountName, row.People, row.Companies));
        Assert.True((await AnswerAsync(product, request, new(RequestStatus.Planned, "We build it in spring.", 0))).Is(out _, out _));
        Assert.True((await portal.Get<ReadRequest>().RunAsync(ann, request, Ct)).Is(out var seen, out _));
        Assert.Equal((RequestStatus.Planned, "We build it in spring.", new DateOnly(2026, 6, 15)), (seen.Status, seen.Answer, seen.AnsweredOn));

        // The viewer's own scope stayed empty: no account, no usage.
        Assert.Empty(product.Scope.Accounts);
        Assert.Empty(await portal.Get<ListAccountZones>().RunAsync(product, ct: Ct));
        Assert.False((await portal.Get<ReadUsageReport>().RunAsync(product, new(), Ct)).Is(out _, out _));
    }

    [Fact]
    public async Task A_success_manager_works_on_requests_of_accounts_in_care_only()
    {
        var (mine, other) = (await portal.OpenAccountAsync(), await portal.OpenAccountAsync());
        var request = await portal.AskAsync(await portal.MemberAsync(mine.AccountId));
        var foreign = await portal.AskAsync(await portal.MemberAsync(other.AccountId));
        await portal.PublishAsync(await portal.ProductManagerAsync(), foreign);
        var csm = TestPortal.ViewerOf(await portal.AddStaffAsync("csm@vendor.example", PersonRole.Csm), mine.AccountId);

        Assert.Equal([request], (await QueueAsync(csm)).Rows.Select(row => row.Id));
        Assert.True((await AnswerAsync(csm, request, new(RequestStatus.UnderReview, null, 0))).Is(out _, out _));
        foreach (var id in new[] { foreign, Guid.CreateVersion7() })
        {
            Assert.False((await portal.Get<ReadForDesk>().RunAsync(csm, id, Ct)).Is(out _, out var unread));
            Assert.False((await AnswerAsync(csm, id, new(RequestStatus.Planned, null, 1))).Is(out _, out var unanswered));
            Assert.False((await portal.Get<PublishRequest>().RunAsync(csm, id, false, Ct)).Is(out _, out var unpublished));
            Assert.All([unread, unanswered, unpublished], refusal => Assert.IsType<Refusal.NotFound>(refusal));
        }
    }

    [Fact]
    public async Task Customers_have_no_desk()
    {
        var fabrikam = (await portal.OpenAccountAsync()).AccountId;
        var ann = await portal.MemberAsync(fabrikam, role: PersonRole.CustomerAdmin);
        var request = await portal.AskAsync(ann);

        Assert.Equal(0, (await QueueAsync(ann)).Total);
        Assert.False((await portal.Get<ReadForDesk>().RunAsync(ann, request, Ct)).Is(out _, out _));
        Assert.False((await AnswerAsync(ann, request, new(RequestStatus.Planned, null, 0))).Is(out _, out _));
        Assert.False((await portal.Get<PublishRequest>().RunAsync(ann, request, true, Ct)).Is(out _, out _));
    }

    [Theory]
    [InlineData(RequestStatus.New, false)]
    [InlineData(RequestStatus.UnderReview, false)]
    [InlineData(RequestStatus.NeedsYourInput, false)]
    [InlineData(RequestStatus.Planned, false)]
    [InlineData(RequestStatus.InProgress, false)]
    [InlineData(RequestStatus.Beta, false)]
    [InlineData(RequestStatus.Released, true)]
    [InlineData(RequestStatus.AlreadyAvailable, true)]
    [InlineData(RequestStatus.NotPlanned, true)]
    [InlineData(RequestStatus.Duplicate, true)]
    public async Task The_last_word_needs_words(RequestStatus status, bool needsAnswer)
    {
        var request = await portal.AskAsync(await portal.MemberAsync((await portal.OpenAccountAsync()).AccountId));
        var product = await portal.ProductManagerAsync();

        var silent = await AnswerAsync(product, request, new(status, " \r\n ", 0));

        Assert.Equal(!needsAnswer, silent.Is(out _, out var refusal));
        if (needsAnswer)
        {
            Assert.Equal(["Answer"], Assert.IsType<Refusal.Invalid>(refusal).Errors.Keys);
            Assert.True((await AnswerAsync(product, request, new(status, "Because.", 0))).Is(out _, out _));
        }
    }

    [Fact]
    public async Task A_status_that_does_not_exist_and_an_endless_answer_are_refused()
    {
        var request = await portal.AskAsync(await portal.MemberAsync((await portal.OpenAccountAsync()).AccountId));

        var outcome = await AnswerAsync(await portal.ProductManagerAsync(), request, new((RequestStatus)77, new string('a', 4001), 0));

        Assert.False(outcome.Is(out _, out var refusal));
        Assert.Equal(["Answer", "Status"], Assert.IsType<Refusal.Invalid>(refusal).Errors.Keys.Order());
    }

    [Fact]
    public async Task Of_two_who_answer_at_once_the_later_is_told()
    {
        var request = await portal.AskAsync(await portal.MemberAsync((await portal.OpenAccountAsync()).AccountId));
        var (first, second) = (await portal.ProductManagerAsync(), await portal.ProductManagerAsync());

        Assert.True((await AnswerAsync(first, request, new(RequestStatus.Planned, "In spring.", 0))).Is(out _, out _));
        Assert.False((await AnswerAsync(second, request, new(RequestStatus.NotPlanned, "Never.", 0))).Is(out _, out var refusal));

        Assert.IsType<Refusal.Conflict>(refusal);
        Assert.True((await portal.Get<ReadForDesk>().RunAsync(first, request, Ct)).Is(out var details, out _));
        Assert.Equal((RequestStatus.Planned, "In spring.", 1), (details.Status, details.Answer, details.Edition));
    }

    [Fact]
    public async Task An_answer_does_not_touch_votes_that_come_meanwhile()
    {
        var fabrikam = (await portal.OpenAccountAsync()).AccountId;
        var request = await portal.AskAsync(await portal.MemberAsync(fabrikam));
        var product = await portal.ProductManagerAsync();
        var voters = new List<Viewer>();
        for (var i = 0; i < 20; i++)
        {
            voters.Add(await portal.MemberAsync(fabrikam, $"v{i}"));
        }

        var votes = voters.Select(voter => Task.Run(async () =>
        {
            await using var scope = portal.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<CastVote>().RunAsync(voter, request, true, Ct);
        }, Ct));
        var answers = Task.Run(async () =>
        {
            for (var edition = 0; edition < 10; edition++)
            {
                await AnswerAsync(product, request, new(RequestStatus.Planned, $"Draft {edition}", edition));
            }
        }, Ct);
        await Task.WhenAll([.. votes, answers]);

        Assert.Equal((21, 21, 21), await portal.CountAsync(request, fabrikam));
    }

    [Fact]
    public async Task The_queue_begins_with_what_waits_longest()
    {
        var ann = await portal.MemberAsync((await portal.OpenAccountAsync()).AccountId);
        var product = await portal.ProductManagerAsync();
        var answered = await portal.AskAsync(ann, "Answered long ago, as it was");
        portal.Clock.Advance(TimeSpan.FromDays(1));
        var oldest = await portal.AskAsync(ann, "Waiting for the longest time");
        portal.Clock.Advance(TimeSpan.FromDays(1));
        var newest = await portal.AskAsync(ann, "Waiting since this morning");
        await AnswerAsync(product, answered, new(RequestStatus.Planned, "In spring.", 0));
        await portal.PublishAsync(product, newest);

        var queue = await QueueAsync(product);

        Assert.Equal([oldest, newest, answered], queue.Rows.Select(row => row.Id));
        Assert.Equal((3, 2), (queue.Total, queue.WithoutAnswer));
        Assert.Equal([oldest, newest], (await QueueAsync(product, new(Answer: ListForDesk.AnswerState.None))).Rows.Select(row => row.Id));
        Assert.Equal([newest], (await QueueAsync(product, new(Sight: ListForDesk.Sight.Published))).Rows.Select(row => row.Id));
        Assert.Equal([oldest, answered], (await QueueAsync(product, new(Sight: ListForDesk.Sight.Private))).Rows.Select(row => row.Id));
        Assert.Equal([answered], (await QueueAsync(product, new(Status: RequestStatus.Planned))).Rows.Select(row => row.Id));
        Assert.Equal([newest], (await QueueAsync(product, new(Words: "morning"))).Rows.Select(row => row.Id));
    }

    [Fact]
    public async Task People_and_companies_are_counted_side_by_side()
    {
        var (fabrikam, contoso, tailspin) = (await portal.OpenAccountAsync(name: "Fabrikam"), await portal.OpenAccountAsync(name: "Contoso"), await portal.OpenAccountAsync(name: "Tailspin"));
        var request = await portal.AskAsync(await portal.MemberAsync(fabrikam.AccountId));
        var product = await portal.ProductManagerAsync();
        await portal.PublishAsync(product, request);
        foreach (var name in new[] { "a", "b" })
        {
            await portal.Get<CastVote>().RunAsync(await portal.MemberAsync(contoso.AccountId, name), request, true, Ct);
        }

        var fickle = await portal.MemberAsync(tailspin.AccountId);
        await portal.Get<CastVote>().RunAsync(fickle, request, true, Ct);
        await portal.Get<CastVote>().RunAsync(fickle, request, false, Ct);

        Assert.True((await portal.Get<ReadForDesk>().RunAsync(product, request, Ct)).Is(out var all, out _));
        Assert.Equal((3, 2), (all.People, all.Companies));
        Assert.Equal([new("Contoso", 2), new("Fabrikam", 1)], all.Named);

        // A success manager gets the same sums and the names of accounts in care.
        var csm = TestPortal.ViewerOf(await portal.AddStaffAsync("csm@vendor.example", PersonRole.Csm), fabrikam.AccountId);
        Assert.True((await portal.Get<ReadForDesk>().RunAsync(csm, request, Ct)).Is(out var some, out _));
        Assert.Equal((3, 2), (some.People, some.Companies));
        Assert.Equal([new("Fabrikam", 1)], some.Named);
    }

    [Fact]
    public async Task Answers_publishing_and_reading_are_noted()
    {
        var fabrikam = (await portal.OpenAccountAsync()).AccountId;
        var request = await portal.AskAsync(await portal.MemberAsync(fabrikam));
        var product = await portal.ProductManagerAsync();

        await AnswerAsync(product, request, new(RequestStatus.Planned, "A secret plan", 0));
        await AnswerAsync(product, request, new(RequestStatus.Planned, "A secret plan", 1));
        await portal.PublishAsync(product, request);
        await portal.PublishAsync(product, request);
        await portal.Get<PublishRequest>().RunAsync(product, request, false, Ct);
        await portal.Get<ReadForDesk>().RunAsync(product, request, Ct);

        await using var db = portal.Factory.ForSystem(fabrikam);
        var lines = await db.Set<AuditEntry>().AsNoTracking().Where(line => line.PersonId == product.PersonId).ToListAsync(Ct);
        Assert.Equal(
            [RequestAudit.Answered, RequestAudit.Published, RequestAudit.Withdrawn, AuditAction.StaffRead],
            lines.Select(line => line.Action).OrderBy(action => action, StringComparer.Ordinal));
        Assert.DoesNotContain(lines, line => line.Detail.Contains("secret", StringComparison.Ordinal));
    }

    private Task<ListForDesk.Page> QueueAsync(Viewer viewer, ListForDesk.Input? input = null) => portal.Get<ListForDesk>().RunAsync(viewer, input ?? new(), Ct);

    private async Task<Outcome<Guid>> AnswerAsync(Viewer viewer, Guid request, AnswerRequest.Input input)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AnswerRequest>().RunAsync(viewer, request, input, Ct);
    }
}
