using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;

namespace ValuePortal.FeatureRequests.Channels;

/// <summary>A picture or a document beside a request. Read by the company that raised it and by the vendor, never by another company.</summary>
public sealed class RequestFile : IOwnedByAccount
{
    public const int NameMaxLength = 120;
    public const int BytesMax = 5 * 1024 * 1024;
    public const int MostOfRequest = 5;

    public Guid AccountId { get; init; }

    public Guid Id { get; init; }

    public Guid RequestId { get; init; }

    public Guid PersonId { get; init; }

    public string Name { get; init; } = "";

    /// <summary>By what the file begins with, never by what somebody says of it.</summary>
    public string ContentType { get; init; } = "";

    public byte[] Content { get; init; } = [];

    public int Length { get; init; }

    public DateTimeOffset AddedAt { get; init; }
}

internal sealed class RequestFileConfiguration : IEntityTypeConfiguration<RequestFile>
{
    public void Configure(EntityTypeBuilder<RequestFile> file)
    {
        file.ToTable("RequestFiles");
        file.HasKey(f => new { f.AccountId, f.Id });
        file.Property(f => f.Name).HasMaxLength(RequestFile.NameMaxLength);
        file.Property(f => f.ContentType).HasMaxLength(50);
        file.HasIndex(f => new { f.AccountId, f.RequestId });
        file.HasOne<FeatureRequest>().WithMany().HasForeignKey(f => f.RequestId);
        file.HasOne<Person>().WithMany().HasForeignKey(f => f.PersonId);
    }
}
