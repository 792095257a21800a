using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Pdf;

namespace ValuePortal.Platform.Ui;

/// <summary>A logo of the vendor. One is shown; those of before are kept, since reviews that were published with one keep it.</summary>
public sealed class VendorLogo : ISharedByAccounts
{
    /// <summary>SHA-256 of the content, by which it is known.</summary>
    public string Hash { get; init; } = "";

    public byte[] Content { get; init; } = [];

    /// <summary>In pixels.</summary>
    public int Width { get; init; }

    public int Height { get; init; }

    public bool IsShown { get; set; }
}

internal sealed class VendorLogoConfiguration : IEntityTypeConfiguration<VendorLogo>
{
    public void Configure(EntityTypeBuilder<VendorLogo> logo)
    {
        logo.ToTable("VendorLogos");
        logo.HasKey(l => l.Hash);
        logo.Property(l => l.Hash).IsIdentifier(64);
    }
}

internal static class LogoTables
{
    extension(PortalDb db)
    {
        public DbSet<VendorLogo> VendorLogos => db.Set<VendorLogo>();
    }
}

/// <summary>The vendor's logo as every page and document asks for it. A node may show the one of before for a minute.</summary>
public sealed class Logos(PortalDbFactory portal, TimeProvider clock)
{
    private static readonly TimeSpan s_fresh = TimeSpan.FromMinutes(1);
    private volatile Known? known;

    public sealed record Shown(string Hash, int Width, int Height)
    {
        private const int HeadHeight = 26;
        private const int HeadWidth = 150;

        /// <summary>The size in the head of a page.</summary>
        public (int Width, int Height) InHead => Math.Min((double)HeadHeight / Height, (double)HeadWidth / Width) is var scale
            ? ((int)Math.Round(Width * scale), (int)Math.Round(Height * scale))
            : default;
    }

    private sealed record Known(Shown? Logo, DateTimeOffset At);

    /// <returns>Null when there is none.</returns>
    public async ValueTask<Shown?> ShownAsync(CancellationToken ct = default)
    {
        var now = clock.GetUtcNow();
        if (known is { } fresh && now - fresh.At < s_fresh)
        {
            return fresh.Logo;
        }

        await using var db = portal.ForSystem();
        var logo = await db.VendorLogos.AsNoTracking().Where(l => l.IsShown).OrderBy(l => l.Hash).Select(l => new Shown(l.Hash, l.Width, l.Height)).FirstOrDefaultAsync(ct);
        known = new(logo, now);
        return logo;
    }

    /// <returns>Null for a logo that never was one.</returns>
    public async Task<byte[]?> ReadAsync(string hash, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        return await db.VendorLogos.AsNoTracking().Where(l => l.Hash == hash).Select(l => l.Content).SingleOrDefaultAsync(ct);
    }

    /// <summary>Shows this one from now on, or none.</summary>
    public async Task ShowAsync(PdfImage? image, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        foreach (var shown in await db.VendorLogos.Where(l => l.IsShown).ToListAsync(ct))
        {
            shown.IsShown = false;
        }

        if (image is not null)
        {
            var content = image.ToFile();
            var hash = Convert.ToHexStringLower(SHA256.HashData(content));
            if (await db.VendorLogos.FindAsync([hash], ct) is { } before)
            {
                before.IsShown = true;
            }
            else
            {
                db.Add(new VendorLogo { Hash = hash, Content = content, Width = image.Width, Height = image.Height, IsShown = true });
            }
        }

        await db.SaveChangesAsync(ct);
        known = null;
    }
}
