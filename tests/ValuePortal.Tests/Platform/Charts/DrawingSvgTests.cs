using System.Globalization;
using System.Xml.Linq;
using Bunit;
using ValuePortal.Platform.Charts;

namespace ValuePortal.Tests.Platform.Charts;

public sealed class DrawingSvgTests : BunitContext
{
    [Fact]
    public void A_named_drawing_is_a_picture_with_its_name_and_a_nameless_one_is_hidden()
    {
        var drawing = new Drawing(10, 10, []);

        Assert.Equal("img", Render<DrawingSvg>(svg => svg.Add(s => s.Drawing, drawing).Add(s => s.Label, "Rising")).Find("svg").GetAttribute("role"));
        Assert.Equal("true", Render<DrawingSvg>(svg => svg.Add(s => s.Drawing, drawing)).Find("svg").GetAttribute("aria-hidden"));
    }

    [Fact]
    public void Bars_of_one_look_are_one_path()
    {
        var drawing = new TrendChart(
            [new("now", Mark.Bars, Tone.First, [new(1), new(2), new(3, Partial: true)])],
            ["1", "2", "3"], ["one", "two", "three"], value => value.ToString(CultureInfo.InvariantCulture)).Draw(new(660, 280));
        var svg = Render<DrawingSvg>(s => s.Add(p => p.Drawing, drawing));

        Assert.Single(svg.FindAll("path.d-fill"));
        Assert.Equal("3 2", svg.Find("path.d-hollow").GetAttribute("stroke-dasharray"));
        Assert.Equal(["one", "two", "three"], svg.FindAll("rect.d-hint title").Select(title => title.TextContent));
    }

    [Fact]
    public void Numbers_are_written_for_machines_whatever_the_reader_speaks()
    {
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        var svg = Render<DrawingSvg>(s => s.Add(p => p.Drawing, new Drawing(10.5, 4, [new DotShape(new Ink(Role.Fill, Tone.First), 1.25, 2, 3)])));

        Assert.Equal("0 0 10.5 4", svg.Find("svg").GetAttribute("viewBox"));
        Assert.Equal("1.2", svg.Find("circle").GetAttribute("cx"));
        Assert.NotNull(XDocument.Parse(svg.Markup).Root);
    }

    [Fact]
    public void Text_is_text_and_never_markup()
    {
        var svg = Render<DrawingSvg>(s => s.Add(p => p.Drawing, new Drawing(10, 10, [new TextShape(new Ink(Role.Text), 0, 0, "<script>")])));

        Assert.Equal("<script>", svg.Find("text").TextContent);
        Assert.Empty(svg.FindAll("script"));
    }
}
