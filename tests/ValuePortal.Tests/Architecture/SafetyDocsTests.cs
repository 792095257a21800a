using System.Text.RegularExpressions;
using static ValuePortal.Tests.Support.Wrongs;

namespace ValuePortal.Tests.Architecture;

/// <summary><c>docs/safety.md</c> names the test of each item; here it is looked whether there are such tests.</summary>
public sealed partial class SafetyDocsTests
{
    [Fact]
    public void Every_test_that_the_page_names_exists_and_every_item_has_one_or_says_why_not()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "safety.md"));
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText)
            .Where(source => source.Contains("[Fact", StringComparison.Ordinal) || source.Contains("[Theory", StringComparison.Ordinal)).ToList();
        var named = Named().Matches(page).Select(test => (Class: test.Groups[1].Value, Method: test.Groups[2].Value)).Distinct().ToList();
        var rows = page.Split('\n').Where(line => Row().IsMatch(line)).ToList();

        Assert.True(named.Count > 80, $"Only {named.Count} tests were found on the page.");
        Assert.Equal(60 + 18, rows.Count);
        AssertNone(named
            .Where(test => !sources.Any(source => Regex.IsMatch(source, $@"\bclass {test.Class}\b", RegexOptions.None, TimeSpan.FromSeconds(5)) && Regex.IsMatch(source, $@"\b(Task|void) {test.Method}\(", RegexOptions.None, TimeSpan.FromSeconds(5))))
            .Select(test => $"There is no test {test.Class}.{test.Method}."));
        AssertNone(rows.Where(row => !Named().IsMatch(row) && !row.Contains("none: ", StringComparison.Ordinal)).Select(row => $"Neither a test nor a reason: {row}"));
        Assert.Contains($"\n{rows.Count(row => !row.StartsWith("| S", StringComparison.Ordinal) && !row.Contains("| none", StringComparison.Ordinal))} of 60 items have a check of their own.", page.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"`(\w+)\.(\w+)`", RegexOptions.None, 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"^\| S?\d+ \| ", RegexOptions.None, 1000)]
    private static partial Regex Row();
}
