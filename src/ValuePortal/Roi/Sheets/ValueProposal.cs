using System.Globalization;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Text;
using ValuePortal.Roi.Desk;
using ValuePortal.Roi.Models;

namespace ValuePortal.Roi.Sheets;

/// <summary>What a document would make of a model: its rows, or all that is wrong with it, place by place. Nothing of it is stored.</summary>
internal sealed class ValueProposal(ReadCompany.Company company, FillDriver fill, DateTimeOffset now, IStringLocalizer<RoiWords> words, IStringLocalizer<SheetWords> sheetWords)
{
    private const int MostMeasurements = 600;

    private readonly Dictionary<string, List<string>> wrong = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string[]> Errors => wrong.ToDictionary(place => place.Key, place => place.Value.ToArray());

    public ValueModel Model { get; private set; } = new();

    public Sheet Sheet { get; private set; } = Sheet.Empty;

    public List<TableText> Tables { get; } = [];

    public List<Driver> Drivers { get; } = [];

    /// <summary>In the order of months.</summary>
    public List<DriverEntry> Entries { get; private set; } = [];

    public List<Investment> Investments { get; } = [];

    public async Task ReadAsync(Viewer viewer, ValueDocument document, CancellationToken ct)
    {
        ReadTerms(document);
        ReadTables(document);
        foreach (var (i, part) in (document.Drivers ?? []).Index())
        {
            await ReadDriverAsync(viewer, part ?? new(), FormattableString.Invariant($"drivers[{i}]"), ct);
        }

        if (Drivers.Count > Driver.MostPerAccount)
        {
            Wrong("drivers", words["TooManyDrivers", Driver.MostPerAccount]);
        }

        Entries = [.. Entries.OrderBy(entry => entry.Month)];
        foreach (var (i, part) in (document.Investments ?? []).Index())
        {
            ReadInvestment(part ?? new(), FormattableString.Invariant($"investments[{i}]"));
        }

        if (Investments.Count > Investment.MostPerAccount)
        {
            Wrong("investments", words["TooManyInvestments", Investment.MostPerAccount]);
        }
    }

    private void ReadTerms(ValueDocument document)
    {
        if (document.Version != ValueDocument.Form)
        {
            Wrong("version", sheetWords["VersionInvalid", ValueDocument.Form]);
        }

        if (document.Currency is { } currency && currency != company.Currency)
        {
            Wrong("currency", sheetWords["CurrencyInvalid", currency, company.Currency]);
        }

        var fields = new Fields(words);
        var start = fields.Month("start_month", document.StartMonth);
        if (document.DiscountRate is not { Value: >= 0 and <= ValueModel.MostDiscountRate and var rate })
        {
            Wrong("discount_rate", sheetWords["RateInvalid"]);
        }
        else if (rate != decimal.Round(rate, Fields.Places))
        {
            Wrong("discount_rate", words["TooManyPlaces", Fields.Places]);
        }

        if (document.Period is not (null or "year" or "month"))
        {
            Wrong("period", sheetWords["PeriodInvalid"]);
        }

        var most = document.Period == "month" ? ValueModel.MostYearsByMonth : ValueModel.MostHorizonYears;
        if (document.Years is not { } years || years < 1 || years > most)
        {
            Wrong("years", sheetWords["YearsInvalid", most]);
            years = 1;
        }

        CheckText("title", document.Title, ValueModel.TitleMaxLength);
        CheckText("source", document.Source, ValueModel.SourceMaxLength);
        Take("", fields.Refusal?.Errors);
        Model = new ValueModel
        {
            AccountId = company.AccountId,
            StartMonth = start,
            HorizonYears = years,
            Period = document.Period == "month" ? ModelPeriod.Month : ModelPeriod.Year,
            DiscountRate = document.DiscountRate?.Value ?? 0,
            Title = document.Title,
            Source = document.Source,
            ChangedAt = now,
        };
    }

    private void ReadTables(ValueDocument document)
    {
        var (sheet, faults) = Sheet.Of(document.Tables ?? [], Model.Periods);
        foreach (var fault in faults)
        {
            Wrong(fault.Place, FaultText.Of(fault, Model.Period, sheetWords));
        }

        Sheet = sheet ?? Sheet.Empty;
        Tables.AddRange((document.Tables ?? []).OfType<ValueDocument.Table>().Where(table => table.Id is not null).Select((table, i) => new TableText
        {
            AccountId = company.AccountId,
            TableId = table.Id!,
            Position = i,
            Content = ValueDocument.WriteTable(table),
        }));
    }

