using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.FeatureRequests.Comments;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;

namespace ValuePortal.FeatureRequests.Desk;

/// <summary>Internal notes of a request: for people of the vendor on whose desk it is, and for nobody else.</summary>
public sealed class WriteNote(RequestDesk desk, AccountDays days, TimeProvider clock, IStringLocalizer<RequestWords> text)
{
    private const int Most = 200;

    public sealed record Row(Guid Id, string Author, string Text, DateOnly WrittenOn);

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<Row>> ListAsync(Viewer viewer, Guid requestId, CancellationToken ct = default)
    {
        var scope = await desk.ScopeAsync(viewer, ct);
        await using var db = desk.Open(scope);
        var notes = await db.RequestNotes.AsNoTracking().Where(n => n.RequestId == requestId).OrderByDescending(n => n.WrittenAt).Take(Most).ToListAsync(ct);
        Guid[] authors = [.. notes.Select(note => note.PersonId).Distinct()];
        var names = await db.Users.AsNoTracking().Where(person => authors.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, ct);
        var day = await days.ForAsync(viewer with { Scope = default }, ct);
        return [.. notes.Select(note => new Row(note.Id, names[note.PersonId], note.Text, day(note.WrittenAt)))];
    }

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid requestId, string? typed, CancellationToken ct = default)
    {
        var scope = await desk.ScopeAsync(viewer, ct);
        await using var db = desk.Open(scope);
        var account = await db.FeatureRequests.Where(r => r.Id == requestId && scope.Accounts.Contains(r.RaisedByAccountId)).Select(r => (Guid?)r.RaisedByAccountId).SingleOrDefaultAsync(ct);
        if (account is not { } of)
        {
            return new Refusal.NotFound(text["NoSuchRequest"]);
        }

        var words = PlainText.Lines(typed);
        if (words.Length is 0 or > RequestNote.TextMaxLength)
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], new Dictionary<string, string[]>
            {
                ["Note"] = [words.Length == 0 ? text["CommentMissing"] : text["NeedTooLong", RequestNote.TextMaxLength, words.Length]],
            });
        }

        var now = clock.GetUtcNow();
        var note = new RequestNote { AccountId = of, Id = Guid.CreateVersion7(now), RequestId = requestId, PersonId = viewer.PersonId, Text = words, WrittenAt = now };
        db.Add(note);
        await db.SaveChangesAsync(ct);
        return note.Id;
    }
}
