using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews.Meetings;

/// <summary>Changes a meeting's agenda: names and minutes of its points, one more, or one less. The vendor's people do it, before and during the meeting.</summary>
public sealed class SetAgenda(PortalDbFactory portal, MeetingWork work, IStringLocalizer<MeetingWords> words)
{
    /// <summary>As a form sends it: titles and minutes by the point's id; <c>New</c> is one more. A point without a title is taken off.</summary>
    public sealed class Input
    {
        public Dictionary<string, string>? Titles { get; set; }

        public Dictionary<string, string>? Minutes { get; set; }
    }

    public const string New = "New";

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid id, Input input, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        if (!(await work.FindForStaffAsync(db, viewer, id, ct)).Is(out var meeting, out var refusal))
        {
            return refusal;
        }

        var points = await db.MeetingAgenda.Where(point => point.AccountId == meeting.AccountId && point.MeetingId == id).OrderBy(point => point.Place).ThenBy(point => point.Id).ToListAsync(ct);
        foreach (var point in points)
        {
            if (Read(input, point.Id.ToString()) is not { } sent)
            {
                continue;
            }

            if (sent.Title.Length == 0 && point.Id != meeting.PointId)
            {
                db.Remove(point);
            }
            else if (Check(sent) is { } wrong)
            {
                return wrong;
            }
            else
            {
                (point.Title, point.Minutes) = (sent.Title, sent.Minutes!.Value);
            }
        }

        if (Read(input, New) is { Title.Length: > 0 } more)
        {
            if (Check(more) is { } wrong)
            {
                return wrong;
            }

            if (points.Count >= AgendaPoint.MostPerMeeting)
            {
                return new Refusal.Conflict(words["AgendaFull", AgendaPoint.MostPerMeeting]);
            }

            db.Add(new AgendaPoint
            {
                AccountId = meeting.AccountId,
                Id = Guid.CreateVersion7(),
                MeetingId = id,
                Place = points.Count == 0 ? 0 : points[^1].Place + 1,
                Title = more.Title,
                Minutes = more.Minutes!.Value,
            });
        }

        return await work.SaveAsync(db, meeting, id, ct);
    }

    private static (string Title, int? Minutes)? Read(Input input, string key) => input.Titles?.TryGetValue(key, out var title) is true
        ? (string.Join(' ', title.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), int.TryParse(input.Minutes?.GetValueOrDefault(key), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) ? minutes : null)
        : null;

    private Refusal? Check((string Title, int? Minutes) point) =>
        MeetingWork.Line(point.Title, AgendaPoint.TitleMaxLength) is null ? work.Wrong("Title", "PointTitle", AgendaPoint.TitleMaxLength)
        : point.Minutes is not (>= 1 and <= AgendaPoint.MostMinutes) ? work.Wrong("Minutes", "PointMinutes", AgendaPoint.MostMinutes)
        : null;
}
