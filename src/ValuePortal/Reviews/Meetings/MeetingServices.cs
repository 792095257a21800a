using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts.Export;
using ValuePortal.Identity.People;
using ValuePortal.Identity.Profiles;
using ValuePortal.Notifications;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Reviews.Meetings.Live;
using ValuePortal.Reviews.Meetings.Minutes;

namespace ValuePortal.Reviews.Meetings;

internal static class MeetingServices
{
    /// <summary>Reviews that both sides walk through together, and the minutes of it.</summary>
    public static IServiceCollection AddMeetings(this IServiceCollection services) => services
        .AddSingleton<WatchMeetings>()
        .AddHostedService(provider => provider.GetRequiredService<WatchMeetings>())
        .AddSingleton<OpenPages>()
        .AddScoped<MeetingWork>()
        .AddScoped<CallMeeting>()
        .AddScoped<StartMeeting>()
        .AddScoped<EndMeeting>()
        .AddScoped<LeadMeeting>()
        .AddScoped<SetAgenda>()
        .AddScoped<SayInMeeting>()
        .AddScoped<ChangeEntry>()
        .AddScoped<SignInMeeting>()
        .AddScoped<NoteForStaff>()
        .AddScoped<ReadMeeting>()
        .AddScoped<ListMeetings>()
        .AddScoped<BeInMeeting>()
        .AddScoped<ComeToMeeting>()
        .AddScoped<MoveInMeeting>()
        .AddScoped<WriteMinutesPdf>()
        .AddNoticeKind(MeetingNotices.CalledKind)
        .AddNoticeKind(MeetingNotices.MinutesKind)
        .AddPersonRemains(new PersonRemains(typeof(MeetingWords), "KeptOfPerson", LeaveAsync))
        .AddScoped<ReadOwnMeetings>()
        .AddOwnData<ReadOwnMeetings>("meetings", (read, viewer, ct) => read.RunAsync(viewer, ct))
        .AddExportPart(new ExportPart(55, WriteAsync));

    public static void MapMeetings(this IEndpointRouteBuilder routes)
    {
        routes.MapLiveMeetings();
        routes.MapMinutes();
    }

    // What was agreed stays agreed; the name goes.
    private static async Task LeaveAsync(PortalDb db, LeavingPerson person, CancellationToken ct)
    {
        await db.MeetingPeople.Where(row => row.AccountId == person.AccountId && row.PersonId == person.PersonId)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Name, person.Instead), ct);
        await db.MeetingEntries.Where(row => row.AccountId == person.AccountId && row.PersonId == person.PersonId)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.By, person.Instead), ct);
        await db.MeetingEntries.Where(row => row.AccountId == person.AccountId && row.OwnerId == person.PersonId)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.OwnerName, person.Instead), ct);
        await db.Meetings.Where(row => row.AccountId == person.AccountId && row.PresenterId == person.PersonId)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.PresenterName, person.Instead), ct);
    }

    private static async Task WriteAsync(IServiceProvider services, Viewer viewer, Guid account, ExportArchive archive, CancellationToken ct)
    {
        await using var db = services.GetRequiredService<PortalDbFactory>().For(viewer);
        var meetings = await db.Meetings.AsNoTracking().Where(row => row.AccountId == account && row.State == MeetingState.Ended).OrderBy(row => row.StartedAt).ThenBy(row => row.Id).ToListAsync(ct);
        archive.Csv("meetings/meetings.csv", ["id", "review", "title", "started_at", "ended_at"], meetings.Select(row => new object?[] { row.Id, row.ReviewId, row.Title, row.StartedAt, row.EndedAt }));
        var entries = await db.MeetingEntries.AsNoTracking().Where(row => row.AccountId == account).OrderBy(row => row.At).ThenBy(row => row.Id).ToListAsync(ct);
        archive.Csv("meetings/entries.csv", ["meeting", "at", "kind", "text", "by", "owner_side", "owner", "due", "answered_at"],
            entries.For(viewer).Select(row => new object?[] { row.MeetingId, row.At, row.Kind, row.Text, row.By, row.Side, row.OwnerName, row.DueOn, row.AnsweredAt }));
        var people = await db.MeetingPeople.AsNoTracking().Where(row => row.AccountId == account).OrderBy(row => row.CameAt).ThenBy(row => row.PersonId).ToListAsync(ct);
        archive.Csv("meetings/people.csv", ["meeting", "name", "of_vendor", "came_at", "seen_at"], people.Select(row => new object?[] { row.MeetingId, row.Name, row.OfVendor, row.CameAt, row.SeenAt }));
    }
}

/// <summary>What a person did in meetings, for the person's own file.</summary>
public sealed class ReadOwnMeetings(PortalDbFactory portal)
{
    private const int Most = 5000;

    public async Task<object> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        var came = await db.MeetingPeople.AsNoTracking().Where(row => row.PersonId == viewer.PersonId).OrderBy(row => row.CameAt).Take(Most).Select(row => new { row.MeetingId, row.CameAt, row.SeenAt }).ToListAsync(ct);
        var wrote = await db.MeetingEntries.AsNoTracking().Where(row => row.PersonId == viewer.PersonId).OrderBy(row => row.At).Take(Most).Select(row => new { row.MeetingId, row.At, row.Kind, row.Text }).ToListAsync(ct);
        return new { Came = came, Wrote = wrote };
    }
}
