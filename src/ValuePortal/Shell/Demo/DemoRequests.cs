using ValuePortal.FeatureRequests;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.Notifications;
using ValuePortal.Platform.Access;

namespace ValuePortal.Shell.Demo;

/// <summary>The wishes of the demo world, asked, voted for and answered at their time.</summary>
public sealed class DemoRequests(TimeProvider clock, IServiceProvider services)
{
    private static readonly TimeSpan s_untilPublished = TimeSpan.FromDays(2);
    private static readonly TimeSpan s_untilAnswered = TimeSpan.FromDays(16);

    /// <param name="product">Who answers.</param>
    /// <param name="customers">Who asks and votes, by external id of their company.</param>
    public async Task MakeAsync(Viewer product, IReadOnlyDictionary<string, IReadOnlyList<Viewer>> customers, CancellationToken ct)
    {
        var then = new DemoClock(clock.GetUtcNow());
        var submit = ActivatorUtilities.CreateInstance<SubmitRequest>(services, then);
        var vote = ActivatorUtilities.CreateInstance<CastVote>(services, then);
        var publish = ActivatorUtilities.CreateInstance<PublishRequest>(services, then);
        var answer = ActivatorUtilities.CreateInstance<AnswerRequest>(services, then, ActivatorUtilities.CreateInstance<Tell>(services, then));
        var chance = new Random(20);

        for (var i = 0; i < DemoWish.All.Count; i++)
        {
            var wish = DemoWish.All[i];
            var asked = clock.GetUtcNow().AddDays(-wish.DaysAgo);
            var colleagues = customers[wish.Account];
            var raiser = colleagues[i % colleagues.Count];
            then.Now = asked;
            var id = (await submit.RunAsync(raiser, new(wish.Title, wish.Need, Guid.CreateVersion7(asked)), ct)).Must();

            if (wish.Shared)
            {
                then.Now = Min(asked + s_untilPublished, clock.GetUtcNow());
                (await publish.RunAsync(product, id, toAll: true, ct)).Must();
            }

            // Early wishes and those of the middle of the list find the most friends.
            var liking = 0.12 + (0.55 * ((i * 7 % 11) / 10d));
            var voters = wish.Shared ? customers.Values.SelectMany(viewers => viewers) : colleagues;
            foreach (var voter in voters.Where(voter => voter.PersonId != raiser.PersonId && chance.NextDouble() < liking))
            {
                then.Now = Min(asked.AddDays(3 + chance.Next(10)), clock.GetUtcNow());
                (await vote.RunAsync(voter, id, wanted: true, ct)).Must();
            }

            if (wish.Status is not RequestStatus.New)
            {
                // What was released took its time, and some of it is news.
                then.Now = Min(asked + s_untilAnswered + (wish.Status is RequestStatus.Released ? TimeSpan.FromDays(wish.DaysAgo * 0.7) : TimeSpan.Zero), clock.GetUtcNow().AddHours(-20));
                (await answer.RunAsync(product, id, new(wish.Status, wish.Answer, Edition: wish.Shared ? 1 : 0), ct)).Must();
            }
        }
    }

    private static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
