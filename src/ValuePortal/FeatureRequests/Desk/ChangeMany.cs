using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;

namespace ValuePortal.FeatureRequests.Desk;

/// <summary>One change to several requests of a list: status, owner or who sees them. Each goes its usual way; those that refuse are counted.</summary>
public sealed class ChangeMany(AnswerRequest answer, AssignRequest assign, PublishRequest publish, ReadForDesk read, IStringLocalizer<RequestWords> text)
{
    public const int Most = 100;

    /// <param name="Status">Null: as it is. One that needs words is refused here.</param>
    /// <param name="Owner">Null: as it is; <see cref="Guid.Empty"/>: nobody.</param>
    /// <param name="Publish">Null: as it is.</param>
    public sealed record Input(IReadOnlyList<Guid> Requests, RequestStatus? Status, Guid? Owner, bool? Publish);

    /// <param name="Refused">With the first reason.</param>
    public sealed record Result(int Changed, int Refused, string? Reason);

    public async Task<Outcome<Result>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        if (input.Requests.Count is 0 or > Most || (input.Status ?? input.Owner ?? (object?)input.Publish) is null)
        {
            return new Refusal.Conflict(text["ChooseSomething", Most]);
        }

        if (input.Status is { IsLast: true })
        {
            return new Refusal.Conflict(text["NotForMany"]);
        }

        var (changed, refused) = (0, new List<Refusal>());
        foreach (var id in input.Requests.Distinct())
        {
            var why = await ChangeAsync(viewer, id, input, ct);
            if (why is null)
            {
                changed++;
            }
            else
            {
                refused.Add(why);
            }
        }

        return new Result(changed, refused.Count, refused.Select(why => (why as Refusal.Invalid)?.Errors.Values.First()[0] ?? why.Message).FirstOrDefault());
    }

    private async Task<Refusal?> ChangeAsync(Viewer viewer, Guid id, Input input, CancellationToken ct)
    {
        Refusal? why;
        if (await read.StandsAsync(viewer, id, ct) is not { } stands)
        {
            return new Refusal.NotFound(text["NoSuchRequest"]);
        }

        if (input.Status is { } status && !(await answer.RunAsync(viewer, id, new(status, stands.Answer, stands.Edition), ct)).Is(out _, out why))
        {
            return why;
        }

        if (input.Owner is { } owner && !(await assign.RunAsync(viewer, id, owner == Guid.Empty ? null : owner, ct)).Is(out _, out why))
        {
            return why;
        }

        return input.Publish is { } toAll && !(await publish.RunAsync(viewer, id, toAll, ct)).Is(out _, out why) ? why : null;
    }
}
