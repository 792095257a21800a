using System.Text.RegularExpressions;
using System.Xml.Linq;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components.Rendering;
using Mono.Cecil;
using Mono.Cecil.Cil;
using ValuePortal.Platform.Metrics;
using ValuePortal.Tests.Support;
using static ValuePortal.Tests.Support.Wrongs;

namespace ValuePortal.Tests.Architecture;

/// <summary>Every word on screen comes from resources, and both languages have all of them.</summary>
public sealed partial class WordTests
{
    private const string Chinese = ".zh-CN.resx";

    /// <summary>Names and signs that read the same in every language.</summary>
    private static readonly HashSet<string> s_sameEverywhere = new(StringComparer.Ordinal)
    {
        "ValuePortal", "English", "中文", "简体中文", "PDF", "CSV", "XLSX", "PNG", "JSON", "API", "UTC", "URL", "ROI", "NPV", "CSM", "DAU", "WAU", "MAU", "OK", "x",
    };

    private static readonly string[] s_spokenAttributes = ["placeholder", "title", "aria-label", "alt", "aria-description", "label", "summary"];

    private static readonly string[] s_spokenParameters =
        ["Text", "Title", "Label", "Caption", "Heading", "Placeholder", "Alt", "AriaLabel", "Summary", "Description", "Message", "Finding"];

    [Fact]
    public void Words_on_screen_come_from_resources()
    {
        var components = ModuleDependencies.Types.Where(type => Writes(type).Any()).ToList();

        Assert.NotEmpty(components);
        AssertNone(components.SelectMany(type => Writes(type)
            .SelectMany(SpokenLiterals)
            .Where(text => text.Any(char.IsLetter) && !s_sameEverywhere.Contains(text.Trim()))
            .Select(text => $"{ModuleDependencies.Outermost(type).FullName} says \"{text.Trim()}\" by itself; the words belong in resources.")));
    }

    [Fact]
    public void The_search_for_words_finds_them()
    {
        Assert.Equal(["Hello", "A tip"], Spoken("<p class=\"lead\" title=\"A tip\">Hello</p><style>p { color: red }</style><input type=\"text\">"));
        Assert.Empty(Spoken("<svg><path d=\"M0 0\" /></svg> · 404"));
    }

    [Fact]
    public void Both_languages_have_the_same_keys_and_places()
    {
        var english = EnglishFiles();
        AssertNone(english.Where(file => !File.Exists(ChineseOf(file))).Select(file => $"{Repository.Relative(file)} has no Chinese beside it."));
        AssertNone(english.SelectMany(file =>
        {
            var en = Words(file);
            var zh = Words(ChineseOf(file));
            return en.Keys.Except(zh.Keys).Select(key => $"{key} of {Repository.Relative(file)} is missing in Chinese.")
                .Concat(zh.Keys.Except(en.Keys).Select(key => $"{key} of {Repository.Relative(file)} is there in Chinese only."))
                .Concat(en.Keys.Intersect(zh.Keys)
                    .Where(key => !Places(en[key]).SetEquals(Places(zh[key])))
                    .Select(key => $"{key} of {Repository.Relative(file)} has other places: \"{en[key]}\" and \"{zh[key]}\"."));
        }));
    }

    [Fact]
    public void No_text_is_empty_and_no_chinese_text_was_left_in_english()
    {
        AssertNone(EnglishFiles().SelectMany(file => Words(file).Concat(Words(ChineseOf(file)))
            .Where(word => string.IsNullOrWhiteSpace(word.Value))
            .Select(word => $"{word.Key} of {Repository.Relative(file)} is empty.")));
        AssertNone(EnglishFiles().SelectMany(file => Words(ChineseOf(file))
            .Where(word => !IsChinese(word.Value))
            .Select(word => $"{word.Key} of {Repository.Relative(ChineseOf(file))} is not Chinese: \"{word.Value}\"")));
    }

    [Fact]
    public void Every_key_that_is_used_is_there()
    {
        var words = EnglishFiles().ToDictionary(file => Path.GetFileNameWithoutExtension(file), Words);
        var shared = LocalizersOf(File.ReadAllText(Path.Combine(Repository.Product, "_Imports.razor")));
        var used = 0;
        var wrongs = new List<string>();
        foreach (var file in Repository.ProductFiles(".razor", ".cs"))
        {
            var source = File.ReadAllText(file);
            foreach (var (name, resource) in shared.Where(_ => file.EndsWith(".razor", StringComparison.Ordinal)).Concat(LocalizersOf(source)).Distinct())
            {
                if (!words.TryGetValue(resource, out var known))
                {
                    wrongs.Add($"{Repository.Relative(file)} asks for {resource}, which has no words.");
                    continue;
                }

                // Text["Key"], Text[$"Key_{kind}"], Text["Key_" + kind], Text[here ? "Key" : "Other"]
                foreach (Match use in Regex.Matches(source, $@"(?<![\w.]){name}\[(?<inside>[^\]]*)\]", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)))
                {
                    foreach (Match literal in Literal().Matches(use.Groups["inside"].Value))
                    {
                        used++;
                        var key = literal.Groups["key"].Value;
                        var hole = literal.Groups["made"].Length > 0 ? key.IndexOf('{', StringComparison.Ordinal) : -1;
                        var start = hole >= 0 ? key[..hole] : key;
                        var isThere = hole >= 0 || literal.Groups["joined"].Success
                            ? known.Keys.Any(each => each.StartsWith(start, StringComparison.Ordinal))
                            : known.ContainsKey(key);
                        if (!isThere)
                        {
                            wrongs.Add($"{Repository.Relative(file)} uses {resource} \"{key}\", which is not there.");
                        }

                        if (!use.Groups["inside"].Value.Contains('?', StringComparison.Ordinal))
                        {
                            break;
                        }
                    }
                }
            }
        }

