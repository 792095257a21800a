using Microsoft.Extensions.Options;
using ValuePortal.Platform.Data;

namespace ValuePortal.Platform.Verbs;

/// <summary>Finds the verb in the arguments of the program and runs it.</summary>
public sealed class CommandLine
{
    private static readonly string[] s_flags = ["create-accounts", "dry-run", "demo", "no-demo", "migrate", "help"];

    private readonly List<string> operands = [];
    private readonly Dictionary<string, string> options = new(StringComparer.Ordinal);

    private CommandLine()
    {
    }

    /// <summary>True when a verb was given; without one the program serves pages.</summary>
    public bool HasVerb => operands.Count > 0;

    public string? Option(string name) => options.GetValueOrDefault(name);

    public bool Flag(string name) => options.ContainsKey(name);

    /// <summary>Reads <c>--name value</c>, <c>--name=value</c>, flags, and operands.</summary>
    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        var line = new CommandLine();
        for (var i = 0; i < args.Count; i++)
        {
            var arg = args[i];
            if (!arg.StartsWith("--", StringComparison.Ordinal))
            {
                line.operands.Add(arg);
                continue;
            }

            var name = arg[2..];
            if (name.IndexOf('=', StringComparison.Ordinal) is > 0 and var at)
            {
                line.options[name[..at]] = name[(at + 1)..];
            }
            else if (s_flags.Contains(name) || i + 1 >= args.Count || args[i + 1].StartsWith("--", StringComparison.Ordinal))
            {
                line.options[name] = "true";
            }
            else
            {
                line.options[name] = args[++i];
            }
        }

        return line;
    }

    /// <summary>Runs the verb. Exit code 2 with the list of verbs when there is none of that name.</summary>
    public async Task<int> RunAsync(IServiceProvider services, TextWriter output, TextWriter error, CancellationToken ct)
    {
        var verbs = services.GetServices<Verb>().OrderBy(verb => verb.Name, StringComparer.Ordinal).ToList();
        var given = string.Join(' ', operands);
        var verb = verbs.Where(verb => given == verb.Name || given.StartsWith(verb.Name + " ", StringComparison.Ordinal)).MaxBy(verb => verb.Name.Length);
        if (verb is null)
        {
            await error.WriteLineAsync($"There is no command \"{given}\". These are the commands, each with --data DIR for another data folder:");
            foreach (var known in verbs)
            {
                await error.WriteLineAsync("  " + known.Usage);
            }

            return 2;
        }

        await using var scope = services.CreateAsyncScope();
        if (!verb.BeforeMigration && !await scope.ServiceProvider.GetRequiredService<Migrator>()
            .MakeReadyAsync(services.GetRequiredService<IHostEnvironment>().IsDevelopment(), ct))
        {
            await error.WriteLineAsync("The database was made by an earlier version: make a backup, then run the command migrate.");
            return 1;
        }

        var rest = operands.Skip(verb.Name.Count(letter => letter == ' ') + 1).ToList();
        try
        {
            return await verb.RunAsync(new VerbCall(scope.ServiceProvider, rest, options, output, error), ct);
        }
        catch (OptionsValidationException wrong)
        {
            await error.WriteLineAsync(string.Join('\n', wrong.Failures));
            return 1;
        }
    }
}
