using System.Net;
using System.Text.RegularExpressions;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;
using ValuePortal.Tests.Usage.Engagement;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Tests.Usage.Mailing;

/// <summary>The page of one's own reports, and the door by which anybody with the link stops one.</summary>
public sealed partial class MailingPageTests : IAsyncLifetime
{
    private readonly PortalServer server = new();
    private Account account = null!;
    private Person member = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        account = await server.OpenAccountAsync("fabrikam", "Fabrikam Retail", "Europe/Berlin");
        member = await server.AddCustomerAsync(account.AccountId, "member@fabrikam.example", PersonRole.CustomerMember);
        await server.Services.GetRequiredService<EventIntake>().UseAsync(
            server.Services.GetRequiredService<Sources>(), account, ("u-1", "2026-06-09T10:00:00Z", "orders"));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_person_subscribes_sends_pauses_resumes_and_removes()
    {
        using var client = server.ClientOf(member);
        var empty = await (await client.GetAsync("/usage/mail", Ct)).TextAsync();
        Assert.Contains("You get no report by e-mail yet", empty, StringComparison.Ordinal);
        Assert.Contains("<option value=\"Europe/Berlin\" selected>Europe/Berlin (UTC+02:00)</option>", empty, StringComparison.Ordinal);
        Assert.Contains("href=\"usage/mail\"", await client.GetStringAsync("/usage", Ct), StringComparison.Ordinal);

        await SubscribeAsync(client);
        var page = await (await client.GetAsync("/usage/mail?done=subscribed", Ct)).TextAsync();
        Assert.Contains("Weekly, Tuesday at 07:00", page, StringComparison.Ordinal);
        Assert.Contains("16 Jun 2026, 07:00", page, StringComparison.Ordinal);

        var edit = $"/usage/mail?edit={ReportId().Match(page).Groups["id"].Value}";
        Assert.Contains("<option value=\"Tuesday\" selected", await (await client.GetAsync(edit, Ct)).TextAsync(), StringComparison.Ordinal);
        var edited = await client.SubmitAsync(edit, "subscribe", ("Rhythm", "Weekly"), ("Weekday", "Thursday"), ("Hour", "7"), ("Zone", "Europe/Berlin"), ("Empty", "send"));
        Assert.Equal("/usage/mail?done=edited", edited.Headers.Location?.PathAndQuery);
        Assert.Contains("Weekly, Thursday at 07:00", await client.GetStringAsync("/usage/mail", Ct), StringComparison.Ordinal);

        await DoAsync(client, "send");
        Assert.Contains("15 Jun 2026, 11:00", await (await client.GetAsync("/usage/mail", Ct)).TextAsync(), StringComparison.Ordinal);
        Assert.Contains("less than a minute ago", await (await PressAsync(client, "send")).TextAsync(), StringComparison.Ordinal);
        await DoAsync(client, "pause");
        Assert.Contains("Paused</span>", await client.GetStringAsync("/usage/mail", Ct), StringComparison.Ordinal);
        await DoAsync(client, "resume");
        await DoAsync(client, "remove");
        Assert.Contains("You get no report by e-mail yet", await client.GetStringAsync("/usage/mail", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_choice_is_said_at_its_field()
    {
        using var client = server.ClientOf(member);

        var answer = await client.SubmitAsync("/usage/mail", "subscribe", ("Rhythm", "Weekly"), ("Weekday", "Tuesday"), ("Hour", "7"), ("Zone", "Mars/Base"), ("Empty", "skip"));

        Assert.Contains("Choose a time zone from the list.", await answer.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Staff_subscribe_on_the_page_of_an_account_of_theirs()
    {
        var csm = await server.AddStaffAsync("csm@northwind.example", PersonRole.Csm);
        await server.Portal.GiveCareAsync(account.AccountId, csm.Id, server.Clock.Now);
        using var client = server.ClientOf(csm);
        var page = $"/desk/accounts/{account.AccountId}/usage";

        Assert.Equal("/account/denied", (await client.GetAsync("/usage/mail", Ct)).Headers.Location?.OriginalString);
        var subscribed = await client.SubmitAsync(page, "subscribe", ("Rhythm", "Weekly"), ("Weekday", "Tuesday"), ("Hour", "7"), ("Zone", "Europe/Berlin"), ("Empty", "skip"));

        Assert.EndsWith($"{page}?done=subscribed#mail", subscribed.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.Contains("Weekly, Tuesday at 07:00", await client.GetStringAsync(page, Ct), StringComparison.Ordinal);
        using var customer = server.ClientOf(member);
        Assert.DoesNotContain("Weekly, Tuesday", await customer.GetStringAsync("/usage/mail", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_link_in_a_mail_stops_it_without_sign_in_and_only_when_the_button_is_pressed()
    {
        var link = (await MailAsync()).Split("\r\n").Single(line => line.StartsWith("https://localhost/mail/unsubscribe?token=", StringComparison.Ordinal));
        link = new Uri(link).PathAndQuery;
        using var stranger = server.Stranger();
        using var client = server.ClientOf(member);

        var asked = await (await stranger.GetAsync(link, Ct)).TextAsync();
        Assert.DoesNotContain("Paused</span>", await client.GetStringAsync("/usage/mail", Ct), StringComparison.Ordinal);
        Assert.All((string[])["fabrikam", "Fabrikam", "member"], name => Assert.DoesNotContain(name, asked, StringComparison.Ordinal));

        Assert.Contains("Stopped", await (await stranger.SubmitAsync(link, "unsubscribe")).TextAsync(), StringComparison.Ordinal);
        Assert.Contains("Paused</span>", await client.GetStringAsync("/usage/mail", Ct), StringComparison.Ordinal);

        // It works for ever: twice, long after, and when the report is gone.
        server.Clock.Advance(TimeSpan.FromDays(3650));
        Assert.Contains("Stopped", await (await stranger.SubmitAsync(link, "unsubscribe")).TextAsync(), StringComparison.Ordinal);
        await DoAsync(client, "remove");
        Assert.Contains("Stopped", await (await stranger.SubmitAsync(link, "unsubscribe")).TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_program_stops_it_by_the_header_alone()
    {
        var mail = Folded().Replace(await MailAsync(), " ");
        Assert.Contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", mail, StringComparison.Ordinal);
        var address = ListUnsubscribe().Match(mail).Groups["path"].Value;
        using var program = server.Stranger();
        using var client = server.ClientOf(member);

        Assert.Equal("/mail/unsubscribe", (await program.GetAsync(address, Ct)).Headers.Location?.OriginalString.Split('?')[0]);
        Assert.DoesNotContain("Paused</span>", await client.GetStringAsync("/usage/mail", Ct), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await program.PostFieldsAsync(address, ("List-Unsubscribe", "One-Click"))).StatusCode);
        Assert.Contains("Paused</span>", await client.GetStringAsync("/usage/mail", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_guesses_learns_nothing_and_is_held_back()
    {
        using var stranger = server.Stranger();

        Assert.Equal(HttpStatusCode.Gone, (await stranger.GetAsync("/mail/unsubscribe?token=abc", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await stranger.GetAsync("/mail/unsubscribe", Ct)).StatusCode);
        HttpStatusCode last = default;
        for (var i = 0; i <= 30; i++)
        {
            last = (await stranger.PostFieldsAsync($"/mail/unsubscribe/now?token=guess{i}", ("List-Unsubscribe", "One-Click"))).StatusCode;
            Assert.Equal(i < 30 ? HttpStatusCode.BadRequest : HttpStatusCode.TooManyRequests, last);
        }
    }

    [Fact]
    public async Task A_members_mail_holds_no_money()
    {
        Assert.DoesNotMatch("[€$¥]|USD|EUR", (await MailAsync()).Split("\r\n\r\n", 2)[1]);
    }

    private static Task<HttpResponseMessage> SubscribeAsync(HttpClient client) => client.SubmitAsync(
        "/usage/mail", "subscribe", ("Rhythm", "Weekly"), ("Weekday", "Tuesday"), ("Hour", "7"), ("Zone", "Europe/Berlin"), ("Empty", "skip"));

    private static async Task<HttpResponseMessage> PressAsync(HttpClient client, string what)
    {
        var id = ReportId().Match(await client.GetStringAsync("/usage/mail", Ct)).Groups["id"].Value;
        return await client.SubmitAsync("/usage/mail", $"report-{Guid.Parse(id):N}", ("Report", id), ("Do", what));
    }

    private static async Task DoAsync(HttpClient client, string what) =>
        Assert.Equal($"/usage/mail?done={what}", (await PressAsync(client, what)).Headers.Location?.PathAndQuery);

    /// <summary>Subscribes and has it sent at once; the mail as it is written into the folder.</summary>
    private async Task<string> MailAsync()
    {
        using var client = server.ClientOf(member);
        await SubscribeAsync(client);
        await DoAsync(client, "send");
        await server.Services.GetRequiredService<ValuePortal.Platform.Mail.DeliverMails>().RunAsync(Ct);
        while (!Directory.Exists(server.Folder.Mail) || Directory.GetFiles(server.Folder.Mail, "*.eml").Length == 0)
        {
            await Task.Yield(); // the server's own round has it in hand
        }

        return await File.ReadAllTextAsync(Directory.GetFiles(server.Folder.Mail, "*.eml").Single(), Ct);
    }

    [GeneratedRegex("name=\"Report\" value=\"(?<id>[^\"]+)\"")]
    private static partial Regex ReportId();

    [GeneratedRegex("\r\n[ \t]+")]
    private static partial Regex Folded();

    [GeneratedRegex("List-Unsubscribe: *<https://localhost(?<path>[^>]+)>")]
    private static partial Regex ListUnsubscribe();
}
