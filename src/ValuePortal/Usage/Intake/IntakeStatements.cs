using ValuePortal.Platform.Access;

namespace ValuePortal.Usage.Intake;

/// <summary>
/// The statements of the intake store. A test holds each against the rule that it names its account. They are plain SQL that both
/// databases take; where SQLite has a faster way, its text stands beside the plain ones.
/// </summary>
internal static class IntakeStatements
{
    // The row of numbers is taken first: whoever has it is alone, and its number says whether somebody else wrote in between.
    public const string TakeIds = """UPDATE "UsageEventIds" SET "Next" = "Next" + @count WHERE "Id" = 1""";
    public const string ReadIds = """SELECT "Next" FROM "UsageEventIds" WHERE "Id" = 1""";

    public const string FindAccount = "-- " + EveryAccount.FindByExternalId + "\n" + """
        SELECT "AccountId", "ExternalId", "TimeZone" FROM "Accounts" WHERE "ExternalId" = @external
        """;

    public const string ReadAccount = """SELECT "AccountId", "ExternalId", "TimeZone" FROM "Accounts" WHERE "AccountId" = @account""";
    public const string SetZone = """UPDATE "Accounts" SET "TimeZone" = @zone WHERE "AccountId" = @account""";

    public const string FindAlias = """SELECT "AccountId" FROM "UsageGroupAliases" WHERE "GroupId" = @group""";
    public const string InsertAlias = """INSERT INTO "UsageGroupAliases" ("GroupId", "AccountId") VALUES (@group, @account)""";

    public const string FindSource = """SELECT "ClosedBefore" FROM "UsageSources" WHERE "Id" = @source""";
    public const string CloseSource = """UPDATE "UsageSources" SET "ClosedBefore" = @closed WHERE "Id" = @source AND "ClosedBefore" < @closed""";

    public const string InsertSegment = """
        INSERT INTO "UsageEventSegments" ("AccountId", "Id", "SourceId", "StoredAt", "Events", "FirstAt", "LastAt", "GroupId", "Body")
        VALUES (@account, @id, @source, @stored, @events, @first, @last, @group, @body)
        """;

    public const string DeleteSegment = """DELETE FROM "UsageEventSegments" WHERE "AccountId" = @account AND "Id" = @id""";

    public const string SegmentsOfGroup = """
        SELECT "Id", "SourceId", "StoredAt", "Events", "Body" FROM "UsageEventSegments" WHERE "AccountId" = @account AND "GroupId" = @group ORDER BY "Id"
        """;

    public const string SegmentsOfNoGroup = """
        SELECT "Id", "SourceId", "StoredAt", "Events", "Body" FROM "UsageEventSegments" WHERE "AccountId" = @account AND "GroupId" IS NULL ORDER BY "Id"
        """;

    public const string OldSegments = "-- " + EveryAccount.Retention + "\n" + """
        SELECT "AccountId", "Id", "SourceId", "LastAt", "GroupId", "Events" FROM "UsageEventSegments" WHERE "StoredAt" < @before ORDER BY "StoredAt"
        """;

    public const string ReadSegment = """SELECT "SourceId", "StoredAt", "GroupId", "Body" FROM "UsageEventSegments" WHERE "AccountId" = @account AND "Id" = @id""";

    public const string MarkUndone = """UPDATE "UsageTableImports" SET "UndoneAt" = @at WHERE "Id" = @import AND "UndoneAt" IS NULL""";

    // What the last import of a row says of it.
    public const string FindStated = """
        SELECT "ImportId", "Says", "Uses", "AccountId", "SegmentId" FROM "UsageStatedRows" WHERE "SourceId" = @source AND "Key" = @key ORDER BY "ImportId" DESC
        """;

    public const string StatedByImport = """SELECT "Key", "Uses", "AccountId", "SegmentId" FROM "UsageStatedRows" WHERE "ImportId" = @import""";
    public const string ReadKept = """SELECT "Kept" FROM "UsageStatedRows" WHERE "SourceId" = @source AND "Key" = @key AND "ImportId" = @import""";
    public const string DeleteStated = """DELETE FROM "UsageStatedRows" WHERE "SourceId" = @source AND "Key" = @key AND "ImportId" = @import""";
    public const string DeleteStatedOfSegment = """DELETE FROM "UsageStatedRows" WHERE "AccountId" = @account AND "SegmentId" = @id""";
    public const string MoveStated = """UPDATE "UsageStatedRows" SET "AccountId" = @to WHERE "AccountId" = @account AND "SegmentId" = @id""";

    public const string DeleteOldKept = """
        DELETE FROM "UsageStatedRows" WHERE "SegmentId" = 0 AND "ImportId" IN (SELECT "Id" FROM "UsageTableImports" WHERE "StartedAt" < @before)
        """;

    public const string InsertStated = """
        INSERT INTO "UsageStatedRows" ("SourceId", "Key", "ImportId", "Says", "Uses", "AccountId", "SegmentId") VALUES (@source, @key, @import, @says, @uses, @account, @id)
        """;

    public const string KeepStated = """
        UPDATE "UsageStatedRows" SET "AccountId" = @account, "SegmentId" = 0, "Kept" = @kept WHERE "SourceId" = @source AND "Key" = @key AND "ImportId" = @import
        """;

