using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Verbs;

namespace ValuePortal.FeatureRequests.Channels;

/// <summary><c>import requests FILE --account EXTERNAL_ID [--map title=…,votes=…] [--to-all] [--dry-run]</c> and <c>undo-import requests ID</c>.</summary>
internal static class ImportRequestsVerb
{
    public static readonly Verb Import = new("import requests", "import requests FILE --account EXTERNAL_ID [--map title=HEADING,votes=HEADING,...] [--to-all yes] [--dry-run]", RunAsync);

    public static readonly Verb Undo = new("undo-import requests", "undo-import requests ID", UndoAsync);

    private static async Task<int> RunAsync(VerbCall call, CancellationToken ct)
    {
        if (call.Operands is not [var file] || call.Option("account") is not { } account || MapIn(call.Option("map")) is not { } map)
        {
            return call.Misunderstood($"Write: {Import.Usage}");
        }

        if (!File.Exists(file))
        {
            return call.Refuse($"There is no file {file}.");
        }

        if (!(await call.Services.GetRequiredService<ImportRequests>().RunAsync(await ForAllAsync(call, ct), new(file, Path.GetFileName(file), map, account, call.Flag("to-all"), call.Flag("dry-run")), ct)).Is(out var done, out var refusal))
        {
            return call.Refuse(string.Join('\n', refusal is Platform.Refusal.Invalid invalid ? invalid.Errors.Values.SelectMany(errors => errors) : [refusal.Message]));
        }

        await call.Out.WriteLineAsync(FormattableString.Invariant(
            $"layout {done.Layout}; rows {done.Rows}, {(done.Id is null ? "would be made" : "made")} {done.Made}, there already {done.Again}, refused {done.Refused}, votes {done.Votes}"));
        foreach (var column in done.Columns)
        {
            await call.Error.WriteLineAsync(column);
        }

        foreach (var (row, why) in done.Reasons)
        {
            await call.Error.WriteLineAsync($"row {row}: {why}");
        }

        if (done.Id is { } id)
        {
            await call.Error.WriteLineAsync($"Undo it with: undo-import requests {id}");
        }

        return 0;
    }

    private static async Task<int> UndoAsync(VerbCall call, CancellationToken ct)
    {
        if (call.Operands is not [var text] || !Guid.TryParse(text, out var id))
        {
            return call.Misunderstood($"Write: {Undo.Usage}");
        }

        if (!(await call.Services.GetRequiredService<UndoRequestImport>().RunAsync(await ForAllAsync(call, ct), id, ct)).Is(out var done, out var refusal))
        {
            return call.Refuse(refusal.Message);
        }

        await call.Out.WriteLineAsync(FormattableString.Invariant($"removed {done.Removed}, kept {done.Kept}"));
        return 0;
    }

    // Whoever can start a command may do what product may: for the requests of all accounts.
    private static async Task<Viewer> ForAllAsync(VerbCall call, CancellationToken ct)
    {
        var product = new Viewer(Guid.Empty, "command", PersonRole.ProductManager, default, SeesMoney: false);
        return product with { Scope = await call.Services.GetRequiredService<ListAccountsForRequestDesk>().RunAsync(product, ct), Role = PersonRole.VendorAdmin };
    }

    private static Dictionary<string, string>? MapIn(string? text)
    {
        var map = new Dictionary<string, string>();
        foreach (var pair in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (pair.Split('=', 2, StringSplitOptions.TrimEntries) is not [var field, var heading] || !RequestLayouts.Fields.Contains(field))
            {
                return null;
            }

            map[field] = heading;
        }

        return map;
    }
}
