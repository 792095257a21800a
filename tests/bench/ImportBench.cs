using System.Globalization;
using Microsoft.Data.Sqlite;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Bench;

/// <summary>
/// Events a second into the product (raw event, dedupe, two roll-ups, on disk) beside the floor: the same events into a bare SQLite
/// table with a unique text key and one roll-up, 1,000 to a transaction, synchronous FULL.
/// </summary>
internal static class ImportBench
{
    private const int Events = 400_000;
    private const int Rounds = 3;

    public static async Task RunAsync()
    {
        List<double> ours = [], floor = [], ourCpu = [], floorCpu = [];

        // The first round is for the compiler, which is at work until both have been through.
        await OursAsync([]);
        Floor([]);
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(Events / await OursAsync(ourCpu));
            floor.Add(Events / Floor(floorCpu));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"round {round + 1}: product {ours[^1]:N0} events/s and {ourCpu[^1]:0.0} µs of CPU an event, floor {floor[^1]:N0} events/s and {floorCpu[^1]:0.0} µs"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"median: product {ours.Median():N0} events/s, floor {floor.Median():N0} events/s, ratio {ours.Median() / floor.Median():0.00}; of CPU {floorCpu.Median() / ourCpu.Median():0.00}"));
    }

    private static TimeSpan Cpu => Environment.CpuUsage.TotalTime;

    private static async Task<double> OursAsync(List<double> cpu)
    {
        await using var portal = await BenchPortal.OpenAsync();
        await portal.OpenAccountsAsync(50);
        await portal.StoreAsync(BenchPortal.Events(2000, 50), 1000);
        var before = Cpu;
        var took = await Watch.MillisecondsAsync(() => portal.StoreAsync(BenchPortal.Events(Events, 50, from: 10_000_000), 2000)) / 1000;
        cpu.Add((Cpu - before).TotalMicroseconds / Events);
        return took;
    }

    private static double Floor(List<double> cpu)
    {
        var file = Path.GetTempFileName();
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        Run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            + "CREATE TABLE event(id INTEGER PRIMARY KEY, account TEXT NOT NULL, at INTEGER NOT NULL, feature TEXT NOT NULL, person TEXT NOT NULL, message TEXT NOT NULL, body TEXT);"
            + "CREATE UNIQUE INDEX once ON event(account, message); CREATE INDEX reading ON event(account, at, feature);"
            + "CREATE TABLE day(account TEXT, day INTEGER, feature TEXT, events INTEGER, PRIMARY KEY(account, day, feature)) WITHOUT ROWID;");
        var before = Cpu;
        var watch = System.Diagnostics.Stopwatch.StartNew();
        foreach (var group in BenchPortal.Events(Events, 50, from: 10_000_000).Chunk(1000))
        {
            Insert(connection, group);
        }

        var seconds = watch.Elapsed.TotalSeconds;
        cpu.Add((Cpu - before).TotalMicroseconds / Events);
        connection.Close();
        File.Delete(file);
        return seconds;

        void Run(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    private static void Insert(SqliteConnection connection, IncomingEvent[] group)
    {
        using var transaction = connection.BeginTransaction();
        using var insert = Command(connection, transaction, "INSERT INTO event(account, at, feature, person, message, body) VALUES ($a, $t, $f, $p, $m, $b) ON CONFLICT DO NOTHING", "$a", "$t", "$f", "$p", "$m", "$b");
        using var count = Command(connection, transaction, "INSERT INTO day VALUES ($a, $d, $f, $n) ON CONFLICT DO UPDATE SET events = events + excluded.events", "$a", "$d", "$f", "$n");
        Dictionary<(string, long, string), long> days = [];
        foreach (var call in group)
        {
            var at = call.At.ToUnixTimeMilliseconds();
            Set(insert, call.GroupId!, at, call.FeatureProperty!, call.UserId!, call.MessageId, call.Properties!);
            var key = (call.GroupId!, at / 86_400_000, call.FeatureProperty!);
            days[key] = days.GetValueOrDefault(key) + 1;
        }

        foreach (var ((account, day, feature), events) in days)
        {
            Set(count, account, day, feature, events);
        }

        transaction.Commit();
    }

    private static SqliteCommand Command(SqliteConnection connection, SqliteTransaction transaction, string sql, params string[] parameters)
    {
        var command = connection.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, sql);
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        command.Prepare();
        return command;
    }

    private static void Set(SqliteCommand command, params object[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }
}
