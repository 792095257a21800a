using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.FeatureRequests.Following;
using ValuePortal.Notifications;
using ValuePortal.Notifications.Webhooks;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Announcements.Desk;

/// <summary>
/// Shows a release note to its customers, now or at its time, and tells everybody of them who asked for what it brings, each by the name of
/// their own request. Note, notices and calls to other programs are saved together; what follows is done by <see cref="FinishReleases"/>.
/// </summary>
public sealed class PublishRelease(
    PortalDbFactory portal, AudienceOfReleases audience, ListAccountsForRequestDesk accounts, ReadFollowers followers, Tell tell, StageWebhooks webhooks, FinishReleases finish, AuditLog audit,
    TimeProvider clock, IStringLocalizer<AnnouncementWords> text)
{
    /// <summary>Publishes it now.</summary>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid id, int edition, CancellationToken ct = default)
    {
        if (!ReleaseWork.Writes(viewer))
        {
            return new Refusal.NotAllowed(text["OnlyProduct"]);
        }

        if (!(await PublishAsync(viewer, id, note => note.Edition == edition, viewer.PersonId, ct)).Is(out _, out var refusal))
        {
            return refusal;
        }

        await finish.RunAsync(ct);
        return id;
    }

    /// <param name="viewer">A product manager, or the vendor's admin.</param>
    /// <param name="id">The note.</param>
    /// <param name="edition">The one that was seen.</param>
    /// <param name="at">When it publishes itself; null makes it a draft again.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Outcome<Guid>> ScheduleAsync(Viewer viewer, Guid id, int edition, DateTimeOffset? at, CancellationToken ct = default)
    {
        if (!ReleaseWork.Writes(viewer))
        {
            return new Refusal.NotAllowed(text["OnlyProduct"]);
        }

        await using var db = portal.ForSystem();
        if (await db.ReleaseNotes.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } note)
        {
            return new Refusal.NotFound(text["NoSuchRelease"]);
        }

        if (note.State is ReleaseState.Published || note.Edition != edition)
        {
            return new Refusal.Conflict(text[note.State is ReleaseState.Published ? "AlreadyPublished" : "ChangedByColleague"]);
        }

        if (at <= clock.GetUtcNow())
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], new Dictionary<string, string[]> { ["At"] = [text["TimeIsPast"]] });
        }

        note.Schedule(at?.ToUniversalTime(), viewer.PersonId);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal.Conflict(text["ChangedByColleague"]);
        }

        await audit.WriteAsync(viewer, ReleaseAudit.Scheduled, at is { } due ? $"{id} {due.UtcDateTime:yyyy-MM-dd HH:mm}" : $"{id}", AccountScope.NoAccount, ct);
        return id;
    }

    /// <summary>Publishes what is due.</summary>
    public async Task<int> PublishDueAsync(CancellationToken ct = default)
    {
        var now = clock.GetUtcNow();
        await using var db = portal.ForSystem();
        var due = await db.ReleaseNotes.AsNoTracking().Where(note => note.State == ReleaseState.Scheduled && note.DueAt <= now).OrderBy(note => note.DueAt).ThenBy(note => note.Id)
            .Select(note => new { note.Id, note.PublishedByPersonId }).ToListAsync(ct);
        foreach (var note in due)
        {
            await PublishAsync(System(note.PublishedByPersonId), note.Id, row => row.State is ReleaseState.Scheduled && row.DueAt <= now, person: null, ct);
        }

        await finish.RunAsync(ct);
        return due.Count;
    }

    internal static Viewer System(Guid? person) => new(person ?? Guid.Empty, "releases", PersonRole.ProductManager, default, SeesMoney: false);

    private async Task<Outcome<Guid>> PublishAsync(Viewer viewer, Guid id, Func<ReleaseNote, bool> isAsSeen, Guid? person, CancellationToken ct)
    {
        var scope = await accounts.RunAsync(viewer, ct);
        await using var db = portal.ForSystem([.. scope.Accounts]);
        if (await db.ReleaseNotes.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } note)
        {
            return new Refusal.NotFound(text["NoSuchRelease"]);
        }

        if (note.State is ReleaseState.Published || !isAsSeen(note))
        {
            return new Refusal.Conflict(text[note.State is ReleaseState.Published ? "AlreadyPublished" : "ChangedByColleague"]);
        }

        note.Publish(person, clock.GetUtcNow());
        var linked = await db.ReleaseRequests.Where(row => row.ReleaseId == id).Select(row => row.RequestId).ToListAsync(ct);
        await tell.StageAsync(db, await NewsAsync(note, linked, scope, ct), ct);
        await webhooks.StageAsync(db, StageWebhooks.ReleasePublished, new { id, requests = linked, feature = note.Feature }, ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure is DbUpdateConcurrencyException || failure.IsDuplicate())
        {
            return new Refusal.Conflict(text["ChangedByColleague"]);
        }

        await audit.WriteAsync(viewer, ReleaseAudit.Published, $"{id}", AccountScope.NoAccount, ct);
        return id;
    }

    // Who wants several of the requests is told once, by the one that person raised.
    private async Task<IReadOnlyList<Tell.News>> NewsAsync(ReleaseNote note, IReadOnlyList<Guid> linked, AccountScope scope, CancellationToken ct)
    {
        var companies = (await audience.AccountsAsync(note, scope, ct)).Select(company => company.AccountId).ToHashSet();
        List<ReadFollowers.Follower> people = [];
        foreach (var request in linked)
        {
            people.AddRange(await followers.RunAsync(request, ct));
        }

        var words = note.Text;
        return
        [
            .. people.Where(person => companies.Contains(person.AccountId))
                .GroupBy(person => person.PersonId, (_, wishes) => wishes.OrderByDescending(wish => wish.RaisedIt).First())
                .Select(person => new Tell.News(
                    person.PersonId, ReleaseNotices.Published, $"release:{note.Id}", $"/releases/{note.Id}",
                    new NoticeValue(words.EnglishTitle ?? words.ChineseTitle ?? "", words.ChineseTitle), person.Title, new NoticeValue(words.EnglishSolves ?? words.ChineseSolves ?? "", words.ChineseSolves))),
        ];
    }
}
