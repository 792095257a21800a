using ValuePortal.EndToEnd.Support;

namespace ValuePortal.EndToEnd.Accessibility;

/// <summary>Every page, in both languages, both themes and two widths: nothing that axe objects to, and no sideways scrolling.</summary>
public sealed class EveryPage(SmallPortal portal) : IClassFixture<SmallPortal>
{
    private static readonly string[] s_open = ["account/login", "account/forgot", "account/set-password", "account/sign-on-stopped", "mail/unsubscribe", "tasks/done", "tasks/stop", "shared/milestone", "no/such/page"];

    private static readonly string[] s_signedIn =
        [
            "", "usage", "usage?show=events", "usage/engagement", "usage/engagement?from=2026-05-02&to=2026-05-01", "usage/retention?unit=month", "usage/people",
            "usage/adoption", "usage/seats", "usage/peers", "usage/mail", "definitions", "definitions/usage.active_users", "help", "account/profile", "account/security", "account/second-factor", "account/code", "account/reminders", "account/people", "account/log", "account/export", "account/denied", "no/such/page",
        ];

    public static TheoryData<string, bool, int> Looks => new(
        from language in new[] { "en", "zh-CN" }
        from dark in new[] { false, true }
        from width in new[] { 1280, 320 }
        select (language, dark, width));

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Can_be_used_by_everybody(string language, bool dark, int width)
    {
        await using var visit = await portal.OpenAsync(language, dark, width);
        var problems = new List<string>();
        foreach (var route in s_open)
        {
            problems.AddRange(await PageCheck.ProblemsAsync(visit.Page, route, language));
        }

        await visit.SignInAsync(language == "en" ? SmallPortal.Email : SmallPortal.ChineseEmail, SmallPortal.Password);
        foreach (var route in s_signedIn)
        {
            // A person's own language counts for more than the cookie: the right words are looked at.
            problems.AddRange(await PageCheck.ProblemsAsync(visit.Page, route, language));
        }

        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }

    [Theory]
    [InlineData("en", "mile", false, 1280)]
    [InlineData("zh-CN", "里程", true, 320)]
    public async Task Finds_a_page_by_its_name_without_a_mouse(string language, string typed, bool dark, int width)
    {
        await using var visit = await portal.OpenAsync(language, dark, width);
        await visit.SignInAsync(language == "en" ? SmallPortal.Email : SmallPortal.ChineseEmail, SmallPortal.Password);
        var (page, keys) = (visit.Page, visit.Page.Keyboard);
        var finder = page.GetByRole(AriaRole.Dialog);
        await page.GotoAsync("account/profile");

        // Letters that somebody types are letters.
        var name = page.Locator("main input[name=Name]");
        await name.FillAsync("");
        await name.PressSequentiallyAsync("/?gu");
        Assert.Equal("/?gu", await name.InputValueAsync());
        await Assertions.Expect(finder).ToHaveCountAsync(0);

        await keys.PressAsync("Control+k");
        var box = finder.GetByRole(AriaRole.Combobox);
        await Assertions.Expect(box).ToBeFocusedAsync();
        await Assertions.Expect(finder.GetByRole(AriaRole.Option).First).ToHaveAttributeAsync("aria-selected", "true");
        List<string> problems = [.. await PageCheck.ProblemsAsync(page, "find")];
        await keys.PressAsync("Escape");
        await Assertions.Expect(name).ToBeFocusedAsync();

        await page.Locator("h1").FocusAsync();
        await keys.PressAsync("?");
        await Assertions.Expect(finder.GetByRole(AriaRole.Button)).ToBeFocusedAsync();
        problems.AddRange(await PageCheck.ProblemsAsync(page, "find/shortcuts"));
        await keys.PressAsync("Escape");
        await Assertions.Expect(finder).ToHaveCountAsync(0);

        await keys.PressAsync("/");
        await keys.TypeAsync(typed);
        await keys.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(portal.Address + "milestones");
        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }
}
