using Microsoft.EntityFrameworkCore;
using ValuePortal.FeatureRequests;
using ValuePortal.FeatureRequests.Following;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.FeatureRequests;

public sealed class FollowingTests : IDisposable
{
    private readonly TestPortal portal = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => portal.Dispose();

    [Fact]
    public async Task Who_asked_is_told_all_who_votes_the_status_and_who_wants_nothing_nothing()
    {
        var (fabrikam, contoso) = ((await portal.OpenAccountAsync()).AccountId, (await portal.OpenAccountAsync()).AccountId);
        var (ann, bob, cat, dan) = (await portal.MemberAsync(fabrikam, "Ann"), await portal.MemberAsync(contoso, "Bob"), await portal.MemberAsync(contoso, "Cat"), await portal.MemberAsync(contoso, "Dan"));
        var request = await portal.AskAsync(ann);
        await portal.PublishAsync(await portal.ProductManagerAsync(), request);
        foreach (var voter in new[] { bob, cat })
        {
            await portal.Get<CastVote>().RunAsync(voter, request, true, Ct);
        }

        await FollowAsync(cat, request, FollowLevel.None);
        await FollowAsync(dan, request, FollowLevel.Status);
        await FollowAsync(dan, request, FollowLevel.All);

        var followers = (await portal.Get<ReadFollowers>().RunAsync(request, Ct)).ToDictionary(follower => follower.PersonId);

        Assert.Equal(3, followers.Count);
        Assert.Equal((FollowLevel.All, true, true, fabrikam), (followers[ann.PersonId].Level, followers[ann.PersonId].RaisedIt, followers[ann.PersonId].Votes, followers[ann.PersonId].AccountId));
        Assert.Equal((FollowLevel.Status, false, true), (followers[bob.PersonId].Level, followers[bob.PersonId].RaisedIt, followers[bob.PersonId].Votes));
        Assert.Equal((FollowLevel.All, false, false), (followers[dan.PersonId].Level, followers[dan.PersonId].RaisedIt, followers[dan.PersonId].Votes));
        Assert.All(followers.Values, follower => Assert.Equal(("en", request, Asking.Title), (follower.Language, follower.RequestId, follower.Title)));
    }

    [Fact]
    public async Task Who_takes_the_vote_back_is_told_nothing_more_and_who_left_neither()
    {
        var account = (await portal.OpenAccountAsync()).AccountId;
        var (ann, bob) = (await portal.MemberAsync(account), await portal.MemberAsync(account, "Bob"));
        var request = await portal.AskAsync(ann);
        await portal.Get<CastVote>().RunAsync(bob, request, true, Ct);
        await portal.Get<CastVote>().RunAsync(bob, request, false, Ct);
        Assert.Equal([ann.PersonId], (await portal.Get<ReadFollowers>().RunAsync(request, Ct)).Select(follower => follower.PersonId));

        await using var db = portal.Factory.ForSystem();
        await db.Users.Where(p => p.Id == ann.PersonId).ExecuteUpdateAsync(set => set.SetProperty(p => p.DeactivatedAt, portal.Clock.Now), Ct);

        Assert.Empty(await portal.Get<ReadFollowers>().RunAsync(request, Ct));
        Assert.Empty(await portal.Get<ReadFollowers>().RunAsync(Guid.CreateVersion7(), Ct));
    }

    [Fact]
    public async Task A_request_one_does_not_see_cannot_be_followed()
    {
        var (fabrikam, contoso) = ((await portal.OpenAccountAsync()).AccountId, (await portal.OpenAccountAsync()).AccountId);
        var request = await portal.AskAsync(await portal.MemberAsync(fabrikam));

        var outcome = await portal.Get<FollowRequest>().RunAsync(await portal.MemberAsync(contoso), request, FollowLevel.All, Ct);

        Assert.False(outcome.Is(out _, out var refusal));
        Assert.IsType<Refusal.NotFound>(refusal);
    }

    [Fact]
    public async Task How_much_it_matters_goes_with_the_vote()
    {
        var account = (await portal.OpenAccountAsync()).AccountId;
        var (ann, bob) = (await portal.MemberAsync(account), await portal.MemberAsync(account, "Bob"));
        var request = await portal.AskAsync(ann);

        Assert.False((await portal.Get<WeighVote>().RunAsync(bob, request, Importance.Must, Ct)).Is(out _, out _));
        await portal.Get<CastVote>().RunAsync(bob, request, true, Ct);
        Assert.True((await portal.Get<WeighVote>().RunAsync(bob, request, Importance.Must, Ct)).Is(out _, out _));

        Assert.Equal(Importance.Must, (await portal.Get<ListRequests>().RunAsync(bob, new(), Ct)).Rows.Single().MyImportance);
        Assert.Null((await portal.Get<ListRequests>().RunAsync(ann, new(), Ct)).Rows.Single().MyImportance);
        Assert.Equal((2, 2, 2), await portal.CountAsync(request, account));
    }

    private async Task FollowAsync(Viewer viewer, Guid request, FollowLevel level) =>
        Assert.True((await portal.Get<FollowRequest>().RunAsync(viewer, request, level, Ct)).Is(out _, out _));
}
