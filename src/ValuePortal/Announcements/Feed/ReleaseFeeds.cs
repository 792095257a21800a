using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using ValuePortal.Accounts;
using ValuePortal.Identity;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Text;
using ValuePortal.Platform.Ui;

namespace ValuePortal.Announcements.Feed;

/// <summary>The secret address at which programs of a company read its release notes (Atom, RFC 4287). Its admin makes it and revokes it.</summary>
public sealed class ReleaseFeeds(
    PortalDbFactory portal, AudienceOfReleases audience, ListTiers tiers, PublicAddress address, AuditLog audit, TimeProvider clock, IOptions<VendorOptions> vendor,
    IStringLocalizer<AnnouncementWords> text)
{
    public const string Path = "/releases/feed/";
    private const int SecretBytes = 32;
    private const int LongestSecret = 100;
    private const int MostEntries = 50;

    private static readonly XNamespace s_atom = "http://www.w3.org/2005/Atom";

    /// <returns>Since when there is an address; null while there is none.</returns>
    public async Task<DateTimeOffset?> ReadAsync(Viewer viewer, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        return await db.ReleaseFeeds.AsNoTracking().Where(row => row.AccountId == viewer.AccountId).Select(row => (DateTimeOffset?)row.MadeAt).SingleOrDefaultAsync(ct);
    }

    /// <summary>Makes the address; an earlier one ends.</summary>
    /// <returns>The secret, which is kept nowhere; null when the address was revoked.</returns>
    public async Task<Outcome<string?>> ChangeAsync(Viewer viewer, bool make, CancellationToken ct = default)
    {
        if (viewer is not { Role: PersonRole.CustomerAdmin, AccountId: { } account })
        {
            return new Refusal.NotAllowed(text["OnlyAdmins"]);
        }

        var secret = make ? Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes)) : null;
        await using var db = portal.For(viewer);
        var feed = await db.ReleaseFeeds.SingleOrDefaultAsync(row => row.AccountId == account, ct);
        if (secret is null)
        {
            db.RemoveRange(feed is null ? [] : [feed]);
        }
        else
        {
            if (feed is null)
            {
                db.Add(feed = new ReleaseFeed { AccountId = account });
            }

            (feed.Hash, feed.MadeAt) = (HashOf(secret), clock.GetUtcNow());
        }

        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure is DbUpdateConcurrencyException || failure.IsDuplicate())
        {
            return new Refusal.Conflict(text["ChangedByColleague"]);
        }

        await audit.WriteAsync(viewer, ReleaseAudit.FeedChanged, make ? "made" : "revoked", account, ct);
        return secret;
    }

    /// <returns>The feed; null when the secret is not, or not any more, a company's.</returns>
    public async Task<string?> WriteAsync(string secret, CancellationToken ct = default)
    {
        if (secret.Length > LongestSecret)
        {
            return null;
        }

        var hash = HashOf(secret);
        await using var db = portal.ForSystem();
        var account = await db.ReleaseFeeds.AsNoTracking()
            .IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.FeedBySecret)
            .Where(row => row.Hash == hash).Select(row => (Guid?)row.AccountId).SingleOrDefaultAsync(ct);
        if (account is not { } id || await tiers.RunAsync(AccountScope.Only(id), ct) is not [var company])
        {
            return null;
        }

        var notes = await audience.OfAsync(new Viewer(Guid.Empty, "feed", PersonRole.CustomerMember, AccountScope.Only(id), SeesMoney: false), ct);
        return InLanguage.Of(company.Language, () => Compose(company, notes));
    }

    private string Compose(ListTiers.Row company, IReadOnlyList<ReleaseNote> notes)
    {
        var shown = notes.Take(MostEntries).ToList();
        return new XDocument(new XElement(
            s_atom + "feed",
            new XAttribute(XNamespace.Xml + "lang", company.Language),
            Element("id", $"urn:uuid:{company.AccountId}"),
            Element("title", text["FeedName", vendor.Value.Name]),
            Element("updated", Written(shown.Count > 0 ? shown[0].PublishedAt!.Value : clock.GetUtcNow())),
            new XElement(s_atom + "author", Element("name", vendor.Value.Name)),
            new XElement(s_atom + "link", new XAttribute("href", address.Of("/releases"))),
            shown.Select(note => new XElement(
                s_atom + "entry",
                Element("id", $"urn:uuid:{note.Id}"),
                Element("title", note.Text.Title),
                Element("updated", Written(note.PublishedAt!.Value)),
                Element("published", Written(note.PublishedAt.Value)),
                new XElement(s_atom + "link", new XAttribute("href", address.Of($"/releases/{note.Id}"))),
                Element("summary", note.Text.Solves),
                note.Text.Body is { } body ? Element("content", body) : null)))).ToString();
    }

    private static XElement Element(string name, string value) => new(s_atom + name, value);

    private static string Written(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
