using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using ValuePortal.Accounts;
using ValuePortal.FeatureRequests;
using ValuePortal.Identity.Keys;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Access;

/// <summary>
/// The demo world, in which two companies have rows of every kind, with one actor of every role. What somebody has no reach to is looked
/// up past all filters, so that it can be asked for.
/// </summary>
public sealed class PermissionWorld : IAsyncLifetime
{
    private readonly List<IDisposable> clients = [];

    public PortalServer Server { get; } = new() { EnvironmentName = Environments.Development };

    /// <summary>The company whose people and success manager ask.</summary>
    public Guid Own { get; private set; }

    /// <summary>The company whose rows they ask for.</summary>
    public Guid Foreign { get; private set; }

    public IReadOnlyList<Actor> Actors { get; private set; } = [];

    /// <summary>Keys by scope, each bound to the own company.</summary>
    public IReadOnlyDictionary<string, string> Keys { get; private set; } = new Dictionary<string, string>();

    /// <summary>Somebody who asks. <paramref name="SeesForeign"/>: the success manager who has only the other company in care.</summary>
    public sealed record Actor(string Name, PersonRole? Role, HttpClient Client, bool SeesForeign = false);

    public async ValueTask InitializeAsync()
    {
        // The demo world is whole when the server answers.
        using var first = Server.Stranger();
        using var ready = await first.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        Own = Guid.Parse(One("""SELECT "AccountId" FROM "Accounts" WHERE "ExternalId" = 'fabrikam'"""));
        Foreign = Guid.Parse(One("""SELECT "AccountId" FROM "Accounts" WHERE "ExternalId" = 'tailspin'"""));
        var nearby = await Server.AddStaffAsync("near@northwind.example", PersonRole.Csm);
        var elsewhere = await Server.AddStaffAsync("far@northwind.example", PersonRole.Csm);
        await using (var db = Server.Portal.ForSystem(Own, Foreign))
        {
            db.Add(new Care { AccountId = Own, PersonId = nearby.Id, Since = Server.Clock.Now });
            db.Add(new Care { AccountId = Foreign, PersonId = elsewhere.Id, Since = Server.Clock.Now });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var admin = await PersonAsync("customer-admin@fabrikam.example");
        var other = await PersonAsync("customer-admin@tailspin.example");
        var vendor = await PersonAsync("vendor-admin@northwind.example");
        var keys = new Dictionary<string, string>();
        await using (var scope = Server.Services.CreateAsyncScope())
        {
            var make = scope.ServiceProvider.GetRequiredService<MakeKey>();
            foreach (var word in new[] { KeyScope.Ingest, KeyScope.Read, KeyScope.Value })
            {
                var viewer = new Viewer(vendor.Id, vendor.Name, vendor.Role, AccountScope.Only(Own, Foreign), SeesMoney: true);
                keys[word.Word] = (await make.RunAsync(viewer, new("matrix", word, Own), default)).Match(made => made.Text, refusal => throw new InvalidOperationException(refusal.Message));
            }

            foreach (var person in new[] { admin, other })
            {
                var viewer = new Viewer(person.Id, person.Name, person.Role, AccountScope.Only(person.AccountId!.Value), SeesMoney: true);
                Assert.True((await make.RunAsync(viewer, new("own", KeyScope.Read, person.AccountId), default)).Match(_ => true, _ => false));
                var submit = scope.ServiceProvider.GetRequiredService<SubmitRequest>();
                Assert.True((await submit.RunAsync(viewer, new("A wish for our own eyes", "Nobody else is to see it.", Guid.CreateVersion7(Server.Clock.Now)), default)).Match(_ => true, _ => false));
            }
        }

        Keys = keys;
        Actors =
        [
            Of("stranger", null),
            Of("member", await PersonAsync("customer-member@fabrikam.example")),
            Of("customer's admin", admin),
            Of("success manager", nearby),
            Of("success manager of another company", elsewhere, seesForeign: true),
            Of("product manager", await PersonAsync("product@northwind.example")),
            Of("vendor's admin", vendor),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(client => client.Dispose());
        await Server.DisposeAsync();
    }

    /// <summary>The first value that a statement of its own finds, past all filters.</summary>
    public string One(string sql) => All(sql) is [var first, ..] ? first : throw new InvalidOperationException($"Nothing was found: {sql}");

    public IReadOnlyList<string> All(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Server.Folder.DatabaseFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<string> found = [];
        while (reader.Read())
        {
            found.Add(string.Join('\u001f', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : reader.GetValue(i).ToString())));
        }

        return found;
    }

    private async Task<Person> PersonAsync(string email)
    {
        await using var scope = Server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<Person>>().FindByEmailAsync(email)
            ?? throw new InvalidOperationException($"The demo world has no {email}.");
    }

    private Actor Of(string name, Person? person, bool seesForeign = false)
    {
        var client = person is null ? Server.Stranger() : Server.ClientOf(person);
        clients.Add(client);
        return new Actor(name, person?.Role, client, seesForeign);
    }
}
