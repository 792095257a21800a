using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Data;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Platform.Access;

public sealed class PrivateUntilPublishedTests : IDisposable
{
    private readonly ProbeDb probe = new();
    private readonly Guid mine = Guid.CreateVersion7();
    private readonly Guid theirs = Guid.CreateVersion7();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => probe.Dispose();

    [Fact]
    public async Task Until_it_is_published_only_the_account_that_raised_it_sees_it()
    {
        await RaiseAsync(mine, "Private");

        Assert.Equal(["Private"], await TitlesAsync(mine));
        Assert.Empty(await TitlesAsync(theirs));
        Assert.Empty(await TitlesAsync());
    }

    [Fact]
    public async Task Once_published_all_see_it()
    {
        await RaiseAsync(mine, "Public", published: true);

        Assert.Equal(["Public"], await TitlesAsync(mine));
        Assert.Equal(["Public"], await TitlesAsync(theirs));
        Assert.Equal(["Public"], await TitlesAsync());
    }

    [Fact]
    public async Task Seeing_it_is_not_changing_it()
    {
        await RaiseAsync(mine, "Public", published: true);
        await using var db = probe.For(theirs);

        (await db.Set<ProbeWish>().SingleAsync(Ct)).Title = "Taken over";
        await Assert.ThrowsAsync<ForeignRowException>(() => db.SaveChangesAsync(Ct));
    }

    [Fact]
    public async Task Every_change_names_the_account_that_raised_it()
    {
        await RaiseAsync(mine, "Mine");
        await using var db = probe.For(mine, theirs);
        var id = (await db.Set<ProbeWish>().AsNoTracking().SingleAsync(Ct)).Id;

        // Somebody pretends that the wish was theirs: the row is found by its id, and not by its owner.
        db.Attach(new ProbeWish { Id = id, RaisedByAccountId = theirs, Title = "Mine" }).Property(wish => wish.Title).CurrentValue = "Taken over";

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => db.SaveChangesAsync(Ct));
    }

    [Fact]
    public async Task A_lifted_filter_is_stopped_here_too()
    {
        await using var db = probe.For(mine);

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.Set<ProbeWish>().IgnoreQueryFilters([PortalDb.AccountFilter]).ToListAsync(Ct));
    }

    private async Task RaiseAsync(Guid account, string title, bool published = false)
    {
        await using var db = probe.For(account);
        db.Add(new ProbeWish { Id = Guid.CreateVersion7(), RaisedByAccountId = account, Title = title, PublishedAt = published ? FixedClock.Monday : null });
        await db.SaveChangesAsync(Ct);
    }

    private async Task<List<string>> TitlesAsync(params Guid[] scope)
    {
        await using var db = probe.For(scope);
        return await db.Set<ProbeWish>().OrderBy(wish => wish.Title).Select(wish => wish.Title).ToListAsync(Ct);
    }
}
