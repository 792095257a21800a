using ValuePortal.Platform.Access;

namespace ValuePortal.Platform.Verbs;

/// <summary>A command of the program, given after "--": <c>create-key NAME --scope read</c>. It works while the server runs.</summary>
/// <param name="Name">One or two words: "migrate", "import usage".</param>
/// <param name="Usage">The line that help prints.</param>
/// <param name="RunAsync">Does it; returns the exit code: 0 done, 1 refused, 2 not understood.</param>
public sealed record Verb(string Name, string Usage, Func<VerbCall, CancellationToken, Task<int>> RunAsync)
{
    /// <summary>Runs although the database still has to be migrated: true for "migrate" alone, or for what does not touch it.</summary>
    public bool BeforeMigration { get; init; }
}

/// <summary>How a verb was called.</summary>
/// <param name="Services">A scope of its own.</param>
/// <param name="Operands">What stands behind the name and is no option.</param>
/// <param name="Options">The options by name without dashes; a flag has the value "true".</param>
public sealed record VerbCall(IServiceProvider Services, IReadOnlyList<string> Operands, IReadOnlyDictionary<string, string> Options, TextWriter Out, TextWriter Error)
{
    /// <summary>In whose name a command works: whoever can start it may do what the vendor's admin may, for the accounts it names.</summary>
    public static Viewer Caller(params Guid[] accounts) => new(Guid.Empty, "command", PersonRole.VendorAdmin, AccountScope.Only(accounts), SeesMoney: true);

    public string? Option(string name) => Options.GetValueOrDefault(name);

    public bool Flag(string name) => Options.ContainsKey(name);

    /// <summary>Says how the verb is written, and returns exit code 2.</summary>
    public int Misunderstood(string why)
    {
        Error.WriteLine(why);
        return 2;
    }

    /// <summary>Says why not, and returns exit code 1.</summary>
    public int Refuse(string why)
    {
        Error.WriteLine(why);
        return 1;
    }
}

public static class VerbServices
{
    public static IServiceCollection AddVerb(this IServiceCollection services, Verb verb) => services.AddSingleton(verb);
}
