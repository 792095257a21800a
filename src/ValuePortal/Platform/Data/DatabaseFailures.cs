using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ValuePortal.Platform.Data;

/// <summary>Recognises, on either database, that a row with this key is already there, or that the database cannot be written now.</summary>
public static class DatabaseFailures
{
    private const int SqliteConstraintPrimaryKey = 1555;
    private const int SqliteConstraintUnique = 2067;
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteReadOnly = 8;
    private const int SqliteIoError = 10;
    private const int SqliteFull = 13;
    private const int SqliteCannotOpen = 14;

    private static readonly int[] s_sqlServerUnavailable = [-2, -1, 2, 53, 258, 1105, 1205, 1222, 4060, 9002, 10053, 10054, 10060, 40197, 40501, 40613];

    /// <summary>Two people wrote the same thing at once, or one wrote it twice.</summary>
    public static bool IsDuplicate(this Exception failure) => failure switch
    {
        DbUpdateException { InnerException: { } inner } => inner.IsDuplicate(),
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is SqliteConstraintPrimaryKey or SqliteConstraintUnique,
        SqlException sql => sql.Number is 2601 or 2627,
        _ => false,
    };

    /// <summary>Locked for long, full or out of reach: what was asked can be asked again.</summary>
    public static bool IsUnavailable(this Exception failure) => failure switch
    {
        DbUpdateException { InnerException: { } inner } => inner.IsUnavailable(),
        SqliteException sqlite => sqlite.SqliteErrorCode is SqliteBusy or SqliteLocked or SqliteReadOnly or SqliteIoError or SqliteFull or SqliteCannotOpen,
        SqlException sql => s_sqlServerUnavailable.Contains(sql.Number),
        TimeoutException => true,
        _ => false,
    };
}
