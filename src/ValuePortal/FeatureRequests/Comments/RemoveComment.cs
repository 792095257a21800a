using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests.Comments;

/// <summary>Takes a comment's words away: one's own, or for staff any of a request on their desk. That there was one stays to be seen.</summary>
public sealed class RemoveComment(PortalDbFactory portal, RequestDesk desk, TimeProvider clock, AuditLog audit, IStringLocalizer<RequestWords> text)
{
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        var scope = viewer.IsStaff ? await desk.ScopeAsync(viewer, ct) : viewer.Scope;
        await using var db = viewer.IsStaff ? desk.Open(scope) : portal.For(viewer);
        var comment = await db.RequestComments
            .SingleOrDefaultAsync(c => c.Id == id && scope.Accounts.Contains(c.RaisedByAccountId) && (viewer.IsStaff || c.PersonId == viewer.PersonId), ct);
        if (comment is null)
        {
            return new Refusal.NotFound(text["NoSuchComment"]);
        }

        if (comment.RemovedAt is null)
        {
            (comment.RemovedAt, comment.Text) = (clock.GetUtcNow(), "");
            comment.Edition++;
            db.RemoveRange(await db.RequestCommentEdits.Where(edit => edit.AccountId == comment.RaisedByAccountId && edit.CommentId == id).ToListAsync(ct));
            await db.SaveChangesAsync(ct);
            if (comment.PersonId != viewer.PersonId)
            {
                await audit.WriteAsync(viewer, RequestAudit.CommentRemoved, $"request {comment.RequestId}", comment.RaisedByAccountId, ct);
            }
        }

        return comment.RequestId;
    }
}
