using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.FeatureRequests;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Adoption.Annotations;

namespace ValuePortal.Announcements.Desk;

/// <summary>
/// What follows from publishing: the release stands on the time lines of usage, and its requests are released where staff wanted so. Stopped
/// in between it goes on at the next round; done twice it changes nothing.
/// </summary>
public sealed class FinishReleases(
    PortalDbFactory portal, AudienceOfReleases audience, ListAccountsForRequestDesk accounts, ListLinkable requests, AnswerRequest answer, Annotate annotate, TimeProvider clock)
{
    public async Task RunAsync(CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        foreach (var note in await db.ReleaseNotes.Where(row => row.State == ReleaseState.Published && row.FinishedAt == null).OrderBy(row => row.PublishedAt).ThenBy(row => row.Id).ToListAsync(ct))
        {
            var viewer = PublishRelease.System(note.PublishedByPersonId);
            var scope = await accounts.RunAsync(viewer, ct);
            await AnnotateAsync(note, scope, ct);
            if (note.EndsRequests && !await ReleaseRequestsAsync(db, viewer, note, ct))
            {
                continue;
            }

            note.Finish(clock.GetUtcNow());
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Somebody put its words right just now: the next round finishes it.
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task AnnotateAsync(ReleaseNote note, AccountScope scope, CancellationToken ct)
    {
        var words = note.Text;
        var day = DateOnly.FromDateTime(note.PublishedAt!.Value.UtcDateTime);
        var input = new Annotate.Input(AnnotationKind.Release, day, words.EnglishTitle ?? words.ChineseTitle, words.ChineseTitle, $"/releases/{note.Id}", $"release:{note.Id}");
        var portal = new Viewer(Guid.Empty, "releases", PersonRole.VendorAdmin, scope, SeesMoney: false);
        if (note.Audience is ReleaseAudience.All)
        {
            await annotate.RunAsync(portal, null, input, ct);
            return;
        }

        foreach (var company in await audience.AccountsAsync(note, scope, ct))
        {
            await annotate.RunAsync(portal, company.AccountId, input with { Day = DayOf(note.PublishedAt.Value, company.TimeZone) }, ct);
        }
    }

    /// <returns>False when somebody answered one of them at the same moment: the next round tries again.</returns>
    private async Task<bool> ReleaseRequestsAsync(PortalDb db, Viewer viewer, ReleaseNote note, CancellationToken ct)
    {
        var linked = await db.ReleaseRequests.AsNoTracking().Where(row => row.ReleaseId == note.Id).Select(row => row.RequestId).ToListAsync(ct);
        foreach (var request in (await requests.RunAsync(viewer, linked, ct)).Where(row => linked.Contains(row.Id) && row.Status is not RequestStatus.Released))
        {
            // Whoever wants it was told by the note: once is enough.
            if (!(await answer.RunAsync(viewer, request.Id, new(RequestStatus.Released, AnswerOf(note.Text), request.Edition, Told: true), ct)).Is(out _, out var refusal) && refusal is Refusal.Conflict)
            {
                return false;
            }
        }

        return true;
    }

    private static string AnswerOf(ReleaseText words) =>
        words is { HasEnglish: true, HasChinese: true } ? string.Create(CultureInfo.InvariantCulture, $"{words.EnglishSolves}\n\n{words.ChineseSolves}") : words.EnglishSolves ?? words.ChineseSolves ?? "";

    private static DateOnly DayOf(DateTimeOffset at, string zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime);
}
