using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ValuePortal.Platform.Data;

/// <summary>
/// Lets SQLite itself wait for another writer, in steps that begin with a millisecond. The client library alone looks again every
/// 150 ms, which makes two writers take turns of that length. After this the library goes on until the command's time is over.
/// </summary>
internal sealed class ShortWaits : DbConnectionInterceptor
{
    private const int Milliseconds = 250;

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Set(connection);
        return Task.CompletedTask;
    }

    private static void Set(DbConnection connection) =>
        _ = SQLitePCL.raw.sqlite3_busy_timeout(((SqliteConnection)connection).Handle, Milliseconds);
}
