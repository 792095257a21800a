using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ValuePortal.EndToEnd.Support;

/// <summary>Holds up every statement that reads one table, or fails it, while a test asks for it.</summary>
public sealed class SlowTable : DbCommandInterceptor
{
    /// <summary>The table; null holds up nothing.</summary>
    public string? Name { get; set; }

    public TimeSpan By { get; set; }

    /// <summary>Whether the statement fails after the wait.</summary>
    public bool Breaks { get; set; }

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (Name is { } name && command.CommandText.Contains($"\"{name}\"", StringComparison.Ordinal))
        {
            await Task.Delay(By, cancellationToken);
            if (Breaks)
            {
                throw new InvalidOperationException($"{name} is broken by the test.");
            }
        }

        return result;
    }
}
