using System.Net;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;

namespace ValuePortal.Tests.Support;

public sealed class TestPortalTests : IDisposable
{
    private readonly TestPortal portal = new();

    public void Dispose() => portal.Dispose();

    [Fact]
    public async Task An_account_is_seen_by_its_own_people_only()
    {
        var ct = TestContext.Current.CancellationToken;
        var account = await portal.OpenAccountAsync("fabrikam", "Fabrikam Retail");
        await using var own = portal.Factory.For(TestPortal.MemberOf(account.AccountId));
        await using var strangers = portal.Factory.For(TestPortal.MemberOf(Guid.CreateVersion7()));

        Assert.Equal("Fabrikam Retail", (await own.Set<Account>().SingleAsync(ct)).Name);
        Assert.Empty(await strangers.Set<Account>().ToListAsync(ct));
    }

    [Fact]
    public async Task The_program_starts_and_answers()
    {
        await using var server = new PortalServer();
        using var client = server.Stranger();

        var answer = await client.GetAsync("/health/live", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_page_that_forgot_to_say_who_may_open_it_is_closed()
    {
        await using var server = new PortalServer();
        var account = await server.OpenAccountAsync();
        using var client = server.ClientOf(await server.AddCustomerAsync(account.AccountId, "admin@fabrikam.example"));

        var answer = await client.GetAsync("/no-such-page", TestContext.Current.CancellationToken);

        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
    }
}
