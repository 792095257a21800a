using System.Reflection;

namespace ValuePortal.EndToEnd.Support;

/// <summary>One person at one window.</summary>
public sealed class Visit(IBrowserContext context, IPage page, string language) : IAsyncDisposable
{
    private static readonly Dictionary<string, (string Email, string Password, string SignIn)> s_words = new()
    {
        ["en"] = ("E-mail", "Password", "Sign in"),
        ["zh-CN"] = ("邮箱", "密码", "登录"),
    };

    public IPage Page => page;

    public IBrowserContext Context => context;

    /// <summary>Signs in by the page, as a person finds its fields.</summary>
    public async Task SignInAsync(string email, string password)
    {
        var words = s_words[language];
        await page.GotoAsync("account/login");
        await page.GetByRole(AriaRole.Textbox, new() { Name = words.Email }).FillAsync(email);
        await page.GetByLabel(words.Password, new() { Exact = true }).FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = words.SignIn, Exact = true }).ClickAsync();
        await Assertions.Expect(page).Not.ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/account/login", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    /// <summary>Takes the link of an invitation or of a new password.</summary>
    public async Task SetPasswordAsync(string link, string password)
    {
        await page.GotoAsync(link);
        foreach (var field in await page.Locator("input[type=password]").AllAsync())
        {
            await field.FillAsync(password);
        }

        await page.Locator("main form button.primary").ClickAsync();
        await Assertions.Expect(page).Not.ToHaveURLAsync(new System.Text.RegularExpressions.Regex("set-password", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    /// <summary>Another language than the person's own, which the sign-in chose.</summary>
    public Task SpeakAsync(string chosen) =>
        context.AddCookiesAsync([new Cookie { Name = ".AspNetCore.Culture", Value = $"c={chosen}|uic={chosen}", Url = new Uri(page.Url).GetLeftPart(UriPartial.Authority) }]);

    /// <summary>The machine-readable value of the first figure of a metric in the main part of the page.</summary>
    public async Task<decimal> FigureAsync(string metric)
    {
        var value = await page.Locator($"main data[data-metric='{metric}']").First.GetAttributeAsync("value");
        return decimal.Parse(value!, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Keeps a picture of the window where VALUEPORTAL_KEEP_PICTURES names a folder, for somebody to look at.</summary>
    public async Task KeepPictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("VALUEPORTAL_KEEP_PICTURES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result is TestResult.Failed)
        {
            var name = string.Concat((TestContext.Current.Test?.TestDisplayName ?? "trace").Select(letter => char.IsLetterOrDigit(letter) ? letter : '_'));
            await context.Tracing.StopAsync(new() { Path = Path.Combine(Traces, name[..Math.Min(name.Length, 120)] + ".zip") });
        }

        await context.DisposeAsync();
    }

    private static string Traces { get; } = Path.Combine(
        typeof(Visit).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "RepositoryRoot").Value!, "artifacts", "traces");
}
