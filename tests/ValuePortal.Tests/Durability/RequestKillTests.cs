using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ValuePortal.FeatureRequests;
using ValuePortal.FeatureRequests.Similar;
using ValuePortal.Identity.Keys;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Durability;

/// <summary>Requests that a program brings while the server is killed under it: each is there once, with its vote, its counter and its index.</summary>
public sealed class RequestKillTests : IAsyncDisposable
{
    private const int Requests = 120;

    private readonly TestPortal portal = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task Each_request_is_there_once_and_its_counter_equals_a_recount_after_two_kills()
    {
        Assert.SkipWhen(TestDatabase.SqlServer is not null, "This test is about the embedded database.");
        var account = await portal.OpenAccountAsync("acme");
        await portal.AddCustomerAsync(account.AccountId, "ann@acme.example");
        var key = (await portal.Get<MakeKey>().RunAsync(TestPortal.VendorAdmin(account.AccountId), new("helpdesk", KeyScope.Requests, account.AccountId), Ct)).Match(made => made.Text, refusal => throw new InvalidOperationException(refusal.Message));
        await using var server = await PortalProcess.StartAsync(portal.Folder.Path, key);
        var done = 0;
        var sending = Enumerable.Range(0, 4).Select(async sender =>
        {
            for (var i = sender; i < Requests; i += 4)
            {
                while (!await IsTakenAsync(server, key, i))
                {
                    await Task.Delay(20, Ct);
                }

                Interlocked.Increment(ref done);
            }
        }).ToList();
        foreach (var kill in new[] { Requests / 4, Requests / 2 })
        {
            while (Volatile.Read(ref done) < kill)
            {
                await Task.Delay(5, Ct);
            }

            await server.KillAsync();
            await server.StartAsync();
        }

        await Task.WhenAll(sending);
        await server.KillAsync();

        await using var db = portal.Factory.ForSystem(account.AccountId);
        var requests = await db.Set<FeatureRequest>().AsNoTracking().ToListAsync(Ct);
        Assert.Equal(Requests, requests.Select(request => request.Title).Distinct().Count());
        Assert.Equal(Requests, requests.Count);
        foreach (var request in requests)
        {
            Assert.Equal((1, 1), (request.VoteCount, await db.Set<Vote>().CountAsync(v => v.RequestId == request.Id && v.TakenBackAt == null, Ct)));
            Assert.True(await db.Set<RequestGram>().AnyAsync(g => g.RequestId == request.Id, Ct));
        }
    }

    private static async Task<bool> IsTakenAsync(PortalProcess server, string key, int i)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/requests")
        {
            Content = JsonContent.Create(new JsonObject { ["account"] = "acme", ["person"] = "ann@acme.example", ["title"] = $"Wish with the number {i}", ["need"] = "To be there once." }),
        };
        request.Headers.Authorization = new("Bearer", key);
        request.Headers.Add("Idempotency-Key", $"wish-{i}");
        try
        {
            using var answer = await server.Client.SendAsync(request, Ct);
            return answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false; // killed meanwhile
        }
    }
}
