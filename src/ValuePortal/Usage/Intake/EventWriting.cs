using System.Data.Common;
using ValuePortal.Platform.Access;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Intake;

/// <summary>One transaction of the intake store: events are inserted as they come, counts are gathered and written at the end.</summary>
internal sealed class EventWriting : IDisposable
{
    private readonly Dictionary<string, DbCommand> statements = new(StringComparer.Ordinal);
    private readonly Dictionary<(Guid Account, string User), int> users = [];
    private readonly Dictionary<Guid, int> lastUsers = [];
    private readonly Dictionary<string, (int No, bool Listed)> features = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Source, string User), (string Group, long At)?> groups = [];
    private readonly Dictionary<(Guid Account, int Quarter, int User, int Feature), long> quarters = [];
    private readonly Dictionary<(Guid Account, DateOnly Day, int Feature), (long Events, PeopleSet People)> days = [];
    private readonly DbConnection connection;
    private readonly DbTransaction transaction;
    private readonly IReadOnlyDictionary<string, KnownAccount> accounts;
    private readonly long storedAt;
    private long nextId;
    private long lastId;

    public EventWriting(DbConnection connection, DbTransaction transaction, DateTimeOffset now, IReadOnlyDictionary<string, KnownAccount> accounts)
    {
        (this.connection, this.transaction, this.accounts) = (connection, transaction, accounts);
        storedAt = now.ToUnixTimeMilliseconds();
    }

    public Verdict Add(EventToStore incoming)
    {
        var call = incoming.Event;
        var account = incoming.Account ?? AccountOfPerson(incoming);
        var owner = account?.Id ?? AccountScope.NoAccount;
        var user = call.UserId is { } id ? UserNo(owner, id) : 0;
        var feature = FeatureOf(incoming) is { } key ? FeatureNo(key, listed: incoming.Source.BoundTo is null) : 0;

        if (!Insert(incoming, account, user, feature))
        {
            return Verdict.Duplicate;
        }

        if (call is { Kind: EventKind.Group, UserId: { } person, GroupId: { } group })
        {
            PutIntoGroup(incoming.Source.Id, person, group, call.At.ToUnixTimeMilliseconds());
        }

        if (call.Kind is EventKind.Page or EventKind.Screen or EventKind.Alias)
        {
            return Verdict.Ignored;
        }

        if (account is null)
        {
            // That somebody exists is worth keeping whoever's person it turns out to be.
            return call is { Kind: EventKind.Identify, GroupId: null } ? Verdict.Accepted : Verdict.Unassigned;
        }

        if (call.Kind is EventKind.Track)
        {
            Count(account, call.At, user, feature);
        }

        return Verdict.Accepted;
    }

    /// <summary>Writes what was counted into both roll-ups.</summary>
    public void RollUp()
    {
        foreach (var ((account, quarter, user, feature), events) in quarters)
        {
            (string, object?)[] row = [("account", account), ("quarter", quarter), ("user", user), ("feature", feature), ("events", events)];
            if (Run(IntakeStatements.AddToQuarter, row) == 0)
            {
                Run(IntakeStatements.InsertQuarter, row);
            }
        }

        foreach (var ((account, day, feature), (events, people)) in days)
        {
            var known = Read(IntakeStatements.FindDay, row => (byte[])row[0], ("account", account), ("day", day), ("feature", feature));
            people.UnionWith(known);
            Run(
                known is null ? IntakeStatements.InsertDay : IntakeStatements.AddToDay,
                ("account", account), ("day", day), ("feature", feature), ("events", events), ("people", people.ToBytes()));
        }
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
        {
            statement.Dispose();
        }
    }

    private static string? FeatureOf(EventToStore incoming) => incoming switch
    {
        { Event.Kind: not EventKind.Track } => null,
        { Source.FeatureFrom: FeatureFrom.EventName } => incoming.Event.Name,
        _ => incoming.Event.FeatureProperty,
    };

    private void Count(KnownAccount account, DateTimeOffset at, int user, int feature)
    {
        var quarter = (int)Math.Floor(at.ToUnixTimeMilliseconds() / (UsageQuarter.Minutes * 60_000d));
        var quarterKey = (account.Id, quarter, user, feature);
        quarters[quarterKey] = quarters.GetValueOrDefault(quarterKey) + 1;

        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, account.Zone).DateTime);
        CountDay((account.Id, day, UsageDay.WholeDay), user);
        if (feature != 0)
        {
            CountDay((account.Id, day, feature), user);
        }
    }

    private void CountDay((Guid Account, DateOnly Day, int Feature) key, int user)
    {
        var (events, people) = days.TryGetValue(key, out var known) ? known : (0, new PeopleSet());
        people.Add(user);
        days[key] = (events + 1, people);
    }

    private bool Insert(EventToStore incoming, KnownAccount? account, int user, int feature)
    {
        var call = incoming.Event;
        return Run(
            IntakeStatements.InsertEvent,
            ("account", account?.Id ?? AccountScope.NoAccount),
            ("id", NextId()),
            ("source", incoming.Source.Id),
            ("message", call.MessageId),
            ("kind", (int)call.Kind),
            ("at", call.At.ToUnixTimeMilliseconds()),
            ("stored", storedAt),
            ("user", user),
            ("feature", feature),
            ("name", call.Name),
            ("group", account is null ? call.GroupId : null),
            ("properties", call.Properties)) == 1;
    }

    private long NextId()
    {
        const int block = 1000;
        if (nextId == lastId)
        {
            Run(IntakeStatements.TakeIds, ("count", block));
            lastId = Read(IntakeStatements.ReadIds, row => row.GetInt64(0));
            nextId = lastId - block;
        }

        return nextId++;
    }

    private int UserNo(Guid account, string user)
    {
        if (users.TryGetValue((account, user), out var no))
        {
            return no;
        }

        no = Read(IntakeStatements.FindUser, row => row.GetInt32(0), ("account", account), ("user", user));
        if (no == 0)
        {
            if (!lastUsers.TryGetValue(account, out var last))
            {
                last = Read(IntakeStatements.LastUser, row => row.GetInt32(0), ("account", account));
            }

            no = lastUsers[account] = last + 1;
            Run(IntakeStatements.InsertUser, ("account", account), ("no", no), ("user", user));
        }

        users[(account, user)] = no;
        return no;
    }

    private int FeatureNo(string key, bool listed)
    {
        if (!features.TryGetValue(key, out var feature))
        {
            feature = Read(IntakeStatements.FindFeature, row => (row.GetInt32(0), row.GetBoolean(1)), ("key", key));
            if (feature.No == 0)
            {
                feature = (Read(IntakeStatements.LastFeature, row => row.GetInt32(0)) + 1, listed);
                Run(IntakeStatements.InsertFeature, ("no", feature.No), ("key", key), ("false", false), ("listed", listed));
            }
        }

        if (listed && !feature.Listed)
        {
            Run(IntakeStatements.ListFeature, ("no", feature.No), ("listed", true));
            feature = (feature.No, true);
        }

        features[key] = feature;
        return feature.No;
    }

    // An event that names no account is that of its person's last group call.
    private KnownAccount? AccountOfPerson(EventToStore incoming) =>
        incoming.Event is { GroupId: null, UserId: { } user } && GroupOf(incoming.Source.Id, user) is { } group
            ? accounts.GetValueOrDefault(group.Group)
            : null;

    private (string Group, long At)? GroupOf(int source, string user)
    {
        if (!groups.TryGetValue((source, user), out var group))
        {
            group = Read<(string, long)?>(IntakeStatements.FindGroup, row => (row.GetString(0), row.GetInt64(1)), ("source", source), ("user", user));
            groups[(source, user)] = group;
        }

        return group;
    }

    private void PutIntoGroup(int source, string user, string group, long at)
    {
        var known = GroupOf(source, user);
        if (known is { } last && last.At > at)
        {
            return;
        }

        Run(
            known is null ? IntakeStatements.InsertGroup : IntakeStatements.UpdateGroup,
            ("source", source), ("user", user), ("group", group), ("at", at));
        groups[(source, user)] = (group, at);
    }

    private int Run(string sql, params ReadOnlySpan<(string Name, object? Value)> values) => Prepare(sql, values).ExecuteNonQuery();

    private T? Read<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var reader = Prepare(sql, values).ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }

    private DbCommand Prepare(string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (!statements.TryGetValue(sql, out var statement))
        {
            var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = sql;
            foreach (var (name, _) in values)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = "@" + name;
                command.Parameters.Add(parameter);
            }

            statements[sql] = statement = command;
        }

        for (var i = 0; i < values.Length; i++)
        {
            statement.Parameters[i].Value = values[i].Value ?? DBNull.Value;
        }

        return statement;
    }
}
