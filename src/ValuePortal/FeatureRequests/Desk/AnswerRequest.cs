using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.FeatureRequests.Echo;
using ValuePortal.FeatureRequests.Following;
using ValuePortal.Notifications;
using ValuePortal.Notifications.Webhooks;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests.Desk;

/// <summary>
/// The vendor says where a request stands and what it has to say to it. Whoever asked sees both at once. Released, already available,
/// not planned and duplicate are never said without words, and a status follows another only as <see cref="RequestMoves"/> has it.
/// </summary>
public sealed class AnswerRequest(
    RequestDesk desk, ReadFollowers followers, Tell tell, StageWebhooks webhooks, PromiseAnswer promise, TimeProvider clock, AuditLog audit, IStringLocalizer<RequestWords> text)
{
    /// <param name="Answer">Empty takes the answer back.</param>
    /// <param name="Edition">The one the person had before its eyes; another one means that a colleague was faster.</param>
    /// <param name="Told">Whoever follows it is told by something else already, such as a release note.</param>
    public sealed record Input(RequestStatus Status, string? Answer, int Edition, bool Told = false);

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid id, Input input, CancellationToken ct = default)
    {
        var scope = await desk.ScopeAsync(viewer, ct);
        var following = await followers.RunAsync(id, ct);
        await using var db = desk.Open(AccountScope.Only([.. scope.Accounts.Concat(following.Select(person => person.AccountId)).Distinct()]));
        var request = await db.FeatureRequests.SingleOrDefaultAsync(r => r.Id == id && scope.Accounts.Contains(r.RaisedByAccountId), ct);
        if (request is null)
        {
            return new Refusal.NotFound(text["NoSuchRequest"]);
        }

        var answer = PlainText.Lines(input.Answer) is { Length: > 0 } words ? words : null;
        if (request.Edition != input.Edition)
        {
            return new Refusal.Conflict(text["ChangedByColleague"]);
        }

        if (Check(request.Status, input.Status, answer) is { Count: > 0 } errors)
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], errors);
        }

        var now = clock.GetUtcNow();
        if (!request.Echo(input.Status, answer, viewer.PersonId, await promise.TodayAsync(request.RaisedByAccountId, now, ct), now))
        {
            return id;
        }

        if (!input.Told)
        {
            await TellAsync(db, request, following, ct);
        }

        await webhooks.StageAsync(db, StageWebhooks.RequestAnswered, new { id, status = input.Status.ToString() }, ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure is DbUpdateConcurrencyException || failure.IsDuplicate())
        {
            return new Refusal.Conflict(text["ChangedByColleague"]);
        }

        await audit.WriteAsync(viewer, RequestAudit.Answered, $"request {id}: {input.Status}, {answer?.Length ?? 0} characters", request.RaisedByAccountId, ct);
        return id;
    }

    // Who came by the request while all saw it is not told of what only its own company sees now.
    private Task<int> TellAsync(PortalDb db, FeatureRequest request, IReadOnlyList<ReadFollowers.Follower> following, CancellationToken ct) => tell.StageAsync(
        db,
        [.. following.Where(person => request.PublishedAt is not null || person.AccountId == request.RaisedByAccountId).Select(person => new Tell.News(
            person.PersonId, RequestNotices.Answered, $"request:{request.Id}:{request.Edition}", $"/requests/{person.RequestId}",
            person.Title, NoticeValue.Of(text, request.Status.Word(askedOfReader: person.AccountId == request.RaisedByAccountId)), request.Answer ?? ""))],
        ct);

    private Dictionary<string, string[]> Check(RequestStatus from, RequestStatus status, string? answer)
    {
        var errors = new Dictionary<string, string[]>();
        if (!Enum.IsDefined(status))
        {
            errors[nameof(Input.Status)] = [text["ChooseStatus"]];
        }
        else if (!from.MayBecome(status))
        {
            errors[nameof(Input.Status)] = [text["MoveNotAllowed", text["Status_" + from].Value, string.Join(text["ListComma"], RequestMoves.All[from].Select(to => text["Status_" + to].Value))]];
        }
        else if (status.IsLast && answer is null)
        {
            errors[nameof(Input.Answer)] = [text["AnswerMissing", text["Status_" + status]]];
        }

        if (answer?.Length > FeatureRequest.AnswerMaxLength)
        {
            errors[nameof(Input.Answer)] = [text["AnswerTooLong", FeatureRequest.AnswerMaxLength, answer.Length]];
        }

        return errors;
    }
}
