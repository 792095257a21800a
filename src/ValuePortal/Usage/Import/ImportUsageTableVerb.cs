using System.Globalization;
using System.Text;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Tables;
using ValuePortal.Platform.Verbs;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Import;

/// <summary><c>import usage-table FILE --source NAME --map account=COL,day=COL,feature=COL,count=COL</c></summary>
internal static class ImportUsageTableVerb
{
    private const int PreviewRows = 5;
    private const int ShownRefusals = 10;

    public static readonly Verb Verb = new(
        "import usage-table",
        "import usage-table FILE --source NAME --map account=COL,day=COL,feature=COL,count=COL[,row=COL][,user=COL] "
        + "[--join FILE2 --join-on COL=COL2 [--warn-outside start=COL2,end=COL2]] [--dates iso|dd-MM-yyyy|…] [--delimiter ,|;|tab] [--encoding NAME] [--decimal ,] "
        + "[--create-accounts] [--dry-run]    read a table of counts by day",
        RunAsync);

    private static async Task<int> RunAsync(VerbCall call, CancellationToken ct)
    {
        var (input, why) = Understand(call);
        if (input is null)
        {
            return call.Refuse(why);
        }

        return await ImportAsync(call, call.Services.GetRequiredService<ImportUsageTable>(), input, ct);
    }

