using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Shell;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: the database answers and is up to date, and there is room to write. A
/// stranger gets one word; the vendor's admin gets what was looked at.
/// </summary>
internal static class Health
{
    /// <summary>Less free space than this in the data folder, and the portal says that it is not ready.</summary>
    private const long LeastFreeBytes = 64L * 1024 * 1024;

    /// <param name="Word">ready, stopping, migrations pending, database unavailable, disk full.</param>
    /// <param name="DatabaseMilliseconds">How long one small question took; null when it was not answered.</param>
    /// <param name="PendingMigrations">Names of the migrations that wait.</param>
    /// <param name="FreeMebibytes">Free space where the data folder lies.</param>
    /// <param name="WorkingSetMebibytes">Memory of the process.</param>
    public sealed record Report(string Word, double? DatabaseMilliseconds, IReadOnlyList<string> PendingMigrations, long FreeMebibytes, long WorkingSetMebibytes)
    {
        /// <summary>Managed memory after the last collection.</summary>
        public double HeapMebibytes { get; } = GC.GetGCMemoryInfo().HeapSizeBytes / 1048576d;

        public int Handles { get; } = Process.GetCurrentProcess().HandleCount;

        public int Threads { get; } = Process.GetCurrentProcess().Threads.Count;
    }

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").AllowAnonymous();
        health.MapGet("/live", (HttpContext http) => Answer(http, "live", StatusCodes.Status200OK));
        health.MapGet("/ready", async (HttpContext http, PortalDbFactory portal, DataFolder folder, CurrentViewer viewer, IHostApplicationLifetime lifetime, TimeProvider clock, CancellationToken ct) =>
        {
            var report = await LookAsync(portal, folder, clock, ct);
            report = lifetime.ApplicationStopping.IsCancellationRequested ? report with { Word = "stopping" } : report;
            var status = report.Word == "ready" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            return report.DatabaseMilliseconds is not null && await viewer.FindAsync(ct) is { Role: PersonRole.VendorAdmin }
                ? Answer(http, TypedResults.Json(report, statusCode: status))
                : Answer(http, report.Word, status);
        });
    }

    private static async Task<Report> LookAsync(PortalDbFactory portal, DataFolder folder, TimeProvider clock, CancellationToken ct)
    {
        var free = new DriveInfo(folder.Path).AvailableFreeSpace;
        var memory = Process.GetCurrentProcess().WorkingSet64;
        try
        {
            var begun = clock.GetTimestamp();
            await using var db = portal.ForSystem();
            db.Database.SetCommandTimeout(2);
            var pending = (await db.Database.GetPendingMigrationsAsync(ct)).ToList();
            return new(
                pending.Count > 0 ? "migrations pending" : free < LeastFreeBytes ? "disk full" : "ready",
                clock.GetElapsedTime(begun).TotalMilliseconds, pending, free >> 20, memory >> 20);
        }
        catch (Exception failure) when (failure.IsUnavailable())
        {
            return new("database unavailable", null, [], free >> 20, memory >> 20);
        }
    }

    private static IResult Answer(HttpContext http, string word, int status) => Answer(http, TypedResults.Text(word, statusCode: status));

    private static IResult Answer(HttpContext http, IResult answer)
    {
        http.Response.Headers.CacheControl = "no-store";
        return answer;
    }
}
