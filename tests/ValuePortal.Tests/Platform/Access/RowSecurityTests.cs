using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Verbs;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Platform.Access;

/// <summary>The second wall on SQL Server, as far as it can be read where no SQL Server runs.</summary>
public sealed class RowSecurityTests
{
    [Fact]
    public async Task The_script_that_is_printed_guards_every_table_of_accounts_and_no_other()
    {
        using var portal = new TestPortal();
        using var output = new StringWriter();
        Assert.Equal(0, await CommandLine.Parse(["row-security"]).RunAsync(portal.Services, output, TextWriter.Null, TestContext.Current.CancellationToken));
        var script = output.ToString();
        await using var db = new SqlServerDesignFactory().CreateDbContext([]);
        var owned = db.Model.GetEntityTypes().Where(entity => entity.ClrType.IsAssignableTo(typeof(IOwnedByAccount))).Select(entity => entity.GetTableName()!);
        var published = db.Model.GetEntityTypes().Where(entity => entity.ClrType.IsAssignableTo(typeof(IPrivateUntilPublished))).Select(entity => entity.GetTableName()!);

        foreach (var kind in new[] { @"FILTER PREDICATE portal_security\.{0} ON dbo\.\[(\w+)\](?! AFTER)", @"BLOCK PREDICATE portal_security\.{0} ON dbo\.\[(\w+)\] AFTER INSERT", @"BLOCK PREDICATE portal_security\.{0} ON dbo\.\[(\w+)\] AFTER UPDATE" })
        {
            Assert.Equal(owned.Order(StringComparer.Ordinal), Tables(script, kind, @"OfAccount\(\[AccountId\]\)"));
            Assert.Equal(published.Order(StringComparer.Ordinal), Tables(script, kind, @"OfAccountOrPublished\(\[RaisedByAccountId\], \[PublishedAt\]\)"));
        }

        Assert.EndsWith("WITH (STATE = ON);\nGO\n", script, StringComparison.Ordinal);
        Assert.StartsWith(RowSecurity.Drop(), script, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_is_told_its_scope_and_an_empty_one_means_nobody()
    {
        var account = Guid.Parse("0199a1b2-0000-7000-8000-00000000abcd");

        Assert.Equal("EXEC sp_set_session_context N'portal_accounts', N'0199A1B2-0000-7000-8000-00000000ABCD';", RowSecurity.Told(AccountScope.Only(account)));
        Assert.Equal("EXEC sp_set_session_context N'portal_accounts', N'';", RowSecurity.Told(default));
        Assert.True(RowSecurity.Told(AccountScope.Only([.. Enumerable.Range(0, RowSecurity.MostAccounts).Select(_ => Guid.CreateVersion7())])).Length < 4000);
        Assert.Equal("EXEC sp_set_session_context N'portal_every_account', 1;", RowSecurity.Told(AccountScope.Only([.. Enumerable.Range(0, RowSecurity.MostAccounts + 1).Select(_ => Guid.CreateVersion7())])));
    }

    [Fact]
    public void Only_a_statement_with_a_reason_of_the_list_opens_the_wall_and_closes_it_again()
    {
        const string Query = "SELECT [a].[Id]\nFROM [Accounts] AS [a]";
        var tagged = "-- " + EveryAccount.Recount + "\n\n" + Query;

        Assert.Equal(Query, RowSecurity.Opened(Query));
        Assert.Equal("-- every account: because\n" + Query, RowSecurity.Opened("-- every account: because\n" + Query));
        Assert.Matches($@"\A-- {Regex.Escape(EveryAccount.Recount)}\n\s*EXEC sp_set_session_context N'portal_every_account', 1;\s+SELECT [^;]*;\nEXEC sp_set_session_context N'portal_every_account', NULL;\z", RowSecurity.Opened(tagged));
    }

    private static IEnumerable<string> Tables(string script, string kind, string predicate) =>
        Regex.Matches(script, kind.Replace("{0}", predicate, StringComparison.Ordinal), RegexOptions.None, TimeSpan.FromSeconds(5)).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal);
}
