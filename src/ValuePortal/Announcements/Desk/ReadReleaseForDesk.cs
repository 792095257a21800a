using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Announcements.Desk;

/// <summary>Release notes as the vendor's people see them.</summary>
public sealed class ReadReleaseForDesk(PortalDbFactory portal, ListLinkable requests, IStringLocalizer<AnnouncementWords> text)
{
    private const int Most = 200;

    /// <param name="Requests">How many it answers.</param>
    public sealed record Row(Guid Id, string Title, ReleaseState State, ReleaseSize Size, DateTimeOffset? At, int Requests);

    public sealed record Request(Guid Id, string Title, FeatureRequests.RequestStatus Status, int Votes);

    /// <param name="Fields">As a form shows them.</param>
    public sealed record Details(
        Guid Id, ReleaseState State, DateTimeOffset? DueAt, DateTimeOffset? PublishedAt, ReleaseText Text, SaveRelease.Input Fields, IReadOnlyList<Request> Requests);

    /// <returns>Drafts and scheduled ones first, then the newest.</returns>
    public async Task<IReadOnlyList<Row>> ListAsync(Viewer viewer, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        var links = db.ReleaseRequests;
        var notes = await db.ReleaseNotes.AsNoTracking()
            .OrderBy(note => note.PublishedAt != null).ThenByDescending(note => note.PublishedAt).ThenByDescending(note => note.CreatedAt).ThenBy(note => note.Id).Take(Most)
            .Select(note => new { Note = note, Requests = links.Count(link => link.ReleaseId == note.Id) }).ToListAsync(ct);
        return [.. notes.Select(row => new Row(row.Note.Id, row.Note.Text.Title, row.Note.State, row.Note.Size, row.Note.PublishedAt ?? row.Note.DueAt, row.Requests))];
    }

    public async Task<Outcome<Details>> RunAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        if (await db.ReleaseNotes.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } note)
        {
            return new Refusal.NotFound(text["NoSuchRelease"]);
        }

        var linked = await db.ReleaseRequests.AsNoTracking().Where(row => row.ReleaseId == id).Select(row => row.RequestId).ToListAsync(ct);
        var named = await db.ReleaseAccounts.AsNoTracking().Where(row => row.ReleaseId == id).Select(row => row.AccountId).ToListAsync(ct);
        var words = note.Text;
        return new Details(
            id, note.State, note.DueAt, note.PublishedAt, words,
            new SaveRelease.Input
            {
                EnglishTitle = words.EnglishTitle,
                EnglishSolves = words.EnglishSolves,
                EnglishBody = words.EnglishBody,
                ChineseTitle = words.ChineseTitle,
                ChineseSolves = words.ChineseSolves,
                ChineseBody = words.ChineseBody,
                Size = note.Size,
                Feature = note.Feature,
                GuideLink = note.GuideLink,
                Audience = note.Audience,
                Tiers = note.Tiers.Split(',', StringSplitOptions.RemoveEmptyEntries),
                Accounts = [.. named],
                Requests = [.. linked],
                EndsRequests = note.EndsRequests,
                Edition = note.Edition,
            },
            [.. (await requests.RunAsync(viewer, linked, ct)).Where(row => linked.Contains(row.Id)).Select(row => new Request(row.Id, row.Title, row.Status, row.Votes))]);
    }
}
