using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;

namespace ValuePortal.FeatureRequests.Channels;

/// <summary>A file that somebody tried and may import with one click: one of each person, that person's alone, for a day.</summary>
public sealed class RequestUpload : ISharedByAccounts
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    public Guid PersonId { get; init; }

    /// <summary>Another one for each file that is tried.</summary>
    public Guid Id { get; init; }

    public string FileName { get; init; } = "";

    /// <summary>At most <see cref="ImportRequests.MostBytes"/>.</summary>
    public byte[] Content { get; init; } = [];

    /// <summary>External id of the account for the rows of unknown people.</summary>
    public string Account { get; init; } = "";

    /// <summary>Field → heading, as JSON.</summary>
    public string Map { get; init; } = "{}";

    public bool ToAll { get; init; }

    public DateTimeOffset At { get; init; }
}

internal sealed class RequestUploadConfiguration : IEntityTypeConfiguration<RequestUpload>
{
    public void Configure(EntityTypeBuilder<RequestUpload> upload)
    {
        upload.ToTable("RequestUploads");
        upload.HasKey(u => u.PersonId);
        upload.Property(u => u.PersonId).ValueGeneratedNever();
        upload.Property(u => u.FileName).HasMaxLength(RequestImport.FileNameMaxLength);
        upload.Property(u => u.Account).HasMaxLength(200);
        upload.Property(u => u.Map).HasMaxLength(2000);
        upload.HasOne<Person>().WithMany().HasForeignKey(u => u.PersonId);
    }
}
