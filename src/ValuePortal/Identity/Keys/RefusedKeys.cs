using System.Buffers;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.Keys;

/// <summary>
/// Notes refused keys in the audit log and in the log of the program: one line per beginning of a key and minute, and at most twenty lines a minute in all, so
/// that a flood of wrong keys cannot fill the disk. What does not look like a key of ours may be somebody's password: no part of it is kept.
/// </summary>
public sealed partial class RefusedKeys(AuditLog audit, TimeProvider clock, ILogger<RefusedKeys> log)
{
    internal const int LinesPerMinute = 20;

    private static readonly SearchValues<char> s_letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    private readonly Lock gate = new();
    private readonly HashSet<string> noted = new(StringComparer.Ordinal);
    private long minute;

    public async Task NoteAsync(string presentedKey, CancellationToken ct = default)
    {
        var beginning = BeginningOf(presentedKey);
        if (!IsNew(beginning))
        {
            return;
        }

        LogRefused(log, beginning);
        try
        {
            await audit.WriteAsync(Guid.Empty, "key", AuditAction.KeyRefused, beginning, AccountScope.NoAccount, ct);
        }
        catch (Exception failure) when (failure.IsUnavailable())
        {
            LogNotNoted(log, beginning, failure);
        }
    }

    internal static string BeginningOf(string presentedKey) =>
        presentedKey.StartsWith(ApiKey.Mark, StringComparison.Ordinal) && presentedKey.Length > 3 * ApiKey.PrefixLength
        && presentedKey.AsSpan(0, ApiKey.PrefixLength).IndexOfAnyExcept(s_letters) < 0
            ? presentedKey[..ApiKey.PrefixLength]
            : "not a key of the portal";

    private bool IsNew(string beginning)
    {
        var now = clock.GetUtcNow().UtcTicks / TimeSpan.TicksPerMinute;
        lock (gate)
        {
            if (now != minute)
            {
                minute = now;
                noted.Clear();
            }

            return noted.Count < LinesPerMinute && noted.Add(beginning);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A program came with a key that is missing, not known, revoked or for something else ({Beginning}). Clients drop events that are refused so.")]
    private static partial void LogRefused(ILogger log, string beginning);

    [LoggerMessage(LogLevel.Warning, "A refused key ({Beginning}) could not be noted in the audit log.")]
    private static partial void LogNotNoted(ILogger log, string beginning, Exception failure);
}
