using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.Sessions;

/// <summary>
/// A browser in which somebody is signed in. The cookie carries a random id of which only the hash is kept here; without this row, or
/// with another stamp than the person's, the cookie opens nothing. It belongs to a person and not to an account: the vendor's people
/// have sessions too.
/// </summary>
public sealed class BrowserSession : ISharedByAccounts
{
    public const int HashLength = 32;
    public const int AddressMaxLength = 64;
    public const int BrowserMaxLength = 60;
    public const int SignedInByMaxLength = 40;

    /// <summary>Without any page for so long, the session ends.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>However busy: after this one signs in again.</summary>
    public static readonly TimeSpan Absolute = TimeSpan.FromHours(12);

    /// <summary>How often it is written down that somebody is still there.</summary>
    public static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    private const int RandomBytes = 32;

    private BrowserSession()
    {
    }

    public Guid Id { get; private init; }

    public Guid PersonId { get; private init; }

    public byte[] Hash { get; private init; } = [];

    /// <summary>The person's stamp as it was when the session began: when that moves, all sessions end in the same moment.</summary>
    public string Stamp { get; private init; } = "";

    public DateTimeOffset BegunAt { get; private init; }

    /// <summary>When a page was last asked for, within a minute.</summary>
    public DateTimeOffset SeenAt { get; private init; }

    public DateTimeOffset EndsAt { get; private init; }

    /// <summary>The address of the connection that signed in.</summary>
    public string Address { get; private init; } = "";

    /// <summary>Browser and system by name, "Firefox, Windows"; empty when it did not say.</summary>
    public string Browser { get; private init; } = "";

    /// <summary>How the person proved who it is, in the words of RFC 8176 with blanks between: "pwd", "pwd otp".</summary>
    public string SignedInBy { get; private init; } = "";

    /// <summary>Begins a session; the id that goes into the cookie exists only in <paramref name="secret"/>.</summary>
    public static BrowserSession Begin(Person person, string signedInBy, string address, string browser, DateTimeOffset now, out string secret)
    {
        secret = System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
        return new()
        {
            Id = Guid.CreateVersion7(now),
            PersonId = person.Id,
            Hash = HashOf(secret),
            Stamp = person.SecurityStamp ?? "",
            BegunAt = now,
            SeenAt = now,
            EndsAt = now + Absolute,
            Address = Cut(address, AddressMaxLength),
            Browser = Cut(browser, BrowserMaxLength),
            SignedInBy = Cut(signedInBy, SignedInByMaxLength),
        };
    }

    // One round is enough: the id is 256 random bits.
    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}

internal sealed class BrowserSessionConfiguration : IEntityTypeConfiguration<BrowserSession>
{
    public void Configure(EntityTypeBuilder<BrowserSession> session)
    {
        session.ToTable("Sessions");
        session.Property(s => s.Id).ValueGeneratedNever();
        session.Property(s => s.Hash).HasMaxLength(BrowserSession.HashLength).IsFixedLength();
        session.Property(s => s.Stamp).IsIdentifier(64);
        session.Property(s => s.Address).HasMaxLength(BrowserSession.AddressMaxLength);
        session.Property(s => s.Browser).HasMaxLength(BrowserSession.BrowserMaxLength);
        session.Property(s => s.SignedInBy).HasMaxLength(BrowserSession.SignedInByMaxLength);
        session.HasIndex(s => s.Hash).IsUnique();
        session.HasIndex(s => s.PersonId);
    }
}

internal static class BrowserSessionTables
{
    extension(PortalDb db)
    {
        public DbSet<BrowserSession> Sessions => db.Set<BrowserSession>();

        /// <summary>The sessions that hold at a moment, with their people: not ended, not idle, of somebody who may come in, with the stamp of today.</summary>
        public IQueryable<OpenSession> OpenSessionsAt(DateTimeOffset now)
        {
            var idleSince = now - BrowserSession.Idle;
            return db.Sessions.AsNoTracking()
                .Where(session => session.EndsAt > now && session.SeenAt > idleSince)
                .Join(
                    db.Users.AsNoTracking().Where(person => person.DeactivatedAt == null),
                    session => session.PersonId,
                    person => person.Id,
                    (session, person) => new OpenSession { Session = session, Person = person })
                .Where(open => open.Session.Stamp == open.Person.SecurityStamp);
        }
    }
}

/// <summary>A session that holds, and whose it is.</summary>
internal sealed class OpenSession
{
    public required BrowserSession Session { get; init; }

    public required Person Person { get; init; }
}
