using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using static ValuePortal.Tests.Support.Wrongs;

namespace ValuePortal.Tests.Access;

/// <summary>
/// Every form that the pages of the demo world show, as every role: hostile text goes into each of its fields. Nothing breaks, nothing of it
/// comes back as anything but text, and whoever is refused finds again what was typed.
/// </summary>
public sealed partial class HostileTextTests(PermissionWorld world) : IClassFixture<PermissionWorld>
{
    /// <summary>By how many pages an actor's menu is walked. None of the demo world has as many.</summary>
    private const int MostPages = 300;

    /// <summary>With so many different queries a page is opened.</summary>
    private const int WaysToAsk = 2;

    /// <summary>Short, so that fields with a limit take it too: a formula, a broken attribute, a script.</summary>
    private const string Markup = "=hostile(1) \"><script>hostile()</script>' onfocus='hostile()' x='";

    /// <summary>For fields of many lines: what Markdown would make of it, and templates.</summary>
    private const string Markdown = "[press](javascript:hostile()) <javascript:hostile()> ![](http://hostile.test/x) # h {onclick=hostile()} {{7*7}} &lt;svg/onload=hostile()&gt; <img src=x onerror=hostile()>";

    /// <summary>As sent, percent-encoded, what no keyboard types: direction turned round, NUL and other controls, a header, half of a letter, bytes that are none.</summary>
    private const string Odd = "hostile %E2%80%AE gpj.exe %E2%81%A6 %00 %01%02%0B%1B[31m%7F %0D%0AX-Hostile: 1 %ED%A0%80 %F0%9F %FF%FE";

    private static readonly string s_deep = "hostile " + string.Concat(Enumerable.Repeat("[", 2_000));

    private static readonly string s_long = "hostile " + new string('w', 1 << 20);

    private static readonly HtmlParser s_html = new();

    private int refused;

