using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Announcements.Desk;
using ValuePortal.FeatureRequests;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Announcements.Roadmap;

/// <summary>Product puts something on the roadmap that no request asked for, changes it, or takes it off again.</summary>
public sealed class PlanItem(PortalDbFactory portal, ListAreas areas, AuditLog audit, TimeProvider clock, IStringLocalizer<AnnouncementWords> text)
{
    /// <param name="Quarter">"2026-3"; empty for none.</param>
    /// <param name="Edition">The one that was seen; a new item has none.</param>
    public sealed record Input(
        string? EnglishTitle, string? EnglishWords, string? ChineseTitle, string? ChineseWords, Guid? Area, RequestStatus? Status, string? Quarter, bool IsShown, int Edition = 0);

    /// <returns>All of them, for the vendor's people.</returns>
    public async Task<IReadOnlyList<RoadmapItem>> ListAsync(Viewer viewer, CancellationToken ct = default)
    {
        if (!viewer.IsStaff)
        {
            return [];
        }

        await using var db = portal.ForSystem();
        return await db.RoadmapItems.AsNoTracking().OrderBy(item => item.Quarter == null).ThenBy(item => item.Quarter).ThenBy(item => item.Id).ToListAsync(ct);
    }

    /// <param name="viewer">A product manager, or the vendor's admin.</param>
    /// <param name="id">Null for a new one.</param>
    /// <param name="input">The item.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid? id, Input input, CancellationToken ct = default)
    {
        if (!ReleaseWork.Writes(viewer))
        {
            return new Refusal.NotAllowed(text["OnlyProduct"]);
        }

        if (await CheckAsync(input, ct) is { Count: > 0 } errors)
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], errors);
        }

        var now = clock.GetUtcNow();
        await using var db = portal.ForSystem();
        var item = id is null ? null : await db.RoadmapItems.SingleOrDefaultAsync(row => row.Id == id, ct);
        if (id is not null && item is null)
        {
            return new Refusal.NotFound(text["NoSuchItem"]);
        }

        if (item is not null && item.Edition != input.Edition)
        {
            return new Refusal.Conflict(text["ChangedByColleague"]);
        }

        if (item is null)
        {
            if (await db.RoadmapItems.CountAsync(ct) >= RoadmapItem.Most)
            {
                return new Refusal.Conflict(text["TooManyItems", RoadmapItem.Most]);
            }

            db.Add(item = new RoadmapItem { Id = Guid.CreateVersion7(now) });
        }

        (item.EnglishTitle, item.ChineseTitle) = (PlainText.Line(input.EnglishTitle), PlainText.Line(input.ChineseTitle));
        (item.EnglishWords, item.ChineseWords, item.AreaId) = (PlainText.Line(input.EnglishWords), PlainText.Line(input.ChineseWords), input.Area);
        item.Place(input.Status!.Value, Roadmap.Quarter.Read(input.Quarter)?.Number, input.IsShown, now);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal.Conflict(text["ChangedByColleague"]);
        }

        await audit.WriteAsync(viewer, ReleaseAudit.RoadmapChanged, $"{item.Id} {item.EnglishTitle}", AccountScope.NoAccount, ct);
        return item.Id;
    }

    public async Task<Outcome<Guid>> RemoveAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        if (!ReleaseWork.Writes(viewer))
        {
            return new Refusal.NotAllowed(text["OnlyProduct"]);
        }

        await using var db = portal.ForSystem();
        if (await db.RoadmapItems.Where(row => row.Id == id).ExecuteDeleteAsync(ct) != 1)
        {
            return new Refusal.NotFound(text["NoSuchItem"]);
        }

        await audit.WriteAsync(viewer, ReleaseAudit.RoadmapChanged, $"{id}", AccountScope.NoAccount, ct);
        return id;
    }

    private async Task<Dictionary<string, string[]>> CheckAsync(Input input, CancellationToken ct)
    {
        var errors = new Dictionary<string, string[]>();
        Title(input.EnglishTitle, nameof(Input.EnglishTitle));
        Title(input.ChineseTitle, nameof(Input.ChineseTitle));
        Words(input.EnglishWords, input.ChineseWords, nameof(Input.EnglishWords));
        Words(input.ChineseWords, input.EnglishWords, nameof(Input.ChineseWords));
        Require(input.Status is { } status && RoadmapItem.Places.Contains(status), nameof(Input.Status), text["ChooseOne"]);
        Require(string.IsNullOrEmpty(input.Quarter) || Roadmap.Quarter.Read(input.Quarter) is not null, nameof(Input.Quarter), text["ChooseOne"]);
        Require(input.Area is null || (await areas.RunAsync(ct)).Any(area => area.Id == input.Area), nameof(Input.Area), text["ChooseOne"]);
        return errors;

        void Title(string? typed, string field)
        {
            var line = PlainText.Line(typed);
            Require(line.Length > 0, field, text["TitleMissing"]);
            Require(line.Length <= RoadmapItem.TitleMaxLength, field, text["TooLong", RoadmapItem.TitleMaxLength]);
        }

        void Words(string? typed, string? other, string field)
        {
            var line = PlainText.Line(typed);
            Require(line.Length > 0 || PlainText.Line(other).Length == 0, field, text["WordsInBoth"]);
            Require(line.Length <= RoadmapItem.WordsMaxLength, field, text["TooLong", RoadmapItem.WordsMaxLength]);
        }

        void Require(bool right, string field, string message)
        {
            if (!right)
            {
                errors.TryAdd(field, [message]);
            }
        }
    }
}
