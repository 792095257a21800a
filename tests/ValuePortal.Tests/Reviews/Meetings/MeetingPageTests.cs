using System.Net;
using System.Text;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Platform.Pdf;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Reviews.Meetings;

/// <summary>A meeting by plain forms and by its line, as the two sides get them.</summary>
public sealed class MeetingPageTests : IAsyncLifetime
{
    private const string Canary = "CANARY-7719 they hesitate on price";

    private readonly PortalServer server = new();
    private ReviewWorld world = null!;
    private HttpClient desk = null!;
    private HttpClient admin = null!;
    private AsyncServiceScope scope;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var account = await server.OpenAccountAsync("fabrikam", "Fabrikam");
        var csm = await server.AddStaffAsync("csm@vendor.example", PersonRole.Csm);
        await server.Portal.GiveCareAsync(account.AccountId, csm.Id, server.Clock.Now);
        var one = await server.AddCustomerAsync(account.AccountId, "admin@fabrikam.example");
        scope = server.Services.CreateAsyncScope();
        world = new ReviewWorld(scope.ServiceProvider, account, TestPortal.ViewerOf(csm, account.AccountId));
        await world.FillAsync(TestPortal.ViewerOf(one), TestPortal.ViewerOf(await server.AddStaffAsync("pm@vendor.example", PersonRole.ProductManager)));
        (desk, admin) = (server.ClientOf(csm), server.ClientOf(one));
    }

    public async ValueTask DisposeAsync()
    {
        desk.Dispose();
        admin.Dispose();
        await scope.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task What_the_vendor_notes_for_itself_is_in_nothing_that_the_customer_gets()
    {
        var review = await world.PublishedAsync();
        var called = await desk.SubmitAsync($"/desk/accounts/{world.Account.AccountId}/reviews/{review}", "call-meeting");
        var room = called.Headers.Location!.ToString();
        var id = room.Split('/')[^1];
        var (own, panel) = ($"/meetings/{id}", room + "/panel");
        Assert.Equal(HttpStatusCode.Redirect, (await desk.SubmitAsync(panel + "?part=private", "meeting-private", ("PrivateNote", Canary))).StatusCode);
        Assert.Contains(Canary, await desk.GetStringAsync(panel + "?part=private", Ct), StringComparison.Ordinal);

        // Before: the lobby. The line of the customer is open the whole time.
        Assert.Contains("The meeting starts in a moment", await admin.GetStringAsync(own, Ct), StringComparison.Ordinal);
        using var line = new Line(admin, own);
        await line.UntilAsync("\"state\":\"Lobby\"");
        List<string> got = [await admin.GetStringAsync(own, Ct), await admin.GetStringAsync("/reviews", Ct)];
        Assert.Equal(HttpStatusCode.Redirect, (await desk.SubmitAsync(panel, "meeting-start")).StatusCode);
        await line.UntilAsync("\"state\":\"Live\"");
        Assert.Equal(HttpStatusCode.Redirect, (await desk.SubmitAsync(panel + "?part=private", "meeting-private", ("PrivateNote", Canary + " again"))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await desk.SubmitAsync(panel + "?part=notes", "meeting-say", ("Entry.Kind", "Note"), ("Entry.Text", "For everybody"))).StatusCode);
        await line.UntilAsync("\"follows\":true");
        foreach (var part in new[] { "agenda", "notes", "figures", "private" })
        {
            got.Add(await admin.GetStringAsync($"{own}/panel?part={part}", Ct));
        }

        Assert.Contains("For everybody", got[^3], StringComparison.Ordinal);
        got.Add(await admin.GetStringAsync(own + "?part=private", Ct));
        Assert.DoesNotContain(got, page => page.Contains(">Private<", StringComparison.Ordinal));

        // After: page, file, everything a company takes along, and the address of the desk.
        Assert.Equal(HttpStatusCode.Redirect, (await desk.SubmitAsync(panel, "meeting-end")).StatusCode);
        await line.UntilAsync("\"state\":\"Ended\"");
        got.Add(await admin.GetStringAsync(own + "/minutes", Ct));
        Assert.Contains("For everybody", got[^1], StringComparison.Ordinal);
        var pdf = await admin.GetByteArrayAsync(own + "/minutes.pdf", Ct);
        var text = await PdfTools.ReadTextAsync(pdf);
        Assert.Contains("For everybody", text, StringComparison.Ordinal);
        got.AddRange(text, line.Told);
        Assert.Equal(HttpStatusCode.Redirect, (await admin.GetAsync(panel + "?part=private", Ct)).StatusCode);

        Assert.DoesNotContain(got, page => page.Contains("CANARY", StringComparison.Ordinal));
        Assert.Contains(Canary, await desk.GetStringAsync(room + "/minutes", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_line_keeps_what_was_typed_and_says_what_is_missing()
    {
        var review = await world.PublishedAsync();
        var room = (await desk.SubmitAsync($"/desk/accounts/{world.Account.AccountId}/reviews/{review}", "call-meeting")).Headers.Location!.ToString();
        var panel = $"/meetings/{room.Split('/')[^1]}/panel?part=notes";

        var refused = await admin.SubmitAsync(panel, "meeting-say", ("Entry.Kind", "Action"), ("Entry.Text", "Send the <list>"), ("Entry.Owner", "nobody"), ("Entry.DueOn", "31.12."));

        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        var page = await refused.TextAsync();
        Assert.Contains("Say by which day.", page, StringComparison.Ordinal);
        Assert.Contains("value=\"Send the <list>\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync($"/meetings/{Guid.CreateVersion7()}", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.PostFieldsAsync($"/meetings/{room.Split('/')[^1]}/place", ("at", "{}"))).StatusCode);
    }

    /// <summary>An open line of a meeting, and all that was told over it.</summary>
    private sealed class Line : IDisposable
    {
        private readonly StringBuilder told = new();
        private readonly CancellationTokenSource open = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        private readonly SemaphoreSlim news = new(0);

        public Line(HttpClient client, string meeting) => _ = ListenAsync(client, meeting);

        public string Told
        {
            get
            {
                lock (told)
                {
                    return told.ToString();
                }
            }
        }

        public async Task UntilAsync(string words)
        {
            while (!Told.Contains(words, StringComparison.Ordinal))
            {
                Assert.True(await news.WaitAsync(TimeSpan.FromSeconds(20), Ct), $"\"{words}\" was not told: {Told}");
            }
        }

        public void Dispose()
        {
            open.Cancel();
            open.Dispose();
            news.Dispose();
        }

        private async Task ListenAsync(HttpClient client, string meeting)
        {
            try
            {
                using var answer = await client.GetAsync(meeting + "/live", HttpCompletionOption.ResponseHeadersRead, open.Token);
                using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(open.Token));
                while (await reader.ReadLineAsync(open.Token) is { } line)
                {
                    lock (told)
                    {
                        told.AppendLine(line);
                    }

                    news.Release();
                }
            }
            catch (OperationCanceledException)
            {
                // The page was closed.
            }
        }
    }
}
