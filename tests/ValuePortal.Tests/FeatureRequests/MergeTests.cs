using Microsoft.EntityFrameworkCore;
using ValuePortal.FeatureRequests;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.FeatureRequests.Following;
using ValuePortal.FeatureRequests.Merging;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.FeatureRequests;

public sealed class MergeTests : IAsyncLifetime
{
    private readonly TestPortal portal = new();
    private readonly List<Viewer> people = [];
    private Guid fabrikam;
    private Guid contoso;
    private Viewer product = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (fabrikam, contoso) = ((await portal.OpenAccountAsync()).AccountId, (await portal.OpenAccountAsync()).AccountId);
        product = await portal.ProductManagerAsync();
        for (var i = 0; i < 6; i++)
        {
            people.Add(await portal.MemberAsync(i % 2 == 0 ? fabrikam : contoso, $"p{i}"));
        }
    }

    public ValueTask DisposeAsync()
    {
        portal.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Each_person_counts_once_as_the_preview_said_and_all_is_as_it_was_when_they_are_parted()
    {
        var into = await PublishedAsync(people[0], "Export the figures to Excel");
        var duplicate = await PublishedAsync(people[1], "Excel export of all figures");
        await VoteAsync(into, people[2], people[3]);
        await VoteAsync(duplicate, people[3], people[4]);

        Assert.True((await portal.Get<MergeRequests>().PreviewAsync(product, duplicate, into, Ct)).Is(out var preview, out _));
        Assert.Equal((3, 3, 1, 5), (preview.Of, preview.Before, preview.Both, preview.After));
        Assert.Equal(5, await MergeAsync(duplicate, into));

        Assert.Equal((5, 5), await CountsAsync(into));
        Assert.True((await portal.Get<ReadRequest>().RunAsync(people[1], duplicate, Ct)).Is(out var seen, out _));
        Assert.Equal((RequestStatus.Duplicate, "Same as the other.", into), (seen.Status, seen.Answer, seen.MergedInto!.Value.Id));
        Assert.Equal([into], (await portal.Get<ListRequests>().RunAsync(people[0], new(), Ct)).Rows.Select(row => row.Id));
        var followers = await portal.Get<ReadFollowers>().RunAsync(into, Ct);
        Assert.Equal(people.Take(5).Select(person => person.PersonId).Order(), followers.Select(follower => follower.PersonId).Order());
        Assert.Equal((duplicate, FollowLevel.All), followers.Where(follower => follower.PersonId == people[1].PersonId).Select(follower => (follower.RequestId, follower.Level)).Single());

        // One who came along takes the vote back; one votes anew.
        Assert.True((await portal.Get<CastVote>().RunAsync(people[4], into, false, Ct)).Is(out _, out _));
        await VoteAsync(into, people[5]);
        Assert.Equal((5, 5), await CountsAsync(into));

        Assert.True((await portal.Get<PartRequests>().RunAsync(product, duplicate, Ct)).Is(out _, out _));
        Assert.Equal((4, 4), await CountsAsync(into));
        Assert.Equal((3, 3), await CountsAsync(duplicate));
        Assert.True((await portal.Get<ReadRequest>().RunAsync(people[1], duplicate, Ct)).Is(out var again, out _));
        Assert.Equal((RequestStatus.New, null), (again.Status, again.Answer));
        Assert.Null(again.MergedInto);
    }

    [Fact]
    public async Task Nothing_is_merged_in_a_circle_into_itself_or_out_of_sight()
    {
        var (one, two, three) = (await PublishedAsync(people[0], "The first of three wishes"), await PublishedAsync(people[1], "The second of three wishes"), await portal.AskAsync(people[2], "The third is a secret"));

        Assert.Null(await MergeAsync(one, one));
        Assert.Null(await MergeAsync(two, three)); // Contoso could not see Fabrikam's
        Assert.NotNull(await MergeAsync(one, two));
        Assert.Null(await MergeAsync(two, one));
        Assert.Null(await MergeAsync(three, one));
        Assert.Null(await MergeAsync(one, three));
        Assert.False((await portal.Get<MergeRequests>().RunAsync(TestPortal.Csm(fabrikam, contoso), three, new(two, "Same.", 0), Ct)).Is(out _, out _));
        Assert.NotNull(await MergeAsync(three, two));
        Assert.Equal((3, 3), await CountsAsync(two));
    }

    [Fact]
    public async Task Votes_that_come_while_two_are_merged_are_counted_once_or_refused()
    {
        var into = await PublishedAsync(people[0], "Export the figures to Excel");
        var duplicate = await PublishedAsync(people[1], "Excel export of all figures");
        var voters = new List<Viewer>();
        for (var i = 0; i < 40; i++)
        {
            voters.Add(await portal.MemberAsync(i % 2 == 0 ? fabrikam : contoso, $"v{i}"));
        }

        var votes = voters.SelectMany(voter => new[] { (voter, duplicate), (voter, into) }).Select(vote => Task.Run(async () =>
        {
            await using var scope = portal.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<CastVote>().RunAsync(vote.voter, vote.Item2, true, Ct);
        }, Ct));
        var merge = Task.Run(() => MergeAsync(duplicate, into), Ct);
        await Task.WhenAll([.. votes, merge]);

        Assert.NotNull(await merge);
        Assert.Equal((42, 42), await CountsAsync(into));
        var (stored, counted) = await CountsAsync(duplicate);
        Assert.Equal(counted, stored);
    }

    [Fact]
    public async Task Likely_duplicates_are_suggested_by_their_titles()
    {
        var into = await PublishedAsync(people[0], "Export the figures to Excel");
        var duplicate = await portal.AskAsync(people[1], "Excel export of all figures");
        await portal.AskAsync(people[2], "Dark colours for the control room");

        Assert.Equal([into], (await portal.Get<SuggestDuplicates>().RunAsync(product, duplicate, "Excel export of all figures", Ct)).Select(row => row.Id));
    }

    private async Task<Guid> PublishedAsync(Viewer viewer, string title)
    {
        var request = await portal.AskAsync(viewer, title);
        await portal.PublishAsync(product, request);
        return request;
    }

    private async Task VoteAsync(Guid request, params Viewer[] voters)
    {
        foreach (var voter in voters)
        {
            Assert.True((await portal.Get<CastVote>().RunAsync(voter, request, true, Ct)).Is(out _, out _));
        }
    }

    private async Task<int?> MergeAsync(Guid request, Guid into)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        await using var db = portal.Factory.ForSystem(fabrikam, contoso);
        var edition = await db.Set<FeatureRequest>().Where(r => r.Id == request).Select(r => r.Edition).SingleAsync(Ct);
        return (await scope.ServiceProvider.GetRequiredService<MergeRequests>().RunAsync(product, request, new(into, "Same as the other.", edition), Ct)).Is(out var votes, out _) ? votes : null;
    }

    private async Task<(int Stored, int Counted)> CountsAsync(Guid request)
    {
        var (stored, counted, _) = await portal.CountAsync(request, fabrikam, contoso);
        return (stored, counted);
    }
}
