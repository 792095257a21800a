using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ValuePortal.Platform;
using ValuePortal.Roi.Desk;
using ValuePortal.Roi.Sheets;
using static ValuePortal.Tests.Roi.ValueWorld;

namespace ValuePortal.Tests.Roi.Sheets;

/// <summary>Documents as careless and hostile people write them: each is taken or refused in words, with the row, driver or cost item named.</summary>
public sealed partial class HostileDocumentTests
{
    private const string Terms = "\"version\":1,\"start_month\":\"2026-01\",\"years\":2,\"discount_rate\":0.1";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("\"value\":NaN", "Row A1 of table A: Line 2: ")]
    [InlineData("\"value\":Infinity", "Row A1 of table A: Line 2: ")]
    [InlineData("\"value\":1e99", "Row A1 of table A: Line 2: A number")]
    [InlineData("\"value\":1e16", "Row A1 of table A: Line 2: A number")]
    [InlineData("\"value\":\"1,000\"", "Row A1 of table A: Line 2: A number")]
    [InlineData("\"value\":\"12\"", "Row A1 of table A: Line 2: A number")]
    [InlineData("\"values\":[1,\"n/a\"]", "Row A1 of table A: Line 2: A number")]
    [InlineData("\"values\":[]", "Row A1 of table A: There are 0 values; the model has 2 periods.")]
    [InlineData("\"values\":[1,2,3]", "Row A1 of table A: There are 3 values; the model has 2 periods.")]
    [InlineData("\"values\":[1,null]", "Row A1 of table A, year 2: There is no value.")]
    [InlineData("\"formula\":\"A9*2\"", "Row A1 of table A: There is no row “A9”.")]
    [InlineData("\"formula\":\"A1+1\"", "Row A1 of table A: The row depends on itself: A1 → A1.")]
    [InlineData("\"formula\":\"A2*A2\"", "Row A1 of table A: It multiplies money by money.")]
    [InlineData("\"formula\":\"A2+20%\"", "Row A1 of table A: It adds or compares two different units")]
    [InlineData("\"formula\":\"A2\",\"unit\":\"hours\"", "Row A1 of table A: The row is stated in hours")]
    [InlineData("\"formula\":\"A2/(PERIOD-2)\"", "Row A1 of table A, year 2: It divides by zero.")]
    [InlineData("\"formula\":\"10^30\"", "Row A1 of table A, at the start: The result is too large.", "Row A1 of table A, year 1: The result is too large.")]
    [InlineData("\"valeu\":1", "Row A1 of table A: Line 2: ")]
    public async Task A_wrong_row_is_named_in_words(string cells, params string[] begins)
    {
        using var world = await MakeAsync(startMonth: null);
        var refusal = await RefusedAsync(
            world, "{" + Terms + ",\"tables\":[{\"id\":\"A\",\"kind\":\"other\",\"rows\":[{\"id\":\"A2\",\"unit\":\"money\",\"value\":5},\n{\"id\":\"A1\"," + cells + "}]}]}");

        Assert.Contains(refusal.Errors.SelectMany(error => error.Value), says => begins.Any(begin => says.StartsWith(begin, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("\"drivers\":[{\"name\":\"Calls\",\"kind\":\"cost_avoided\",\"unit\":\"calls\",\"baseline\":1e12,\"target\":0,\"unit_value\":1e12,\"quantity\":\"agreed\",\"per_month\":1}]", "“Calls”: The change")]
    [InlineData("\"drivers\":[{\"name\":\"Calls\",\"kind\":\"cost_avoided\",\"unit\":\"calls\",\"baseline\":2,\"target\":1,\"unit_value\":1,\"quantity\":\"agreed\",\"per_month\":1e12}]", "“Calls”: Enter a number from 0 to")]
    [InlineData("\"drivers\":[{\"name\":\"Calls\",\"kind\":\"cost_avoided\",\"unit\":\"calls\",\"baseline\":2,\"target\":1,\"unit_value\":0.0000001,\"quantity\":\"agreed\",\"per_month\":1}]", "“Calls”: Use at most 6 decimals.")]
    [InlineData("\"drivers\":[{\"name\":\"Calls\",\"kind\":\"cost_avoided\",\"unit\":\"calls\",\"baseline\":2,\"target\":1,\"unit_value\":1,\"share\":0.1234567,\"quantity\":\"agreed\",\"per_month\":1}]", "“Calls”: Use at most 4 decimals.")]
    [InlineData("\"drivers\":[{\"name\":\"Calls\",\"kind\":\"cost_avoided\",\"unit\":\"calls\",\"baseline\":\"two\",\"target\":1}]", "“Calls”: Line 1: A number")]
    [InlineData("\"investments\":[{\"name\":\"Setup\",\"rhythm\":\"once\",\"amount\":-8000,\"from_month\":\"2026-01\"}]", "“Setup”: Enter a number from 0 to")]
    [InlineData("\"investments\":[{\"name\":\"Setup\",\"rhythm\":\"once\",\"amount\":1,\"from_month\":\"9999-12\"}]", "“Setup”: ")]
    public async Task A_wrong_driver_and_a_wrong_cost_are_named_in_words(string part, string begins)
    {
        using var world = await MakeAsync(startMonth: null);

        Assert.Contains((await RefusedAsync(world, "{" + Terms + "," + part + "}")).Errors.SelectMany(error => error.Value), says => says.StartsWith(begins, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mark_at_the_beginning_of_a_file_is_no_fault()
    {
        using var world = await MakeAsync(startMonth: null);
        byte[] marked = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes("{" + Terms + "}")];

        Done(await world.Portal.Get<ImportValueModel>().RunAsync(world.Csm, world.Id, new(marked), Ct));
    }

    /// <summary>What is too large to be worked out later must not be stored, by whatever door and in whatever order.</summary>
    [Fact]
    public async Task No_driver_grows_beyond_what_can_be_worked_out()
    {
        using var world = await MakeAsync();
        var calls = new SaveDriver.Input
        {
            Name = "Calls",
            Kind = "CostAvoided",
            Unit = "calls",
            Baseline = "2",
            Target = "1",
            UnitValue = "1",
            Share = "100",
            Risk = "0",
            Source = "Entries",
        };
        var id = await world.DriverAsync(calls);
        await world.EntryAsync(id, "2026-02", level: "900000000000", quantity: "1000000000");
        calls.Version = "1";
        calls.UnitValue = "1000000000000";

        var refusal = Assert.IsType<Refusal.Invalid>(Refused(await world.Portal.Get<SaveDriver>().RunAsync(world.Csm, world.Id, id, calls, Ct)));

        Assert.Equal(nameof(SaveDriver.Input.UnitValue), Assert.Single(refusal.Errors).Key);
        Assert.True((await world.ReadAsync()).Money!.Benefit < 0);
    }

    /// <summary>Good documents with one or two places spoilt: figures or words, never a failure, and a refusal in a table names it.</summary>
    [Fact]
    public async Task Whatever_a_document_holds_it_gives_figures_or_words()
    {
        using var world = await MakeAsync(startMonth: null);
        var import = world.Portal.Get<ImportValueModel>();
        var (taken, refused) = (0, 0);
        for (var seed = 1; seed <= 600; seed++)
        {
            var chance = new Random(seed);
            var document = JsonNode.Parse(DocumentExamples.All[chance.Next(DocumentExamples.All.Count)].Json)!;
            for (var i = chance.Next(1, 3); i > 0; i--)
            {
                Spoil(document, chance);
            }

            var json = document.ToJsonString().Replace("\"#NaN\"", "NaN", StringComparison.Ordinal);
            (await import.RunAsync(world.Csm, world.Id, new(Encoding.UTF8.GetBytes(json), DryRun: true), Ct)).Match(
                done =>
                {
                    taken++;
                    Assert.True(done.Report.Money!.Flows.PaybackMonths is not < 0, $"Seed {seed}: {json}");
                    return 0;
                },
                refusal =>
                {
                    refused++;
                    var errors = Assert.IsType<Refusal.Invalid>(refusal).Errors;
                    Assert.All(errors.Where(error => InRow().IsMatch(error.Key)), error => Assert.All(error.Value, says => Assert.True(
                        says.StartsWith("Row ", StringComparison.Ordinal) || says.StartsWith("Table ", StringComparison.Ordinal) || says.StartsWith("Line ", StringComparison.Ordinal), $"Seed {seed}, {error.Key}: {says}")));
                    return 0;
                });
        }

        Assert.True(taken > 60 && refused > 100, $"{taken} taken, {refused} refused.");
    }

    private static void Spoil(JsonNode document, Random chance)
    {
        List<JsonNode> all = [.. Within(document).Where(node => node.Parent is not null)];
        var node = all[chance.Next(all.Count)];
        var isNumber = node.GetValueKind() is System.Text.Json.JsonValueKind.Number;
        JsonNode? other = chance.Next(isNumber ? 8 : 18) switch
        {
            0 => null,
            1 => 0,
            2 => -1,
            3 => 1e15m,
            4 => -1e15m,
            5 => 1e12m,
            6 => 0.0000000001m,
            7 => "100%",
            8 => "",
            9 => "A1",
            10 => "A1*A1",
            11 => "9999-12",
            12 => new JsonArray(),
            13 => new JsonObject(),
            14 => true,
            15 => "#NaN",
            16 => "money",
            _ => all[chance.Next(all.Count)].DeepClone(),
        };
        node.ReplaceWith(other);
    }

    private static IEnumerable<JsonNode> Within(JsonNode node) => node switch
    {
        JsonObject parts => parts.Select(part => part.Value).OfType<JsonNode>().SelectMany(Within).Prepend(node),
        JsonArray items => items.OfType<JsonNode>().SelectMany(Within).Prepend(node),
        _ => [node],
    };

    private static async Task<Refusal.Invalid> RefusedAsync(ValueWorld world, string json) =>
        Assert.IsType<Refusal.Invalid>(Refused(await world.Portal.Get<ImportValueModel>().RunAsync(world.Csm, world.Id, new(Encoding.UTF8.GetBytes(json)), Ct)));

    [GeneratedRegex(@"^tables\[\d+\]\.", RegexOptions.None, 1000)]
    private static partial Regex InRow();
}
