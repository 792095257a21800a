using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Tests.Support;

/// <summary>A wish that nobody else may read before it is published: stands for every table of that kind.</summary>
public sealed class ProbeWish : IPrivateUntilPublished
{
    public Guid Id { get; init; }

    public Guid RaisedByAccountId { get; init; }

    public DateTimeOffset? PublishedAt { get; set; }

    public string Title { get; set; } = "";
}

/// <summary>
/// The portal's tables and one of the third kind, which the product gets later, with the same filter, guard and tripwire. SQLite in memory.
/// </summary>
public sealed class ProbeDb : IDisposable
{
    private readonly Microsoft.Data.Sqlite.SqliteConnection connection = new("Data Source=:memory:");

    public ProbeDb()
    {
        connection.Open();
        using var db = For();
        db.Database.EnsureCreated();
    }

    public PortalDb For(params Guid[] accounts) => new Context(Options(), AccountScope.Only(accounts));

    public void Dispose() => connection.Dispose();

    private DbContextOptions<Context> Options() => new DbContextOptionsBuilder<Context>()
        .UseSqlite(connection)
        .UseApplicationServiceProvider(IdentitySchema.ForDesign())
        .AddInterceptors(new AccountTripwire())
        .Options;

    private sealed class Context : PortalDb
    {
        public Context(DbContextOptions<Context> options, AccountScope scope)
            : base(options) => Scope = scope;

        protected override string? IdentifierCollation => null;

        protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<long>();

        protected override void OnModelCreating(ModelBuilder builder)
        {
            builder.Entity<ProbeWish>().ToTable("Wishes");
            base.OnModelCreating(builder);
        }
    }
}
