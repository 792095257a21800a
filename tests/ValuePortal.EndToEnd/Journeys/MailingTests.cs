using ValuePortal.EndToEnd.Support;

namespace ValuePortal.EndToEnd.Journeys;

/// <summary>The report by mail, from the page of usage to the link in the mail.</summary>
public sealed class MailingTests(DemoPortal portal) : IClassFixture<DemoPortal>
{
    [Theory]
    [InlineData("en", DemoPortal.Admin, "Send me this report", "Monthly", "Monthly, on the 1st at 08:00", "Send now")]
    [InlineData("zh-CN", DemoPortal.ChineseAdmin, "邮件订阅", "每月", "每月 1 日 08:00", "立即发送")]
    public async Task A_person_finds_the_way_subscribes_and_has_it_sent(string language, string email, string link, string rhythm, string row, string send)
    {
        await using var visit = await portal.OpenAsync(language, width: 360);
        await visit.SignInAsync(email, DemoPortal.Password);
        var page = visit.Page;

        await page.GotoAsync("usage");
        await page.GetByRole(AriaRole.Link, new() { Name = link }).ClickAsync();
        await page.Locator("select[name=Rhythm]").SelectOptionAsync(new SelectOptionValue { Label = rhythm });
        await page.Locator("form:has(select[name=Rhythm]) button").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = row }).GetByRole(AriaRole.Button, new() { Name = send }).ClickAsync();

        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("done=send", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToBeVisibleAsync();
    }
}
