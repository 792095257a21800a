using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ValuePortal.Accounts;
using ValuePortal.Accounts.Desk;
using ValuePortal.Identity.Keys;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Adoption.Annotations;
using ValuePortal.Usage.Adoption.FirstValue;
using ValuePortal.Usage.Import;

namespace ValuePortal.Tests.Usage;

/// <summary>The figures of one account over HTTP: those of the real log against what was counted elsewhere, and whose they are.</summary>
public sealed class AccountApiTests : IAsyncLifetime
{
    private static readonly string[] s_recounted = ["ibm.com", "redhat.com", "att.com", "99cloud.net"];

    private readonly PortalServer server = new();
    private HttpClient client = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => client = await ClientWithKeyAsync(null);

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return server.DisposeAsync();
    }

    [Fact]
    public async Task Engagement_retention_and_features_of_a_real_log_are_those_counted_elsewhere()
    {
        var file = TestData.PathOf("usage", "usage_nova.ndjson.gz");
        server.Clock.Now = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.True((await UseAsync<ImportUsage, ValuePortal.Platform.Outcome<ImportUsage.Result>>(import => import.RunAsync(new(file, "nova", CreateAccounts: true, server.Clock.Now), ct: Ct))).Is(out _, out _));

        var days = RealLog.Truth("dau_mau_selected_days_utc.csv").Where(row => row["account"] != "*").ToList();
        List<string> found = [];
        foreach (var row in days)
        {
            var day = RealLog.Day(row["day"]);
            var answer = await ReadAsync($"{row["account"]}/engagement?from={day.AddDays(-20):yyyy-MM-dd}&to={day.AddDays(3):yyyy-MM-dd}");
            var point = answer.GetProperty("points").EnumerateArray().Single(point => point.GetProperty("day").GetString() == row["day"]);
            found.Add($"{row["account"]} {row["day"]} {Number(point.GetProperty("active_daily"))} {Number(point.GetProperty("active_monthly"))}");
        }

        Assert.NotEmpty(days);
        Assert.Equal(days.Select(row => $"{row["account"]} {row["day"]} {row["dau"]} {row["mau_rolling_30d_incl"]}"), found);

        foreach (var truth in RealLog.Truth("account_month_utc.csv").Where(row => s_recounted.Contains(row["account"])).GroupBy(row => (Account: row["account"], Year: row["month"][..4])))
        {
            var range = $"from={truth.Key.Year}-01-01&to={truth.Key.Year}-12-31";
            var engagement = await ReadAsync($"{truth.Key.Account}/engagement?{range}");
            var retention = await ReadAsync($"{truth.Key.Account}/retention?unit=month&{range}");
            var wanted = truth.Select(row => $"{row["month"]} {row["active_users"]}").Order(StringComparer.Ordinal).ToList();
            Assert.Equal(wanted, Months(engagement.GetProperty("months"), "month_people"));
            Assert.Equal(wanted, Months(retention.GetProperty("periods"), "period_people"));
            Assert.All(engagement.GetProperty("months").EnumerateArray(), month => Assert.Equal(
                month.GetProperty("month_people").GetInt32(), month.GetProperty("people_by_days").EnumerateArray().Sum(people => people.GetInt32())));
        }

        static List<string> Months(JsonElement rows, string people) =>
            [.. rows.EnumerateArray().Where(row => Number(row.GetProperty(people)) > 0).Select(row => $"{row.GetProperty("name")} {row.GetProperty(people)}").Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task Cohorts_come_by_both_definitions_and_features_with_breadth_and_depth()
    {
        await server.OpenAccountAsync("acme");
        await SendAsync(("ann", "2026-05-04", "orders"), ("bob", "2026-05-05", "orders"), ("ann", "2026-05-20", "bills"), ("cid", "2026-05-12", "orders"));

        var retention = await ReadAsync("acme/retention?from=2026-05-04&to=2026-05-24");
        var first = retention.GetProperty("cohorts")[0];
        Assert.Equal("2026-W19", first.GetProperty("name").GetString());
        Assert.Equal(["2 2", "0 1", "1 1"], first.GetProperty("cells").EnumerateArray().Select(cell => $"{cell.GetProperty("people_bracket")} {cell.GetProperty("people_rolling")}"));
        Assert.Equal(0.5m, first.GetProperty("cells")[2].GetProperty("retention_bracket").GetDecimal());

        var features = await ReadAsync("acme/features?from=2026-05-01&to=2026-05-31");
        Assert.Equal((3, 1m), (features.GetProperty("active_users").GetInt32(), features.GetProperty("breadth").GetDecimal()));
        Assert.Equal(["orders 3 1", "bills 1 0.333333"], features.GetProperty("features").EnumerateArray().Select(row => $"{row.GetProperty("key")} {row.GetProperty("users")} {row.GetProperty("depth")}"));
    }

    [Fact]
    public async Task Seats_first_value_and_annotations_are_read_and_money_only_by_who_may()
    {
        var acme = await server.OpenAccountAsync("acme");
        var admin = await server.AddCustomerAsync(acme.AccountId, "admin@acme.example");
        var staff = TestPortal.VendorAdmin(acme.AccountId);
        await SendAsync(("ann", "2026-05-04", "orders"), ("bob", "2026-05-05", "orders"), ("bob", "2026-05-06", "orders"));
        await UseAsync<StateSeats, object>(async state => await state.RunAsync(staff, acme.AccountId, new(2026, 5, 1), 10, 100m, Ct));
        await UseAsync<Annotate, object>(async annotate => await annotate.RunAsync(staff, acme.AccountId, new(AnnotationKind.Release, new(2026, 5, 5), "Faster"), Ct));
        await UseAsync<StateFirstValue, object>(async state => await state.RunAsync(staff, acme.AccountId, new("orders", 3), Ct));
        using var own = await ClientWithKeyAsync(admin);

        Assert.Equal((10, 2, 8), Seats(await ReadAsync("acme/seats")));
        Assert.Equal(JsonValueKind.Null, (await ReadAsync("acme/seats")).GetProperty("unused_money").ValueKind);
        Assert.Equal(800m, (await own.GetFromJsonAsync<JsonElement>("/api/v1/accounts/acme/seats", Ct)).GetProperty("unused_money").GetProperty("amount").GetDecimal());
        var value = await ReadAsync("acme/first-value");
        Assert.Equal(("2026-05-06", "orders", 5), (value.GetProperty("met_on").GetString(), value.GetProperty("goal").GetProperty("feature").GetString(), value.GetProperty("days_from_contract").GetInt32()));
        var note = (await ReadAsync("acme/annotations")).EnumerateArray().Single();
        Assert.Equal(("2026-05-05", "release", "Faster"), (note.GetProperty("day").GetString(), note.GetProperty("kind").GetString(), note.GetProperty("text").GetString()));

        static (int, int, int) Seats(JsonElement answer)
        {
            var last = answer.GetProperty("months").EnumerateArray().Last();
            return (last.GetProperty("bought").GetInt32(), last.GetProperty("used").GetInt32(), last.GetProperty("unused").GetInt32());
        }
    }

    [Theory]
    [InlineData("engagement")]
    [InlineData("retention")]
    [InlineData("features")]
    [InlineData("annotations")]
    [InlineData("seats")]
    [InlineData("first-value")]
    public async Task An_account_of_somebody_else_answers_like_one_that_is_not_there(string what)
    {
        var acme = await server.OpenAccountAsync("acme");
        await server.OpenAccountAsync("rival");
        using var own = await ClientWithKeyAsync(await server.AddCustomerAsync(acme.AccountId, "admin@acme.example"));

        Assert.Equal(HttpStatusCode.OK, (await own.GetAsync($"/api/v1/accounts/acme/{what}", Ct)).StatusCode);
        using var foreign = await own.GetAsync($"/api/v1/accounts/rival/{what}", Ct);
        using var missing = await own.GetAsync($"/api/v1/accounts/nobody/{what}", Ct);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (foreign.StatusCode, missing.StatusCode));
        Assert.Equal(await BodyAsync(missing), await BodyAsync(foreign));

        static async Task<string> BodyAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("detail").GetString()!;
    }

    [Theory]
    [InlineData("engagement?from=yesterday")]
    [InlineData("engagement?from=2026-06-02&to=2026-06-01")]
    [InlineData("retention?unit=year")]
    public async Task A_wrong_parameter_is_named(string address)
    {
        await server.OpenAccountAsync("acme");

        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/api/v1/accounts/acme/" + address, Ct)).StatusCode);
    }

    private static int Number(JsonElement number) => number.ValueKind is JsonValueKind.Null ? 0 : (int)number.GetDecimal();

    private Task<JsonElement> ReadAsync(string address) => client.GetFromJsonAsync<JsonElement>("/api/v1/accounts/" + address, Ct);

    private async Task<TResult> UseAsync<T, TResult>(Func<T, Task<TResult>> work)
        where T : notnull
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<T>());
    }

    private async Task SendAsync(params (string Person, string Day, string Feature)[] uses)
    {
        var log = Path.Combine(server.Folder.Path, "log.ndjson");
        Directory.CreateDirectory(server.Folder.Path);
        await File.WriteAllLinesAsync(
            log,
            uses.Select((use, i) => string.Create(CultureInfo.InvariantCulture,
                $$$"""{"type":"track","messageId":"m{{{i}}}","userId":"{{{use.Person}}}","event":"Used","timestamp":"{{{use.Day}}}T08:00:00Z","context":{"groupId":"acme"},"properties":{"feature":"{{{use.Feature}}}"}}""")),
            Ct);
        Assert.True((await UseAsync<ImportUsage, ValuePortal.Platform.Outcome<ImportUsage.Result>>(import => import.RunAsync(new(log, "product", CreateAccounts: false, server.Clock.Now), ct: Ct))).Is(out _, out _));
    }

    private async Task<HttpClient> ClientWithKeyAsync(Person? admin)
    {
        var viewer = admin is null ? TestPortal.VendorAdmin() : TestPortal.ViewerOf(admin);
        var made = await UseAsync<MakeKey, ValuePortal.Platform.Outcome<MakeKey.Made>>(make => make.RunAsync(viewer, new("reader", KeyScope.Read, admin?.AccountId), Ct));
        var program = server.Stranger();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.Match(key => key.Text, refusal => throw new InvalidOperationException(refusal.Message)));
        return program;
    }
}
