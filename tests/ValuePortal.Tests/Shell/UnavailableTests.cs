using System.Diagnostics;
using System.Net;
using Microsoft.Data.Sqlite;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Shell;

/// <summary>The database held by somebody else: people are told to come again, in words, and soon.</summary>
public sealed class UnavailableTests : IAsyncDisposable
{
    // A second less than the default, so that a busy machine does not decide.
    private readonly PortalServer server = new() { Settings = { ["ValuePortal:Database:CommandTimeout"] = "2" } };

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_form_that_cannot_be_saved_says_so_within_five_seconds_and_can_be_sent_again()
    {
        var account = await server.OpenAccountAsync("acme", "Acme");
        var person = await server.AddCustomerAsync(account.AccountId, "ann@acme.example");
        Assert.SkipWhen(!File.Exists(server.Folder.DatabaseFile), "This test locks the embedded database.");
        using var browser = server.ClientOf(person);
        (string, string)[] wish = [("R.Title", "Export with our own columns"), ("R.Need", "We copy the orders by hand.")];

        // The first request of a process compiles its way; that is not the wait that is looked at.
        using var first = await browser.SubmitAsync("/requests/new", "new-request", ("R.Title", ""), ("R.Need", ""));
        await using var connection = new SqliteConnection($"Data Source={server.Folder.DatabaseFile};Pooling=False");
        await connection.OpenAsync(Ct);
        var transaction = connection.BeginTransaction(deferred: false);
        var watch = Stopwatch.StartNew();
        using var refused = await browser.SubmitAsync("/requests/new", "new-request", wish);
        var took = watch.Elapsed;
        await transaction.DisposeAsync();
        using var accepted = await browser.SubmitAsync("/requests/new", "new-request", wish);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Contains("Nothing was changed", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.True(took < TimeSpan.FromSeconds(5), $"It took {took}.");
        Assert.Equal(HttpStatusCode.Redirect, accepted.StatusCode);
    }
}
