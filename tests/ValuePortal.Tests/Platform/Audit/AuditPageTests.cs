using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Identity.Keys;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Tests.Architecture;
using ValuePortal.Tests.Support;
using static ValuePortal.Tests.Support.Wrongs;

namespace ValuePortal.Tests.Platform.Audit;

/// <summary>A company sees who looked at its data, the vendor's admin sees all of it, and nobody else anything.</summary>
public sealed partial class AuditPageTests : IAsyncLifetime
{
    private readonly PortalServer server = new();
    private Account acme = null!;
    private Account rival = null!;
    private Person admin = null!;
    private Person carla = null!;
    private Person vendor = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        acme = await server.OpenAccountAsync("acme", "Acme");
        rival = await server.OpenAccountAsync("rival", "Rival");
        admin = await server.AddCustomerAsync(acme.AccountId, "admin@acme.example");
        carla = await server.AddStaffAsync("carla@northwind.example", PersonRole.Csm);
        vendor = await server.AddStaffAsync("vera@northwind.example");
        await server.Portal.GiveCareAsync(acme.AccountId, carla.Id, server.Clock.Now);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_page_that_staff_opened_is_a_line_once_an_hour_and_a_page_it_may_not_open_is_none()
    {
        using var staff = server.ClientOf(carla);
        foreach (var page in new[] { "", "/value", "/milestones", "/value", "", "/milestones" })
        {
            Assert.Equal(HttpStatusCode.OK, (await staff.GetAsync($"/desk/accounts/{acme.AccountId}{page}", Ct)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await staff.GetAsync($"/desk/accounts/{rival.AccountId}", Ct)).StatusCode);
        using var client = server.ClientOf(admin);
        var first = await LogAsync(client);
        Assert.Equal(3, first.Split("carla@northwind.example").Length - 1);
        Assert.Contains("Opened the account with its people and seats", first, StringComparison.Ordinal);
        Assert.Contains("Opened the value figures", first, StringComparison.Ordinal);
        Assert.Contains("Opened the success plan", first, StringComparison.Ordinal);

        server.Clock.Advance(TimeSpan.FromHours(1));
        await staff.GetAsync($"/desk/accounts/{acme.AccountId}/value", Ct);
        Assert.Equal(4, (await LogAsync(client)).Split("carla@northwind.example").Length - 1);
        using var rivals = server.ClientOf(await server.AddCustomerAsync(rival.AccountId, "admin@rival.example"));
        Assert.DoesNotContain("carla", await LogAsync(rivals), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_sees_the_lines_that_are_its_own_and_chooses_days_and_kind()
    {
        var log = server.Services.GetRequiredService<AuditLog>();
        await log.WriteAsync(admin.Id, admin.Name, AuditAction.SignedIn, "", acme.AccountId, Ct);
        await log.WriteAsync(TestPortal.ViewerOf(admin), AuditAction.RoleChanged, $"{admin.Id}: CustomerMember → CustomerAdmin, amounts visible", ct: Ct);
        await log.WriteAsync(TestPortal.VendorAdmin(rival.AccountId), AuditAction.SeatsStated, "77 from 1 Jan 2026", rival.AccountId, Ct);
        await log.WriteAsync(vendor.Id, vendor.Name, AuditAction.SignedIn, "", AccountScope.NoAccount, Ct);
        var day = DateOnly.FromDateTime(server.Clock.Now.UtcDateTime);

        using var client = server.ClientOf(admin);
        var own = await LogAsync(client);
        Assert.Contains("admin@acme.example: member → admin, amounts visible", own, StringComparison.Ordinal);
        Assert.DoesNotContain("77 ", own, StringComparison.Ordinal);
        Assert.DoesNotContain("Role or amounts changed", await LogAsync(client, "?kind=SignIns"), StringComparison.Ordinal);
        Assert.DoesNotContain("Signed in", await LogAsync(client, $"?to={day.AddDays(-1):yyyy-MM-dd}"), StringComparison.Ordinal);
        Assert.Contains("Signed in", await LogAsync(client, $"?from={day:yyyy-MM-dd}&to={day:yyyy-MM-dd}&of={rival.AccountId}"), StringComparison.Ordinal);

        using var desk = server.ClientOf(vendor);
        Assert.Contains("77 from 1 Jan 2026", await LogAsync(desk, page: "/desk/log"), StringComparison.Ordinal);
        Assert.DoesNotContain("77 ", await LogAsync(desk, $"?of={acme.AccountId}", "/desk/log"), StringComparison.Ordinal);
        Assert.Contains("vera@northwind.example", await LogAsync(desk, "?of=vendor", "/desk/log"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.GetAsync($"/desk/log?of={Guid.CreateVersion7()}", Ct)).StatusCode);
        foreach (var person in new[] { carla, await server.AddCustomerAsync(acme.AccountId, "m@acme.example", PersonRole.CustomerMember) })
        {
            using var other = server.ClientOf(person);
            foreach (var page in new[] { "/account/log", "/account/log.csv", "/desk/log", "/desk/log.csv" })
            {
                Assert.NotEqual(HttpStatusCode.OK, (await other.GetAsync(page, Ct)).StatusCode);
            }
        }
    }

    [Fact]
    public async Task What_a_program_reads_is_a_line_an_hour_and_what_the_portal_did_by_itself_is_shown_on_demand()
    {
        await using (var scope = server.Services.CreateAsyncScope())
        {
            var made = await scope.ServiceProvider.GetRequiredService<MakeKey>().RunAsync(TestPortal.VendorAdmin(acme.AccountId), new("warehouse", KeyScope.Read, acme.AccountId), Ct);
            using var program = server.Stranger();
            program.DefaultRequestHeaders.Authorization = new("Bearer", made.Match(key => key.Text, refusal => throw new InvalidOperationException(refusal.Message)));
            for (var call = 0; call < 3; call++)
            {
                Assert.Equal(HttpStatusCode.OK, (await program.GetAsync($"/api/v1/accounts/{acme.ExternalId}/features?from=2026-06-01&to=2026-06-07", Ct)).StatusCode);
            }
        }

        await server.Services.GetRequiredService<AuditLog>().WriteAsync(Guid.Empty, "command", "tier-ruled", "Key", acme.AccountId, Ct);
        using var staff = server.ClientOf(vendor);
        await staff.GetAsync("/desk", Ct);
        await staff.GetAsync("/desk?page=1", Ct);

        using var client = server.ClientOf(admin);
        var log = await LogAsync(client);
        Assert.Equal(1, log.Split("Read by a program: features").Length - 1);
        Assert.DoesNotContain("Operator of the portal", log, StringComparison.Ordinal);
        Assert.Contains("Operator of the portal", await LogAsync(client, "?own=yes"), StringComparison.Ordinal);
        Assert.Equal(1, (await LogAsync(staff, "?of=vendor", "/desk/log")).Split("Opened the list of accounts").Length - 1);
    }

    [Fact]
    public async Task On_a_Chinese_page_the_details_are_Chinese_and_a_name_stays_as_it_was_given()
    {
        var log = server.Services.GetRequiredService<AuditLog>();
        foreach (var (action, detail) in new[]
        {
            ("value-terms-set", "from 2026-01, 3 years, rate 10"), ("contract-stated", "from 2026-01-01, renews 2027-01-01"), (AuditAction.PasswordSet, "changed"),
            ("request-answered", $"request {Guid.CreateVersion7()}: Planned, 12 characters"), ("value-driver-removed", $"{Guid.CreateVersion7()} Reviews read by month"),
        })
        {
            await log.WriteAsync(admin.Id, admin.Name, action, detail, acme.AccountId, Ct);
        }

        using var client = server.ClientOf(admin);
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("zh-CN");
        var page = await LogAsync(client);
        foreach (var words in new[] { "自 2026-01, 3 年, 折现率 10", "自 2026年1月1日, 续约 2027年1月1日", "已更改", "已计划, 12 个字符", "Reviews read by month" })
        {
            Assert.Contains(words, page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_long_log_is_read_page_by_page_and_taken_along_as_a_whole_with_its_fingerprint()
    {
        var log = server.Services.GetRequiredService<AuditLog>();
        for (var no = 0; no < 120; no++)
        {
            // Five lines a moment, so that pages end between lines of the same time.
            server.Clock.Advance(no % 5 == 0 ? TimeSpan.FromMinutes(1) : TimeSpan.Zero);
            await log.WriteAsync(admin.Id, admin.Name, AuditAction.Exported, $"=table {no:000}!", acme.AccountId, Ct);
        }

        using var client = server.ClientOf(admin);
        var seen = new List<string>();
        for (var page = "/account/log"; page is not null;)
        {
            var html = await LogAsync(client, page: page);
            seen.AddRange(Line().Matches(html).Select(line => line.Value));
            page = Older().Match(html) is { Success: true } older ? "/" + older.Groups["address"].Value : null;
        }

        Assert.Equal(Enumerable.Range(0, 120).Select(no => $"table {no:000}!").Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
        Assert.Contains("href=\"account/log.csv\"", await client.GetStringAsync("/account/log", Ct), StringComparison.Ordinal);
        var csv = await client.GetStringAsync("/account/log.csv", Ct);
        Assert.Equal(120, Line().Count(csv));
        Assert.Contains("'=table 007!", csv, StringComparison.Ordinal);
        Assert.Matches("Line 120, hash [0-9a-f]{64}", csv.Replace("\"", "", StringComparison.Ordinal));
        Assert.Contains("audit log", await LogAsync(client, "?kind=Exports"), StringComparison.Ordinal);
    }

    /// <summary>An action without words would be shown as a code.</summary>
    [Fact]
    public void Every_action_that_is_written_has_words()
    {
        using var portal = new TestPortal();
        var text = portal.Get<IStringLocalizer<AuditWords>>();
        var actions = Repository.ProductFiles(".cs")
            .Select(File.ReadAllText)
            .Where(source => source.Contains("AuditLog audit", StringComparison.Ordinal) || source.Contains("Audit\n", StringComparison.Ordinal) || source.Contains("static class AuditAction", StringComparison.Ordinal))
            .SelectMany(source => Action().Matches(source))
            .Select(action => action.Groups["action"].Value)
            .Distinct()
            .ToList();

        Assert.Contains(AuditAction.SignedIn, actions);
        Assert.Contains("value-terms-set", actions);
        Assert.Contains("milestone-added", actions);
        AssertNone(actions.Where(action => action != AuditAction.StaffRead && text["Action_" + action].ResourceNotFound).Select(action => $"The action {action} has no words in AuditWords."));
    }

    private static async Task<string> LogAsync(HttpClient client, string query = "", string page = "/account/log")
    {
        using var answer = await client.GetAsync(page + query, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.TextAsync();
    }

    [GeneratedRegex("table [0-9]{3}!", RegexOptions.None, 1000)]
    private static partial Regex Line();

    [GeneratedRegex("href=\"(?<address>account/log\\?[^\"]*older=[^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex Older();

    [GeneratedRegex("""(?:const string (?!\w*Kind )\w+ = |WriteAsync\(\w+, )"(?<action>[a-z]+(?:-[a-z]+)+)";?""", RegexOptions.None, 1000)]
    private static partial Regex Action();
}
