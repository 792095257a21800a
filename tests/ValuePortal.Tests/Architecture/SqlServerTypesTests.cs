using System.Reflection;
using System.Runtime.Loader;
using Microsoft.Data.SqlClient;
using Mono.Cecil;
using static ValuePortal.Tests.Support.Wrongs;

namespace ValuePortal.Tests.Architecture;

/// <summary>
/// The client of SQL Server loads this assembly by its full name before its first parameterised command. Where the feed lacks it, one of
/// our own stands in (docs/decisions/0002); without it everything builds and connects, and then every query fails.
/// </summary>
public sealed class SqlServerTypesTests
{
    private const string FullName = "Microsoft.SqlServer.Server, Version=1.0.0.0, Culture=neutral, PublicKeyToken=23ec7fc2d6eaa4a5";

    /// <summary>A published folder where one is given, else the one that was built.</summary>
    private static string Folder => Environment.GetEnvironmentVariable("VALUEPORTAL_PUBLISHED") is { Length: > 0 } published
        ? published
        : Path.GetDirectoryName(typeof(Program).Assembly.Location)!;

    [Fact]
    public void The_assembly_is_found_by_its_full_name()
    {
        var context = new ProgramFolder(Path.Combine(Folder, "ValuePortal.dll"));

        var assembly = context.LoadFromAssemblyName(new AssemblyName(FullName));

        Assert.Equal(FullName, assembly.FullName);
        Assert.StartsWith(Path.GetFullPath(Folder), assembly.Location, StringComparison.Ordinal);
        context.Unload();
    }

    [Fact]
    public void It_has_every_type_and_member_that_the_client_names()
    {
        var client = ModuleDefinition.ReadModule(typeof(SqlCommand).Assembly.Location);
        var standIn = ModuleDefinition.ReadModule(Path.Combine(Folder, "Microsoft.SqlServer.Server.dll"));
        var types = client.GetTypeReferences().Where(type => type.Scope.Name == standIn.Assembly.Name.Name).ToList();
        var members = client.GetMemberReferences().OfType<MethodReference>().Where(method => method.DeclaringType.Scope.Name == standIn.Assembly.Name.Name).ToList();

        Assert.NotEmpty(types);
        Assert.NotEmpty(members);
        AssertNone(types.Where(type => standIn.GetType(type.FullName) is null).Select(type => $"{type.FullName} is missing."));
        AssertNone(members
            .Where(member => standIn.GetType(member.DeclaringType.FullName) is { } type
                && !type.Methods.Any(method => method.Name == member.Name && method.Parameters.Select(each => each.ParameterType.FullName).SequenceEqual(member.Parameters.Select(each => each.ParameterType.FullName))))
            .Select(member => $"{member.FullName} is missing."));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_as_such()
    {
        await using var connection = new SqlConnection("Server=127.0.0.1,14999;Database=none;User Id=none;Password=none;Encrypt=false;Connect Timeout=2;ConnectRetryCount=0");
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT @value";
        command.Parameters.AddWithValue("@value", 1);

        await Assert.ThrowsAsync<SqlException>(async () =>
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        });
    }

    /// <summary>Finds assemblies as the host of the program does: by what is written beside it.</summary>
    private sealed class ProgramFolder(string program) : AssemblyLoadContext(isCollectible: true)
    {
        private readonly AssemblyDependencyResolver resolver = new(program);

        protected override Assembly? Load(AssemblyName name) =>
            resolver.ResolveAssemblyToPath(name) is { } path ? LoadFromAssemblyPath(path) : null;
    }
}
