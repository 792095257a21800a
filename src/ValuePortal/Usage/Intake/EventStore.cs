using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Intake;

/// <summary>One event to store, with what is known of its account.</summary>
/// <param name="Account">The account it names, if that is known; null: by the person's last group call, else unassigned.</param>
public sealed record EventToStore(IncomingEvent Event, IntakeSource Source, KnownAccount? Account);

/// <summary>Where a batch comes from.</summary>
/// <param name="BoundTo">The account the write key is bound to; every event is then that account's.</param>
public sealed record IntakeSource(int Id, FeatureFrom FeatureFrom, Guid? BoundTo = null);

/// <summary>An account that events can be counted for.</summary>
public sealed record KnownAccount(Guid Id, string ExternalId, TimeZoneInfo Zone);

/// <summary>
/// The one place that writes raw SQL: raw event, deduplication and roll-ups in one transaction. The statements are plain SQL that
/// both databases take; each names the account it works for (<see cref="IntakeStatements"/>).
/// </summary>
public sealed class EventStore(PortalDbFactory portal, TimeProvider clock)
{
    /// <summary>
    /// Stores a group of events, all or none. When this returns they are on disk; the verdicts are in the order of the events.
    /// </summary>
    /// <param name="events">In the order of arrival: of two with one message id the first one counts.</param>
    /// <param name="accounts">Every known account that <see cref="UserGroup"/> rows of these people may lead to, by external id.</param>
    public async Task<Verdict[]> StoreAsync(IReadOnlyList<EventToStore> events, IReadOnlyDictionary<string, KnownAccount> accounts, CancellationToken ct)
    {
        await using var db = portal.ForSystem();
        var connection = db.Database.GetDbConnection();
        await connection.OpenAsync(ct);
        await using var transaction = connection is SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: false)
            : await connection.BeginTransactionAsync(ct);

        using var writing = new EventWriting(connection, transaction, clock.GetUtcNow(), accounts);
        var verdicts = new Verdict[events.Count];
        for (var i = 0; i < events.Count; i++)
        {
            ct.ThrowIfCancellationRequested();
            verdicts[i] = writing.Add(events[i]);
        }

        writing.RollUp();
        await transaction.CommitAsync(CancellationToken.None);
        return verdicts;
    }

    /// <summary>The groups that these people of a source were last put into.</summary>
    internal async Task<IReadOnlyCollection<string>> GroupsOfAsync(int source, IReadOnlyCollection<string> users, CancellationToken ct)
    {
        await using var db = portal.ForSystem();
        return await db.Set<UserGroup>().AsNoTracking()
            .Where(group => group.SourceId == source && users.Contains(group.UserId))
            .Select(group => group.GroupId)
            .Distinct()
            .ToListAsync(ct);
    }
}

/// <summary>The statements of the intake store. A test holds each against the rule that it names its account.</summary>
internal static class IntakeStatements
{
    // One block of event ids per group of events.
    public const string TakeIds = """UPDATE "UsageEventIds" SET "Next" = "Next" + @count WHERE "Id" = 1""";
    public const string ReadIds = """SELECT "Next" FROM "UsageEventIds" WHERE "Id" = 1""";

    // A message id is looked for among all accounts of its source, since the sender may name another account the second time.
    public const string InsertEvent = "-- " + EveryAccount.MessageIdsOfSource + "\n" + """
        INSERT INTO "UsageEvents" ("AccountId", "Id", "SourceId", "MessageId", "Kind", "At", "StoredAt", "UserNo", "FeatureNo", "Name", "GroupId", "Properties")
        SELECT @account, @id, @source, @message, @kind, @at, @stored, @user, @feature, @name, @group, @properties
        WHERE NOT EXISTS (SELECT 1 FROM "UsageEvents" WHERE "SourceId" = @source AND "MessageId" = @message)
        """;

    public const string FindUser = """SELECT "No" FROM "UsageUsers" WHERE "AccountId" = @account AND "ExternalId" = @user""";
    public const string LastUser = """SELECT COALESCE(MAX("No"), 0) FROM "UsageUsers" WHERE "AccountId" = @account""";
    public const string InsertUser = """INSERT INTO "UsageUsers" ("AccountId", "No", "ExternalId") VALUES (@account, @no, @user)""";

    public const string FindFeature = """SELECT "No", "Listed" FROM "Features" WHERE "Key" = @key""";
    public const string LastFeature = """SELECT COALESCE(MAX("No"), 0) FROM "Features" """;
    public const string InsertFeature = """INSERT INTO "Features" ("No", "Key", "Core", "Listed") VALUES (@no, @key, @false, @listed)""";
    public const string ListFeature = """UPDATE "Features" SET "Listed" = @listed WHERE "No" = @no""";

    public const string FindGroup = """SELECT "GroupId", "At" FROM "UsageUserGroups" WHERE "SourceId" = @source AND "UserId" = @user""";
    public const string UpdateGroup = """UPDATE "UsageUserGroups" SET "GroupId" = @group, "At" = @at WHERE "SourceId" = @source AND "UserId" = @user""";
    public const string InsertGroup = """INSERT INTO "UsageUserGroups" ("SourceId", "UserId", "GroupId", "At") VALUES (@source, @user, @group, @at)""";

    public const string AddToQuarter = """
        UPDATE "UsageQuarters" SET "Events" = "Events" + @events
        WHERE "AccountId" = @account AND "Quarter" = @quarter AND "UserNo" = @user AND "FeatureNo" = @feature
        """;

    public const string InsertQuarter = """
        INSERT INTO "UsageQuarters" ("AccountId", "Quarter", "UserNo", "FeatureNo", "Events") VALUES (@account, @quarter, @user, @feature, @events)
        """;

    public const string FindDay = """SELECT "People" FROM "UsageDays" WHERE "AccountId" = @account AND "Day" = @day AND "FeatureNo" = @feature""";

    public const string AddToDay = """
        UPDATE "UsageDays" SET "Events" = "Events" + @events, "People" = @people
        WHERE "AccountId" = @account AND "Day" = @day AND "FeatureNo" = @feature
        """;

    public const string InsertDay = """
        INSERT INTO "UsageDays" ("AccountId", "Day", "FeatureNo", "Events", "People") VALUES (@account, @day, @feature, @events, @people)
        """;
}
