using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Options;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Tables;
using ValuePortal.Platform.Verbs;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Usage.Import;

/// <summary><c>import usage FILE[.gz] --source NAME</c></summary>
internal static class ImportUsageVerb
{
    public static readonly Verb Verb = new(
        "import usage",
        "import usage FILE[.gz] --source NAME [--create-accounts] [--dry-run] [--now INSTANT]    read a log of events",
        RunAsync);

    private static async Task<int> RunAsync(VerbCall call, CancellationToken ct)
    {
        if (call.Operands is not [var file])
        {
            return call.Refuse("Name one file: " + Verb.Usage);
        }

        if (call.Option("source") is not { } source || string.IsNullOrWhiteSpace(source) || source.Length > Source.NameMaxLength)
        {
            return call.Refuse($"Name the source with --source NAME, at most {Source.NameMaxLength} characters. Message ids are unique within a source.");
        }

        var clock = call.Services.GetRequiredService<TimeProvider>();
        var now = clock.GetUtcNow();
        if (call.Option("now") is { } given && !DateTimeOffset.TryParse(given, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out now))
        {
            return call.Refuse($"--now {given} is no instant. An example: --now 2026-09-01T00:00:00Z");
        }

        var input = new ImportUsage.Input(file, source, call.Flag("create-accounts"), now);
        if (!call.Flag("dry-run"))
        {
            return await ImportAsync(call, call.Services.GetRequiredService<ImportUsage>(), input, "", ct);
        }

        if (call.Services.GetRequiredService<IOptions<DatabaseOptions>>().Value.Provider is not DatabaseProvider.Sqlite)
        {
            return call.Refuse("A dry run works on a copy of the embedded database. On SQL Server, try the file on a restored backup.");
        }

        await using var rehearsal = await Rehearsal.OpenAsync(call.Services, ct);
        using var store = new EventStore(rehearsal.Portal, clock);
        var directory = new AccountDirectory(rehearsal.Portal, clock);
        var import = new ImportUsage(new EventIntake(store), new Sources(rehearsal.Portal, clock), directory);
        return await ImportAsync(call, import, input, "Dry run, nothing is stored: ", ct);
    }

    private static async Task<int> ImportAsync(VerbCall call, ImportUsage import, ImportUsage.Input input, string note, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var refusedFile = RefusedFile.PlaceFor(input.File, call.Services.GetRequiredService<DataFolder>());
        using var refused = new RefusedFile(refusedFile);
        var told = 0L;
        var outcome = await import.RunAsync(
            input,
            line => refused.Add(
                ["line", "verdict", "reason", "messageId"],
                [line.Line, line.Verdict is Verdict.Ignored ? "ignored" : "refused", line.Reason, line.MessageId]),
            progress: lines =>
        {
            if (lines - told >= 50_000)
            {
                told = lines;
                call.Error.WriteLine($"{lines:N0} lines …");
            }
        }, ct: ct);

        if (!outcome.Is(out var result, out var refusal))
        {
            return call.Refuse(refusal.Message);
        }

        if (note.Length == 0)
        {
            await call.Services.GetRequiredService<AuditLog>().WriteAsync(
                Guid.Empty, "command", AuditAction.Imported, $"usage from {Path.GetFileName(input.File)}: {result.Accepted} accepted", AccountScope.NoAccount, ct);
        }

        call.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{note}accepted {result.Accepted}, unassigned {result.Unassigned}, duplicate {result.Duplicate}, ignored {result.Ignored}, refused {result.Refused}, blank {result.Blank}; accounts opened {result.AccountsOpened}; {result.Lines} lines in {watch.Elapsed.TotalSeconds:0.0} s"));
        if (result.Unassigned > 0)
        {
            call.Out.WriteLine("Unassigned events name an account that is not known. They are kept, and counted for nobody.");
        }

        if (refused.Any)
        {
            call.Out.WriteLine($"Lines that were not taken, with their reasons: {refusedFile}");
        }

        return 0;
    }
}
