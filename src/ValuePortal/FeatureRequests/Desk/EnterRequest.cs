using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;

namespace ValuePortal.FeatureRequests.Desk;

/// <summary>Staff enter what a customer's person asked for in a call, a ticket or a meeting. It is that person's request, with its vote, and says who entered it.</summary>
public sealed class EnterRequest(RequestDesk desk, SubmitRequest submit, AuditLog audit, IStringLocalizer<RequestWords> text)
{
    /// <param name="Email">Of the customer's person.</param>
    /// <param name="Reference">The number of the ticket, a link to the call.</param>
    public sealed record Input(string? Email, RequestSource? Source, string? Reference, SubmitRequest.Input Request);

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        var scope = await desk.ScopeAsync(viewer, ct);
        await using var db = desk.Open(scope);
        var person = await RequestDesk.PersonAsync(db, scope, input.Email, ct);
        var reference = PlainText.Line(input.Reference);
        var errors = new Dictionary<string, string[]>();
        if (person is null)
        {
            errors[nameof(Input.Email)] = [text["NoSuchPerson"]];
        }

        if (input.Source is not { } source || !RecordVote.Sources.Contains(source))
        {
            errors[nameof(Input.Source)] = [text["ChooseSource"]];
        }

        if (reference.Length > FeatureRequest.SourceReferenceMaxLength)
        {
            errors[nameof(Input.Reference)] = [text["NeedTooLong", FeatureRequest.SourceReferenceMaxLength, reference.Length]];
        }

        if (errors.Count > 0)
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], errors);
        }

        var account = person!.AccountId!.Value;
        var of = new Viewer(person.Id, person.Name, person.Role, AccountScope.Only(account), SeesMoney: false);
        var outcome = await submit.RaiseAsync(of, account, person.Id, input.Request, new RequestOrigin(input.Source!.Value, reference.Length == 0 ? null : reference, viewer.PersonId), ct);
        if (outcome.Is(out var id, out _))
        {
            await audit.WriteAsync(viewer, RequestAudit.Entered, $"request {id}", account, ct);
        }

        return outcome;
    }
}
