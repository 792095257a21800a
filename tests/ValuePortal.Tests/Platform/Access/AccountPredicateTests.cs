using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Tests.Platform.Access;

public sealed class AccountPredicateTests
{
    private static readonly Dictionary<string, OwningTable> s_owners = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Accounts"] = new("AccountId"),
        ["Seats"] = new("AccountId"),
        ["Votes"] = new("AccountId"),
        ["Requests"] = new("RaisedByAccountId", "PublishedAt"),
    };

    [Theory]
    [InlineData("""SELECT "a"."Name" FROM "Accounts" AS "a" WHERE "a"."AccountId" = @p""")]
    [InlineData("""SELECT "a"."Name" FROM "Accounts" AS "a" WHERE @p = "a"."AccountId" AND "a"."Tier" = 'Key' ORDER BY "a"."Name" LIMIT @n""")]
    [InlineData("""SELECT "a"."Name" FROM "Accounts" AS "a" WHERE "a"."AccountId" IN (@p1, @p2)""")]
    [InlineData("""SELECT "a"."Name" FROM "Accounts" AS "a" WHERE "a"."AccountId" IN (SELECT "v"."value" FROM json_each(@p) AS "v")""")]
    [InlineData("""SELECT [a].[Name] FROM [Accounts] AS [a] WHERE [a].[AccountId] IN (SELECT [v].[value] FROM OPENJSON(@p) WITH ([value] uniqueidentifier '$') AS [v])""")]
    [InlineData("""SELECT a.Name FROM dbo.Accounts a WHERE EXISTS (SELECT 1 FROM json_each(@p) AS v WHERE v.value = a.AccountId)""")]
    [InlineData("""SELECT "a"."Name" FROM "Accounts" AS "a" WHERE 0""")]
    [InlineData("""SELECT [a].[Name] FROM [Accounts] AS [a] WHERE 0 = 1""")]
    [InlineData("""SELECT "a"."Name" FROM "Accounts" AS "a" WHERE ("a"."AccountId" = @p AND "a"."CreatedAt" BETWEEN @f AND @t)""")]
    [InlineData("""SELECT 1 FROM "Accounts" AS "a" INNER JOIN "Seats" AS "s" ON "a"."AccountId" = "s"."AccountId" WHERE "s"."AccountId" = @p""")]
    [InlineData("""SELECT 1 FROM "Accounts" AS "a" LEFT JOIN "Seats" AS "s" ON "a"."AccountId" = "s"."AccountId" WHERE "a"."AccountId" = @p""")]
    [InlineData("""SELECT 1 FROM "Accounts" AS "a" LEFT JOIN (SELECT "s"."AccountId", "s"."Seats" FROM "Seats" AS "s" WHERE "s"."AccountId" = @p) AS "s0" ON "a"."AccountId" = "s0"."AccountId" WHERE "a"."AccountId" = @p""")]
    [InlineData("""SELECT 1 FROM (SELECT "a"."AccountId" FROM "Accounts" AS "a" WHERE "a"."AccountId" = @p LIMIT 5) AS "a0" LEFT JOIN "Seats" AS "s" ON "a0"."AccountId" = "s"."AccountId" """)]
    [InlineData("""SELECT (SELECT COUNT(*) FROM "Votes" AS "v" WHERE "v"."AccountId" = "a"."AccountId") FROM "Accounts" AS "a" WHERE "a"."AccountId" = @p""")]
    [InlineData("""SELECT CASE WHEN EXISTS (SELECT 1 FROM "Votes" AS "v" WHERE "v"."AccountId" = @p) THEN 1 ELSE 0 END""")]
    [InlineData("""SELECT "a"."AccountId" FROM "Accounts" AS "a" WHERE "a"."AccountId" = @p UNION ALL SELECT "s"."AccountId" FROM "Seats" AS "s" WHERE "s"."AccountId" = @p""")]
    [InlineData("""SELECT 1 FROM "Requests" AS "r" WHERE "r"."PublishedAt" IS NOT NULL OR "r"."RaisedByAccountId" = @p""")]
    [InlineData("""UPDATE "Seats" SET "Seats" = @p0 WHERE "AccountId" = @p1 AND "ValidFrom" = @p2 RETURNING 1""")]
    [InlineData("""SET NOCOUNT ON; UPDATE [Seats] SET [Seats] = @p0 OUTPUT 1 WHERE [AccountId] = @p1 AND [ValidFrom] = @p2;""")]
    [InlineData("""UPDATE [s] SET [s].[Seats] = @p FROM [Seats] AS [s] WHERE [s].[AccountId] = @a""")]
    [InlineData("""UPDATE "Seats" AS "s" SET "Seats" = "x"."N" FROM (SELECT "a"."AccountId", 1 AS "N" FROM "Accounts" AS "a" WHERE "a"."AccountId" = @p) AS "x" WHERE "s"."AccountId" = "x"."AccountId" """)]
    [InlineData("""DELETE FROM "Seats" AS "s" WHERE "s"."AccountId" = @p""")]
    [InlineData("""DELETE FROM [s] FROM [Seats] AS [s] WHERE [s].[AccountId] = @p""")]
    [InlineData("""INSERT INTO "Seats" ("AccountId", "ValidFrom", "Seats") VALUES (@p0, @p1, @p2)""")]
    [InlineData("""INSERT INTO "Seats" ("AccountId", "Seats") VALUES (@p0, @p1) ON CONFLICT ("AccountId") DO UPDATE SET "Seats" = excluded."Seats" """)]
    [InlineData("""MERGE [Seats] USING (VALUES (@p0, @p1)) AS i ([AccountId], [Seats]) ON 1=0 WHEN NOT MATCHED THEN INSERT ([AccountId], [Seats]) VALUES (i.[AccountId], i.[Seats]);""")]
    [InlineData("""MERGE INTO [Seats] AS t USING (VALUES (@p0, @p1)) AS i ([AccountId], [Seats]) ON t.[AccountId] = i.[AccountId] WHEN MATCHED THEN UPDATE SET [Seats] = i.[Seats];""")]
    [InlineData("""SELECT "p"."Name" FROM "People" AS "p" """)]
    [InlineData("""PRAGMA journal_mode = WAL;""")]
    public void A_statement_that_says_whose_rows_it_means_passes(string sql) => Assert.Null(Unnamed(sql));

    [Theory]
    [InlineData("Accounts", """SELECT "a"."Name" FROM "Accounts" AS "a" """)]
    [InlineData("Accounts", """SELECT "a"."AccountId" FROM "Accounts" AS "a" WHERE "a"."Name" = @p""")]
    [InlineData("Accounts", """SELECT "a"."AccountId" = @p FROM "Accounts" AS "a" """)]
    [InlineData("Accounts", """SELECT "a"."Name" FROM "Accounts" AS "a" WHERE "a"."AccountId" <> @p""")]
    [InlineData("Accounts", """SELECT "a"."Name" FROM "Accounts" AS "a" WHERE "a"."AccountId" NOT IN (@p)""")]
    [InlineData("Accounts", """SELECT "a"."Name" FROM "Accounts" AS "a" WHERE NOT ("a"."AccountId" = @p)""")]
    [InlineData("Accounts", """SELECT "a"."Name" FROM "Accounts" AS "a" WHERE @every OR "a"."AccountId" = @p""")]
    [InlineData("Accounts", """SELECT "a"."Name" FROM "Accounts" AS "a" WHERE "a"."AccountId" = "a"."AccountId" """)]
    [InlineData("Accounts", """SELECT "a"."Name" FROM "Accounts" AS "a" WHERE "a"."AccountId" IS NOT NULL""")]
    [InlineData("Accounts", """SELECT "a"."Name" FROM "Accounts" AS "a" ORDER BY "a"."AccountId" = @p""")]
    [InlineData("Accounts", """SELECT "a"."Name" FROM "Accounts" AS "a" -- WHERE "a"."AccountId" = @p""")]
    [InlineData("Accounts", """SELECT "a"."Name" FROM "Accounts" AS "a" WHERE "a"."Name" = 'x'' AND "a"."AccountId" = @p AND ''y'""")]
    [InlineData("Accounts", """SELECT "a"."Name" FROM "Accounts" AS "a" WHERE CASE WHEN 1 AND "a"."AccountId" = @p AND 1 THEN 0 ELSE 1 END""")]
    [InlineData("Accounts", """SELECT 1 FROM "Accounts" AS "a" INNER JOIN "Seats" AS "s" ON "a"."AccountId" = "s"."AccountId" """)]
    [InlineData("Accounts", """SELECT 1 FROM "Accounts" AS "a" LEFT JOIN "Seats" AS "s" ON "a"."AccountId" = "s"."AccountId" AND "s"."AccountId" = @p""")]
    [InlineData("Seats", """SELECT 1 FROM "Accounts" AS "a", "Seats" AS "s" WHERE "a"."AccountId" = @p""")]
    [InlineData("Accounts", """SELECT 1 FROM "People" AS "p" INNER JOIN "Accounts" AS "a" ON "p"."AccountId" = "a"."AccountId" """)]
    [InlineData("Accounts", """SELECT 1 FROM "Accounts" AS "a" WHERE "a"."AccountId" IN (SELECT "p"."AccountId" FROM "People" AS "p")""")]
    [InlineData("Seats", """SELECT 1 FROM "Accounts" AS "a" WHERE "a"."AccountId" IN (SELECT "s"."AccountId" FROM "Seats" AS "s")""")]
    [InlineData("Votes", """SELECT (SELECT COUNT(*) FROM "Votes" AS "v" WHERE "v"."RequestId" = "a"."Id") FROM "Accounts" AS "a" WHERE "a"."AccountId" = @p""")]
    [InlineData("Votes", """SELECT 1 FROM "Requests" AS "r" INNER JOIN "Votes" AS "v" ON "v"."AccountId" = "r"."RaisedByAccountId" WHERE "r"."PublishedAt" IS NOT NULL OR "r"."RaisedByAccountId" = @p""")]
    [InlineData("Seats", """SELECT "a"."AccountId" FROM "Accounts" AS "a" WHERE "a"."AccountId" = @p UNION SELECT "s"."AccountId" FROM "Seats" AS "s" """)]
    [InlineData("Requests", """SELECT 1 FROM "Requests" AS "r" WHERE "r"."PublishedAt" IS NULL OR "r"."RaisedByAccountId" = @p""")]
    [InlineData("Seats", """UPDATE "Seats" SET "AccountId" = @p0 WHERE "ValidFrom" = @p2""")]
    [InlineData("Seats", """UPDATE [s] SET [s].[AccountId] = @p FROM [Seats] AS [s] WHERE [s].[Seats] = @a""")]
    [InlineData("Seats", """DELETE FROM "Seats" WHERE "ValidFrom" = @p""")]
    [InlineData("Seats", """DELETE FROM "Seats" """)]
    [InlineData("Seats", """TRUNCATE TABLE [Seats]""")]
    [InlineData("Seats", """SELECT 1; DELETE FROM [Seats];""")]
    [InlineData("Seats", """INSERT INTO "Copy" ("Id") SELECT "s"."ValidFrom" FROM "Seats" AS "s" """)]
    [InlineData("Seats", """INSERT INTO "Seats" ("AccountId", "Seats") VALUES (@p0, @p1) ON CONFLICT ("ValidFrom") DO UPDATE SET "Seats" = 0""")]
    [InlineData("Seats", """MERGE INTO [Seats] AS t USING (VALUES (@p0, @p1)) AS i ([Day], [Seats]) ON t.[ValidFrom] = i.[Day] WHEN MATCHED THEN UPDATE SET [Seats] = i.[Seats];""")]
    [InlineData("Seats", """WITH x AS (SELECT s.Seats FROM Seats s) SELECT * FROM x""")]
    [InlineData("Accounts", """select name from accounts""")]
    [InlineData("Accounts", "-- every account: because I say so\nSELECT \"a\".\"Name\" FROM \"Accounts\" AS \"a\"")]
    [InlineData("Accounts", "SELECT \"a\".\"Name\" FROM \"Accounts\" AS \"a\" -- every account: scope of care")]
    [InlineData("Accounts", "SELECT 'x\n-- every account: scope of care\n' FROM \"Accounts\"")]
    public void A_statement_that_does_not_say_is_stopped(string table, string sql) => Assert.Equal(table, Unnamed(sql), ignoreCase: true);

    [Fact]
    public void A_reason_of_the_list_lets_a_statement_cross_accounts() =>
        Assert.Null(Unnamed($"-- {EveryAccount.ScopeOfCare}\n\nSELECT \"a\".\"Name\" FROM \"Accounts\" AS \"a\""));

    private static string? Unnamed(string sql) => AccountTripwire.TableWithoutAccount(sql, s_owners);
}
