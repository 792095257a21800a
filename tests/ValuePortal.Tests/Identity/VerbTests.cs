using Microsoft.EntityFrameworkCore;
using ValuePortal.Identity.Keys;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Verbs;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Identity;

public sealed class VerbTests : IDisposable
{
    private readonly TestPortal portal = new();
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        portal.Dispose();
        output.Dispose();
        error.Dispose();
    }

    [Fact]
    public async Task Create_admin_prints_a_link_and_nothing_else()
    {
        Assert.Equal(0, await RunAsync("create-admin", "--email", "vera@northwind.example", "--name", "Vera"));

        Assert.StartsWith("http://127.0.0.1:5080/account/set-password?person=", Assert.Single(output.ToString().TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(portal.Folder.Mail));
        await using var db = portal.Factory.ForSystem();
        var person = await db.Users.SingleAsync(Ct);
        Assert.Equal(("Vera", PersonRole.VendorAdmin, null, null), (person.Name, person.Role, person.AccountId, person.PasswordHash));
    }

    [Fact]
    public async Task Create_admin_again_makes_a_new_link_for_the_same_person()
    {
        await RunAsync("create-admin", "--email", "vera@northwind.example");
        Assert.Equal(0, await RunAsync("create-admin", "--email", "VERA@northwind.example"));

        await using var db = portal.Factory.ForSystem();
        Assert.Equal(1, await db.Users.CountAsync(Ct));
    }

    [Fact]
    public async Task Create_admin_makes_nobody_else_an_admin()
    {
        await portal.AddStaffAsync("carl@northwind.example", PersonRole.Csm);

        Assert.Equal(1, await RunAsync("create-admin", "--email", "carl@northwind.example"));
        Assert.Empty(output.ToString());
    }

    [Fact]
    public async Task The_second_factor_of_an_admin_is_reset_by_command_and_nobody_elses_of_a_customer()
    {
        var vera = await portal.AddStaffAsync("vera@northwind.example");
        await using var db = portal.Factory.ForSystem();
        await db.Users.Where(person => person.Id == vera.Id).ExecuteUpdateAsync(set => set.SetProperty(person => person.TwoFactorEnabled, true), Ct);

        Assert.Equal(0, await RunAsync("reset-second-factor", "--email", "VERA@northwind.example"));

        Assert.False(await db.Users.AnyAsync(person => person.TwoFactorEnabled, Ct));
        var account = await portal.OpenAccountAsync();
        await portal.AddCustomerAsync(account.AccountId, "ann@fabrikam.example");
        Assert.Equal(1, await RunAsync("reset-second-factor", "--email", "ann@fabrikam.example"));
    }

    [Theory]
    [InlineData("create-admin")]
    [InlineData("reset-second-factor")]
    [InlineData("create-admin", "--email", "not an address")]
    [InlineData("create-admin", "--email", "a@b.example\r\nBcc: c@d.example")]
    [InlineData("create-key")]
    [InlineData("create-key", "web")]
    [InlineData("create-key", "web", "--scope", "write")]
    public async Task What_is_written_wrong_is_said_so(params string[] line)
    {
        Assert.Equal(2, await RunAsync(line));
        Assert.Contains("Write: ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_key_prints_a_key_that_works_for_its_account()
    {
        var account = await portal.OpenAccountAsync("fabrikam");

        Assert.Equal(0, await RunAsync("create-key", "Web shop", "--scope", "ingest", "--account", "fabrikam"));

        var key = await portal.Get<KeyRing>().FindAsync(output.ToString().Trim(), Ct);
        Assert.Equal(("Web shop", KeyScope.Ingest, account.AccountId), (key!.Name, key.Scope, key.AccountId));
    }

    [Fact]
    public async Task Create_key_refuses_an_account_that_is_not_there()
    {
        await portal.OpenAccountAsync("fabrikam");

        Assert.Equal(1, await RunAsync("create-key", "Web shop", "--scope", "ingest", "--account", "Fabrikam"));
        Assert.Empty(output.ToString());
    }

    private Task<int> RunAsync(params string[] line) => CommandLine.Parse(line).RunAsync(portal.Services, output, error, Ct);
}
