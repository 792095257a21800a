using System.Text.RegularExpressions;
using ValuePortal.EndToEnd.Support;

namespace ValuePortal.EndToEnd.Journeys;

public sealed partial class StrangerTests(SmallPortal portal) : IClassFixture<SmallPortal>
{
    [Theory]
    [InlineData("")]
    [InlineData("usage")]
    [InlineData("account/profile")]
    public async Task A_stranger_is_asked_to_sign_in(string address)
    {
        await using var visit = await portal.OpenAsync();

        await visit.Page.GotoAsync(address);

        await Assertions.Expect(visit.Page).ToHaveURLAsync(Login());
    }

    [Fact]
    public async Task Whoever_signs_in_gets_to_the_page_that_was_asked_for_and_out_again()
    {
        await using var visit = await portal.OpenAsync();
        await visit.Page.GotoAsync("usage");

        await visit.Page.GetByRole(AriaRole.Textbox, new() { Name = "E-mail" }).FillAsync(SmallPortal.Email);
        await visit.Page.GetByLabel("Password", new() { Exact = true }).FillAsync(SmallPortal.Password);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();

        await Assertions.Expect(visit.Page).ToHaveURLAsync(Usage());
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
    }

    [GeneratedRegex("/account/login", RegexOptions.None, 1000)]
    private static partial Regex Login();

    [GeneratedRegex("/usage", RegexOptions.None, 1000)]
    private static partial Regex Usage();
}
