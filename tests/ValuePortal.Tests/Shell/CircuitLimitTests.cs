using System.Net;
using Microsoft.Extensions.Options;
using ValuePortal.Platform.Access;
using ValuePortal.Shell;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Shell;

/// <summary>Live connections are bounded for a person, a company, strangers and the node.</summary>
public sealed class CircuitLimitTests
{
    private readonly FixedClock clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_more_than_a_person_may_have_is_told_to_come_again_and_gets_its_place_when_there_is_one()
    {
        await using var server = new PortalServer { Settings = { ["ValuePortal:PublicUrl"] = "https://localhost", ["ValuePortal:Circuits:MostOfPerson"] = "3" } };
        using var vera = server.ClientOf(await server.AddStaffAsync("vera@northwind.example"));
        using var carl = server.ClientOf(await server.AddStaffAsync("carl@northwind.example", PersonRole.Csm));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => NegotiateAsync(vera)));

        Assert.Equal((3, 5), (answers.Count(answer => answer.Status is HttpStatusCode.OK), answers.Count(answer => answer is { Status: HttpStatusCode.ServiceUnavailable, RetryAfter.TotalSeconds: > 0 })));
        Assert.Equal(HttpStatusCode.OK, (await NegotiateAsync(carl)).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await vera.GetAsync("/_blazor", Ct)).StatusCode);
        server.Clock.Advance(CircuitLimits.KeptFor);
        Assert.Equal(HttpStatusCode.OK, (await NegotiateAsync(vera)).Status);
        using var stranger = server.Stranger();
        Assert.NotEqual(HttpStatusCode.OK, (await NegotiateAsync(stranger)).Status);
    }

    [Fact]
    public void Places_of_a_person_a_company_strangers_and_the_node_are_each_counted()
    {
        var (company, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var limits = Limits(new() { MostOfPerson = 2, MostOfAccount = 3, MostAnonymous = 1, Most = 6 });
        CircuitLimits.Whose Of(Guid account) => new(Guid.CreateVersion7(), account);
        var (ann, bob) = (Of(company), Of(company));

        Assert.Equal([true, true, false], [Open(ann), Open(ann), Open(ann)]);
        Assert.Equal([true, false], [Open(bob), Open(bob)]);
        Assert.True(Open(Of(other)));
        Assert.Equal([true, false], [Open(CircuitLimits.Whose.Of(null)), Open(CircuitLimits.Whose.Of(null))]);
        Assert.Equal([true, false], [Open(Of(Guid.Empty)), Open(Of(Guid.Empty))]);

        limits.Closed(ann);
        Assert.True(Open(bob));

        bool Open(CircuitLimits.Whose whose)
        {
            var may = limits.MayOpen(whose);
            if (may)
            {
                limits.Opened(whose);
            }

            return may;
        }
    }

    private CircuitLimits Limits(CircuitLimitOptions options) => new(Options.Create(options), clock);

    private static async Task<(HttpStatusCode Status, TimeSpan? RetryAfter)> NegotiateAsync(HttpClient client)
    {
        using var answer = await client.PostAsync("/_blazor/negotiate?negotiateVersion=1", null, Ct);
        return (answer.StatusCode, answer.Headers.RetryAfter?.Delta);
    }
}
