using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Verbs;
using ValuePortal.Shell.Demo;

namespace ValuePortal.Shell;

/// <summary>What must be right before the first page is served.</summary>
public static class Start
{
    private const int DefaultPort = 5080;

    /// <summary>Where the portal listens when nobody says otherwise: 5080 on this machine, or a free port when that is taken.</summary>
    public static string DefaultUrl()
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, DefaultPort);
            probe.Start();
            return $"http://127.0.0.1:{DefaultPort}";
        }
        catch (SocketException)
        {
            return "http://127.0.0.1:0";
        }
    }

    /// <summary>Whether the demo world is wanted: in Development unless somebody says no, elsewhere never.</summary>
    public static bool WantsDemo(IHostEnvironment environment, CommandLine line) =>
        environment.IsDevelopment() && !line.Flag("no-demo");

    /// <summary>Brings the database up to date where that is allowed.</summary>
    /// <returns>One line that says what to do when the portal must not start; null when it may.</returns>
    public static async Task<string?> PrepareAsync(WebApplication app, CommandLine line)
    {
        var development = app.Environment.IsDevelopment();
        try
        {
            app.Services.GetService<IStartupValidator>()?.Validate();
        }
        catch (OptionsValidationException wrong)
        {
            return string.Join('\n', wrong.Failures);
        }

        if (!development && string.IsNullOrWhiteSpace(app.Configuration["ValuePortal:PublicUrl"]))
        {
            return "The public address is missing: set ValuePortal__PublicUrl to the address people type, such as https://value.example.com.";
        }

        if (!development && Uri.TryCreate(app.Configuration["ValuePortal:PublicUrl"], UriKind.Absolute, out var address) && address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
        {
            return $"The public address {address} is not https: browsers would not keep anybody signed in. Put a proxy that speaks https before the portal and set ValuePortal__PublicUrl to its address.";
        }

        if (Proxies.Read(app.Configuration) is null)
        {
            return "ValuePortal__Proxies names something that is no address or network: write them as 127.0.0.1, 10.0.0.0/8.";
        }

        var migrations = app.Services.GetRequiredService<Migrator>();
        if (development || line.Flag("migrate"))
        {
            await migrations.ApplyAsync(app.Lifetime.ApplicationStopping);
        }
        else if (await migrations.PendingAsync(app.Lifetime.ApplicationStopping) is { Count: > 0 } pending)
        {
            return $"The database waits for {pending.Count} migrations: make a backup, then start with --migrate or run the command migrate.";
        }

        await migrations.MakeFirstKeyAsync(app.Services.GetRequiredService<IDataProtectionProvider>(), app.Lifetime.ApplicationStopping);
        return development || !await IsDemoAsync(app)
            ? null
            : "This data folder holds the demo world, whose passwords everybody knows: start in another folder, or with --data DIR.";
    }

    // Whoever has one of its passwords could sign in.
    private static async Task<bool> IsDemoAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DemoPeople>().AnyHasDemoPasswordAsync();
    }
}
