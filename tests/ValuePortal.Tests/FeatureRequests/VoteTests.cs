using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using ValuePortal.FeatureRequests;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.FeatureRequests;

public sealed class VoteTests : IDisposable
{
    private readonly TestPortal portal = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => portal.Dispose();

    [Fact]
    public async Task Two_hundred_votes_of_one_person_at_once_are_one()
    {
        var (request, fabrikam, contoso) = await PublishedAsync();
        var ann = await portal.MemberAsync(contoso);

        var outcomes = await AllAtOnceAsync(Enumerable.Repeat(true, 200).Select(wanted => (ann, wanted)), request);

        Assert.All(outcomes, outcome => Assert.True(outcome.Is(out _, out _)));
        Assert.Equal((2, 2, 2), await portal.CountAsync(request, fabrikam, contoso));
    }

    [Fact]
    public async Task Voting_and_taking_back_at_once_leaves_one_row_and_a_true_count()
    {
        var (request, fabrikam, contoso) = await PublishedAsync();
        var ann = await portal.MemberAsync(contoso);
        await VoteAsync(ann, request, true);

        await AllAtOnceAsync(Enumerable.Range(0, 100).Select(i => (ann, i % 2 == 0)), request);

        var (stored, counted, rows) = await portal.CountAsync(request, fabrikam, contoso);
        Assert.Equal(counted, stored);
        Assert.Equal(2, rows);
    }

    [Fact]
    public async Task Fifty_people_who_change_their_minds_are_counted_right()
    {
        var (request, fabrikam, contoso) = await PublishedAsync();
        var people = new List<Viewer>();
        for (var i = 0; i < 50; i++)
        {
            people.Add(await portal.MemberAsync(i % 2 == 0 ? fabrikam : contoso, $"p{i}"));
        }

        // Each votes, takes back, votes again; who comes when is shuffled (a fixed seed), the own order stays.
        var random = new Random(20261123);
        var turns = people.SelectMany(person => Enumerable.Repeat(person, 3)).OrderBy(_ => random.Next()).ToArray();
        var done = new ConcurrentDictionary<Guid, int>();
        var gates = people.ToDictionary(person => person.PersonId, _ => new SemaphoreSlim(1));
        await Parallel.ForEachAsync(turns, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Ct }, async (person, ct) =>
        {
            await gates[person.PersonId].WaitAsync(ct);
            try
            {
                await VoteAsync(person, request, done.AddOrUpdate(person.PersonId, 1, (_, n) => n + 1) != 2);
            }
            finally
            {
                gates[person.PersonId].Release();
            }
        });

