using ValuePortal.FeatureRequests;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.Notifications;
using ValuePortal.Platform.Access;

namespace ValuePortal.Shell.Demo;

/// <summary>The wishes of the demo world, asked, voted for and answered at their time.</summary>
public sealed class DemoRequests(TimeProvider clock, IServiceProvider services)
{
    /// <summary>Older than this, each has at least a first answer.</summary>
    private const int DaysOfSilence = 12;

    private static readonly TimeSpan s_untilPublished = TimeSpan.FromHours(6);
    private static readonly TimeSpan s_untilAnswered = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_tooLate = TimeSpan.FromDays(20);

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

            if (wish.Status is RequestStatus.New && wish.DaysAgo <= DaysOfSilence)
            {
                continue;
            }

            // Nearly all had a first answer by the promised day. What was released took its time, and some of it is news.
            var edition = wish.Shared ? 1 : 0;
            var first = asked + (i % 9 == 4 ? s_tooLate : s_untilAnswered);
            if (wish.Status is RequestStatus.Released || wish.Answer is null)
            {
                then.Now = Min(first, clock.GetUtcNow().AddHours(-30));
                var words = wish.Title.Any(letter => letter > '\u2e80') ? "感谢提出，我们正在评估，会在本季度内给出结论。" : "Thank you. We are looking into it and will tell you by the end of the quarter.";
                (await answer.RunAsync(product, id, new(RequestStatus.UnderReview, words, edition++), ct)).Must();
            }

            if (wish.Answer is { } said)
            {
                then.Now = Min(wish.Status is RequestStatus.Released ? asked.AddDays(16 + (wish.DaysAgo * 0.7)) : first, clock.GetUtcNow().AddHours(-20));
                (await answer.RunAsync(product, id, new(wish.Status, said, edition), ct)).Must();
            }
        }
    }

    private static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
