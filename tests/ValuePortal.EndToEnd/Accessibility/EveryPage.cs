using ValuePortal.EndToEnd.Support;

namespace ValuePortal.EndToEnd.Accessibility;

/// <summary>Every page, in both languages, both themes and two widths: nothing that axe objects to, and no sideways scrolling.</summary>
public sealed class EveryPage(SmallPortal portal) : IClassFixture<SmallPortal>
{
    private static readonly string[] s_open = ["account/login", "account/forgot", "account/set-password", "mail/unsubscribe", "tasks/done", "tasks/stop", "shared/milestone", "no/such/page"];

    private static readonly string[] s_signedIn =
        [
            "", "usage", "usage?show=events", "usage/engagement", "usage/engagement?from=2026-05-02&to=2026-05-01", "usage/retention?unit=month", "usage/people",
            "usage/adoption", "usage/seats", "usage/peers", "usage/mail", "definitions", "definitions/usage.active_users", "help", "account/profile", "account/reminders", "account/denied", "no/such/page",
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
}
