using System.Net;
using AngleSharp.Html.Parser;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Drafts;
using ValuePortal.Tests.Support;
using static ValuePortal.Tests.Roi.ValueWorld;

namespace ValuePortal.Tests.Platform.Drafts;

public sealed class DraftTests(PortalServer server) : IClassFixture<PortalServer>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_draft_is_the_persons_own_and_the_last_one_typed_stays_for_a_month()
    {
        using var portal = new TestPortal();
        var staff = TestPortal.ViewerOf(await portal.AddStaffAsync("one@vendor.example", PersonRole.Csm));
        var other = TestPortal.ViewerOf(await portal.AddStaffAsync("two@vendor.example", PersonRole.Csm));
        var drafts = portal.Get<KeepDraft>();

        Done(await drafts.RunAsync(staff, "driver:1", """{"Name":["Minutes"]}""", portal.Clock.Now, Ct));
        Done(await drafts.RunAsync(staff, "driver:1", """{"Name":["Minutes saved"]}""", portal.Clock.Now, Ct));

        Assert.Equal("""{"Name":["Minutes saved"]}""", (await drafts.ReadAsync(staff, "driver:1", Ct))!.Fields);
        Assert.Null(await drafts.ReadAsync(staff, "driver:2", Ct));
        Assert.Null(await drafts.ReadAsync(other, "driver:1", Ct));
        Assert.IsType<Refusal.Invalid>(Refused(await drafts.RunAsync(staff, "driver:1", "no JSON", portal.Clock.Now, Ct)));
        Assert.IsType<Refusal.Invalid>(Refused(await drafts.RunAsync(staff, "driver:1", $$"""{"Name":["{{new string('x', KeepDraft.MostBytes)}}"]}""", portal.Clock.Now, Ct)));

        portal.Clock.Now = portal.Clock.Now.AddDays(30);
        Assert.Equal(0, await portal.Get<SweepDrafts>().RunAsync(Ct));
        portal.Clock.Now = portal.Clock.Now.AddMinutes(1);
        Assert.Equal(1, await portal.Get<SweepDrafts>().RunAsync(Ct));
        Assert.Null(await drafts.ReadAsync(staff, "driver:1", Ct));
    }

    [Fact]
    public async Task A_form_that_is_refused_keeps_its_draft_and_one_that_is_accepted_drops_it()
    {
        var account = await server.OpenAccountAsync();
        var csm = await server.AddStaffAsync($"csm-{account.ExternalId}@vendor.example", PersonRole.Csm);
        await server.Portal.GiveCareAsync(account.AccountId, csm.Id, server.Clock.Now);
        using var client = server.ClientOf(csm);
        var address = $"/desk/accounts/{account.AccountId}/model";
        var form = $"value-terms:{account.AccountId}";
        var opened = server.Clock.Now.ToString("O");
        var page = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync(address, Ct), Ct);
        var token = page.QuerySelector("form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        await SendAsync("/drafts", HttpStatusCode.OK, ("form", form), ("fields", """{"Terms.HorizonYears":["4"]}"""), ("since", opened));

        Assert.Contains("Terms.HorizonYears", await client.GetStringAsync(address, Ct), StringComparison.Ordinal);
        await SendTermsAsync("0", HttpStatusCode.OK);
        Assert.NotNull(await FoundAsync());
        await SendTermsAsync("4", HttpStatusCode.Redirect);
        Assert.Null(await FoundAsync());

        await SendAsync("/drafts", HttpStatusCode.OK, ("form", form), ("fields", """{"Terms.HorizonYears":["5"]}"""), ("since", opened));
        Assert.Null(await FoundAsync()); // it was on its way when the form was sent
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await SendAsync("/drafts", HttpStatusCode.OK, ("form", form), ("fields", """{"Terms.HorizonYears":["5"]}"""), ("since", server.Clock.Now.ToString("O")));
        Assert.NotNull(await FoundAsync());
        await SendAsync("/drafts/drop", HttpStatusCode.NoContent, ("form", form));
        Assert.Null(await FoundAsync());

        async Task<string?> FoundAsync() => (await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync(address, Ct), Ct)).QuerySelector("[data-draft-found]")?.GetAttribute("data-draft-found");

        Task SendTermsAsync(string years, HttpStatusCode expected) => SendAsync(
            address, expected, ("_handler", "value-terms"), (DraftEndpoints.Field, form), ("Terms.StartMonth", "2026-01"), ("Terms.HorizonYears", years), ("Terms.DiscountRate", "10"));

        async Task SendAsync(string to, HttpStatusCode expected, params (string Name, string Value)[] fields)
        {
            using var content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
            using var answer = await client.PostAsync(to, content, Ct);
            Assert.Equal(expected, answer.StatusCode);
        }
    }
}
