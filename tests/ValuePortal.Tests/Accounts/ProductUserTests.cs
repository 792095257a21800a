using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts.Desk;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Accounts;

/// <summary>Which of the product's users a person is, said on the account's page of the desk.</summary>
public sealed class ProductUserTests : IAsyncLifetime
{
    private readonly PortalServer server = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task The_vendors_admin_names_it_when_a_person_is_added_and_later()
    {
        var acme = await server.OpenAccountAsync("acme", "Acme");
        var rival = await server.AddCustomerAsync((await server.OpenAccountAsync("rival")).AccountId, "ann@rival.example");
        using var client = server.ClientOf(await server.AddStaffAsync("admin@northwind.example"));
        var page = $"/desk/accounts/{acme.AccountId}/people";

        await client.SubmitAsync(page, "add-person", ("Email", "ann@acme.example"), ("Name", "Ann"), ("Role", nameof(PersonRole.CustomerMember)), ("ExternalUserId", " u-17 "));
        var ann = await FindAsync("ann@acme.example");
        Assert.Equal("u-17", ann.ExternalUserId);

        await client.SubmitAsync(page, "product-user", ("ProductPerson", ann.Id.ToString()), ("ProductUser", "u-18"));
        Assert.Equal("u-18", (await FindAsync("ann@acme.example")).ExternalUserId);
        Assert.Contains("Ann (is u-18)", await client.GetStringAsync(page, Ct), StringComparison.Ordinal);

        await client.SubmitAsync(page, "product-user", ("ProductPerson", rival.Id.ToString()), ("ProductUser", "u-1"));
        Assert.Null((await FindAsync("ann@rival.example")).ExternalUserId);
    }

    [Fact]
    public async Task Nobody_else_does()
    {
        var acme = await server.OpenAccountAsync("acme");
        var ann = await server.AddCustomerAsync(acme.AccountId, "ann@acme.example");
        await using var scope = server.Services.CreateAsyncScope();

        var outcome = await scope.ServiceProvider.GetRequiredService<NameProductUser>().RunAsync(TestPortal.Csm(acme.AccountId), acme.AccountId, new(ann.Id, "u-1"), Ct);

        Assert.False(outcome.Is(out _, out var refusal));
        Assert.IsType<Refusal.NotAllowed>(refusal);
    }

    private async Task<Person> FindAsync(string email)
    {
        await using var db = server.Portal.ForSystem();
        return await db.Users.AsNoTracking().SingleAsync(person => person.Email == email, Ct);
    }
}
