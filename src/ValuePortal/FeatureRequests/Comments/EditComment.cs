using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests.Comments;

/// <summary>Somebody puts other words in the place of the own comment. It says that it was edited; what it said before stays for the vendor's people.</summary>
public sealed class EditComment(PortalDbFactory portal, RequestDesk desk, TimeProvider clock, IStringLocalizer<RequestWords> text)
{
    /// <param name="Edition">The one the form was filled from.</param>
    public sealed record Input(string? Text, int Edition);

    /// <returns>The request it stands under.</returns>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid id, Input input, CancellationToken ct = default)
    {
        var scope = viewer.IsStaff ? await desk.ScopeAsync(viewer, ct) : viewer.Scope;
        await using var db = viewer.IsStaff ? desk.Open(scope) : portal.For(viewer);
        var comment = await db.RequestComments
            .SingleOrDefaultAsync(c => c.Id == id && scope.Accounts.Contains(c.RaisedByAccountId) && c.PersonId == viewer.PersonId && c.RemovedAt == null, ct);
        if (comment is null)
        {
            return new Refusal.NotFound(text["NoSuchComment"]);
        }

        var words = PlainText.Lines(input.Text);
        if (words.Length is 0 or > RequestComment.TextMaxLength)
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], new Dictionary<string, string[]>
            {
                [nameof(Input.Text)] = [words.Length == 0 ? text["CommentMissing"] : text["NeedTooLong", RequestComment.TextMaxLength, words.Length]],
            });
        }

        if (comment.Edition != input.Edition)
        {
            return new Refusal.Conflict(text["CommentChanged"]);
        }

        if (words == comment.Text)
        {
            return comment.RequestId;
        }

        var now = clock.GetUtcNow();
        db.Add(new RequestCommentEdit { AccountId = comment.RaisedByAccountId, CommentId = id, Edition = comment.Edition, Text = comment.Text, Until = now });
        (comment.Text, comment.EditedAt) = (words, now);
        comment.Edition++;
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (Exception failure) when (failure is DbUpdateConcurrencyException || failure.IsDuplicate())
        {
            return new Refusal.Conflict(text["CommentChanged"]);
        }

        return comment.RequestId;
    }
}
