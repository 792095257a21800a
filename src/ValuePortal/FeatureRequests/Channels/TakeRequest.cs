using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests.Channels;

/// <summary>A program brings what a customer's person asked for somewhere else. The same idempotency key makes one request, and with other words it is refused.</summary>
public sealed class TakeRequest(PortalDbFactory portal, AccountDirectory directory, SubmitRequest submit, AuditLog audit, IStringLocalizer<RequestWords> text)
{
    public const int KeyMaxLength = 255;

    /// <param name="Account">External id.</param>
    /// <param name="Person">E-mail of a person of that account.</param>
    /// <param name="Reference">The ticket's number.</param>
    public sealed record Input(string? Account, string? Person, string? Title, string? Need, string? Today, string? Affected, string? HowOften, string? Reference, string? IdempotencyKey);

    public async Task<Outcome<(Guid Id, bool Made)>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        if (input.IdempotencyKey is not { Length: > 0 and <= KeyMaxLength } idempotency)
        {
            return Wrong("idempotency-key", "IdempotencyKeyMissing");
        }

        if (await directory.FindAsync([input.Account ?? ""], ct) is not [var account] || !viewer.Scope.Contains(account.AccountId))
        {
            return Wrong("account", "NoSuchAccount");
        }

        var scope = AccountScope.Only(account.AccountId);
        await using var db = portal.ForSystem(account.AccountId);
        if (await RequestDesk.PersonAsync(db, scope, input.Person, ct) is not { } person)
        {
            return Wrong("person", "NoSuchPerson");
        }

        var reference = PlainText.Line(input.Reference);
        if (reference.Length > FeatureRequest.SourceReferenceMaxLength)
        {
            return Wrong("reference", "ReferenceTooLong");
        }

        var key = KeyOf(viewer.Name, idempotency);
        var wording = RequestWording.Of(input.Title, input.Need);
        if (await db.FeatureRequests.AsNoTracking().Where(r => r.RaisedByPersonId == person.Id && r.FormKey == key && r.RaisedByAccountId == account.AccountId)
            .Select(r => new { r.Id, r.Title, r.Need }).SingleOrDefaultAsync(ct) is { } before)
        {
            return before.Title == wording.Title && before.Need == wording.Need ? (before.Id, false) : new Refusal.Conflict(text["IdempotencyKeyUsed"]);
        }

        var of = new Viewer(person.Id, person.Name, person.Role, scope, SeesMoney: false);
        var often = Enum.GetValues<HowOften>().Where(value => value.ToString().Equals(input.HowOften, StringComparison.OrdinalIgnoreCase)).Select(value => (HowOften?)value).FirstOrDefault();
        var outcome = await submit.RaiseAsync(
            of, account.AccountId, person.Id, new(input.Title, input.Need, key, input.Today, input.Affected, often), new RequestOrigin(RequestSource.Api, reference.Length == 0 ? null : reference), ct);
        if (!outcome.Is(out var id, out var refusal))
        {
            return refusal is Refusal.Invalid invalid ? new Refusal.Invalid(invalid.Message, invalid.Errors.ToDictionary(error => error.Key.ToLowerInvariant(), error => error.Value)) : refusal;
        }

        await audit.WriteAsync(viewer, RequestAudit.Entered, $"request {id}", account.AccountId, ct);
        return (id, true);
    }

    /// <summary>The same key of the same program is the same form.</summary>
    private static Guid KeyOf(string program, string idempotency) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{program}\n{idempotency}")).AsSpan(0, 16));

    private Refusal.Invalid Wrong(string field, string word) => new(text["SomeFieldsNeedAttention"], new Dictionary<string, string[]> { [field] = [text[word]] });
}
