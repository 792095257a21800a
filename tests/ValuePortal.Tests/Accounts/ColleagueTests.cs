using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Accounts.Own;
using ValuePortal.FeatureRequests;
using ValuePortal.Identity.Links;
using ValuePortal.Identity.People;
using ValuePortal.Identity.SecondFactor;
using ValuePortal.Identity.Sessions;
using ValuePortal.Identity.SingleSignOn;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Accounts;

/// <summary>A customer's admin looks after the own company's people, and nobody else's.</summary>
public sealed class ColleagueTests : IAsyncLifetime
{
    private const string Password = "blue kettle runs far";

    private readonly PortalServer server = new();
    private Account acme = null!;
    private Account rival = null!;
    private Person admin = null!;
    private Person member = null!;
    private Person stranger = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        acme = await server.OpenAccountAsync("acme", "Acme");
        rival = await server.OpenAccountAsync("rival", "Rival");
        admin = await server.AddCustomerAsync(acme.AccountId, "admin@acme.example");
        member = await server.AddCustomerAsync(acme.AccountId, "mia@acme.example", PersonRole.CustomerMember);
        stranger = await server.AddCustomerAsync(rival.AccountId, "sam@rival.example");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_pasted_list_tells_of_each_line_what_became_of_it_and_loses_none()
    {
        using var client = server.ClientOf(admin);

        var page = await (await client.SubmitAsync("/account/people", "invite-colleagues", ("Role", "CustomerMember"), ("People", """
            Li Wei <li.wei@acme.example>

            "Okoro, Ada" <ada@acme.example>;
            bob@acme.example
            mia@acme.example
            sam@rival.example
            not an address
            """))).TextAsync();

        Assert.Contains("Invited: 3 of 6", page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("Cannot be invited<").Length - 1);
        Assert.Equal(1, page.Split("Already a colleague").Length - 1);
        Assert.Contains("sam@rival.example\nnot an address</textarea>", page.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        await using var db = server.Portal.ForSystem();
        var people = await db.Users.Where(person => person.AccountId == acme.AccountId).Select(person => $"{person.Name} {person.Email} {person.Role}").ToListAsync(Ct);
        Assert.Contains("Li Wei li.wei@acme.example CustomerMember", people);
        Assert.Contains("Okoro, Ada ada@acme.example CustomerMember", people);
        Assert.Contains("bob bob@acme.example CustomerMember", people);
        Assert.Equal(3, Directory.GetFiles(Path.Combine(server.Folder.Path, "mail")).Length);
    }

    [Fact]
    public async Task The_link_on_the_page_lets_the_invited_person_in()
    {
        using var client = server.ClientOf(admin);
        var page = await (await client.SubmitAsync("/account/people", "invite-colleagues", ("Role", "CustomerMember"), ("People", "li.wei@acme.example"))).TextAsync();
        var link = page[page.IndexOf("/account/set-password?", StringComparison.Ordinal)..];

        using var browser = server.Stranger();
        var answer = await browser.SubmitAsync(link[..link.IndexOf('<', StringComparison.Ordinal)], "set-password", ("Password", Password), ("Repeat", Password));

        Assert.Equal("/", answer.Headers.Location?.AbsolutePath);
        Assert.Contains("Invited and not here yet: 2", await client.GetStringAsync("/account/people", Ct), StringComparison.Ordinal); // the two that the test put in
    }

    [Fact]
    public async Task People_of_another_company_are_not_there_and_fields_that_no_form_has_change_nothing()
    {
        using var client = server.ClientOf(admin);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/account/people/{stranger.Id}", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/account/people/{Guid.CreateVersion7()}", Ct)).StatusCode);
        using var mias = server.ClientOf(member);
        Assert.NotEqual(HttpStatusCode.OK, (await mias.GetAsync("/account/people", Ct)).StatusCode);

        var viewer = TestPortal.ViewerOf(admin);
        foreach (var id in new[] { stranger.Id, Guid.CreateVersion7() })
        {
            Assert.IsType<Refusal.NotFound>(await RefusalAsync<ChangeRights, Guid>(change => change.RunAsync(viewer, new(id, PersonRole.CustomerMember, false), Ct)));
            Assert.IsType<Refusal.NotFound>(await RefusalAsync<LetIn, bool>(close => close.RunAsync(viewer, id, false, Ct)));
            Assert.IsType<Refusal.NotFound>(await RefusalAsync<DeletePerson, Guid>(delete => delete.RunAsync(viewer, id, Ct)));
            Assert.IsType<Refusal.NotFound>(await RefusalAsync<MakeInvitationLink, OneTimeLink>(link => link.RunAsync(viewer, id, Ct)));
        }

        await client.SubmitAsync($"/account/people/{member.Id}", "rights",
            ("Role", "VendorAdmin"), ("AccountId", rival.AccountId.ToString()), ("Row.Id", stranger.Id.ToString()), ("PersonId", stranger.Id.ToString()));
        await client.SubmitAsync("/account/people", "invite-colleagues",
            ("Role", "Csm"), ("People", "x@acme.example"), ("AccountId", rival.AccountId.ToString()));
        await client.SubmitAsync("/account/people", "invite-colleagues",
            ("Role", "CustomerMember"), ("People", "y@acme.example"), ("AccountId", rival.AccountId.ToString()), ("viewer.Role", "VendorAdmin"));
        await using var db = server.Portal.ForSystem();
        var found = await db.Users.AsNoTracking().ToDictionaryAsync(person => person.Email!, Ct);
        Assert.Equal((PersonRole.CustomerMember, (Guid?)acme.AccountId), (found["mia@acme.example"].Role, found["mia@acme.example"].AccountId));
        Assert.Equal((PersonRole.CustomerAdmin, (Guid?)rival.AccountId), (found["sam@rival.example"].Role, found["sam@rival.example"].AccountId));
        Assert.DoesNotContain("x@acme.example", found.Keys);
        Assert.Equal((PersonRole.CustomerMember, (Guid?)acme.AccountId), (found["y@acme.example"].Role, found["y@acme.example"].AccountId));
    }

    [Fact]
    public async Task Somebody_who_is_deactivated_writes_nothing_more_and_comes_back_when_reactivated()
    {
        using var client = server.ClientOf(admin);
        using var mias = server.ClientOf(member);
        Assert.Equal(HttpStatusCode.OK, (await mias.GetAsync("/requests/new", Ct)).StatusCode);

        await client.SubmitAsync($"/account/people/{member.Id}", "let-in");

        Assert.NotEqual(HttpStatusCode.OK, (await mias.GetAsync("/requests/new", Ct)).StatusCode);
        Assert.Contains("Deactivated", await client.GetStringAsync("/account/people", Ct), StringComparison.Ordinal);
        await client.SubmitAsync($"/account/people/{member.Id}", "let-in");
        Assert.Equal(HttpStatusCode.OK, (await mias.GetAsync("/requests/new", Ct)).StatusCode);
    }

    [Fact]
    public async Task Rights_count_at_the_next_request_and_a_company_keeps_an_admin()
    {
        var viewer = TestPortal.ViewerOf(admin);
        Assert.IsType<Refusal.Conflict>(await RefusalAsync<ChangeRights, Guid>(change => change.RunAsync(viewer, new(admin.Id, PersonRole.CustomerMember, true), Ct)));
        Assert.IsType<Refusal.Conflict>(await RefusalAsync<LetIn, bool>(close => close.RunAsync(viewer, admin.Id, false, Ct)));
        Assert.IsType<Refusal.Conflict>(await RefusalAsync<DeletePerson, Guid>(delete => delete.RunAsync(viewer, admin.Id, Ct)));

        using var client = server.ClientOf(admin);
        await client.SubmitAsync($"/account/people/{member.Id}", "rights", ("Role", "CustomerAdmin"));
        await client.SubmitAsync($"/account/people/{admin.Id}", "rights", ("Role", "CustomerMember"));

        // The cookie still says admin; the database does not.
        var answer = await (await client.GetAsync("/account/people", Ct)).TextAsync();
        Assert.DoesNotContain("mia@acme.example", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_admins_who_close_each_other_at_one_moment_one_stays()
    {
        var second = await server.AddCustomerAsync(acme.AccountId, "second@acme.example");
        for (var round = 0; round < 5; round++)
        {
            await Task.WhenAll(
                Task.Run(() => RefusalAsync<LetIn, bool>(close => close.RunAsync(TestPortal.ViewerOf(admin), second.Id, false, Ct)), Ct),
                Task.Run(() => RefusalAsync<LetIn, bool>(close => close.RunAsync(TestPortal.ViewerOf(second), admin.Id, false, Ct)), Ct));
            await using var db = server.Portal.ForSystem();
            var left = await db.Users.Where(person => person.AccountId == acme.AccountId && person.Role == PersonRole.CustomerAdmin && person.DeactivatedAt == null).ToListAsync(Ct);
            Assert.Single(left);
            await db.Users.Where(person => person.AccountId == acme.AccountId).ExecuteUpdateAsync(set => set.SetProperty(person => person.DeactivatedAt, (DateTimeOffset?)null), Ct);
        }
    }

    /// <summary>Looked for in the file itself, since no query of ours knows every place in which a name may stand.</summary>
    [Fact]
    public async Task Of_a_deleted_person_no_name_and_no_address_is_left_in_the_database_and_the_vote_still_counts()
    {
        const string name = "Zebulon Quartermain";
        var person = await server.Portal.AddPersonAsync(Person.OfAccount(acme.AccountId, "zebulon.quartermain@acme.example", name, PersonRole.CustomerMember, server.Clock.Now));
        var viewer = TestPortal.ViewerOf(person);
        var request = await DoAsync<SubmitRequest, Guid>(submit => submit.RunAsync(viewer, new("Export usage as a workbook", "We paste the figures by hand.", Guid.CreateVersion7()), Ct));
        await DoAsync<MakeInvitationLink, OneTimeLink>(link => link.RunAsync(TestPortal.ViewerOf(admin), person.Id, Ct));
        await UseAsync<AuditLog, bool>(async log =>
        {
            await log.WriteAsync(viewer, AuditAction.Exported, "usage trend", ct: Ct);
            return true;
        });

        await using (var db = server.Portal.ForSystem(acme.AccountId))
        {
            db.Add(BrowserSession.Begin(person, "pwd", "", "zebulon's browser", server.Clock.Now, out _));
            db.Add(new SignOnIdentity { AccountId = acme.AccountId, Issuer = "https://login.acme.example", Subject = "zebulon", PersonId = person.Id, ConnectedAt = server.Clock.Now });
            db.Add(new Authenticator { PersonId = person.Id, Secret = [.. "zebulon"u8], MadeAt = server.Clock.Now });
            await db.SaveChangesAsync(Ct);
        }

        using var client = server.ClientOf(admin);
        Assert.Equal("/account/people", (await client.SubmitAsync($"/account/people/{person.Id}", "delete-person", ("Sure", "true"))).Headers.Location?.AbsolutePath);

        await using (var db = server.Portal.ForSystem(acme.AccountId))
        {
            Assert.Equal(1, await db.Votes.CountAsync(vote => vote.AccountId == acme.AccountId && vote.RequestId == request, Ct));
            var line = await db.AuditLines.SingleAsync(line => line.AccountId == acme.AccountId && line.PersonId == person.Id && line.Action == AuditAction.Exported, Ct);
            Assert.Equal("", line.Actor);
        }

        Assert.Contains("Former colleague", await client.GetStringAsync($"/requests/{request}", Ct), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/account/people/{person.Id}", Ct)).StatusCode);
        foreach (var mark in new[] { name, "zebulon", "ZEBULON" })
        {
            Assert.Empty(await TablesWithAsync(mark));
        }

        // The address is free again.
        await client.SubmitAsync("/account/people", "invite-colleagues", ("Role", "CustomerMember"), ("People", "zebulon.quartermain@acme.example"));
        Assert.NotEmpty(await TablesWithAsync("zebulon"));
    }

    /// <summary>The tables of the file in which a text stands, whatever the column.</summary>
    private async Task<List<string>> TablesWithAsync(string text)
    {
        await using var connection = new SqliteConnection($"Data Source={server.Folder.DatabaseFile}");
        await connection.OpenAsync(Ct);
        var found = new List<string>();
        var tables = await ReadAsync("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'");
        foreach (var table in tables)
        {
            foreach (var column in await ReadAsync($"SELECT name FROM pragma_table_info('{table}')"))
            {
                if ((await ReadAsync($"SELECT 'x' FROM \"{table}\" WHERE instr(CAST(\"{column}\" AS TEXT), '{text}') > 0 LIMIT 1")).Count > 0)
                {
                    found.Add($"{table}.{column}");
                }
            }
        }

        return found;

        async Task<List<string>> ReadAsync(string sql)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await using var reader = await command.ExecuteReaderAsync(Ct);
            var rows = new List<string>();
            while (await reader.ReadAsync(Ct))
            {
                rows.Add(reader.GetString(0));
            }

            return rows;
        }
    }

    private async Task<Refusal?> RefusalAsync<T, TValue>(Func<T, Task<Outcome<TValue>>> work)
        where T : notnull => (await UseAsync(work)).Is(out _, out var refusal) ? null : refusal;

    private async Task<TValue> DoAsync<T, TValue>(Func<T, Task<Outcome<TValue>>> work)
        where T : notnull
    {
        Assert.True((await UseAsync(work)).Is(out var value, out var refusal), refusal?.Message);
        return value!;
    }

    private async Task<TResult> UseAsync<T, TResult>(Func<T, Task<TResult>> work)
        where T : notnull
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<T>());
    }
}
