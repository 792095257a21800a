using System.Data.Common;
using System.Net;
using Microsoft.EntityFrameworkCore.Diagnostics;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Milestones;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Platform.Ui;

/// <summary>A part of a page that cannot be read says so in its place, and the other parts are there.</summary>
public sealed class PanelTests : IAsyncLifetime
{
    private const string Failed = "This part could not be shown just now";

    private readonly BreakTable broken = new();
    private readonly PortalServer server;
    private Person member = null!;

    public PanelTests() => server = new PortalServer { More = services => services.AddSingleton<IInterceptor>(broken) };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var account = await server.OpenAccountAsync("fabrikam", "Fabrikam Retail");
        member = await server.AddCustomerAsync(account.AccountId, "member@fabrikam.example", PersonRole.CustomerMember);
        await Use.StoreAsync(server.Services, "fabrikam", ("2026-06-02T10:00:00", "ann", "orders"), ("2026-06-03T10:00:00", "ben", "bills"));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("/usage", "UsageDays", "Figures", "aria-current=\"page\">Overview", "Send me this report")]
    [InlineData("/usage", "UsageAnnotations", "Events per day", "data-metric=\"usage.active_users\"", "Most used")]
    [InlineData("/usage/adoption", "UsageFirstValueGoals", "First value", "data-metric=\"adoption.breadth\"", "All features")]
    [InlineData("/", "ValueModels", "Confirmed value", "data-metric=\"usage.active_users\"", "Next milestone")]
    [InlineData("/", "Milestones", "Milestones reached", "data-metric=\"usage.active_users\"", "Latest value review")]
    [InlineData("/", "Reviews", "Latest value review", "data-metric=\"usage.features_used\"", "Your requests")]
    [InlineData("/", "Votes", "Your requests", "data-metric=\"usage.features_used\"", "Latest value review")]
    public async Task A_part_that_cannot_be_read_fails_alone_and_can_be_tried_again(string page, string table, string part, string figure, string other)
    {
        using var client = server.ClientOf(member);
        broken.Name = table;
        using var answer = await client.GetAsync(page, Ct);
        var without = await answer.TextAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(part, without[..without.IndexOf(Failed, StringComparison.Ordinal)][^400..], StringComparison.Ordinal);
        Assert.Contains(figure, without, StringComparison.Ordinal);
        Assert.Contains(other, without, StringComparison.Ordinal);
        Assert.Contains($"href=\"{page}\">Try again", without, StringComparison.Ordinal);

        broken.Name = null;
        Assert.DoesNotContain(Failed, await client.GetStringAsync(page, Ct), StringComparison.Ordinal);
    }

    /// <summary>Fails every statement that reads one table.</summary>
    private sealed class BreakTable : DbCommandInterceptor
    {
        public string? Name { get; set; }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
            Name is { } name && command.CommandText.Contains($"\"{name}\"", StringComparison.Ordinal)
                ? throw new InvalidOperationException($"{name} is broken by the test.")
                : ValueTask.FromResult(result);
    }
}
