using Microsoft.AspNetCore.TestHost;
using ValuePortal.Accounts;
using ValuePortal.Announcements;
using ValuePortal.FeatureRequests;
using ValuePortal.Identity;
using ValuePortal.Milestones;
using ValuePortal.Notifications;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Reviews;
using ValuePortal.Roi;
using ValuePortal.Usage;

namespace ValuePortal.Tests.Support;

/// <summary>
/// The portal without its web server: every module on a real database of its own, with the tripwire on and a clock that stands still.
/// Ask it for a use case by <see cref="Get{T}"/>; nothing runs in the background unless a test starts it.
/// </summary>
public sealed class TestPortal : IDisposable, IAsyncDisposable
{
    private readonly TestDatabase database = new();
    private readonly WebApplication app;
    private readonly AsyncServiceScope scope;

    /// <param name="more">Services beside the product's, or in place of them (the last one registered counts).</param>
    /// <param name="settings">Configuration: "ValuePortal:…" → value.</param>
    public TestPortal(Action<IServiceCollection>? more = null, params (string Key, string? Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development, ApplicationName = "ValuePortal" });
        builder.WebHost.UseTestServer(); // never started; the host refuses to be built without one
        builder.Configuration.AddInMemoryCollection(database.Settings);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)));

        builder.Services.AddLogging();
        builder.Services.AddLocalization();
        builder.Services.AddRazorComponents();
        builder.Services.AddPlatform(database.Folder, development: true);
        builder.Services.AddPortalIdentity();
        builder.Services.AddAccounts();
        builder.Services.AddNotifications();
        builder.Services.AddUsage();
        builder.Services.AddRoi();
        builder.Services.AddMilestones();
        builder.Services.AddFeatureRequests();
        builder.Services.AddAnnouncements();
        builder.Services.AddReviews();
        builder.Services.AddSingleton<TimeProvider>(Clock);
        more?.Invoke(builder.Services);

        app = builder.Build();
        scope = app.Services.CreateAsyncScope();
    }

    public FixedClock Clock { get; } = new();

    public DataFolder Folder => database.Folder;

    /// <summary>One scope for the whole test, as one request would have it.</summary>
    public IServiceProvider Services => scope.ServiceProvider;

    public PortalDbFactory Factory => Get<PortalDbFactory>();

    /// <summary>A member of a company, without a row in the database.</summary>
    public static Viewer MemberOf(Guid account, bool seesMoney = false) =>
        new(Guid.CreateVersion7(), "Member", PersonRole.CustomerMember, AccountScope.Only(account), seesMoney);

    /// <summary>The admin of a company, without a row in the database.</summary>
    public static Viewer AdminOf(Guid account) =>
        new(Guid.CreateVersion7(), "Customer admin", PersonRole.CustomerAdmin, AccountScope.Only(account), SeesMoney: true);

    /// <summary>A success manager with these accounts in care, without a row in the database.</summary>
    public static Viewer Csm(params Guid[] accounts) =>
        new(Guid.CreateVersion7(), "CSM", PersonRole.Csm, AccountScope.Only(accounts), SeesMoney: true);

    /// <summary>A product manager: no account's rows, no money.</summary>
    public static Viewer ProductManager() =>
        new(Guid.CreateVersion7(), "Product manager", PersonRole.ProductManager, default, SeesMoney: false);

    /// <summary>The vendor's admin, for whom all accounts are read into the scope; name them here.</summary>
    public static Viewer VendorAdmin(params Guid[] accounts) =>
        new(Guid.CreateVersion7(), "Vendor admin", PersonRole.VendorAdmin, AccountScope.Only(accounts), SeesMoney: true);

    /// <summary>A person of the database as the viewer it is when it signs in, with the given accounts for staff.</summary>
    public static Viewer ViewerOf(Person person, params Guid[] accounts) => new(
        person.Id,
        person.Name,
        person.Role,
        person.AccountId is { } own ? AccountScope.Only(own) : AccountScope.Only(accounts),
        person.MaySeeMoney);

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public Task<Account> OpenAccountAsync(string? externalId = null, string? name = null, string timeZone = "UTC") =>
        Factory.OpenAccountAsync(Clock.Now, externalId, name, timeZone);

    public Task<Person> AddCustomerAsync(Guid account, string email, PersonRole role = PersonRole.CustomerAdmin) =>
        Factory.AddPersonAsync(Person.OfAccount(account, email, email, role, Clock.Now));

    public Task<Person> AddStaffAsync(string email, PersonRole role = PersonRole.VendorAdmin) =>
        Factory.AddPersonAsync(Person.OfVendor(email, email, role, Clock.Now));

    public Task GiveCareAsync(Guid account, Guid person) => Factory.GiveCareAsync(account, person, Clock.Now);

    public void Dispose()
    {
        scope.Dispose();
        ((IDisposable)app).Dispose();
        database.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await scope.DisposeAsync();
        await app.DisposeAsync();
        database.Dispose();
    }
}
