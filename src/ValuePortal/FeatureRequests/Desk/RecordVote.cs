using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;

namespace ValuePortal.FeatureRequests.Desk;

/// <summary>
/// Staff heard in a call, a ticket or a meeting that a customer's person wants a request, and record its vote. The person reads that it was
/// recorded, where it was heard, and can take it back; a vote the person took back itself is never recorded again.
/// </summary>
public sealed class RecordVote(RequestDesk desk, CastVote cast, AuditLog audit, IStringLocalizer<RequestWords> text)
{
    public static readonly IReadOnlyList<RequestSource> Sources = [RequestSource.Call, RequestSource.Ticket, RequestSource.Meeting];

    /// <param name="Email">Of the customer's person.</param>
    public sealed record Input(string? Email, RequestSource? Source);

    public async Task<Outcome<CastVote.Result>> RunAsync(Viewer viewer, Guid requestId, Input input, CancellationToken ct = default)
    {
        var scope = await desk.ScopeAsync(viewer, ct);
        await using var db = desk.Open(scope);
        if (!await db.FeatureRequests.AnyAsync(r => r.Id == requestId && scope.Accounts.Contains(r.RaisedByAccountId), ct))
        {
            return new Refusal.NotFound(text["NoSuchRequest"]);
        }

        if (input.Source is not { } source || !Sources.Contains(source))
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], new Dictionary<string, string[]> { [nameof(Input.Source)] = [text["ChooseSource"]] });
        }

        if (await RequestDesk.PersonAsync(db, scope, input.Email, ct) is not { AccountId: { } account } person)
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], new Dictionary<string, string[]> { [nameof(Input.Email)] = [text["NoSuchPerson"]] });
        }

        if (await db.Votes.AnyAsync(v => v.AccountId == account && v.RequestId == requestId && v.PersonId == person.Id && v.TakenBackAt != null, ct))
        {
            return new Refusal.Conflict(text["TookVoteBack"]);
        }

        var voter = new Viewer(person.Id, person.Name, person.Role, AccountScope.Only(account), SeesMoney: false);
        var outcome = await cast.RecordAsync(voter, requestId, viewer.PersonId, source, ct);
        if (outcome.Is(out _, out _))
        {
            await audit.WriteAsync(viewer, RequestAudit.VoteRecorded, $"request {requestId}: {person.Id}", account, ct);
        }

        return outcome;
    }
}
