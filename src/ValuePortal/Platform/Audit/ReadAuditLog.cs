using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Platform.Audit;

/// <summary>
/// Lines of the audit log in words, newest first: a customer's admin reads the own account's, the vendor's admin those of any, the
/// vendor's own, or all.
/// </summary>
public sealed class ReadAuditLog(PortalDbFactory portal, AuditPhrases phrases, IStringLocalizer<AuditWords> text)
{
    public const int PageSize = 50;
    public const int MostInFile = 50_000;

    private static readonly string[] s_own = ["command", "milestones", "demo"];

    /// <param name="Account">Whose lines; <see cref="AccountScope.NoAccount"/> for the vendor's own, null for all that the viewer may read.</param>
    /// <param name="From">The first moment.</param>
    /// <param name="Until">The first moment after.</param>
    /// <param name="Older">What the page before named; null for the newest.</param>
    /// <param name="WithOwn">What the portal did by itself too, and its operator by command.</param>
    public sealed record Input(Guid? Account, DateTimeOffset? From = null, DateTimeOffset? Until = null, AuditKind? Kind = null, string? Older = null, bool WithOwn = true);

    /// <param name="OfVendor">Whether it was somebody of the vendor; null where nobody is known.</param>
    /// <param name="Address">From where; of people of the vendor for the vendor only.</param>
    public sealed record Line(Guid Account, DateTimeOffset At, string Who, bool? OfVendor, string What, string Detail, string Address);

    /// <param name="Older">With it the next page is asked for; null on the last.</param>
    /// <param name="Last">Number and hash of the last line of the one account's chain; null for several, and before the first line.</param>
    public sealed record Page(IReadOnlyList<Line> Lines, string? Older, (long Number, string Hash)? Last);

    public async Task<Outcome<Page>> RunAsync(Viewer viewer, Input input, int most = PageSize, CancellationToken ct = default)
    {
        if (viewer.Role is not (PersonRole.CustomerAdmin or PersonRole.VendorAdmin))
        {
            return new Refusal.NotAllowed(text["OnlyAdmins"]);
        }

        Guid[] readable = viewer.Role is PersonRole.VendorAdmin ? [.. viewer.Scope.Accounts, AccountScope.NoAccount] : [.. viewer.Scope.Accounts];
        if (input.Account is { } wanted && !readable.Contains(wanted))
        {
            return new Refusal.NotFound(text["NoSuchAccount"]);
        }

        Guid[] accounts = input.Account is { } only ? [only] : readable;
        await using var db = portal.ForSystem(accounts);
        var lines = db.AuditLines.AsNoTracking().Where(line => accounts.Contains(line.AccountId)).OfKind(input.Kind);
        if (input.From is { } from)
        {
            lines = lines.Where(line => line.At >= from);
        }

        if (input.Until is { } until)
        {
            lines = lines.Where(line => line.At < until);
        }

        if (!input.WithOwn)
        {
            lines = lines.Where(line => line.PersonId != Guid.Empty || !s_own.Contains(line.Actor));
        }

        if (CursorOf(input.Older) is var (at, id))
        {
            lines = lines.Where(line => line.At < at || (line.At == at && line.Id.CompareTo(id) < 0));
        }

        var found = await lines.OrderByDescending(line => line.At).ThenByDescending(line => line.Id).Take(most + 1).ToListAsync(ct);
        var shown = found.Take(most).ToList();
        var head = accounts is [var one] ? await db.AuditHeads.AsNoTracking().SingleOrDefaultAsync(row => row.AccountId == one, ct) : null;
        return new Page(
            await phrases.WriteAsync(viewer, shown, ct),
            found.Count > most ? string.Create(CultureInfo.InvariantCulture, $"{shown[^1].At.UtcTicks}.{shown[^1].Id:N}") : null,
            head is null ? null : (head.Number, Convert.ToHexStringLower(head.Hash)));
    }

    private static (DateTimeOffset At, Guid Id)? CursorOf(string? older) =>
        older?.Split('.') is [var at, var id]
        && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks && Guid.TryParseExact(id, "N", out var line)
            ? (new DateTimeOffset(ticks, TimeSpan.Zero), line) : null;
}