        Assert.Equal((51, 51, 51), await portal.CountAsync(request, fabrikam, contoso));
    }

    [Fact]
    public async Task Taking_back_marks_the_vote_and_voting_again_clears_the_mark()
    {
        var (request, _, contoso) = await PublishedAsync();
        var ann = await portal.MemberAsync(contoso);
        await VoteAsync(ann, request, true);

        portal.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(new CastVote.Result(false, 1), await VoteAsync(ann, request, false));
        Assert.Equal((portal.Clock.Now - TimeSpan.FromHours(1), portal.Clock.Now), await RowAsync(ann, request));

        portal.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(new CastVote.Result(true, 2), await VoteAsync(ann, request, true));
        Assert.Equal((portal.Clock.Now, null), await RowAsync(ann, request));
    }

    [Fact]
    public async Task Asking_for_what_is_already_so_changes_nothing()
    {
        var (request, _, contoso) = await PublishedAsync();
        var ann = await portal.MemberAsync(contoso);

        Assert.Equal(new CastVote.Result(false, 1), await VoteAsync(ann, request, false));
        Assert.Equal(new CastVote.Result(true, 2), await VoteAsync(ann, request, true));
        Assert.Equal(new CastVote.Result(true, 2), await VoteAsync(ann, request, true));
    }

    [Fact]
    public async Task A_private_request_of_another_company_is_missing_for_votes_too()
    {
        var (fabrikam, contoso) = ((await portal.OpenAccountAsync()).AccountId, (await portal.OpenAccountAsync()).AccountId);
        var request = await portal.AskAsync(await portal.MemberAsync(fabrikam));
        var stranger = await portal.MemberAsync(contoso);

        var foreign = await portal.Get<CastVote>().RunAsync(stranger, request, true, Ct);
        var missing = await portal.Get<CastVote>().RunAsync(stranger, Guid.CreateVersion7(), true, Ct);

        Assert.False(foreign.Is(out _, out var refusal));
        Assert.False(missing.Is(out _, out var missed));
        Assert.Equal(missed, refusal);
        Assert.IsType<Refusal.NotFound>(refusal);
        Assert.Equal((1, 1, 1), await portal.CountAsync(request, fabrikam, contoso));
    }

    [Fact]
    public async Task Colleagues_vote_for_a_private_request()
    {
        var fabrikam = (await portal.OpenAccountAsync()).AccountId;
        var request = await portal.AskAsync(await portal.MemberAsync(fabrikam));

        Assert.Equal(new CastVote.Result(true, 2), await VoteAsync(await portal.MemberAsync(fabrikam, "Bob"), request, true));
    }

    [Theory]
    [InlineData(RequestStatus.Released)]
    [InlineData(RequestStatus.AlreadyAvailable)]
    [InlineData(RequestStatus.NotPlanned)]
    [InlineData(RequestStatus.Duplicate)]
    public async Task Nobody_votes_on_a_request_that_is_over(RequestStatus status)
    {
        var (request, _, contoso) = await PublishedAsync();
        await portal.Get<AnswerRequest>().RunAsync(await portal.ProductManagerAsync(), request, new(status, "Here is why.", Edition: 1), Ct);

        var outcome = await portal.Get<CastVote>().RunAsync(await portal.MemberAsync(contoso), request, true, Ct);

        Assert.False(outcome.Is(out _, out var refusal));
        Assert.IsType<Refusal.Conflict>(refusal);
    }

    [Fact]
    public async Task The_list_is_read_in_the_order_it_lies_in()
    {
        var statements = new Statements();
        using var watched = new TestPortal(services => services.AddSingleton<IInterceptor>(statements));
        var ann = await watched.MemberAsync((await watched.OpenAccountAsync()).AccountId);
        await watched.AskAsync(ann);
        await using var db = watched.Factory.For(ann);
        Assert.SkipUnless(db.Database.IsSqlite(), "Reads the plan of SQLite.");

        foreach (var order in Enum.GetValues<ListRequests.Order>())
        {
            statements.Plans.Clear();
            await watched.Get<ListRequests>().RunAsync(ann, new(Order: order), Ct);

            // Counted without the rows, and neither sorted nor looked through from one end to the other.
            Assert.Contains(statements.Plans, plan => plan.Contains("COVERING INDEX IX_FeatureRequests_List", StringComparison.Ordinal));
            Assert.Contains(statements.Plans, plan => plan.Contains(order is ListRequests.Order.Votes ? "SCAN f USING INDEX IX_FeatureRequests_List" : "SCAN f USING INDEX IX_FeatureRequests_RaisedAt_Id", StringComparison.Ordinal));
            Assert.DoesNotContain(statements.Plans, plan => plan.Contains("SCAN v", StringComparison.Ordinal) || (plan.Contains("SCAN f", StringComparison.Ordinal) && plan.Contains("TEMP B-TREE", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Staff_do_not_vote()
    {
        var (request, fabrikam, _) = await PublishedAsync();

        var outcome = await portal.Get<CastVote>().RunAsync(TestPortal.Csm(fabrikam), request, true, Ct);

        Assert.False(outcome.Is(out _, out var refusal));
        Assert.IsType<Refusal.NotAllowed>(refusal);
    }

    private async Task<(Guid Request, Guid Fabrikam, Guid Contoso)> PublishedAsync()
    {
        var (fabrikam, contoso) = ((await portal.OpenAccountAsync()).AccountId, (await portal.OpenAccountAsync()).AccountId);
        var request = await portal.AskAsync(await portal.MemberAsync(fabrikam));
        await portal.PublishAsync(await portal.ProductManagerAsync(), request);
        return (request, fabrikam, contoso);
    }

    private async Task<CastVote.Result> VoteAsync(Viewer viewer, Guid request, bool wanted)
    {
        // One use case per vote, as one request of a browser has it.
        await using var scope = portal.Services.CreateAsyncScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<CastVote>().RunAsync(viewer, request, wanted, Ct);
        Assert.True(outcome.Is(out var result, out var refusal), refusal?.Message);
        return result;
    }

    private async Task<Outcome<CastVote.Result>[]> AllAtOnceAsync(IEnumerable<(Viewer Viewer, bool Wanted)> votes, Guid request)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var tasks = votes.Select(async vote =>
        {
            await start.Task;
            await using var scope = portal.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<CastVote>().RunAsync(vote.Viewer, request, vote.Wanted, Ct);
        }).ToArray();
        start.SetResult();
        return await Task.WhenAll(tasks);
    }

    private async Task<(DateTimeOffset CastAt, DateTimeOffset? TakenBackAt)> RowAsync(Viewer viewer, Guid request)
    {
        await using var db = portal.Factory.For(viewer);
        var row = await db.Set<Vote>().AsNoTracking().SingleAsync(v => v.RequestId == request && v.PersonId == viewer.PersonId, Ct);
        return (row.CastAt, row.TakenBackAt);
    }

    /// <summary>How SQLite means to answer each question that is asked.</summary>
    private sealed class Statements : DbCommandInterceptor
    {
        public List<string> Plans { get; } = [];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (command.Connection is SqliteConnection && command.CommandText.StartsWith("SELECT", StringComparison.Ordinal))
            {
                using var explain = command.Connection.CreateCommand();
                explain.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
                explain.Transaction = command.Transaction;
                foreach (DbParameter parameter in command.Parameters)
                {
                    var copy = explain.CreateParameter();
                    (copy.ParameterName, copy.Value) = (parameter.ParameterName, parameter.Value);
                    explain.Parameters.Add(copy);
                }

                using var lines = explain.ExecuteReader();
                var plan = new List<string>();
                while (lines.Read())
                {
                    plan.Add(lines.GetString(3));
                }

                Plans.Add(string.Join('\n', plan));
            }

            return new(result);
        }
    }
}
