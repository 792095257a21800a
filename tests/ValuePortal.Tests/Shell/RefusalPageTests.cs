using System.Net;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Shell;

public sealed class RefusalPageTests : IAsyncDisposable
{
    private readonly PortalServer server = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_missing_address_is_answered_by_a_page()
    {
        using var client = server.Stranger();

        var answer = await client.GetAsync("/nothing/here", Ct);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("<h1", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_form_is_answered_by_a_page_and_stays_refused()
    {
        using var client = server.Stranger();
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("theme", "dark")]);

        var answer = await client.PostAsync("/preferences/theme", form, Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("<h1", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_gets_no_page()
    {
        using var client = server.Stranger();

        var answer = await client.GetAsync("/api/v1/nothing", Ct);

        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain("<h1", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }
}