    private static async Task<int> ImportAsync(VerbCall call, ImportUsageTable import, ImportUsageTable.Input input, CancellationToken ct)
    {
        var text = call.Services.GetRequiredService<IStringLocalizer<TableWords>>();
        var refusedFile = RefusedFile.PlaceFor(input.File, call.Services.GetRequiredService<DataFolder>());
        using var refused = new RefusedFile(refusedFile);
        var (shown, told) = (0, 0);
        var outcome = await import.RunAsync(
            input,
            row =>
            {
                refused.Add(["row", "reason", .. row.Headings], [row.Row, text.Say(row.Reason), .. row.Cells]);
                if (told++ < ShownRefusals)
                {
                    call.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"row {row.Row}: {text.Say(row.Reason)}"));
                }
            },
            row =>
            {
                if (input.DryRun && shown++ < PreviewRows)
                {
                    call.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"row {row.Row}: account {row.Account}, day {row.Day:yyyy-MM-dd}, feature {row.Feature}, count {row.Count}{(row.User is null ? "" : $", user {row.User}")}"));
                }
            },
            ct: ct);
        if (!outcome.Is(out var result, out var refusal))
        {
            return call.Refuse(input.Dates is null && refusal is Refusal.Invalid && refusal.Message.Contains(input.Columns.Day + ":", StringComparison.Ordinal)
                ? refusal.Message + " --dates iso, --dates dd-MM-yyyy and the like"
                : refusal.Message);
        }

        if (!input.DryRun)
        {
            await call.Services.GetRequiredService<AuditLog>().WriteAsync(
                Guid.Empty, "command", AuditAction.Imported, $"usage table {Path.GetFileName(input.File)}: {result.Counted} rows counted", AccountScope.NoAccount, ct);
        }

        Say(call.Out, input, result);
        if (refused.Any)
        {
            call.Out.WriteLine($"Rows that were not taken, with their reasons: {refusedFile}");
        }

        return 0;
    }

    private static void Say(TextWriter output, ImportUsageTable.Input input, ImportUsageTable.Result result)
    {
        void Line(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));

        Line($"{(input.DryRun ? "Dry run, nothing is stored: " : "")}{result.Rows} rows: {result.Counted} counted and {result.Replaced} replaced with {result.Uses} uses, {result.Unassigned} unassigned, {result.Known} stored before, {result.Zero} with count 0, {result.Refused} refused; {result.Blank} blank; accounts opened {result.AccountsOpened}");
        Line($"Days are read as {result.Dates}{(result.FirstDay is { } first ? $"; new rows from {first:yyyy-MM-dd} to {result.LastDay:yyyy-MM-dd}" : "")}.");
        if (result.Unassigned > 0)
        {
            Line($"Unassigned rows name an account that is not known. They are kept, and counted for nobody.");
        }

        if (result.RepeatedKeys > 0)
        {
            Line($"{result.RepeatedKeys} values of {input.Columns.Row} stand in more than one row. Each of these rows counts.");
        }

        if (result.BeforeStart + result.AfterEnd > 0)
        {
            Line($"{result.BeforeStart} rows lie before the start and {result.AfterEnd} after the end. They count.");
        }

        if (result.Id is { } id && !input.DryRun)
        {
            Line($"This is import {id}. To take it back: undo-import {id}");
        }
    }

    private static (ImportUsageTable.Input? Input, string Why) Understand(VerbCall call)
    {
        if (call.Operands is not [var file])
        {
            return (null, "Name one file: " + Verb.Usage);
        }

        if (call.Option("source") is not { } source || string.IsNullOrWhiteSpace(source) || source.Length > Source.NameMaxLength)
        {
            return (null, $"Name the source with --source NAME, at most {Source.NameMaxLength} characters.");
        }

        var map = Pairs(call.Option("map"));
        string[] columns = ["account", "day", "feature", "count", "row", "user"];
        if (map is null || columns.Take(4).Any(name => !map.ContainsKey(name)) || map.Keys.Except(columns).Any())
        {
            return (null, "Say which columns hold what: --map account=COL,day=COL,feature=COL,count=COL, and row=COL or user=COL where there are such.");
        }

        var (on, outside) = (Pairs(call.Option("join-on")), Pairs(call.Option("warn-outside")));
        if ((call.Option("join") is null) != (call.Option("join-on") is null) || (call.Flag("join") && on is not { Count: 1 }))
        {
            return (null, "A join names a file and the columns that hold the same: --join FILE2 --join-on COL=COL2. The account is then a column of FILE2.");
        }

        if (call.Flag("warn-outside") && (on is null || outside is null || outside.Keys.Except(["start", "end"]).Any()))
        {
            return (null, "--warn-outside start=COL2,end=COL2 names columns of the joined file.");
        }

        char? separator = call.Option("delimiter") switch { null or "auto" => '\0', "tab" => '\t', { Length: 1 } sign when ",;|".Contains(sign[0], StringComparison.Ordinal) => sign[0], _ => null };
        if (separator is null || call.Option("decimal") is not (null or "." or ","))
        {
            return (null, "--delimiter is auto, a comma, a semicolon or the word tab; --decimal is a point or a comma.");
        }

        if (EncodingOf(call.Option("encoding")) is not { } encoding)
        {
            return (null, $"--encoding {call.Option("encoding")} is not known. Examples: utf-8, utf-16, windows-1252, gb18030");
        }

        return (new ImportUsageTable.Input(
            file, source,
            new(map["account"], map["day"], map["feature"], map["count"], map.GetValueOrDefault("row"), map.GetValueOrDefault("user")),
            call.Services.GetRequiredService<TimeProvider>().GetUtcNow())
        {
            Join = on is null ? null : new(call.Option("join")!, on.Keys.Single(), on.Values.Single(), outside?.GetValueOrDefault("start"), outside?.GetValueOrDefault("end")),
            Separator = separator == '\0' ? null : separator,
            Encoding = call.Flag("encoding") ? encoding : null,
            DryRun = call.Flag("dry-run"),
            Dates = call.Option("dates"),
            DecimalSign = call.Option("decimal") is "," ? ',' : '.',
            CreateAccounts = call.Flag("create-accounts"),
        }, "");
    }

    private static Encoding? EncodingOf(string? name)
    {
        try
        {
            return name is null ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // "a=b,c=d"; null when it is not so.
    private static Dictionary<string, string>? Pairs(string? text)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in text?.Split(',') ?? [])
        {
            if (part.IndexOf('=', StringComparison.Ordinal) is var at && (at < 1 || at == part.Length - 1 || !pairs.TryAdd(part[..at].Trim(), part[(at + 1)..].Trim())))
            {
                return null;
            }
        }

        return pairs.Count == 0 ? null : pairs;
    }
}
