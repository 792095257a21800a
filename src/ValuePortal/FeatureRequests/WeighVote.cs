using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests;

/// <summary>Says how much a request matters to a person whose vote for it stands.</summary>
public sealed class WeighVote(PortalDbFactory portal, IStringLocalizer<RequestWords> text)
{
    /// <param name="importance">Null: the person does not say any more.</param>
    public async Task<Outcome<Importance?>> RunAsync(Viewer viewer, Guid requestId, Importance? importance, CancellationToken ct = default)
    {
        if (viewer is not { AccountId: { } account, IsCustomer: true } || (importance is { } given && !Enum.IsDefined(given)))
        {
            return new Refusal.NotAllowed(text["OnlyCustomersVote"]);
        }

        await using var db = portal.For(viewer);
        var changed = await db.Votes
            .Where(v => v.AccountId == account && v.RequestId == requestId && v.PersonId == viewer.PersonId && v.TakenBackAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(v => v.Importance, importance), ct);
        return changed == 1 ? (Outcome<Importance?>)importance : new Refusal.NotFound(text["NoSuchRequest"]);
    }
}
