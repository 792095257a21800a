using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.FeatureRequests;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Announcements;

/// <summary>Release notes as a customer reads them: only those for its company, what it asked for first.</summary>
public sealed class ReadReleases(PortalDbFactory portal, AudienceOfReleases audience, ReadWanted wanted, AccountDays days, TimeProvider clock, IStringLocalizer<AnnouncementWords> text)
{
    /// <summary>For how long what the company asked for stands above everything else.</summary>
    private const int DaysOnTop = 60;

    /// <param name="On">Day in the account's time zone.</param>
    /// <param name="IsNew">This person has not opened it.</param>
    /// <param name="Wishes">Requests of the company that it answers.</param>
    public sealed record Row(Guid Id, ReleaseText Text, ReleaseSize Size, DateOnly On, bool IsNew, string? GuideLink, IReadOnlyList<ReadWanted.Row> Wishes);

    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        var rows = await RowsAsync(viewer, ct);
        var today = (await days.ForAsync(viewer, ct))(clock.GetUtcNow());
        return [.. rows.OrderByDescending(row => row.Wishes.Count > 0 && row.On >= today.AddDays(-DaysOnTop))];
    }

    /// <summary>Opens one; that this person has seen it is noted once.</summary>
    public async Task<Outcome<Row>> OpenAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        if (viewer.AccountId is not { } account || (await RowsAsync(viewer, ct)).FirstOrDefault(row => row.Id == id) is not { } found)
        {
            return new Refusal.NotFound(text["NoSuchRelease"]);
        }

        if (viewer.IsCustomer && found.IsNew)
        {
            await using var db = portal.For(viewer);
            db.Add(new ReleaseSeen { AccountId = account, ReleaseId = id, PersonId = viewer.PersonId, SeenAt = clock.GetUtcNow() });
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException failure) when (failure.IsDuplicate())
            {
                // Opened twice at once.
            }
        }

        return found;
    }

    private async Task<IReadOnlyList<Row>> RowsAsync(Viewer viewer, CancellationToken ct)
    {
        var notes = await audience.OfAsync(viewer, ct);
        if (viewer.AccountId is not { } account || notes.Count == 0)
        {
            return [];
        }

        var wishes = (await wanted.RunAsync(viewer, ct)).Rows.ToDictionary(row => row.Id);
        await using var db = portal.For(viewer);
        Guid[] ids = [.. notes.Select(note => note.Id)];
        var links = (await db.ReleaseRequests.AsNoTracking().Where(link => ids.Contains(link.ReleaseId)).ToListAsync(ct)).ToLookup(link => link.ReleaseId, link => link.RequestId);
        var seen = (await db.ReleasesSeen.AsNoTracking().Where(row => row.AccountId == account && row.PersonId == viewer.PersonId).Select(row => row.ReleaseId).ToListAsync(ct)).ToHashSet();
        var day = await days.ForAsync(viewer, ct);
        return [.. notes.Select(note => new Row(
            note.Id, note.Text, note.Size, day(note.PublishedAt!.Value), !seen.Contains(note.Id), note.GuideLink,
            [.. links[note.Id].Where(wishes.ContainsKey).Select(request => wishes[request])]))];
    }
}
