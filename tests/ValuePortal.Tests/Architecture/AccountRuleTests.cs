using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Mono.Cecil;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using static ValuePortal.Tests.Support.Wrongs;

namespace ValuePortal.Tests.Architecture;

/// <summary>The ways round the filter of accounts are few, named, and looked after.</summary>
public sealed class AccountRuleTests
{
    /// <summary>Who may write SQL by hand, and why.</summary>
    private static readonly Dictionary<string, string> s_writeSql = new(StringComparer.Ordinal)
    {
        ["ValuePortal.Platform.Data.Migrator"] = "switches the log of SQLite on and frees an abandoned lock",
        ["ValuePortal.Platform.Data.TellScope"] = "tells SQL Server for which accounts a connection works",
        ["ValuePortal.Platform.Data.OpenForTagged"] = "lets a tagged statement through the second wall of SQL Server",
        ["ValuePortal.Platform.Data.Backup"] = "copies the whole database into a file",
        ["ValuePortal.Usage.Intake.StoreConnection"] = "the intake store, whose statements are checked below",
    };

    [Fact]
    public void Every_reason_to_cross_accounts_is_used()
    {
        var uses = Repository.ProductFiles(".cs", ".razor")
            .Where(file => !file.EndsWith("EveryAccount.cs", StringComparison.Ordinal) && !file.EndsWith("AccountTripwire.cs", StringComparison.Ordinal))
            .Select(file => (Name: Repository.Relative(file), Source: File.ReadAllText(file)))
            .ToList();
        var reasons = typeof(EveryAccount).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral && field.Name != nameof(EveryAccount.Prefix))
            .ToList();

        Assert.NotEmpty(reasons);
        Assert.Equal(reasons.Count, EveryAccount.Reasons.Count);
        foreach (var reason in reasons)
        {
            TestContext.Current.TestOutputHelper!.WriteLine(
                "{0}: {1}", reason.GetRawConstantValue()!, string.Join(", ", uses.Where(use => use.Source.Contains($"EveryAccount.{reason.Name}", StringComparison.Ordinal)).Select(use => use.Name)));
        }