    private async Task ReadDriverAsync(Viewer viewer, ValueDocument.DriverPart part, string place, CancellationToken ct)
    {
        var driver = new Driver { AccountId = company.AccountId, Id = Guid.CreateVersion7(now), Position = Drivers.Count, ChangedAt = now };
        Drivers.Add(driver);
        var refusal = await fill.RunAsync(viewer, driver, new SaveDriver.Input
        {
            Name = part.Name,
            Kind = DocumentWords.ToForm<DriverKind>(part.Kind),
            Unit = part.Unit,
            Time = DocumentWords.ToForm<TimeUnit>(part.Time),
            Baseline = Write(part.Baseline),
            Target = Write(part.Target),
            UnitValue = Write(part.UnitValue),
            Share = Write(Percent(part.Share)) ?? "100",
            Risk = Write(Percent(part.Risk)) ?? "0",
            Source = DocumentWords.ToForm<QuantitySource>(part.Quantity),
            ExpectedPerMonth = Write(part.PerMonth),
            Measure = DocumentWords.ToForm<Usage.Reports.UsageMeasure>(part.Measure),
            Feature = part.Feature,
        }, ct);
        Take(place + ".", refusal?.Errors.ToDictionary(error => FieldOf(error.Key), error => error.Value), part.Name);
        if (part.Measurements?.Count > MostMeasurements)
        {
            Wrong(place + ".measurements", Named(part.Name, sheetWords["TooManyMeasurements", MostMeasurements]));
            return;
        }

        foreach (var (i, measured) in (part.Measurements ?? []).Index())
        {
            ReadMeasurement(driver, measured ?? new(), FormattableString.Invariant($"{place}.measurements[{i}]"));
        }
    }

    private void ReadMeasurement(Driver driver, ValueDocument.Measurement measured, string place)
    {
        var fields = new Fields(words);
        var month = fields.Month("month", measured.Month);
        var level = fields.Optional("level", Write(measured.Level));
        var quantity = fields.Optional("quantity", Write(measured.Quantity), 0, Driver.MostTimes);
        if (month > DateOnly.FromDateTime(now.UtcDateTime.AddHours(14)))
        {
            fields.Wrong("month", "MonthAhead");
        }
        else if (Entries.Any(entry => entry.DriverId == driver.Id && entry.Month == month))
        {
            Wrong(place + ".month", Named(driver.Name, sheetWords["MonthTwice"]));
        }

        if (driver.IsMoney && level is { } reached && driver.IsBeyondMeasure(reached))
        {
            fields.Wrong("level", "WorthTooLarge", Driver.MostWorth);
        }

        if (measured is { Level: null, Quantity: null })
        {
            fields.Wrong("level", "NothingMeasured");
        }

        if (quantity is not null && (driver.Source is not QuantitySource.Entries || driver.Kind is DriverKind.Quality))
        {
            fields.Wrong("quantity", driver.Kind is DriverKind.Quality ? "QualityHasNoQuantity" : driver.Source is QuantitySource.Usage ? "QuantityFromUsage" : "QuantityAgreed");
        }

        Take(place + ".", fields.Refusal?.Errors, driver.Name);
        Entries.Add(new DriverEntry { AccountId = company.AccountId, DriverId = driver.Id, Month = month, Level = level, Quantity = quantity });
    }

    private void ReadInvestment(ValueDocument.InvestmentPart part, string place)
    {
        var fields = new Fields(words);
        Investments.Add(new Investment
        {
            AccountId = company.AccountId,
            Id = Guid.CreateVersion7(now),
            Name = fields.Text("name", part.Name, Investment.NameMaxLength),
            Rhythm = fields.Choice<InvestmentRhythm>("rhythm", DocumentWords.ToForm<InvestmentRhythm>(part.Rhythm)),
            Amount = Money.Round(fields.Number("amount", Write(part.Amount), 0), company.Currency),
            FromMonth = fields.Month("from_month", part.FromMonth),
            Position = Investments.Count,
        });
        Take(place + ".", fields.Refusal?.Errors, part.Name);
    }

    /// <summary>To its last place: what is too exact is for the fields to refuse.</summary>
    private static string? Write(Cell? cell) => cell?.Value.ToString(CultureInfo.InvariantCulture);

    private static Cell? Percent(Cell? share) => share is { } given ? Cell.Of(given.Value * 100) : null;

    /// <summary>What a form calls the field of a driver, as the document calls it.</summary>
    private static string FieldOf(string field) => field switch
    {
        nameof(SaveDriver.Input.Source) => "quantity",
        nameof(SaveDriver.Input.ExpectedPerMonth) => "per_month",
        _ => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(field),
    };

    private void CheckText(string place, string? text, int most)
    {
        if (text is not null && (text.Length == 0 || text.Length > most || text.Any(char.IsControl)))
        {
            Wrong(place, words["TextInvalid", most]);
        }
    }

    private void Take(string place, IReadOnlyDictionary<string, string[]>? errors, string? name = null)
    {
        foreach (var (field, says) in errors ?? new Dictionary<string, string[]>())
        {
            Wrong(place + field, Named(name, string.Join(' ', says)));
        }
    }

    /// <summary>With the driver or cost item in words, as people look for it.</summary>
    private string Named(string? name, string says) => string.IsNullOrWhiteSpace(name) ? says : sheetWords["InNamed", name.Trim(), says];

    private void Wrong(string place, string says)
    {
        if (!wrong.TryGetValue(place, out var all))
        {
            wrong[place] = all = [];
        }

        all.Add(says);
    }
}
