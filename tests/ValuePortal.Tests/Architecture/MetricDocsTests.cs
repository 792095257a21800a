using System.Globalization;
using System.Text;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Metrics;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Architecture;

/// <summary>
/// <c>docs/metrics.md</c> says what the code says. Write it anew with
/// <c>VALUEPORTAL_WRITE_DOCS=1 dotnet test tests/ValuePortal.Tests --filter MetricDocsTests</c>.
/// </summary>
public sealed class MetricDocsTests : IDisposable
{
    private static readonly string s_file = Path.Combine(Repository.Root, "docs", "metrics.md");

    private readonly TestPortal portal = new();

    public void Dispose() => portal.Dispose();

    [Fact]
    public void The_page_of_metrics_is_the_one_that_the_definitions_make()
    {
        var page = Page();
        if (Environment.GetEnvironmentVariable("VALUEPORTAL_WRITE_DOCS") is not null)
        {
            File.WriteAllText(s_file, page);
        }

        Assert.Equal(page, File.ReadAllText(s_file).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Every_figure_is_defined_in_both_languages_and_no_two_bear_one_id()
    {
        var metrics = portal.Services.GetServices<MetricCatalog>().SelectMany(catalog => catalog.Metrics).ToList();
        var texts = portal.Get<IStringLocalizerFactory>();

        Assert.NotEmpty(metrics);
        Assert.Equal(metrics.Count, metrics.DistinctBy(metric => metric.Id).Count());
        foreach (var language in new[] { "en", "zh-CN" })
        {
            CultureInfo.CurrentUICulture = new CultureInfo(language);
            Assert.All(metrics, metric => Assert.All(
                (string[])[metric.Name(texts), metric.Formula(texts), metric.Window(texts), metric.Rows(texts)],
                words => Assert.False(words.Contains("Metric_", StringComparison.Ordinal), words)));
        }
    }

    private string Page()
    {
        CultureInfo.CurrentUICulture = new CultureInfo("en");
        var texts = portal.Get<IStringLocalizerFactory>();
        var page = new StringBuilder("# Metrics\n\nWritten from the definitions in the code; each figure on a page links to its own.\n");
        foreach (var catalog in portal.Services.GetServices<MetricCatalog>())
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {catalog.Module}\n\n| id | name | how it is counted | over which days | rows behind it |\n|---|---|---|---|---|\n");
            foreach (var metric in catalog.Metrics)
            {
                page.Append(CultureInfo.InvariantCulture, $"| `{metric.Id}` | {metric.Name(texts)} | {metric.Formula(texts)} | {metric.Window(texts)} | {metric.Rows(texts)} |\n");
            }
        }

        return page.ToString();
    }
}