    public const string Runs = """SELECT "Id" FROM "UsageMessageIdRuns" ORDER BY "Id" """;
    public const string OldRun = """SELECT MIN("Id") FROM "UsageMessageIdRuns" WHERE "StoredUntil" < @before""";
    public const string InsertRun = """INSERT INTO "UsageMessageIdRuns" ("Id", "Count", "StoredUntil") VALUES (@id, @count, @until)""";
    public const string DeleteRun = """DELETE FROM "UsageMessageIdRuns" WHERE "Id" = @id""";
    public const string PartsOfRun = """SELECT "Keys" FROM "UsageMessageIdParts" WHERE "RunId" = @id ORDER BY "Part" """;
    public const string FindPart = """SELECT "Keys" FROM "UsageMessageIdParts" WHERE "RunId" = @id AND "Part" = @part""";
    public const string InsertPart = """INSERT INTO "UsageMessageIdParts" ("RunId", "Part", "Keys") VALUES (@id, @part, @keys)""";
    public const string DeleteParts = """DELETE FROM "UsageMessageIdParts" WHERE "RunId" = @id""";
    public const string RecentIds = """SELECT "Id", "Keys" FROM "UsageRecentMessageIds" WHERE "Id" > @after ORDER BY "Id" """;
    public const string InsertRecentIds = """INSERT INTO "UsageRecentMessageIds" ("Id", "Keys") VALUES (@id, @keys)""";
    public const string DeleteRecentIds = """DELETE FROM "UsageRecentMessageIds" """;

    public const string FindUser = """SELECT "No" FROM "UsageUsers" WHERE "AccountId" = @account AND "ExternalId" = @user""";
    public const string LastUser = """SELECT COALESCE(MAX("No"), 0) FROM "UsageUsers" WHERE "AccountId" = @account""";
    public const string InsertUser = """INSERT INTO "UsageUsers" ("AccountId", "No", "ExternalId") VALUES (@account, @no, @user)""";
    public const string NameUser = """SELECT "ExternalId" FROM "UsageUsers" WHERE "AccountId" = @account AND "No" = @no""";

    public const string FindFeature = """SELECT "No", "Listed" FROM "Features" WHERE "Key" = @key""";
    public const string LastFeature = """SELECT COALESCE(MAX("No"), 0) FROM "Features" """;
    public const string InsertFeature = """INSERT INTO "Features" ("No", "Key", "Core", "Listed") VALUES (@no, @key, @false, @listed)""";
    public const string ListFeature = """UPDATE "Features" SET "Listed" = @listed WHERE "No" = @no""";

    public const string FindGroup = """SELECT "GroupId", "At" FROM "UsageUserGroups" WHERE "SourceId" = @source AND "UserId" = @user""";
    public const string UpdateGroup = """UPDATE "UsageUserGroups" SET "GroupId" = @group, "At" = @at WHERE "SourceId" = @source AND "UserId" = @user""";
    public const string InsertGroup = """INSERT INTO "UsageUserGroups" ("SourceId", "UserId", "GroupId", "At") VALUES (@source, @user, @group, @at)""";

    public const string FindUnassigned = """
        SELECT "Events", "FirstAt", "LastAt", "People" FROM "UsageUnassigned" WHERE "AccountId" = @account AND "GroupId" = @group
        """;

    public const string DeleteUnassigned = """DELETE FROM "UsageUnassigned" WHERE "AccountId" = @account AND "GroupId" = @group""";

    public const string InsertUnassigned = """
        INSERT INTO "UsageUnassigned" ("AccountId", "GroupId", "Events", "FirstAt", "LastAt", "People") VALUES (@account, @group, @events, @first, @last, @people)
        """;

    public const string QuartersOfAccount = """SELECT "Quarter", "Counts" FROM "UsageQuarters" WHERE "AccountId" = @account""";
    public const string PartsOfQuarter = """SELECT "Counts" FROM "UsageQuarters" WHERE "AccountId" = @account AND "Quarter" = @quarter""";
    public const string DeleteQuarter = """DELETE FROM "UsageQuarters" WHERE "AccountId" = @account AND "Quarter" = @quarter""";

    public const string InsertQuarter = """
        INSERT INTO "UsageQuarters" ("AccountId", "Quarter", "Part", "Counts") VALUES (@account, @quarter, @part, @counts)
        """;

    public const string QuartersBetween = """
        SELECT "Quarter", "Counts" FROM "UsageQuarters" WHERE "AccountId" = @account AND "Quarter" >= @from AND "Quarter" < @to
        """;

    // Of an account, or of the features of the product.
    public const string NextVersion = """UPDATE "UsageVersions" SET "Version" = "Version" + 1, "Restated" = "Restated" + @restated WHERE "Of" = @account""";
    public const string FirstVersion = """INSERT INTO "UsageVersions" ("Of", "Version", "Restated") VALUES (@account, 1, @restated)""";

    public const string DeleteDay = """DELETE FROM "UsageDays" WHERE "AccountId" = @account AND "Day" = @day""";
    public const string DeleteDays = """DELETE FROM "UsageDays" WHERE "AccountId" = @account""";
    public const string FindDay = """SELECT "Events", "People" FROM "UsageDays" WHERE "AccountId" = @account AND "Day" = @day AND "FeatureNo" = @feature""";

    public const string UpdateDay = """
        UPDATE "UsageDays" SET "Events" = @events, "People" = @people WHERE "AccountId" = @account AND "Day" = @day AND "FeatureNo" = @feature
        """;

    public const string InsertDay = """
        INSERT INTO "UsageDays" ("AccountId", "Day", "FeatureNo", "Events", "People") VALUES (@account, @day, @feature, @events, @people)
        """;

    public const string AddToDayOnSqlite = InsertDay + "\n" + $$"""
        ON CONFLICT ("AccountId", "Day", "FeatureNo") DO UPDATE
        SET "Events" = "Events" + excluded."Events", "People" = COALESCE({{StoreConnection.UnionOfPeople}}("People", excluded."People"), x'')
        """;
}
