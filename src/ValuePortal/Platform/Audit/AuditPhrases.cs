using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Text;

namespace ValuePortal.Platform.Audit;

/// <summary>Lines of the audit log as sentences for people: words for actions, names for ids.</summary>
public sealed partial class AuditPhrases(PortalDbFactory portal, IStringLocalizer<AuditWords> text, Days days)
{
    /// <summary>The detail of these is a name that somebody gave: it is no word of ours, whatever it says.</summary>
    private static readonly string[] s_named = ["-removed", "-put-back", "-confirmed", "-disputed", "-withdrawn", "objection-answered", "release-saved", "value-period-opened", "passkey-added", "peer-group-set", "-uploaded"];

    internal async Task<IReadOnlyList<ReadAuditLog.Line>> WriteAsync(Viewer viewer, IReadOnlyList<AuditEntry> lines, CancellationToken ct)
    {
        Guid[] ids = [.. lines.SelectMany(line => Id().Matches(line.Detail).Select(id => IdOf(id.Value)).Append(line.PersonId)).Distinct()];
        await using var db = portal.ForSystem();

        // The vendor's people, and those of accounts that the viewer may see anyway.
        var accounts = viewer.Scope.Accounts;
        var people = await db.Users.AsNoTracking()
            .Where(person => ids.Contains(person.Id) && (person.AccountId == null || accounts.Contains(person.AccountId.Value)))
            .Select(person => new { person.Id, person.Name, person.AccountId })
            .ToDictionaryAsync(person => person.Id, ct);
        return
        [
            .. lines.Select(line =>
            {
                var person = people.GetValueOrDefault(line.PersonId);
                bool? ofVendor = person is not null ? person.AccountId is null : line.Actor == "command" ? true : null;
                var about = Id().Replace(line.Detail, id => people.GetValueOrDefault(IdOf(id.Value))?.Name ?? "").Replace(" :", ":", StringComparison.Ordinal).Replace(" ,", ",", StringComparison.Ordinal).Trim(' ', ':', ',');
                return new ReadAuditLog.Line(
                    line.AccountId, line.At, Who(line, person?.Name), ofVendor, What(line), line.Action is AuditAction.StaffRead or AuditAction.KeyRead ? "" : s_named.Any(end => line.Action.EndsWith(end, StringComparison.Ordinal)) ? about : Detail(about),
                    ofVendor is true && viewer.IsCustomer ? "" : line.Address);
            }),
        ];
    }

    private string Who(AuditEntry line, string? name)
    {
        var key = line.Actor switch { "" => "unknown", "link in a mail" => "link", var actor => actor };
        var word = text["Who_" + key];
        return name ?? ((line.PersonId != Guid.Empty && line.Actor.Length > 0) || word.ResourceNotFound ? line.Actor : word.Value);
    }

    // A fingerprint of 64 letters says nothing to people, and is nobody's.
    private static Guid IdOf(string text) => Guid.TryParse(text, out var id) ? id : Guid.Empty;

    private string What(AuditEntry line)
    {
        if (line.Action is AuditAction.KeyRead)
        {
            return text["Action_key-read", line.Detail];
        }

        var word = line.Action == AuditAction.StaffRead ? text["Seen_" + line.Detail.Split(' ', '/')[0]] : text["Action_" + line.Action];
        return !word.ResourceNotFound ? word : line.Action == AuditAction.StaffRead ? text["Seen_page"] : line.Action;
    }

    // Names of resources do not differ by case alone, and "Key" is a tier.
    private const string AccessKey = "key";

    // What is the same in every line has words; the rest is ids, counts, days and names.
    private string Detail(string about)
    {
        var word = text["Detail_" + about];
        about = State().Replace(about, state => text["State_" + state.Value] is { ResourceNotFound: false } known ? known.Value : state.Value);
        if (!word.ResourceNotFound)
        {
            return word.Value;
        }

        about = Code().Replace(about, code => text["Code_" + (code.Value == AccessKey ? nameof(AccessKey) : code.Value)] is { ResourceNotFound: false } known ? known.Value : code.Value);
        return Day().Replace(about, day => DateOnly.TryParseExact(day.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) ? days.WithYear(on) : day.Value);
    }

    [GeneratedRegex("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|[ ,]*[0-9a-f]{64}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Id();

    // "Planned" of "request …: Planned, 120 characters".
    [GeneratedRegex(@"(?<=: )\p{L}+(?=, \d+ characters$)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex State();

    [GeneratedRegex(@"\b\d{4}-\d{2}-\d{2}\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Day();

    [GeneratedRegex(@"\p{L}+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Code();
}
