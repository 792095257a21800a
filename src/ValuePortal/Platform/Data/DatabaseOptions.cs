using System.ComponentModel.DataAnnotations;

namespace ValuePortal.Platform.Data;

public enum DatabaseProvider
{
    Sqlite,
    SqlServer,
}

/// <summary>Which database, and where the portal keeps its files.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "ValuePortal:Database";

    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>For SQL Server: its connection string. SQLite is a file in the data folder.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>For SQL Server with the policy that the command <c>row-security</c> prints: each connection is told for whom it works.</summary>
    public bool RowSecurity { get; set; }

    /// <summary>Seconds until a statement that waits for a lock gives up; the caller is then told to come again.</summary>
    [Range(1, 60)]
    public int CommandTimeout { get; set; } = 3;
}

/// <summary>The folder with the database file, the keys that protect cookies, and mails written as files.</summary>
public sealed class DataFolder
{
    public DataFolder(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string DatabaseFile => System.IO.Path.Combine(Path, "valueportal.db");

    public string Keys => System.IO.Path.Combine(Path, "keys");

    public string Mail => System.IO.Path.Combine(Path, "mail");

    public string MigrationLock => System.IO.Path.Combine(Path, "migrate.lock");
}
