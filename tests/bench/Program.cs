using System.Diagnostics;
using ValuePortal.Bench;

// Each bench prints its own figures and those of its peer or floor, measured in the same run, and their ratio.
switch (args)
{
    case ["import"]:
        await ImportBench.RunAsync();
        return 0;
    case ["flat"] or ["flat", _]:
        await FlatBench.RunAsync(args.Length == 2 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 10_000_000);
        return 0;
    case ["http"] or ["http", _] or ["http", _, _]:
        await HttpBench.RunAsync(args.Length >= 2 ? args[1] : null, args.Length == 3 ? int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture) : null);
        return 0;
    case ["kills"]:
        await KillBench.RunAsync();
        return 0;
    case ["usage", .. { Length: <= 3 } of]:
        await UsageBench.RunAsync(
            of is [var many, ..] ? int.Parse(many, System.Globalization.CultureInfo.InvariantCulture) : 10_000_000, of is [_, var duck, ..] ? duck : null, of is [_, _, var keep] ? keep : null);
        return 0;
    case ["pdf", var peers, var language, .. { Length: <= 1 } floor]:
        await PdfBench.RunAsync(peers, language, floor is [var prototype] ? prototype : null);
        return 0;
    case ["requests", _] or ["requests", _, _]:
        await RequestBench.RunAsync(args[1], args.Length == 3 ? int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture) : 10_000);
        return 0;
    case ["requests-http", var titles]:
        await RequestHttpBench.RunAsync(titles);
        return 0;
    case ["soak"] or ["soak", _] or ["soak", _, _]:
        await SoakBench.RunAsync(args.Length >= 2 ? double.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 10, args.Length == 3 ? args[2] : null);
        return 0;
    case ["portfolio"]:
        await PortfolioBench.RunAsync();
        return 0;
    case ["meetings", .. { Length: 0 or 2 } template]:
        await MeetingBench.RunAsync(template is [var empty, var opener] ? (empty, opener) : null);
        return 0;
    case ["review", var address]:
        await ReviewBench.RunAsync(address);
        return 0;
    case ["first-visit", var address, var template]:
        await FirstVisitBench.RunAsync(address, template);
        return 0;
    case ["pictures", var address, var folder]:
        await Pictures.RunAsync(address, folder);
        return 0;
    default:
        Console.Error.WriteLine(
            "import | flat [EVENTS] | http [ADDRESS-THAT-PARSES-AND-DROPS [ITS-PROCESS]] | kills | usage [EVENTS [FOLDER-WITH-DUCKDB [FOLDER-TO-KEEP-DATABASES-IN]]] | pdf FOLDER-OF-PEERS en|zh [PROTOTYPE.DLL] | requests FOLDER-OF-REAL-REQUESTS [REQUESTS] | requests-http FOLDER-OF-REAL-REQUESTS | soak [MINUTES [events|pages|documents|lines]] | portfolio | meetings [EMPTY-TEMPLATE.DLL PROGRAM-THAT-OPENS-CIRCUITS.DLL] | review ADDRESS-OF-A-RUNNING-DEMO"
            + " | first-visit ADDRESS-OF-A-RUNNING-DEMO ADDRESS-OF-THE-EMPTY-TEMPLATE | pictures ADDRESS-OF-A-RUNNING-DEMO FOLDER");
        return 2;
}

internal static class Watch
{
    public static async Task<double> MillisecondsAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalMilliseconds;
    }

    public static double Median(this IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