    /// <summary>What these forms do would end the walk: the person leaves, or is not let in any more.</summary>
    private static readonly string[] s_leave = ["logout", "sign-out"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_hostile_typed_into_any_form_breaks_runs_or_is_lost()
    {
        var clock = Stopwatch.StartNew();
        List<string> wrongs = [];
        HashSet<string> known = [];
        var (forms, sent, taken) = (0, 0, 0);
        foreach (var actor in Roles)
        {
            var pages = await PagesAsync(actor);
            foreach (var form in pages.SelectMany(FormsOf).DistinctBy(form => form.Name))
            {
                // Each field for itself where the form is met for the first time; whoever has the same form too, sends it once.
                forms++;
                var isNew = known.Add(form.Name);
                (IReadOnlyList<string> Into, string Sent, string? Typed)[] texts = isNew
                    ?
                    [
                        .. form.Texts.Select(field => ((IReadOnlyList<string>)[field], Uri.EscapeDataString(Markup), (string?)Markup)),
                        .. form.Areas.Select(field => ((IReadOnlyList<string>)[field], Uri.EscapeDataString(Markdown), (string?)Markdown)),
                        (form.Texts, Odd, null),
                        (form.Texts, s_long, null),
                        .. form.Areas.Take(1).Select(_ => (form.Texts, s_deep, (string?)null)),
                    ]
                    : [(form.Texts, Uri.EscapeDataString(Markup), null)];
                foreach (var (into, text, typed) in texts)
                {
                    taken += await SendAsync(actor, form, into, text, typed, wrongs) ? 1 : 0;
                    sent++;
                }
            }
        }

        TestContext.Current.SendDiagnosticMessage("{0} forms of {1} kinds, {2} sent, {3} taken, {4} s", forms, known.Count, sent, taken, clock.Elapsed.TotalSeconds);

        // What was taken stands on the pages now, and in the files.
        foreach (var actor in Roles)
        {
            var pages = await PagesAsync(actor);
            wrongs.AddRange(pages.SelectMany(page => Alive(page.Document).Select(what => $"{page.Address} by {actor.Name} shows {what}")));
            wrongs.AddRange(await FilesAsync(actor, pages));
        }

        Assert.True(known.Count > 60 && taken > 100 && refused > 100, $"Only {known.Count} forms were found, {taken} texts taken, {refused} refused.");
        AssertNone(wrongs.Distinct().ToList());
    }

    /// <summary>One of each role.</summary>
    private IEnumerable<PermissionWorld.Actor> Roles => world.Actors.Where(actor => !actor.SeesForeign);

    /// <summary>A page as it was found.</summary>
    private sealed record Page(string Address, IHtmlDocument Document, IReadOnlyList<string> Files);

    /// <summary>A form that somebody can write into.</summary>
    private sealed record Form(string Page, string Action, bool Multipart, string Name, string? Handler, IReadOnlyList<KeyValuePair<string, string>> Fields, IReadOnlyList<string> Texts, IReadOnlyList<string> Areas, IReadOnlyList<string> Files);

    /// <summary>Sends the form with this text in these fields.</summary>
    /// <param name="encoded">The text as it is sent.</param>
    /// <param name="typed">What must stand in the field again if it is refused; null where it need not.</param>
    /// <returns>Whether the text was taken.</returns>
    private async Task<bool> SendAsync(PermissionWorld.Actor actor, Form form, IReadOnlyList<string> into, string encoded, string? typed, List<string> wrongs)
    {
        using var content = ContentOf(form, into, encoded);
        using var answer = await actor.Client.PostAsync(form.Action, content, Ct);
        var what = $"{form.Name} by {actor.Name}, {encoded[..Math.Min(encoded.Length, 30)]} in {string.Join(", ", into)}";
        if ((int)answer.StatusCode >= 500 && answer.StatusCode is not HttpStatusCode.ServiceUnavailable)
        {
            wrongs.Add($"{what}: {(int)answer.StatusCode}");
            return false;
        }

        if (answer.StatusCode is HttpStatusCode.Found or HttpStatusCode.SeeOther)
        {
            if (answer.Headers.Location is { IsAbsoluteUri: true } away && away.Host != "localhost")
            {
                wrongs.Add($"{what}: leads away to {away}");
            }

            return true;
        }

        if (answer.Content.Headers.ContentType?.MediaType is not "text/html")
        {
            return false;
        }

        using var page = await s_html.ParseDocumentAsync(await answer.Content.ReadAsStreamAsync(Ct), Ct);
        wrongs.AddRange(Alive(page).Select(alive => $"{what}: {alive}"));
        if (typed is not null && answer.StatusCode is HttpStatusCode.OK && form.Handler is { } handler
            && page.QuerySelectorAll("form").FirstOrDefault(again => again.QuerySelector("input[name=_handler]")?.GetAttribute("value") == handler && again.QuerySelector($"[name='{into[0]}']") is not null) is { } shown)
        {
            var kept = shown.QuerySelectorAll($"[name='{into[0]}']").Select(ValueOf).FirstOrDefault() ?? "";
            var refusal = shown.QuerySelector(".error") ?? page.QuerySelector("main .alert.bad");
            refused += refusal is null ? 0 : 1;
            if (refusal is not null && !typed.StartsWith(kept.Trim() is { Length: > 0 } text ? text : "\0", StringComparison.Ordinal) && shown.QuerySelector($"input[type=password][name='{into[0]}']") is null)
            {
                wrongs.Add($"{form.Name} by {actor.Name} forgets what was typed in {into[0]}: it became \"{kept}\" with {refusal.OuterHtml}");
            }
        }

        return false;
    }

    private static string ValueOf(IElement field) => field switch
    {
        IHtmlTextAreaElement area => area.DefaultValue,
        _ => field.GetAttribute("value") ?? "",
    };

    private static HttpContent ContentOf(Form form, IReadOnlyList<string> into, string encoded)
    {
        if (!form.Multipart)
        {
            var body = string.Join('&', form.Fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={(into.Contains(field.Key) ? encoded.Replace(" ", "+", StringComparison.Ordinal) : Uri.EscapeDataString(field.Value))}"));
            return new ByteArrayContent(Encoding.ASCII.GetBytes(body)) { Headers = { ContentType = new("application/x-www-form-urlencoded") } };
        }

        var parts = new MultipartFormDataContent();
        foreach (var (key, value) in form.Fields)
        {
            parts.Add(into.Contains(key) ? new ByteArrayContent(WebUtility.UrlDecodeToBytes(Encoding.ASCII.GetBytes(encoded), 0, encoded.Length)) : new StringContent(value), $"\"{key}\"");
        }

        foreach (var file in form.Files)
        {
            parts.Add(new ByteArrayContent("title,text\n=1+1,\"<script>hostile()</script>\"\n"u8.ToArray()) { Headers = { ContentType = new("text/csv") } }, $"\"{file}\"", "\"hostile.csv\"");
        }

        return parts;
    }

    /// <summary>Whatever of the hostile text is not text on this page.</summary>
    private static IEnumerable<string> Alive(IHtmlDocument page)
    {
        foreach (var element in page.All)
        {
            if (element.LocalName is "script" && element.TextContent.Contains("hostile", StringComparison.Ordinal))
            {
                yield return "a script";
            }

            foreach (var attribute in element.Attributes)
            {
                if (attribute.Value.Contains("hostile", StringComparison.Ordinal)
                    && (attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute.Name is "style" or "srcdoc"
                        || (attribute.Name is "href" or "src" or "action" or "formaction" or "xlink:href" && IsAbroad(attribute.Value))))
                {
                    yield return $"<{element.LocalName} {attribute.Name}=\"{attribute.Value}\">";
                }
            }

            if (element.HasAttribute("x") && element.LocalName is "input" or "textarea")
            {
                yield return $"an attribute broken out of: {element.OuterHtml}";
            }
        }
    }

    private static bool IsAbroad(string address) => Scheme().IsMatch(address) && !address.StartsWith("https:", StringComparison.OrdinalIgnoreCase) && !address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)
        || address.StartsWith("//", StringComparison.Ordinal);

    /// <summary>The pages that this actor reaches by links and by address, one of each kind.</summary>
    private async Task<IReadOnlyList<Page>> PagesAsync(PermissionWorld.Actor actor)
    {
        var plain = world.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is not null && endpoint.RoutePattern.Parameters.Count == 0)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/'));
        var waiting = new Queue<string>(plain.Prepend("/"));
        HashSet<string> known = [.. waiting.Select(KindOf)];
        Dictionary<string, int> ways = [];
        List<Page> pages = [];
        while (waiting.TryDequeue(out var address) && pages.Count < MostPages)
        {
            using var answer = await actor.Client.GetAsync(address, Ct);
            if (answer.StatusCode is HttpStatusCode.Found && answer.Headers.Location is { } other && KindOf(PathOf(other.OriginalString, address)) is var kind && known.Add(kind))
            {
                waiting.Enqueue(PathOf(other.OriginalString, address));
            }

            if ((int)answer.StatusCode >= 500)
            {
                Assert.Fail($"{address} by {actor.Name}: {(int)answer.StatusCode}");
            }

            if (answer.StatusCode is not HttpStatusCode.OK || answer.Content.Headers.ContentType?.MediaType is not "text/html")
            {
                continue;
            }

            var document = await s_html.ParseDocumentAsync(await answer.Content.ReadAsStreamAsync(Ct), Ct);
            var links = document.QuerySelectorAll("a[href], link[rel=alternate][href]").Select(link => PathOf(link.GetAttribute("href")!, address)).Where(link => link.StartsWith('/') && !link.StartsWith("//", StringComparison.Ordinal)).ToList();
            pages.Add(new Page(address, document, [.. links.Where(link => FileEnd().IsMatch(link))]));
            foreach (var link in links.Where(link => !FileEnd().IsMatch(link) && !s_leave.Any(word => link.Contains(word, StringComparison.Ordinal))))
            {
                // A report that can be asked for in fifty ways is the same page.
                var page = KindOf(link.Split('?')[0]);
                if (known.Add(KindOf(link)) && (ways[page] = ways.GetValueOrDefault(page) + 1) <= WaysToAsk)
                {
                    waiting.Enqueue(link);
                }
            }
        }

        return pages;
    }

