using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;
using static ValuePortal.Tests.Support.Wrongs;

namespace ValuePortal.Tests.Access;

/// <summary>
/// Every address of the portal, asked for by every role, for an own row, for another company's row and for one that does not exist. An
/// address with a place for an id that has no sample here fails: whoever adds one says what is own and what is foreign.
/// </summary>
public sealed partial class PermissionMatrixTests(PermissionWorld world) : IClassFixture<PermissionWorld>
{
    /// <summary>Nothing but amounts: a member of the demo world may not see them.</summary>
    private static readonly string[] s_amounts = ["/value/tables.csv", "/value/trail.csv"];

    /// <summary>Where the forms stand that are sent to an address that is no page.</summary>
    private static readonly Dictionary<string, string> s_formsOn = new()
    {
        ["/requests/{id:guid}/vote"] = "/requests",
        ["/milestones/tasks/{id:guid}"] = "/milestones",
        ["/usage/people/list"] = "/usage/people",
    };

    private const string Missing = "00000000-0000-7000-8000-00000000dead";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private enum Whose
    {
        Own,
        Foreign,
        Missing,
    }

    [Fact]
    public async Task Every_address_answers_every_role_as_the_table_says()
    {
        List<string> wrongs = [];
        var asked = 0;
        foreach (var (endpoint, permission) in Closed("GET").Where(row => row.Permission.KeyScopes is null))
        {
            var addresses = AddressesOf(endpoint).ToList();
            var ofAccounts = addresses.Exists(row => row.Whose is Whose.Foreign);
            foreach (var (address, whose) in addresses)
            {
                foreach (var actor in world.Actors)
                {
                    using var answer = await actor.Client.GetAsync(address, Ct);
                    asked++;
                    var expected = Expected(permission, actor, ofAccounts ? whose : whose is Whose.Missing ? whose : null);
                    var got = Seen(answer);
                    if (got != expected && !(got is Answer.Refused && s_amounts.Contains(address)))
                    {
                        wrongs.Add($"GET {address} ({whose}) by {actor.Name}: {got}, and {expected} was due.");
                    }
                }
            }
        }

        TestContext.Current.SendDiagnosticMessage("{0} questions", asked);
        Assert.True(asked > 500, $"Only {asked} questions were asked.");
        AssertNone(wrongs);
    }

    [Fact]
    public async Task A_foreign_row_cannot_be_told_from_a_missing_one()
    {
        List<string> wrongs = [];
        var compared = 0;
        foreach (var (endpoint, permission) in Closed("GET").Where(row => row.Permission.KeyScopes is null))
        {
            var addresses = AddressesOf(endpoint).ToLookup(row => row.Whose, row => row.Address);
            if (addresses[Whose.Foreign].FirstOrDefault() is not { } foreign || addresses[Whose.Missing].FirstOrDefault() is not { } missing)
            {
                continue;
            }

            foreach (var actor in world.Actors.Where(actor => Expected(permission, actor, Whose.Foreign) is Answer.NotThere))
            {
                var (one, other) = (await ReadAsync(actor, foreign), await ReadAsync(actor, missing));
                compared++;
                if (one != other)
                {
                    wrongs.Add($"{foreign} by {actor.Name} differs from {missing}.");
                }
            }
        }

        Assert.True(compared > 15, $"Only {compared} pairs were compared.");
        AssertNone(wrongs);
    }

