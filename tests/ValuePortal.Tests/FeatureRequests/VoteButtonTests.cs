using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using ValuePortal.FeatureRequests.Pages;

namespace ValuePortal.Tests.FeatureRequests;

public sealed class VoteButtonTests : BunitContext
{
    public VoteButtonTests()
    {
        Services.AddLocalization();
        Services.AddSingleton<AntiforgeryStateProvider>(new Token());
    }

    [Theory]
    [InlineData(true, "true", "off")]
    [InlineData(false, "false", "on")]
    public void It_shows_how_my_vote_stands_and_sends_the_other(bool voted, string pressed, string sends)
    {
        var button = Show(voted, isOver: false);

        Assert.Equal(pressed, button.Find("button").GetAttribute("aria-pressed"));
        Assert.Equal(sends, button.Find("input[name=vote]").GetAttribute("value"));
        Assert.Equal("/requests?sort=newest", button.Find("input[name=back]").GetAttribute("value"));
        Assert.NotNull(button.Find("input[name=__RequestVerificationToken]"));
        Assert.False(button.Find("button").HasAttribute("disabled"));
    }

    [Fact]
    public void It_says_what_it_is_about_and_how_many_want_it()
    {
        var button = Show(voted: false, isOver: false);

        Assert.Contains("A title with <tags>", button.Find("button").TextContent, StringComparison.Ordinal);
        Assert.Equal("1200", button.Find("data[data-metric='requests.votes']").GetAttribute("value"));
    }

    [Fact]
    public void Nobody_presses_it_when_the_request_is_over() => Assert.True(Show(voted: true, isOver: true).Find("button").HasAttribute("disabled"));

    private IRenderedComponent<VoteButton> Show(bool voted, bool isOver) => Render<VoteButton>(button => button
        .Add(b => b.Id, Guid.CreateVersion7())
        .Add(b => b.Title, "A title with <tags>")
        .Add(b => b.Votes, 1200)
        .Add(b => b.Voted, voted)
        .Add(b => b.IsOver, isOver)
        .Add(b => b.Back, "/requests?sort=newest"));

    private sealed class Token : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => new("token", "__RequestVerificationToken");
    }
}
