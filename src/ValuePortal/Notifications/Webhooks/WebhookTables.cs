using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Notifications.Webhooks;

/// <summary>A program of the vendor that is called when something happens (Standard Webhooks).</summary>
public sealed class WebhookEndpoint : ISharedByAccounts
{
    public const int AddressMaxLength = 1000;
    public const int NameMaxLength = 100;
    public const int KindsMaxLength = 500;
    public const int SecretMaxLength = 2000;
    public const int ReasonMaxLength = 300;

    public Guid Id { get; init; }

    public string Name { get; set; } = "";

    public string Address { get; set; } = "";

    /// <summary>Kinds of events, joined by commas.</summary>
    public string Kinds { get; set; } = "";

    /// <summary>The secret, sealed with the portal's keys; shown once.</summary>
    public string Secret { get; set; } = "";

    /// <summary>The one before, sealed too; calls are signed with both until <see cref="FormerUntil"/>. Empty where there is none.</summary>
    public string FormerSecret { get; set; } = "";

    public DateTimeOffset? FormerUntil { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when it is not called any more; null while it is.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    public string DisabledBecause { get; set; } = "";
}

public enum WebhookState
{
    Waiting,
    Delivered,
    GivenUp,
}

/// <summary>One call to one program, written in the transaction of what it tells of. It names rows by id and holds no customer's text.</summary>
public sealed class WebhookDelivery : ISharedByAccounts
{
    public const int KindMaxLength = 60;
    public const int BodyMaxLength = 8000;
    public const int AnswerMaxLength = 300;

    /// <summary>How long it is kept after its end.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    /// <summary>Also what the program knows it by, however often it is tried.</summary>
    public Guid Id { get; init; }

    public Guid EndpointId { get; init; }

    public string Kind { get; init; } = "";

    public string Body { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public WebhookState State { get; set; }

    public int Attempts { get; set; }

    /// <summary>When it is tried next; null at its end. Of two nodes one takes it.</summary>
    public DateTimeOffset? DueAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>What the program said at last.</summary>
    public string Answer { get; set; } = "";
}

internal sealed class WebhookEndpointConfiguration : IEntityTypeConfiguration<WebhookEndpoint>
{
    public void Configure(EntityTypeBuilder<WebhookEndpoint> endpoint)
    {
        endpoint.ToTable("WebhookEndpoints");
        endpoint.Property(e => e.Id).ValueGeneratedNever();
        endpoint.Property(e => e.Name).HasMaxLength(WebhookEndpoint.NameMaxLength);
        endpoint.Property(e => e.Address).HasMaxLength(WebhookEndpoint.AddressMaxLength);
        endpoint.Property(e => e.Kinds).HasMaxLength(WebhookEndpoint.KindsMaxLength);
        endpoint.Property(e => e.Secret).HasMaxLength(WebhookEndpoint.SecretMaxLength);
        endpoint.Property(e => e.FormerSecret).HasMaxLength(WebhookEndpoint.SecretMaxLength);
        endpoint.Property(e => e.DisabledBecause).HasMaxLength(WebhookEndpoint.ReasonMaxLength);
    }
}

internal sealed class WebhookDeliveryConfiguration : IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> delivery)
    {
        delivery.ToTable("WebhookDeliveries");
        delivery.Property(d => d.Id).ValueGeneratedNever();
        delivery.Property(d => d.Kind).HasMaxLength(WebhookDelivery.KindMaxLength);
        delivery.Property(d => d.Body).HasMaxLength(WebhookDelivery.BodyMaxLength);
        delivery.Property(d => d.Answer).HasMaxLength(WebhookDelivery.AnswerMaxLength);
        delivery.Property(d => d.State).HasConversion<string>().HasMaxLength(20);
        delivery.Property(d => d.DueAt).IsConcurrencyToken();
        delivery.HasIndex(d => d.DueAt);
        delivery.HasIndex(d => d.EndedAt);
        delivery.HasIndex(d => new { d.EndpointId, d.CreatedAt });
        delivery.HasOne<WebhookEndpoint>().WithMany().HasForeignKey(d => d.EndpointId);
    }
}

internal static class WebhookTables
{
    extension(PortalDb db)
    {
        public DbSet<WebhookEndpoint> WebhookEndpoints => db.Set<WebhookEndpoint>();

        public DbSet<WebhookDelivery> WebhookDeliveries => db.Set<WebhookDelivery>();
    }
}