    /// <summary>Of the files that pages link to, one of each kind: tables hold no formula, and feeds can be read.</summary>
    private static async Task<IReadOnlyList<string>> FilesAsync(PermissionWorld.Actor actor, IEnumerable<Page> pages)
    {
        List<string> wrongs = [];
        foreach (var address in pages.SelectMany(page => page.Files).DistinctBy(KindOf))
        {
            using var answer = await actor.Client.GetAsync(address, Ct);
            if (address.Contains(".xlsx", StringComparison.Ordinal) && answer.StatusCode is HttpStatusCode.OK)
            {
                await using var workbook = new ZipArchive(await answer.Content.ReadAsStreamAsync(Ct), ZipArchiveMode.Read);
                foreach (var part in workbook.Entries)
                {
                    await using var xml = await part.OpenAsync(Ct);
                    await XDocument.LoadAsync(xml, LoadOptions.None, Ct);
                }

                continue;
            }

            var text = await answer.Content.ReadAsStringAsync(Ct);
            if ((int)answer.StatusCode >= 500)
            {
                wrongs.Add($"{address} by {actor.Name}: {(int)answer.StatusCode}");
            }
            else if (answer.Content.Headers.ContentType?.MediaType is "text/csv" && FormulaCell().IsMatch(text))
            {
                wrongs.Add($"{address} by {actor.Name} holds {FormulaCell().Match(text).Value}");
            }
            else if (answer.Content.Headers.ContentType?.MediaType?.EndsWith("xml", StringComparison.Ordinal) == true)
            {
                XDocument.Parse(text);
            }
        }

        return wrongs;
    }