        Assert.NotEqual(0, used);
        AssertNone(wrongs);
    }

    [Fact]
    public void Every_figure_has_its_words()
    {
        using var portal = new TestPortal();
        var words = EnglishFiles().ToDictionary(file => Path.GetFileNameWithoutExtension(file), Words);
        var metrics = portal.Services.GetServices<MetricCatalog>().SelectMany(catalog => catalog.Metrics).ToList();

        Assert.NotEmpty(metrics);
        AssertNone(metrics.SelectMany(metric => new[] { "Name", "Formula", "Window", "Rows" }
            .Select(part => $"Metric_{metric.Id}_{part}")
            .Where(key => !words[metric.Words.Name].ContainsKey(key))
            .Select(key => $"{metric.Words.Name} has no {key}.")));
        AssertNone(metrics.GroupBy(metric => metric.Id).Where(same => same.Count() > 1).Select(same => $"There are {same.Count()} figures with the id {same.Key}."));
    }

    private static List<string> EnglishFiles() => [.. Repository.ProductFiles(".resx").Where(file => !file.EndsWith(Chinese, StringComparison.Ordinal))];

    private static string ChineseOf(string english) => english[..^".resx".Length] + Chinese;

    private static Dictionary<string, string> Words(string file) => XDocument.Load(file).Root!.Elements("data")
        .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")?.Value ?? "", StringComparer.Ordinal);

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(place => place.Groups["no"].Value)];

    private static bool IsChinese(string text)
    {
        var rest = Place().Replace(text, "");
        return rest.Any(letter => letter is >= '\u4e00' and <= '\u9fff')
            || Word().Matches(rest).All(word => s_sameEverywhere.Contains(word.Value));
    }

    private static IEnumerable<(string Name, string Resource)> LocalizersOf(string source) =>
        Localizer().Matches(source).Select(match => (match.Groups["name"].Value, match.Groups["resource"].Value)).Distinct();

    /// <summary>What a component writes: each call of the renderer with the literals that led to it.</summary>
    private static IEnumerable<(MethodReference Call, List<string> Literals)> Writes(TypeDefinition type)
    {
        foreach (var method in type.Methods.Where(method => method.HasBody))
        {
            var literals = new List<string>();
            foreach (var instruction in method.Body.Instructions)
            {
                if (instruction.OpCode == OpCodes.Ldstr)
                {
                    literals.Add((string)instruction.Operand);
                }
                else if (instruction.Operand is MethodReference call && call.DeclaringType.FullName == typeof(RenderTreeBuilder).FullName)
                {
                    yield return (call, literals);
                    literals = [];
                }
                else if (instruction.Operand is MethodReference { Name: "get_Item" or "GetString" or "ToString" })
                {
                    // The literal was a key of resources, or the format of a number.
                    literals = [];
                }
            }
        }
    }

    private static IEnumerable<string> SpokenLiterals((MethodReference Call, List<string> Literals) write) => (write.Call.Name, write.Literals) switch
    {
        (nameof(RenderTreeBuilder.AddMarkupContent), var texts) => texts.SelectMany(Spoken),
        (nameof(RenderTreeBuilder.AddContent), var texts) => texts,
        (nameof(RenderTreeBuilder.AddAttribute), [var name, .. var values]) when s_spokenAttributes.Contains(name) => values,
        (nameof(RenderTreeBuilder.AddComponentParameter), [var name, .. var values]) when s_spokenParameters.Contains(name) => values,
        _ => [],
    };

    private static List<string> Spoken(string markup)
    {
        var nodes = new HtmlParser().ParseFragment(markup, new HtmlParser().ParseDocument("").Body!)
            .SelectMany(node => node.Descendants().Prepend(node))
            .ToList();
        var texts = nodes.OfType<IText>()
            .Where(text => text.ParentElement?.LocalName is not ("style" or "script"))
            .Select(text => text.Data.Trim());
        var attributes = nodes.OfType<IElement>().SelectMany(element => s_spokenAttributes.Select(element.GetAttribute)).OfType<string>();
        return [.. texts.Concat(attributes).Where(text => text.Any(char.IsLetter))];
    }

    [GeneratedRegex(@"\{(?<no>\d+)(?:[,:][^}]*)?\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Place();

    [GeneratedRegex(@"(?<!==\s*)(?<made>\$?)""(?<key>[^""]*)""(?<joined>\s*\+)?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Literal();

    [GeneratedRegex(@"\p{L}[\p{L}\p{N}-]*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"IStringLocalizer<(?<resource>\w+)>\s+(?<name>\w+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Localizer();
}
