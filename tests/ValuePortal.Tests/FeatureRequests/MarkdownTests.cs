using System.Diagnostics;
using AngleSharp.Dom;
using Bunit;
using ValuePortal.Platform.Ui;

namespace ValuePortal.Tests.FeatureRequests;

/// <summary>What RELIABILITY 0.3 and 0.4 found to break a well-known library, and what people write.</summary>
public sealed class MarkdownTests : BunitContext
{
    [Theory]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](java\tscript:alert(1))")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("[x](data:text/html,<script>alert(1)</script>)")]
    [InlineData("[x](vbscript:x)")]
    [InlineData("[x](//evil.example)")]
    [InlineData("[x](/account/logout)")]
    [InlineData("[x](http://plain.example)")]
    [InlineData("[x](https://user:secret@evil.example)")]
    [InlineData("[x](mailto:a@b.example?bcc=c@d.example)")]
    [InlineData("# h {onclick=alert(1)}")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("![x](https://tracker.example/p.png)<script>x</script>")]
    public void Hostile_text_stays_text(string text)
    {
        var shown = Render<MarkdownText>(parameters => parameters.Add(view => view.Text, text));

        Assert.Empty(shown.FindAll("script, img, iframe, object, [onclick], [onerror], h1"));
        Assert.All(shown.FindAll("a"), link => Assert.StartsWith("https://tracker.example/", link.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public void What_people_write_is_shown_as_they_mean_it()
    {
        var shown = Render<MarkdownText>(parameters => parameters.Add(view => view.Text, """
            See the **new** *guide*: https://docs.example/a_b?x=1&y=2.
            Second line

            - one `code`
            - [two](https://docs.example/two)

            1. first
            ```
            <b>raw</b>
            ```
            2 * 3 * 4 and a_b_c
            """));

        Assert.Equal(["https://docs.example/a_b?x=1&y=2", "https://docs.example/two"], shown.FindAll("a").Select(link => link.GetAttribute("href")));
        Assert.All(shown.FindAll("a"), link => Assert.Contains("nofollow", link.GetAttribute("rel"), StringComparison.Ordinal));
        Assert.Equal(("new", "guide", "code", "<b>raw</b>"), (shown.Find("strong").TextContent, shown.Find("em").TextContent, shown.Find("code").TextContent, shown.Find("pre").TextContent));
        Assert.Equal((2, 1, 1), (shown.FindAll("ul > li").Count, shown.FindAll("ol > li").Count, shown.FindAll("br").Count));
        Assert.Contains("2 * 3 * 4 and a_b_c", shown.Nodes.Select(node => node.TextContent).Aggregate("", string.Concat), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[", 10_000)]
    [InlineData("**a", 3_333)]
    [InlineData("*a", 5_000)]
    [InlineData("[a](", 2_500)]
    [InlineData("> ", 5_000)]
    [InlineData("`", 9_999)]
    [InlineData("- a\n", 2_500)]
    public void Hostile_bodies_cost_no_time(string piece, int times)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times));
        ValuePortal.Platform.Text.Markdown.Read("warm");
        var watch = Stopwatch.StartNew();

        Assert.NotEmpty(ValuePortal.Platform.Text.Markdown.Read(text));

        Assert.InRange(watch.ElapsedMilliseconds, 0, 400);
    }
}