        AssertNone(reasons
            .Where(reason => !uses.Any(use => use.Source.Contains($"EveryAccount.{reason.Name}", StringComparison.Ordinal)))
            .Select(reason => $"EveryAccount.{reason.Name} is not used by anybody: take it off the list."));
        AssertNone(uses
            .Where(use => use.Source.Replace("IgnoreQueryFilters([RemovedFilter])", "", StringComparison.Ordinal).Split("IgnoreQueryFilters(").Length > use.Source.Split("EveryAccount.").Length)
            .Select(use => $"{use.Name} lifts a filter and does not say why."));
    }

    [Fact]
    public void Sql_is_written_by_hand_in_named_places_only()
    {
        var writers = ModuleDependencies.Types
            .Where(type => ModuleDependencies.Calls(type).Any(WritesSql))
            .Select(type => ModuleDependencies.Outermost(type).FullName)
            .Distinct()
            .ToList();
        foreach (var writer in writers)
        {
            TestContext.Current.TestOutputHelper!.WriteLine("{0}: {1}", writer, s_writeSql.GetValueOrDefault(writer, "?"));
        }

        Assert.NotEmpty(writers);
        AssertNone(writers.Where(writer => !s_writeSql.ContainsKey(writer)).Select(writer => $"{writer} writes SQL by hand."));
        AssertNone(s_writeSql.Keys.Except(writers).Select(writer => $"{writer} writes no SQL: take it off the list."));
    }

    [Fact]
    public void Statements_of_the_intake_store_name_their_account()
    {
        using var db = new SqliteDesignFactory().CreateDbContext([]);
        var owners = AccountTripwire.OwnersOf(db.Model);
        var statements = typeof(Program).Assembly.GetType("ValuePortal.Usage.Intake.IntakeStatements", throwOnError: true)!
            .GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(string))
            .ToDictionary(field => field.Name, field => (string)field.GetValue(null)!);

        Assert.NotEmpty(statements);
        Assert.Contains(statements.Values, statement => owners.Keys.Any(table => statement.Contains(table, StringComparison.Ordinal)));
        AssertNone(statements
            .Select(statement => (statement.Key, Table: AccountTripwire.TableWithoutAccount(statement.Value, owners)))
            .Where(statement => statement.Table is not null)
            .Select(statement => $"{statement.Key} reaches {statement.Table} without naming an account."));
    }

    [Fact]
    public void Every_way_to_write_sql_or_to_lift_all_filters_is_banned()
    {
        var banned = File.ReadAllLines(Path.Combine(Repository.Root, "BannedSymbols.txt")).Select(line => line.Split(';')[0]).ToHashSet();
        var ways = new[] { typeof(RelationalDatabaseFacadeExtensions), typeof(RelationalQueryableExtensions) }
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(method => method.Name.StartsWith("ExecuteSql", StringComparison.Ordinal) || method.Name.StartsWith("SqlQuery", StringComparison.Ordinal) || method.Name.StartsWith("FromSql", StringComparison.Ordinal))
            .Concat(typeof(EntityFrameworkQueryableExtensions).GetMethods().Where(method => method.Name == nameof(EntityFrameworkQueryableExtensions.IgnoreQueryFilters) && method.GetParameters().Length == 1))
            .Select(IdOf)
            .ToList();

        Assert.True(ways.Count > 8);
        AssertNone(ways.Except(banned).Select(way => $"{way} is not banned."));
    }

    [Fact]
    public void A_pattern_cannot_take_for_ever()
    {
        var calls = ModuleDependencies.Types.SelectMany(type => ModuleDependencies.Calls(type).Select(call => (Type: ModuleDependencies.Outermost(type), Call: call))).ToList();

        Assert.NotEmpty(calls);
        AssertNone(calls
            .Where(use => use.Call.DeclaringType.FullName == typeof(Regex).FullName
                && !use.Type.FullName.StartsWith("System.Text.RegularExpressions.Generated", StringComparison.Ordinal)
                && (use.Call.Name == ".ctor" || (!use.Call.HasThis && use.Call.Name is nameof(Regex.IsMatch) or nameof(Regex.Match) or nameof(Regex.Matches) or nameof(Regex.Replace) or nameof(Regex.Split) or nameof(Regex.Count)))
                && (use.Call.Name == ".ctor" || !use.Call.HasThis)
                && use.Call.Parameters.All(parameter => parameter.ParameterType.FullName != typeof(TimeSpan).FullName))
            .Select(use => $"{use.Type.FullName} uses a pattern without a time limit."));
        AssertNone(ModuleDependencies.Types.SelectMany(type => type.Methods)
            .Where(method => method.CustomAttributes.Any(attribute => attribute.AttributeType.Name == nameof(GeneratedRegexAttribute) && attribute.ConstructorArguments.All(argument => argument.Type.FullName != typeof(int).FullName)))
            .Select(method => $"{method.FullName} is a pattern without a time limit."));
    }

    private static bool WritesSql(MethodReference call) =>
        (call.Name == "CreateCommand" && call.DeclaringType.Name.EndsWith("Connection", StringComparison.Ordinal))
        || (call.Name == ".ctor" && call.DeclaringType.Name is "SqlCommand" or "SqliteCommand")
        || call.Name is "set_CommandText"
        || call.Name.StartsWith("ExecuteSql", StringComparison.Ordinal)
        || call.Name.StartsWith("SqlQuery", StringComparison.Ordinal)
        || call.Name.StartsWith("FromSql", StringComparison.Ordinal);

    /// <summary>The name by which the analyzer knows a method.</summary>
    private static string IdOf(MethodInfo method)
    {
        var arity = method.IsGenericMethod ? $"``{method.GetGenericArguments().Length}" : "";
        return $"M:{method.DeclaringType!.FullName}.{method.Name}{arity}({string.Join(',', method.GetParameters().Select(parameter => IdOf(parameter.ParameterType)))})";
    }

    private static string IdOf(Type type) => type switch
    {
        { IsGenericMethodParameter: true } => $"``{type.GenericParameterPosition}",
        { IsArray: true } => IdOf(type.GetElementType()!) + "[]",
        { IsGenericType: true } => $"{type.GetGenericTypeDefinition().FullName![..type.GetGenericTypeDefinition().FullName!.IndexOf('`', StringComparison.Ordinal)]}{{{string.Join(',', type.GetGenericArguments().Select(IdOf))}}}",
        _ => type.FullName!,
    };
}
