using System.Globalization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace ValuePortal.EndToEnd.Support;

/// <summary>One company with two months of usage and two admins who can sign in, one for each language: enough for every page to have something on it.</summary>
public sealed class SmallPortal : PortalInBrowser
{
    public const string Email = "admin@fabrikam.example";
    public const string ChineseEmail = "guanli@fabrikam.example";
    public const string Password = "three quiet harbours";

    private static readonly string[] s_features = ["Export", "Dashboard", "Alerts", "Import"];

    public SlowTable Slow { get; } = new();

    protected override async Task PrepareAsync()
    {
        var log = Path.Combine(Path.GetTempPath(), $"valueportal-{Guid.CreateVersion7():N}.ndjson");
        await File.WriteAllLinesAsync(log, Events());
        await CommandAsync("import", "usage", log, "--source", "product", "--create-accounts");
        File.Delete(log);
        foreach (var (email, language) in new[] { (Email, "en"), (ChineseEmail, "zh-CN") })
        {
            await using var visit = await OpenAsync(language);
            await visit.SetPasswordAsync(await InviteAdminOfAsync("fabrikam", email, language), Password);
        }
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.AddSingleton<IInterceptor>(Slow));
    }

    private static IEnumerable<string> Events()
    {
        yield return """{"type":"group","messageId":"g1","userId":"u0","groupId":"fabrikam","traits":{"name":"Fabrikam Retail"},"timestamp":"2026-01-01T08:00:00Z"}""";
        var start = new DateTimeOffset(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < 240; i++)
        {
            var at = start.AddHours(6 * i).ToString("O", CultureInfo.InvariantCulture);
            yield return $$$"""{"type":"track","messageId":"m{{{i}}}","userId":"u{{{i % 7}}}","event":"Used","timestamp":"{{{at}}}","context":{"groupId":"fabrikam"},"properties":{"feature":"{{{s_features[i % 5 % 4]}}}"}}""";
        }
    }
}
