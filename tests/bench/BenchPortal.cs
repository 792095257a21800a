using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ValuePortal.Accounts;
using ValuePortal.FeatureRequests;
using ValuePortal.Identity;
using ValuePortal.Identity.Keys;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Roi;
using ValuePortal.Usage;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Bench;

/// <summary>The product's intake and reports on a database of its own, without a web server.</summary>
internal sealed class BenchPortal : IAsyncDisposable
{
    private readonly DirectoryInfo place = Directory.CreateTempSubdirectory("valueportal-bench-");
    private readonly WebApplication app;

    /// <param name="from">A folder to begin with a copy of.</param>
    private BenchPortal(string? from)
    {
        if (from is not null)
        {
            Copy(from, place.FullName);
        }

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production, ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddPlatform(new DataFolder(place.FullName), development: false);
        builder.Services.AddLocalization();
        builder.Services.AddPortalIdentity();
        builder.Services.AddAccounts();
        builder.Services.AddUsage();
        builder.Services.AddFeatureRequests();
        builder.Services.AddRoi();
        app = builder.Build();
    }

    public IServiceProvider Services => app.Services;

    public string Folder => place.FullName;

    public string DatabaseFile => Path.Combine(place.FullName, "valueportal.db");

    public static async Task<BenchPortal> OpenAsync(string? from = null)
    {
        var portal = new BenchPortal(from);
        await portal.Services.GetRequiredService<Migrator>().ApplyAsync(default);
        return portal;
    }

    /// <summary>Events of a year, spread over accounts, people and features as the log of a product is.</summary>
    public static IEnumerable<IncomingEvent> Events(int count, int accounts, int from = 0) =>
        Enumerable.Range(from, count).Select(i => Event(i, count, accounts));

    /// <summary>The same events, one account after the other: what they come to is the same, and a transaction writes fewer rows.</summary>
    /// <param name="most">Of so many accounts only.</param>
    public static IEnumerable<IncomingEvent> EventsByAccount(int count, int accounts, int most)
    {
        var numbers = new List<long>();
        for (var i = 0; i < count; i++)
        {
            if (AccountOf(i, accounts) is var account && account < most)
            {
                numbers.Add(((long)account << 32) | (uint)i);
            }
        }

        numbers.Sort();
        return numbers.Select(number => Event((int)number, count, accounts));
    }

    public async Task StoreAsync(IEnumerable<IncomingEvent> events, int atOnce)
    {
        var intake = Services.GetRequiredService<EventIntake>();
        var source = await Services.GetRequiredService<Sources>().FindOrAddAsync("bench", default);
        foreach (var group in events.Chunk(atOnce))
        {
            await intake.StoreAsync([new IncomingBatch(source, group)], default);
        }
    }

    public Task OpenAccountsAsync(int count) => Services.GetRequiredService<AccountDirectory>()
        .EnsureAsync(Enumerable.Range(0, count).ToDictionary(i => $"account-{i}", string? (_) => null));

    public async Task<string> KeyAsync(string name, KeyScope scope)
    {
        await using var services = Services.CreateAsyncScope();
        var viewer = new Viewer(Guid.Empty, "bench", PersonRole.VendorAdmin, AccountScope.Only(), SeesMoney: false);
        return (await services.ServiceProvider.GetRequiredService<MakeKey>().RunAsync(viewer, new(name, scope, null)))
            .Match(key => key.Text, refusal => throw new InvalidOperationException(refusal.Message));
    }

    public async Task<Viewer> MemberOfFirstAsync()
    {
        var account = (await Services.GetRequiredService<AccountDirectory>().FindAsync(["account-0"]))[0];
        return new Viewer(Guid.Empty, "bench", PersonRole.CustomerMember, AccountScope.Only(account.AccountId), SeesMoney: false);
    }

    private static uint ChanceOf(int i) => (uint)(i * 2654435761L);

    private static int AccountOf(int i, int accounts) => (int)(ChanceOf(i) / 7 % (uint)accounts);

    private static IncomingEvent Event(int i, int count, int accounts)
    {
        var chance = ChanceOf(i);
        return new IncomingEvent(
            EventKind.Track, $"bench-{i:x8}-{chance:x8}", new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds((double)i / count * 365 * 86400),
            $"user-{chance % 200}", $"account-{AccountOf(i, accounts)}", null, "Feature Used", $"feature-{chance / 13 % 60}", """{"plan":"pro","ms":123}""");
    }

    /// <summary>Ends, and leaves what it has stored in a folder that another one may begin with.</summary>
    public async Task LeaveAsync(string folder)
    {
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Copy(place.FullName, folder);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        place.Delete(recursive: true);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }
}
