using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews.Promises;

/// <summary>Takes a next step out of a draft. What was promised already is not taken back: it is dropped, and both sides see it.</summary>
public sealed class TakeStepBack(PortalDbFactory portal, ReviewWork work, IStringLocalizer<ReviewsWords> words)
{
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid account, Guid id, CancellationToken ct = default)
    {
        if (!work.On(viewer, account).Is(out var narrowed, out var refusal))
        {
            return refusal;
        }

        await using var db = portal.For(narrowed);
        return await db.Promises.Where(p => p.AccountId == account && p.Id == id && p.MadeAt == null).ExecuteDeleteAsync(ct) == 0
            ? new Refusal.NotFound(words["NoSuchPromise"])
            : id;
    }
}
