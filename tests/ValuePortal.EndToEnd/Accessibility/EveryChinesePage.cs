using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ValuePortal.EndToEnd.Support;
using ValuePortal.Shell;

namespace ValuePortal.EndToEnd.Accessibility;

/// <summary>Follows every link that a reader of Chinese can follow: the portal's own words are Chinese on every page it leads to.</summary>
public sealed partial class EveryChinesePage(DemoPortal portal) : IClassFixture<DemoPortal>
{
    private const int MostPages = 250;

    /// <summary>Words of buttons, heads of columns and lists, which no page in Chinese has in them.</summary>
    private static readonly Regex s_words = EnglishWords();

    /// <summary>Every English text of the resources that has another one in Chinese; what a placeholder stands for may be anything.</summary>
    private static readonly (HashSet<string> Whole, Regex[] WithPlaces) s_english = English();

    // Side by side, each in a window of its own.
    [Fact]
    public async Task Has_no_English_word_of_the_portal()
    {
        var problems = await Task.WhenAll(new[] { DemoPortal.ChineseAdmin, DemoPortal.Csm, DemoPortal.ProductManager, DemoPortal.VendorAdmin }.Select(ProblemsAsync));

        Assert.True(problems.All(found => found.Count == 0), string.Join(Environment.NewLine, problems.SelectMany(found => found).Distinct()));
    }

    private async Task<List<string>> ProblemsAsync(string email)
    {
        await using var visit = await portal.OpenAsync("zh-CN");
        await visit.SignInAsync(email, DemoPortal.Password);
        await visit.SpeakAsync("zh-CN");

        List<string> problems = [];
        Queue<string> next = new([""]);
        HashSet<string> seen = ["/"];
        var visited = 0;
        for (; next.TryDequeue(out var route) && visited < MostPages; visited++)
        {
            var answer = await visit.Page.GotoAsync(route);
            if (answer is not { Ok: true })
            {
                problems.Add($"{route}: {answer?.Status}");
                continue;
            }

            problems.AddRange((await TextsAsync(visit.Page)).Where(IsEnglish).Select(text => $"{route}: {text}"));
            foreach (var link in await visit.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('a[href]:not([download])')].map(a => a.href)"))
            {
                var target = new Uri(link);
                if (target.GetLeftPart(UriPartial.Authority) + "/" == portal.Address && !target.AbsolutePath.Contains('.', StringComparison.Ordinal)
                    && !target.AbsolutePath.StartsWith("/api", StringComparison.Ordinal) && seen.Add(Kind(target)))
                {
                    next.Enqueue(target.PathAndQuery);
                }
            }
        }

        Assert.True(visited > 8, $"{email} found {visited} pages only.");
        TestContext.Current.SendDiagnosticMessage("{0}: {1} pages", email, visited);
        return problems;
    }

    // Of the pages that differ only in the values of a query, or in which row of a list they show, the first says it all.
    private static string Kind(Uri target) =>
        RowOfList().Replace(target.AbsolutePath, "*") + "?" + string.Join('&', target.Query.TrimStart('?').Split('&').Select(part => part.Split('=')[0]).Order());

    private static bool IsEnglish(string text) => s_english.Whole.Contains(text) || s_words.IsMatch(text) || s_english.WithPlaces.Any(known => known.IsMatch(text));

    /// <summary>
    /// What a reader sees or hears: the texts, and the attributes that are read out. A review says which language it is in; what people
    /// type stands in a box.
    /// </summary>
    private static Task<string[]> TextsAsync(IPage page) => page.EvaluateAsync<string[]>("""
        () => {
          const isForeign = node => node.closest('script, style, template, code, pre, textarea') || node.closest('[lang]').lang !== 'zh-CN';
          const texts = [document.title];
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            const parent = walk.currentNode.parentElement;
            if (!isForeign(parent)) texts.push(walk.currentNode.data);
          }
          for (const node of document.querySelectorAll('[aria-label], [title], [placeholder], [alt], input[type=submit], input[type=button]'))
            for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'value'])
              if (!isForeign(node) && node.hasAttribute(name) && (name !== 'value' || node.tagName === 'INPUT' && (node.type === 'submit' || node.type === 'button'))) texts.push(node.getAttribute(name));
          return texts.map(text => text.replace(/\s+/g, ' ').trim()).filter(text => text);
        }
        """);

    private static (HashSet<string> Whole, Regex[] WithPlaces) English()
    {
        var portal = typeof(ShellWords).Assembly;
        HashSet<string> whole = new(StringComparer.Ordinal);
        List<Regex> places = [];
        foreach (var name in portal.GetManifestResourceNames().Where(name => name.EndsWith(".resources", StringComparison.Ordinal)))
        {
            var words = new ResourceManager(name[..^".resources".Length], portal);
            foreach (DictionaryEntry entry in words.GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: false)!)
            {
                if (entry.Value is not string english || english == words.GetString((string)entry.Key, CultureInfo.GetCultureInfo("zh-CN")) || !SomeWord().IsMatch(Place().Replace(english, "")))
                {
                    continue;
                }

                if (!english.Contains('{', StringComparison.Ordinal))
                {
                    whole.Add(english.Trim());
                }
                else if (Place().Replace(english, "").Count(char.IsAsciiLetter) >= 8)
                {
                    places.Add(new Regex("^" + string.Join(".+", Place().Split(english).Select(Regex.Escape)) + "$", RegexOptions.CultureInvariant));
                }
            }
        }

        Assert.True(whole.Count > 300, $"Only {whole.Count} English texts were found.");
        return (whole, [.. places]);
    }

    [GeneratedRegex(@"^(Filter|Next|Previous|Back|Cancel|Save|Search|Apply|Clear|Sort|Show|Hide|Close|Open|Edit|Delete|Remove|Add|New|Submit|Send|Download|Upload|Loading|Error|Retry|Today|Yesterday|Week|Month|Year|Day|Days|People|Events|Features|Total|None|All|Yes|No|No records|No results|No data|Sign in|Sign out|Password|Settings|Help|Menu|Home|of|from|to|and)\b[ .:…]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EnglishWords();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+|(?<=^/definitions/|^/usage/adoption/|/value/(?:driver|table|investment)-).+")]
    private static partial Regex RowOfList();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Place();

    [GeneratedRegex("[A-Za-z]{3}")]
    private static partial Regex SomeWord();
}
