using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ValuePortal.Platform.Data;

/// <summary>Tells SQL Server for whom a connection works, each time a context opens it.</summary>
internal sealed class TellScope : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (eventData.Context is PortalDb db)
        {
            using var command = Command(connection, db);
            command.ExecuteNonQuery();
        }
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is PortalDb db)
        {
            await using var command = Command(connection, db);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static DbCommand Command(DbConnection connection, PortalDb db)
    {
        var command = connection.CreateCommand();
        command.CommandText = RowSecurity.Told(db.Scope);
        return command;
    }
}

/// <summary>Opens the wall for a statement that says by its tag why it crosses accounts.</summary>
internal sealed class OpenForTagged : DbCommandInterceptor
{
    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        result.CommandText = RowSecurity.Opened(result.CommandText);
        return result;
    }
}