    [Fact]
    public async Task No_form_changes_a_row_of_another_company()
    {
        var before = RowsOf(world.Foreign);
        var owners = OwnersOfIds();
        List<string> wrongs = [];
        var (sent, read) = (0, 0);
        foreach (var (endpoint, permission) in Closed("POST").Where(row => row.Permission.KeyScopes is null))
        {
            var addresses = AddressesOf(endpoint).ToLookup(row => row.Whose, row => row.Address);
            if (!addresses.Contains(Whose.Own))
            {
                continue;
            }

            foreach (var actor in world.Actors.Where(actor => actor is { Role: not null, SeesForeign: false } && permission.ReachOf(actor.Role.Value) is not (Reach.None or Reach.Everything or Reach.Vendor)))
            {
                var forms = await FormsAsync(actor, s_formsOn.GetValueOrDefault(Pattern(endpoint)) is { } page ? page : addresses[Whose.Own].First(), Pattern(endpoint));
                foreach (var address in addresses[Whose.Foreign])
                {
                    foreach (var form in forms)
                    {
                        using var content = new FormUrlEncodedContent(form);
                        using var answer = await actor.Client.PostAsync(address, content, Ct);
                        sent++;

                        // 400: a page that is not there has no form of that name.
                        if (Seen(answer) is not (Answer.NotThere or Answer.Refused) && !(answer.StatusCode is HttpStatusCode.BadRequest && !s_formsOn.ContainsKey(Pattern(endpoint))))
                        {
                            wrongs.Add($"POST {address} by {actor.Name}: {(int)answer.StatusCode}");
                        }
                    }
                }

                // The own page, with the other company's ids in the fields that nobody sees.
                foreach (var form in forms.Where(form => form.Any(field => Swapped(field, owners) is not null)))
                {
                    using var content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Key, Swapped(field, owners) ?? field.Value)));
                    using var answer = await actor.Client.PostAsync(addresses[Whose.Own].First(), content, Ct);
                    sent++;
                    read += answer.StatusCode is HttpStatusCode.BadRequest ? 0 : 1;
                    if ((int)answer.StatusCode >= 500)
                    {
                        wrongs.Add($"POST {addresses[Whose.Own].First()} by {actor.Name} with foreign ids: {(int)answer.StatusCode}");
                    }
                }
            }
        }

        TestContext.Current.SendDiagnosticMessage("{0} forms, {1} of them read", sent, read);
        Assert.True(sent > 50 && read > 0, $"Only {sent} forms were sent, and {read} of them were read.");
        wrongs.AddRange(before.Except(RowsOf(world.Foreign)).Select(row => $"Changed or gone: {row}"));
        wrongs.AddRange(RowsOf(world.Foreign).Except(before).Select(row => $"Changed or new: {row}"));
        AssertNone(wrongs);
    }

    [Fact]
    public async Task A_key_opens_what_its_scope_says_and_its_own_company_only()
    {
        List<string> wrongs = [];
        var asked = 0;
        foreach (var (endpoint, permission) in Closed("GET").Where(row => row.Permission.KeyScopes is not null))
        {
            foreach (var (address, whose) in AddressesOf(endpoint))
            {
                foreach (var (scope, key) in world.Keys.Append(KeyValuePair.Create("none", "")))
                {
                    using var client = world.Server.Stranger();
                    using var request = new HttpRequestMessage(HttpMethod.Get, address);
                    if (key.Length > 0)
                    {
                        request.Headers.Authorization = new("Bearer", key);
                    }

                    using var answer = await client.SendAsync(request, Ct);
                    asked++;
                    var open = permission.KeyScopes!.Contains(scope);
                    var right = answer.StatusCode switch
                    {
                        HttpStatusCode.OK => open && whose is Whose.Own,
                        HttpStatusCode.NotFound => open && whose is not Whose.Own,
                        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => !open,
                        _ => false,
                    };
                    if (!right)
                    {
                        wrongs.Add($"GET {address} ({whose}) with key {scope}: {(int)answer.StatusCode}");
                    }
                }
            }
        }

        Assert.True(asked > 50, $"Only {asked} questions were asked.");
        AssertNone(wrongs);
    }

    /// <summary>What an address of the interface must be told beside the account.</summary>
    private static string Query(string address) => address switch
    {
        "/api/v1/usage" => "?bucket=month&from=2026-01-01&to=2026-03-31&zone=UTC&account=fabrikam",
        "/api/v1/usage/active-users" => "?day=2026-03-31&zone=UTC&account=fabrikam",
        "/usage/feature-trend.{format:regex(^(csv|xlsx)$)}" => "?key=orders",
        _ => "",
    };

    private enum Answer
    {
        Shown,
        NotThere,
        Refused,
        SignInFirst,
        Other,
    }

    private static Answer Seen(HttpResponseMessage answer) => answer.StatusCode switch
    {
        HttpStatusCode.OK => Answer.Shown,
        HttpStatusCode.NotFound => Answer.NotThere,
        HttpStatusCode.Unauthorized => Answer.SignInFirst,
        HttpStatusCode.Forbidden => Answer.Refused,
        HttpStatusCode.Found when answer.Headers.Location?.OriginalString.Contains("/account/denied", StringComparison.Ordinal) == true => Answer.Refused,
        HttpStatusCode.Found when answer.Headers.Location?.OriginalString.Contains("/account/login", StringComparison.Ordinal) == true => Answer.SignInFirst,

        // From one page of one's own to another, such as from the start to the desk.
        HttpStatusCode.Found or HttpStatusCode.SeeOther => Answer.Shown,
        _ => Answer.Other,
    };

    private static Answer Expected(PermissionRow permission, PermissionWorld.Actor actor, Whose? whose)
    {
        if (actor.Role is not { } role)
        {
            return Answer.SignInFirst;
        }

        return permission.ReachOf(role) switch
        {
            Reach.None => Answer.Refused,
            _ when whose is Whose.Missing => Answer.NotThere,
            Reach.Everything or Reach.Vendor => Answer.Shown,
            Reach.InCare when whose is Whose.Own && actor.SeesForeign => Answer.NotThere,
            Reach.InCare when whose is Whose.Foreign && actor.SeesForeign => Answer.Shown,
            _ => whose is Whose.Foreign ? Answer.NotThere : Answer.Shown,
        };
    }

    private static async Task<string> ReadAsync(PermissionWorld.Actor actor, string address)
    {
        using var answer = await actor.Client.GetAsync(address, Ct);
        var body = await answer.Content.ReadAsStringAsync(Ct);
        return $"{(int)answer.StatusCode} {Changing().Replace(body.Replace(address, "", StringComparison.OrdinalIgnoreCase).Replace(Uri.EscapeDataString(address), "", StringComparison.OrdinalIgnoreCase), "")}";
    }

    /// <summary>The forms of a page as a browser would send them: hidden fields, token, and the values that stand in the others.</summary>
    private static async Task<IReadOnlyList<IReadOnlyList<KeyValuePair<string, string>>>> FormsAsync(PermissionWorld.Actor actor, string address, string pattern)
    {
        var end = s_formsOn.ContainsKey(pattern) ? pattern.Split('/')[^1] is ['{', ..] ? "/tasks/" : "/" + pattern.Split('/')[^1] : "";
        var page = await actor.Client.GetAsync(address, Ct);
        if (page.StatusCode is not HttpStatusCode.OK || page.Content.Headers.ContentType?.MediaType is not "text/html")
        {
            // An address that only takes forms: any token of the person's will do.
            page = await actor.Client.GetAsync("/account/profile", Ct);
        }

        var body = await page.Content.ReadAsStringAsync(Ct);
        page.Dispose();
        return [.. Form().Matches(body)
            .Where(form => form.Value.Contains("method=\"post\"", StringComparison.Ordinal) && form.Value[..form.Value.IndexOf('>', StringComparison.Ordinal)].Contains(end, StringComparison.Ordinal))
            .Select(form => (IReadOnlyList<KeyValuePair<string, string>>)[.. Field().Matches(form.Value)
                .Select(field => (Name: NameOf().Match(field.Value), Value: ValueOf().Match(field.Value)))
                .Where(field => field.Name.Success)
                .Select(field => KeyValuePair.Create(WebUtility.HtmlDecode(field.Name.Groups[1].Value), field.Value.Success ? WebUtility.HtmlDecode(field.Value.Groups[1].Value) : "x"))])];
    }

    /// <summary>The field with a row of the other company, or one that is not there, where it names one of the own; null where it names none.</summary>
    private string? Swapped(KeyValuePair<string, string> field, Dictionary<Guid, (string Table, Guid Account)> owners)
    {
        if (field.Key.StartsWith('_') || Id().Match(field.Value) is not { Success: true } found || !owners.TryGetValue(Guid.Parse(found.Value), out var owner))
        {
            return null;
        }

        var others = owners.Where(row => row.Value.Table == owner.Table && row.Value.Account == world.Foreign).Select(row => row.Key).ToList();
        var other = others is [var first, ..] ? first : Guid.Parse(Missing);
        return field.Value.Replace(found.Value, other.ToString(found.Value.Contains('-', StringComparison.Ordinal) ? "D" : "N"), StringComparison.Ordinal);
    }

    private IReadOnlyList<string> TablesOfAccounts() => world.All(
        """SELECT m.name FROM sqlite_master m WHERE m.type = 'table' AND EXISTS (SELECT 1 FROM pragma_table_info(m.name) c WHERE c.name = 'AccountId') ORDER BY 1""");

    private HashSet<string> RowsOf(Guid account) => [.. TablesOfAccounts()
        .Where(table => table is not "AuditLog")
        .SelectMany(table => world.All($"""SELECT * FROM "{table}" WHERE "AccountId" = '{account.ToString().ToUpperInvariant()}'""").Select(row => $"{table}: {row}"))];

    /// <summary>Of every id that belongs to an account: in which table it stands, and whose it is.</summary>
    private Dictionary<Guid, (string Table, Guid Account)> OwnersOfIds() => TablesOfAccounts()
        .Where(table => table is not "AuditLog" && world.All($"""SELECT name FROM pragma_table_info('{table}') WHERE name = 'Id'""").Count == 1)
        .SelectMany(table => world.All($"""SELECT "Id", "AccountId" FROM "{table}" WHERE "AccountId" IS NOT NULL""").Select(row => (Table: table, Parts: row.Split('\u001f'))))
        .Where(row => Guid.TryParse(row.Parts[0], out _))
        .DistinctBy(row => row.Parts[0])
        .ToDictionary(row => Guid.Parse(row.Parts[0]), row => (row.Table, Guid.Parse(row.Parts[1])));

    private List<(RouteEndpoint Endpoint, PermissionRow Permission)> Closed(string method) => [.. world.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null && !Pattern(endpoint).StartsWith("/_", StringComparison.Ordinal) && !Pattern(endpoint).Contains("path:file", StringComparison.Ordinal))
        .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is not { Count: > 0 } methods || methods.Contains(method))
        .Where(endpoint => Pattern(endpoint) is not "/account/logout")
        .Select(endpoint => (endpoint, Permissions.All.Single(row => row.Name == endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>()[^1].Policy)))];

    private static string Pattern(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.Trim('/');

    private IEnumerable<(string Address, Whose Whose)> AddressesOf(RouteEndpoint endpoint)
    {
        var pattern = Pattern(endpoint);
        if (endpoint.RoutePattern.Parameters.All(parameter => parameter.Name is "format"))
        {
            yield return (Filled(pattern, []) + Query(pattern), Whose.Own);
            yield break;
        }

        foreach (var whose in Enum.GetValues<Whose>())
        {
            foreach (var values in Samples(pattern, whose))
            {
                yield return (Filled(pattern, values), whose);
            }
        }
    }

    private static string Filled(string pattern, string[] values)
    {
        var next = 0;
        return Place().Replace(pattern, place => place.Value.StartsWith("{format", StringComparison.Ordinal) ? "csv" : Uri.EscapeDataString(values[next++]));
    }

    /// <summary>What stands in the places of an address. An empty list: there is no such row, since the rows belong to the vendor.</summary>
    private string[][] Samples(string pattern, Whose whose)
    {
        var account = whose switch
        {
            Whose.Own => world.Own.ToString(),
            Whose.Foreign => world.Foreign.ToString(),
            _ => Missing,
        };

        string RowOf(Guid of, string table, string more) =>
            world.One($"""SELECT "Id" FROM "{table}" WHERE "AccountId" = '{of.ToString().ToUpperInvariant()}' {more} ORDER BY "Id" LIMIT 1""").ToLowerInvariant();

        string Row(string table, string more = "") => whose is Whose.Missing ? Missing : RowOf(Guid.Parse(account), table, more);

        // A row of the other company under the own company's address is missing too.
        string[][] Both(string table, Func<string, string>? name = null, string more = "") => whose is Whose.Missing
            ? [[Missing, (name ?? Plain)(Missing)], [world.Own.ToString(), (name ?? Plain)(Missing)], [world.Own.ToString(), (name ?? Plain)(RowOf(world.Foreign, table, more))]]
            : [[account, (name ?? Plain)(Row(table, more))]];

        static string Plain(string id) => id;

        string[][] Shared(string value, string missing = Missing) => whose switch
        {
            Whose.Own => [[value]],
            Whose.Missing => [[missing]],
            _ => [],
        };

        return pattern switch
        {
            "/account/keys/{id:guid}" => [[Row("ApiKeys", """AND "CustomerId" IS NOT NULL""")]],
            "/desk/people/{id:guid}/hand-over" => Shared(world.One("""SELECT "Id" FROM "People" WHERE "Role" = 'Csm' LIMIT 1""")),
            "/account/people/{id:guid}" => [[Row("People")]],
            "/account/export/{id:guid}.zip" => whose is Whose.Missing ? [[Missing]] : [],
            "/desk/accounts/{id:guid}" or "/desk/accounts/{id:guid}/people" or "/desk/accounts/{id:guid}/contract" or "/desk/accounts/{id:guid}/usage" or "/desk/accounts/{id:guid}/model" or "/desk/accounts/{id:guid}/plan"
                or "/desk/accounts/{id:guid}/requests" or "/desk/accounts/{id:guid}/reviews" or "/desk/accounts/{id:guid}/sign-on" or "/desk/accounts/{id:guid}/log" or "/desk/accounts/{id:guid}/milestones" or "/desk/accounts/{id:guid}/value" => [[account]],
            "/desk/accounts/{account:guid}/reviews/{id:guid}" or "/desk/accounts/{account:guid}/reviews/{id:guid}.pdf" or "/desk/accounts/{account:guid}/reviews/{id:guid}.html" or "/desk/accounts/{account:guid}/reviews/{id:guid}.zip" => Both("Reviews", more: """AND "PublishedAt" IS NOT NULL"""),
            _ when pattern.StartsWith("/desk/accounts/{account:guid}/meetings/{id:guid}", StringComparison.Ordinal) => Both("Meetings"),
            _ when pattern.StartsWith("/meetings/{id:guid}", StringComparison.Ordinal) => [[Row("Meetings")]],
            "/desk/accounts/{id:guid}/milestones/{milestoneId:guid}" => Both("Milestones"),
            "/desk/accounts/{id:guid}/tasks/{taskId:guid}" => Both("PlanTasks"),
            "/desk/accounts/{id:guid}/value/drivers/{driverId:guid}" => Both("ValueDrivers"),
            "/desk/accounts/{id:guid}/value/tables/{tableId}" => Tables(account, whose is Whose.Missing),
            "/desk/accounts/{id:guid}/value/{key}" => Both("ValueDrivers", id => "driver-" + id.Replace("-", "", StringComparison.Ordinal)),
            "/desk/connect/keys/{id:guid}" => Shared(world.One("""SELECT "Id" FROM "ApiKeys" WHERE "AccountId" IS NULL LIMIT 1""")),
            "/desk/features/{no:int}" => Shared(world.One("""SELECT MIN("No") FROM "Features" """), "999999"),
            "/desk/directory/{id:guid}" or "/desk/directory/{id:guid}/refused.csv" or "/desk/import/{id:guid}" or "/desk/import/{id:guid}/refused.csv" => whose is Whose.Missing ? [[Missing]] : [],
            "/desk/templates/{key}" => Shared(world.One("""SELECT "Key" FROM "MilestoneTemplates" LIMIT 1"""), "none"),
            "/milestones/{id:guid}" => [[Row("Milestones")]],
            "/milestones/tasks/{id:guid}" => [[Row("PlanTasks")]],
            "/requests/{id:guid}" or "/requests/{id:guid}/vote" or "/desk/requests/{id:guid}" => [[Requests(whose)]],
            "/requests/files/{id:guid}" or "/desk/requests/files/{id:guid}" => whose is Whose.Missing ? [[Missing]] : [],
            "/desk/webhooks/{id:guid}" => whose is Whose.Missing ? [[Missing]] : [],
            "/releases/{id:guid}" or "/desk/releases/{id:guid}" => Shared(world.One("""SELECT "Id" FROM "ReleaseNotes" LIMIT 1""").ToLowerInvariant()),
            "/reviews/{id:guid}" or "/reviews/{id:guid}.pdf" or "/reviews/{id:guid}.html" or "/reviews/{id:guid}.zip" or "/api/v1/reviews/{id:guid}" => [[Row("Reviews", """AND "PublishedAt" IS NOT NULL""")]],
            "/usage/adoption/{*key}" => Shared(world.One("""SELECT "Key" FROM "Features" ORDER BY "No" LIMIT 1"""), "no-such-feature"),
            "/value/{key}" => [["driver-" + Row("ValueDrivers").Replace("-", "", StringComparison.Ordinal)]],
            _ when pattern.StartsWith("/api/v1/accounts/{external_id}/", StringComparison.Ordinal) => [[whose switch { Whose.Own => "fabrikam", Whose.Foreign => "tailspin", _ => "nobody" }]],
            _ => throw new InvalidOperationException($"{pattern} has a place for an id, and no sample says what is own and what is foreign."),
        };
    }

    private string[][] Tables(string account, bool missing) => missing
        ? [[account, "none"]]
        : [.. world.All($"""SELECT "TableId" FROM "ValueTables" WHERE "AccountId" = '{account.ToUpperInvariant()}' LIMIT 1""").Select(table => new[] { account, table })];

    private string Requests(Whose whose) => whose switch
    {
        Whose.Missing => Missing,
        _ => world.One($"""SELECT "Id" FROM "FeatureRequests" WHERE "PublishedAt" IS NULL AND "RaisedByAccountId" = '{(whose is Whose.Own ? world.Own : world.Foreign).ToString().ToUpperInvariant()}' LIMIT 1"""),
    };

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.None, 1000)]
    private static partial Regex Place();

    [GeneratedRegex(@"<form.*?</form>", RegexOptions.Singleline, 1000)]
    private static partial Regex Form();

    [GeneratedRegex(@"<(?:input|textarea|select|button)\b[^>]*>", RegexOptions.Singleline, 1000)]
    private static partial Regex Field();

    [GeneratedRegex("""\bname="([^"]*)" """, RegexOptions.IgnorePatternWhitespace, 1000)]
    private static partial Regex NameOf();

    [GeneratedRegex("""\bvalue="([^"]*)" """, RegexOptions.IgnorePatternWhitespace, 1000)]
    private static partial Regex ValueOf();

    [GeneratedRegex("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-f]{32}", RegexOptions.None, 1000)]
    private static partial Regex Id();

    // Tokens of forms, numbers of a request, ids.
    [GeneratedRegex("""CfDJ8[A-Za-z0-9+/=_-]*|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|00-[0-9a-f]{32}-[0-9a-f]{16}-0\d""", RegexOptions.None, 1000)]
    private static partial Regex Changing();
}
