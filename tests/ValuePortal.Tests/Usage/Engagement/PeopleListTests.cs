using System.Net;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Engagement;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Tests.Usage.Engagement;

/// <summary>Who sees the people of a company, and who says so.</summary>
public sealed class PeopleListTests : IAsyncLifetime
{
    private readonly PortalServer server = new();
    private Account account = null!;
    private Person admin = null!;

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server.Clock.Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
        account = await server.OpenAccountAsync("fabrikam", "Fabrikam Retail");
        admin = Person.OfAccount(account.AccountId, "admin@fabrikam.example", "Anna Fischer", PersonRole.CustomerAdmin, server.Clock.Now);
        admin.ExternalUserId = "u-1";
        await server.Portal.AddPersonAsync(admin);
        await server.Services.GetRequiredService<EventIntake>().UseAsync(
            server.Services.GetRequiredService<Sources>(), account,
            ("u-1", "2026-05-30T12:00:00Z", "orders"), ("u-1", "2026-05-31T12:00:00Z", "reports"), ("u-1", "2026-05-31T13:00:00Z", "orders"),
            ("u-2", "2026-05-17T12:00:00Z", "orders"), ("=u-3", "2026-04-30T12:00:00Z", null));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task The_admin_sees_people_by_name_and_how_they_use_the_product()
    {
        using var client = server.ClientOf(admin);

        var page = await (await client.GetAsync("/usage/people?sort=name", Ct)).TextAsync();
        var csv = await client.GetStringAsync("/usage/people.csv?sort=days", Ct);

        Assert.Contains("Anna Fischer", page, StringComparison.Ordinal);
        Assert.Equal(
            ["u-1,Anna Fischer,2026-05-31,2,3,2,Active", "'=u-3,,2026-04-30,1,1,0,Dormant", "u-2,,2026-05-17,1,1,1,Quiet"],
            csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..]);
    }

    [Fact]
    public async Task A_member_and_staff_are_denied()
    {
        Person[] others =
        [
            await server.AddCustomerAsync(account.AccountId, "member@fabrikam.example", PersonRole.CustomerMember),
            await server.AddStaffAsync("csm@northwind.example", PersonRole.Csm),
            await server.AddStaffAsync("vendor-admin@northwind.example"),
        ];
        foreach (var other in others)
        {
            using var client = server.ClientOf(other);
            Assert.NotEqual(HttpStatusCode.OK, (await client.GetAsync("/usage/people", Ct)).StatusCode);
            Assert.NotEqual(HttpStatusCode.OK, (await client.GetAsync("/usage/people.csv", Ct)).StatusCode);
        }

        await using var scope = server.Services.CreateAsyncScope();
        foreach (var viewer in new[] { TestPortal.MemberOf(account.AccountId), TestPortal.Csm(account.AccountId), TestPortal.VendorAdmin(account.AccountId) })
        {
            Assert.False((await scope.ServiceProvider.GetRequiredService<ListPeople>().RunAsync(viewer, new(), Ct)).Is(out _, out var refusal));
            Assert.IsType<Refusal.NotAllowed>(refusal);
            Assert.False((await scope.ServiceProvider.GetRequiredService<SwitchPeopleList>().RunAsync(viewer, false, Ct)).Is(out _, out refusal));
            Assert.IsType<Refusal.NotAllowed>(refusal);
        }
    }

    [Fact]
    public async Task Once_hidden_nobody_sees_names_and_the_page_says_who_hid_them_and_when()
    {
        using var client = server.ClientOf(admin);

        await SwitchAsync(client, "hidden");
        await SwitchAsync(client, "hidden");
        var page = await (await client.GetAsync("/usage/people", Ct)).TextAsync();
        var csv = await client.GetAsync("/usage/people.csv", Ct);

        Assert.DoesNotContain("u-1", page, StringComparison.Ordinal);
        Assert.DoesNotContain("u-2", page, StringComparison.Ordinal);
        Assert.Contains("Hidden by Anna Fischer on 1 Jun 2026.", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, csv.StatusCode);

        server.Clock.Now = server.Clock.Now.AddMinutes(1);
        await SwitchAsync(client, "shown");
        Assert.Contains("u-2", await client.GetStringAsync("/usage/people", Ct), StringComparison.Ordinal);
        await using var db = server.Portal.ForSystem(account.AccountId);
        var entries = await db.Set<AuditEntry>().Where(entry => entry.Action == SwitchPeopleList.Switched)
            .OrderBy(entry => entry.Id).Select(entry => entry.Actor + " " + entry.Detail).ToListAsync(Ct);
        Assert.Equal(["Anna Fischer hidden", "Anna Fischer shown"], entries);
    }

    [Fact]
    public async Task The_address_sorts_searches_and_turns_pages()
    {
        await server.Services.GetRequiredService<EventIntake>().UseAsync(
            server.Services.GetRequiredService<Sources>(), account,
            [.. Enumerable.Range(10, 60).Select(i => ($"many-{i}", "2026-05-20T12:00:00Z", (string?)null))]);
        using var client = server.ClientOf(admin);

        var second = await client.GetStringAsync("/usage/people?q=MANY&sort=name&page=2", Ct);
        var turned = await client.GetStringAsync("/usage/people?q=many&sort=name&turned=1", Ct);
        var quiet = await client.GetStringAsync("/usage/people?status=quiet", Ct);

        Assert.Contains("many-35", second, StringComparison.Ordinal);
        Assert.DoesNotContain("many-34", second, StringComparison.Ordinal);
        Assert.Contains("many-69", turned, StringComparison.Ordinal);
        Assert.DoesNotContain("many-44", turned, StringComparison.Ordinal);
        Assert.Contains("u-2", quiet, StringComparison.Ordinal);
        Assert.DoesNotContain("many-", quiet, StringComparison.Ordinal);
    }

    private static async Task SwitchAsync(HttpClient client, string list)
    {
        var page = await client.GetStringAsync("/usage/people", Ct);
        var form = page[page.IndexOf("action=\"usage/people/list\"", StringComparison.Ordinal)..];
        const string Before = "name=\"__RequestVerificationToken\" value=\"";
        var token = form[(form.IndexOf(Before, StringComparison.Ordinal) + Before.Length)..];
        var answer = await client.PostFieldsAsync("/usage/people/list", ("list", list), ("__RequestVerificationToken", token[..token.IndexOf('"', StringComparison.Ordinal)]));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }
}
