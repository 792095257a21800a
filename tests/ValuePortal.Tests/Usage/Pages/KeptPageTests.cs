using System.Collections.Concurrent;
using System.Data.Common;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Milestones;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Usage.Pages;

/// <summary>Parts of the page that are drawn once are those of the reader's account and language, and of this moment.</summary>
public sealed partial class KeptPageTests : IAsyncLifetime
{
    private const string Address = "/usage?from=2026-06-01&to=2026-06-14";

    private readonly Asked asked = new();
    private readonly PortalServer server;
    private readonly List<Person> readers = [];

    public KeptPageTests() => server = new PortalServer { More = services => services.AddSingleton<IInterceptor>(asked) };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        foreach (var name in new[] { "fabrikam", "contoso" })
        {
            var account = (await server.OpenAccountAsync(name, name)).AccountId;
            readers.Add(await server.AddCustomerAsync(account, $"member@{name}.example", PersonRole.CustomerMember));
            readers.Add(await server.AddCustomerAsync(account, $"admin@{name}.example"));
            await Use.StoreAsync(server.Services, name, ("2026-06-02T10:00:00", "ann", "orders-of-" + name), ("2026-06-03T10:00:00", "ben", "orders-of-" + name));
            await Use.StoreAsync(server.Services, name, [.. Enumerable.Range(0, name.Length).Select(i => ($"2026-06-05T10:00:{i:00}", "ann", (string?)null))]);
        }
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Nobody_gets_what_was_drawn_for_another_company_or_in_another_language()
    {
        // Twice: drawn, then kept.
        for (var round = 0; round < 2; round++)
        {
            foreach (var (reader, own, foreign) in readers.Select((reader, i) => (reader, i < 2 ? "fabrikam" : "contoso", i < 2 ? "contoso" : "fabrikam")))
            {
                var (english, chinese) = (await PageAsync(reader, "en"), await PageAsync(reader, "zh-CN"));
                foreach (var page in new[] { english, chinese })
                {
                    Assert.Contains($"<data value=\"{own.Length + 2}\" data-metric=\"usage.events\">", Tiles().Match(page).Value, StringComparison.Ordinal);
                    Assert.Contains($"<th scope=\"row\" class=\"name-cell\">orders-of-{own}</th>", page, StringComparison.Ordinal);
                    Assert.DoesNotContain($"<th scope=\"row\" class=\"name-cell\">orders-of-{foreign}</th>", page, StringComparison.Ordinal);
                }

                Assert.Contains("Events per day", english, StringComparison.Ordinal);
                Assert.DoesNotContain("Events per day", chinese, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task The_page_shows_an_event_as_soon_as_it_is_stored()
    {
        foreach (var events in Enumerable.Range("fabrikam".Length + 2, 3))
        {
            Assert.Contains($"<data value=\"{events}\" data-metric=\"usage.events\">", Tiles().Match(await PageAsync(readers[0], "en")).Value, StringComparison.Ordinal);
            await Use.StoreAsync(server.Services, "fabrikam", ($"2026-06-0{events - 6}T10:00:00", "cleo", "orders-of-fabrikam"));
        }
    }

    [Fact]
    public async Task Read_again_it_asks_once_whether_something_changed_and_reads_no_day()
    {
        await PageAsync(readers[0], "en");
        asked.Questions.Clear();
        await PageAsync(readers[0], "en");
        Assert.Single(asked.Questions, question => question.Contains("\"UsageVersions\"", StringComparison.Ordinal));
        Assert.DoesNotContain(asked.Questions, question => question.Contains("\"UsageDays\"", StringComparison.Ordinal));
    }

    private async Task<string> PageAsync(Person person, string language)
    {
        using var client = server.ClientOf(person);
        client.DefaultRequestHeaders.Add("Accept-Language", language);
        using var answer = await client.GetAsync(Address, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.TextAsync();
    }

    [GeneratedRegex("""<ul class="tiles">.*?</ul>""", RegexOptions.Singleline, 1000)]
    private static partial Regex Tiles();

    private sealed class Asked : DbCommandInterceptor
    {
        public ConcurrentQueue<string> Questions { get; } = new();

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Questions.Enqueue(command.CommandText);
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }
    }
}