    private static IEnumerable<Form> FormsOf(Page page)
    {
        foreach (var form in page.Document.QuerySelectorAll("form").OfType<IHtmlFormElement>().Where(form => string.Equals(form.GetAttribute("method"), "post", StringComparison.OrdinalIgnoreCase)))
        {
            var action = form.GetAttribute("action") is { Length: > 0 } given ? PathOf(given, page.Address) : page.Address;
            var fields = form.QuerySelectorAll("input[name], textarea[name], select[name]").Where(field => !field.HasAttribute("disabled")).ToList();
            var texts = fields.Where(IsText).Select(field => field.GetAttribute("name")!).Distinct().ToList();
            if (texts.Count == 0 || s_leave.Any(word => action.Contains(word, StringComparison.Ordinal)))
            {
                continue;
            }

            var handler = fields.FirstOrDefault(field => field.GetAttribute("name") == "_handler")?.GetAttribute("value");
            var values = fields.Where(field => field is not IHtmlInputElement { Type: "file" } && (field is not IHtmlInputElement { Type: "checkbox" or "radio" } || field.HasAttribute("checked")))
                .Select(field => KeyValuePair.Create(field.GetAttribute("name")!, Filled(field)))
                .Concat(form.QuerySelectorAll("button[name]").Take(1).Select(button => KeyValuePair.Create(button.GetAttribute("name")!, button.GetAttribute("value") ?? "")))
                .ToList();
            yield return new Form(
                page.Address, action, string.Equals(form.GetAttribute("enctype"), "multipart/form-data", StringComparison.OrdinalIgnoreCase),
                $"{KindOf(action.Split('?')[0])} {HandlerKind().Replace(handler ?? "", "…")} ({string.Join(", ", texts)})", handler, values, texts,
                [.. fields.OfType<IHtmlTextAreaElement>().Select(field => field.Name!).Distinct()],
                [.. fields.OfType<IHtmlInputElement>().Where(field => field.Type == "file").Select(field => field.Name!)]);
        }
    }

    private static bool IsText(IElement field) => field switch
    {
        IHtmlTextAreaElement => true,
        IHtmlInputElement input => (input.GetAttribute("type") ?? "text") is "text" or "search" or "email" or "url" or "tel" or "number" or "date" or "month" or "time" or "password",
        _ => false,
    };

    /// <summary>What stands in the field, or what an honest person might put there.</summary>
    private static string Filled(IElement field) => field switch
    {
        IHtmlSelectElement select => (select.Options.FirstOrDefault(option => option.HasAttribute("selected")) ?? select.Options.FirstOrDefault(option => option.Value.Length > 0))?.Value ?? "",
        IHtmlTextAreaElement area => area.DefaultValue is { Length: > 0 } text ? text : "Something that we would like to do.",
        IHtmlInputElement input when (input.GetAttribute("value") ?? "").Length > 0 || input.Type is "hidden" => input.GetAttribute("value") ?? "",
        IHtmlInputElement { Type: "email" } => "somebody@fabrikam.example",
        IHtmlInputElement { Type: "number" } input => input.GetAttribute("min") ?? "1",
        IHtmlInputElement { Type: "date" } => "2026-06-01",
        IHtmlInputElement { Type: "month" } => "2026-06",
        IHtmlInputElement { Type: "time" } => "09:00",
        IHtmlInputElement { Type: "url" } => "https://example.com/",
        IHtmlInputElement { Type: "checkbox" or "radio" } input => input.GetAttribute("value") ?? "on",
        _ => "A plain word or two",
    };

    /// <summary>An address without what differs from row to row.</summary>
    private static string KindOf(string address)
    {
        var (path, query) = address.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? (address[..at], address[(at + 1)..]) : (address, "");
        var names = query.Length == 0 ? "" : "?" + string.Join('&', query.Split('&').Select(pair => pair.Split('=')[0]).Order(StringComparer.Ordinal));
        return Row().Replace(path.TrimEnd('/'), "…") + names;
    }

    private static string PathOf(string link, string on)
    {
        var address = new Uri(new Uri("https://localhost/"), link.StartsWith('?') ? on.Split('?')[0] + link : link);
        return address.Host == "localhost" ? address.PathAndQuery : "//abroad";
    }

    [GeneratedRegex(@"driver-[0-9a-f]{32}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-f]{32}|(?<=/)\d+(?=/|$)|(?<=/adoption/).+|(?<=/definitions?/).+|(?<=/templates/)(?!new).+|(?<=/tables/).+", RegexOptions.None, 1000)]
    private static partial Regex Row();

    [GeneratedRegex("[0-9a-fA-F]{8}(?:-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}", RegexOptions.None, 1000)]
    private static partial Regex HandlerKind();

    [GeneratedRegex("(?:^|,)\"?[=+@][^,]*hostile", RegexOptions.Multiline, 1000)]
    private static partial Regex FormulaCell();

    [GeneratedRegex("^[a-z][a-z0-9+.-]*:", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"\.(csv|xlsx|pdf|zip|ics|json|atom|png|svg|css|js|webmanifest)(\?|$)|/files/", RegexOptions.None, 1000)]
    private static partial Regex FileEnd();
}
