using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests.Following;

/// <summary>A customer says what it wants to be told of a request it sees. Saying the same again changes nothing.</summary>
public sealed class FollowRequest(PortalDbFactory portal, TimeProvider clock, IStringLocalizer<RequestWords> text)
{
    public async Task<Outcome<FollowLevel>> RunAsync(Viewer viewer, Guid requestId, FollowLevel level, CancellationToken ct = default)
    {
        if (viewer is not { AccountId: { } account, IsCustomer: true } || !Enum.IsDefined(level))
        {
            return new Refusal.NotAllowed(text["OnlyCustomersFollow"]);
        }

        await using var db = portal.For(viewer);
        if (!await db.FeatureRequests.AnyAsync(r => r.Id == requestId, ct))
        {
            return new Refusal.NotFound(text["NoSuchRequest"]);
        }

        await SetAsync(db, account, requestId, viewer.PersonId, level, clock.GetUtcNow(), ct);
        return level;
    }

    /// <summary>Sets it in a context of the person's account.</summary>
    internal static async Task SetAsync(PortalDb db, Guid account, Guid request, Guid person, FollowLevel level, DateTimeOffset now, CancellationToken ct)
    {
        var mine = db.Followers.Where(f => f.AccountId == account && f.RequestId == request && f.PersonId == person);
        if (await mine.ExecuteUpdateAsync(set => set.SetProperty(f => f.Level, level).SetProperty(f => f.ChangedAt, now), ct) == 1)
        {
            return;
        }

        db.Add(new FollowChoice { AccountId = account, RequestId = request, PersonId = person, Level = level, ChangedAt = now });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (Exception failure) when (failure.IsDuplicate())
        {
            await mine.ExecuteUpdateAsync(set => set.SetProperty(f => f.Level, level).SetProperty(f => f.ChangedAt, now), ct);
        }
    }
}
