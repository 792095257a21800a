using System.Globalization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Verbs;

namespace ValuePortal.Roi.Sheets;

/// <summary><c>import value-model FILE --account EXTERNAL_ID</c></summary>
internal static class ImportValueModelVerb
{
    public static readonly Verb Verb = new(
        "import value-model", "import value-model FILE --account EXTERNAL_ID [--dry-run]    puts a value document in the place of an account's model", RunAsync);

    private static async Task<int> RunAsync(VerbCall call, CancellationToken ct)
    {
        if (call.Operands is not [var file] || call.Option("account") is not { } externalId)
        {
            return call.Misunderstood("Name one file and the account: " + Verb.Usage);
        }

        if (await call.Services.GetRequiredService<AccountDirectory>().FindAsync([externalId], ct) is not [var account])
        {
            return call.Refuse($"There is no account with the external id \"{externalId}\".");
        }

        if (!File.Exists(file))
        {
            return call.Refuse($"There is no file {file}.");
        }

        var dryRun = call.Flag("dry-run");
        var outcome = await call.Services.GetRequiredService<ImportValueModel>().RunAsync(
            VerbCall.Caller(account.AccountId), account.AccountId, new(await File.ReadAllBytesAsync(file, ct), dryRun), ct);
        if (!outcome.Is(out var result, out var refusal))
        {
            await SayWhyAsync(call, refusal);
            return call.Refuse("Nothing was stored.");
        }

        Say(call.Out, result, externalId, dryRun);
        return 0;
    }

    private static async Task SayWhyAsync(VerbCall call, Refusal refusal)
    {
        await call.Error.WriteLineAsync(refusal.Message);
        foreach (var (place, says) in (refusal as Refusal.Invalid)?.Errors ?? new Dictionary<string, string[]>())
        {
            foreach (var line in says)
            {
                await call.Error.WriteLineAsync(place.Length == 0 ? line : $"{place}: {line}");
            }
        }
    }

    private static void Say(TextWriter output, ImportValueModel.Result result, string account, bool dryRun)
    {
        void Line(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));

        var (document, report) = (result.Document.Document, result.Report);
        Line($"{(dryRun ? "Dry run, nothing is stored: " : result.Created ? "Stored: " : "Stored in the place of the model before: ")}value model of {account} with {document.Tables?.Count ?? 0} tables, {document.Drivers?.Count ?? 0} drivers and {document.Investments?.Count ?? 0} investments over {document.Years} years");
        if (report.Money is not { } money)
        {
            return;
        }

        Line($"present benefits {money.PresentBenefits} {report.Currency}, present costs {money.PresentCosts}, net present value {money.NetPresentValue}");
        Line($"ROI {Share(money.Flows.ReturnOnInvestment)}, benefits over costs {Number(money.Flows.BenefitCostRatio)}, internal rate {Rates(money.Flows.InternalRates)}");
        Line($"payback {Months(money.Flows.PaybackMonths)}, discounted {Months(money.Flows.DiscountedPaybackMonths)}");
    }

    private static string Rates(IReadOnlyList<decimal> rates) => rates.Count switch
    {
        0 => "none",
        1 => Share(rates[0]),
        _ => "several: " + string.Join(", ", rates.Select(rate => Share(rate))),
    };

    private static string Share(decimal? share) => share is { } given ? string.Create(CultureInfo.InvariantCulture, $"{decimal.Round(given * 100, 2)} %") : "none without costs";

    private static string Number(decimal? number) => number is { } given ? decimal.Round(given, 2).ToString(CultureInfo.InvariantCulture) : "none without costs";

    private static string Months(decimal? months) => months is { } given ? string.Create(CultureInfo.InvariantCulture, $"{decimal.Round(given, 1)} months") : "not within these years";
}
