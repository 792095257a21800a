using System.Text;
using Microsoft.EntityFrameworkCore.Metadata;
using ValuePortal.Platform.Access;

namespace ValuePortal.Platform.Data;

/// <summary>
/// A second wall on SQL Server: a security policy that shows and takes rows of accounts only for the scope that the portal sets on its connection. It
/// is written from the model, where every table says whose it is, so that a new table cannot be forgotten.
/// </summary>
internal static class RowSecurity
{
    /// <summary>Key of the session: ids of accounts, with a comma between.</summary>
    public const string Accounts = "portal_accounts";

    /// <summary>Key of the session: 1 for a statement that crosses accounts.</summary>
    public const string Every = "portal_every_account";

    /// <summary>A value of a session takes 8,000 bytes: 4,000 characters, 37 for an id.</summary>
    public const int MostAccounts = 100;

    private const string Schema = "portal_security";

    /// <summary>Takes the policy away: before migrations, which it would hinder.</summary>
    public static string Drop() => $"""
        DROP SECURITY POLICY IF EXISTS {Schema}.Accounts;
        GO
        DROP FUNCTION IF EXISTS {Schema}.OfAccount;
        DROP FUNCTION IF EXISTS {Schema}.OfAccountOrPublished;
        GO

        """.ReplaceLineEndings("\n");

    /// <summary>Makes it anew, whatever there was.</summary>
    public static string Create(IModel model)
    {
        var script = new StringBuilder(Drop());
        script.Append($$"""
            IF SCHEMA_ID('{{Schema}}') IS NULL EXEC('CREATE SCHEMA {{Schema}}');
            GO
            CREATE FUNCTION {{Schema}}.OfAccount(@account uniqueidentifier) RETURNS TABLE WITH SCHEMABINDING AS RETURN
                SELECT 1 AS Allowed WHERE CAST(SESSION_CONTEXT(N'{{Every}}') AS int) = 1
                OR CHARINDEX(CONVERT(nchar(36), @account), CAST(SESSION_CONTEXT(N'{{Accounts}}') AS nvarchar(4000))) > 0;
            GO
            CREATE FUNCTION {{Schema}}.OfAccountOrPublished(@account uniqueidentifier, @published datetimeoffset) RETURNS TABLE WITH SCHEMABINDING AS RETURN
                SELECT 1 AS Allowed WHERE @published IS NOT NULL OR EXISTS (SELECT 1 FROM {{Schema}}.OfAccount(@account));
            GO
            CREATE SECURITY POLICY {{Schema}}.Accounts

            """.ReplaceLineEndings("\n"));
        var rules = AccountTripwire.OwnersOf(model).OrderBy(table => table.Key, StringComparer.Ordinal).SelectMany(table => Rules(table.Key, table.Value));
        return script.AppendJoin(",\n", rules).Append("\nWITH (STATE = ON);\nGO\n").ToString();
    }

    /// <summary>What a connection is told when it is opened for a scope; its pool forgets it with the reset before the next use.</summary>
    public static string Told(AccountScope scope) => scope.Accounts.Count > MostAccounts
        ? $"EXEC sp_set_session_context N'{Every}', 1;"
        : $"EXEC sp_set_session_context N'{Accounts}', N'{string.Join(',', scope.Accounts.Select(account => account.ToString("D").ToUpperInvariant()))}';";

    /// <summary>The same statement with the wall open while it runs, if its tag says why; its tag stays first.</summary>
    public static string Opened(string sql)
    {
        if (!AccountTripwire.IsTagged(sql))
        {
            return sql;
        }

        var at = 0;
        while (sql.AsSpan(at).TrimStart().StartsWith("--", StringComparison.Ordinal) && sql.IndexOf('\n', at + (sql.Length - at - sql.AsSpan(at).TrimStart().Length)) is >= 0 and var end)
        {
            at = end + 1;
        }

        return $"{sql[..at]}EXEC sp_set_session_context N'{Every}', 1;\n{sql[at..].TrimEnd().TrimEnd(';')};\nEXEC sp_set_session_context N'{Every}', NULL;";
    }

    private static IEnumerable<string> Rules(string table, OwningTable owner)
    {
        var allowed = owner.PublishedColumn is { } published ? $"OfAccountOrPublished([{owner.Column}], [{published}])" : $"OfAccount([{owner.Column}])";
        return
        [
            $"    ADD FILTER PREDICATE {Schema}.{allowed} ON dbo.[{table}]",
            $"    ADD BLOCK PREDICATE {Schema}.{allowed} ON dbo.[{table}] AFTER INSERT",
            $"    ADD BLOCK PREDICATE {Schema}.{allowed} ON dbo.[{table}] AFTER UPDATE",
        ];
    }
}
