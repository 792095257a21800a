using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ValuePortal.EndToEnd.Accessibility;

/// <summary>What keeps people from using a page: the findings of axe, another language than the reader's, scrolling sideways.</summary>
internal static class PageCheck
{
    private static readonly AxeRunOptions s_rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
        Rules = new Dictionary<string, RuleOptions>
        {
            ["landmark-one-main"] = new() { Enabled = true },
            ["region"] = new() { Enabled = true },
            ["heading-order"] = new() { Enabled = true },
            ["page-has-heading-one"] = new() { Enabled = true },
        },
    };

    public static async Task<List<string>> ProblemsAsync(IPage page, string route, string language)
    {
        await page.GotoAsync(route);
        Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
        return await ProblemsAsync(page, route);
    }

    /// <summary>Of the page as it stands, a dialog open perhaps.</summary>
    public static async Task<List<string>> ProblemsAsync(IPage page, string route)
    {
        var result = await page.RunAxe(s_rules);
        var problems = result.Violations
            .SelectMany(violation => violation.Nodes.Select(node => $"/{route}: {violation.Id}: {node.Target} {node.Html}"))
            .ToList();
        Assert.NotEmpty(result.Passes);
        if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
        {
            problems.Add($"/{route} scrolls sideways.");
        }

        return problems;
    }
}
