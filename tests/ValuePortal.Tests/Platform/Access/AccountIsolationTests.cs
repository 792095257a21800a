using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Platform.Access;

public sealed class AccountIsolationTests : IDisposable
{
    private readonly TestPortal portal = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => portal.Dispose();

    [Fact]
    public async Task A_scope_that_nobody_set_sees_nothing()
    {
        await portal.OpenAccountAsync();
        await using var db = portal.Factory.ForSystem();

        Assert.Empty(await db.Set<Account>().ToListAsync(Ct));
        Assert.Equal(0, await db.Set<Account>().CountAsync(Ct));
        Assert.Empty(default(AccountScope).Accounts);
    }

    [Fact]
    public async Task A_success_manager_sees_the_accounts_in_care_and_no_other()
    {
        var first = await portal.OpenAccountAsync();
        var second = await portal.OpenAccountAsync();
        await portal.OpenAccountAsync();
        await using var db = portal.Factory.For(TestPortal.Csm(first.AccountId, second.AccountId));

        Assert.Equal(
            new[] { first.AccountId, second.AccountId }.Order(),
            (await db.Set<Account>().Select(account => account.AccountId).ToListAsync(Ct)).Order());
    }

    [Fact]
    public async Task A_row_of_another_account_cannot_be_found_by_its_id()
    {
        var foreign = await portal.OpenAccountAsync();
        await using var db = portal.Factory.For(TestPortal.AdminOf(Guid.CreateVersion7()));

        Assert.Null(await db.FindAsync<Account>([foreign.AccountId], Ct));
        Assert.Null(await db.Set<Account>().SingleOrDefaultAsync(account => account.AccountId == foreign.AccountId, Ct));
    }

    [Fact]
    public async Task Raw_sql_that_names_no_account_is_stopped()
    {
        var foreign = await portal.OpenAccountAsync();
        await using var db = portal.Factory.For(TestPortal.MemberOf(Guid.CreateVersion7()));

#pragma warning disable RS0030 // The hole that the ban and the tripwire close.
        await AssertStoppedAsync("Accounts", () => db.Database.SqlQueryRaw<string>("SELECT \"Name\" AS \"Value\" FROM \"Accounts\"").ToListAsync(Ct));
        await AssertStoppedAsync("Accounts", () => db.Database.ExecuteSqlRawAsync("UPDATE \"Accounts\" SET \"Name\" = 'x'", Ct));
        await AssertStoppedAsync("Accounts", () => db.Set<Account>().FromSqlRaw("SELECT * FROM \"Accounts\"").ToListAsync(Ct));
#pragma warning restore RS0030
        await using var own = portal.Factory.ForSystem(foreign.AccountId);
        Assert.NotEqual("x", (await own.Set<Account>().SingleAsync(Ct)).Name);
    }

    [Fact]
    public async Task A_filter_that_is_lifted_without_a_reason_is_stopped()
    {
        await portal.OpenAccountAsync();
        await using var db = portal.Factory.For(TestPortal.MemberOf(Guid.CreateVersion7()));

        await AssertStoppedAsync("Accounts", () => db.Set<Account>().IgnoreQueryFilters([PortalDb.AccountFilter]).ToListAsync(Ct));
        await AssertStoppedAsync("Accounts", () => db.Set<Account>().IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith("every account: no reason at all").CountAsync(Ct));
        await AssertStoppedAsync("Accounts", () => db.Set<Account>().IgnoreQueryFilters([PortalDb.AccountFilter]).ExecuteDeleteAsync(Ct));
        await AssertStoppedAsync("Accounts", () => db.Set<Account>().IgnoreQueryFilters([PortalDb.AccountFilter])
            .ExecuteUpdateAsync(row => row.SetProperty(account => account.Name, "x"), Ct));
#pragma warning disable RS0030 // Banned without names.
        await AssertStoppedAsync("Accounts", () => db.Set<Account>().IgnoreQueryFilters().ToListAsync(Ct));
#pragma warning restore RS0030
    }

    [Fact]
    public async Task A_filter_that_is_lifted_by_name_with_a_reason_of_the_list_crosses_accounts()
    {
        await portal.OpenAccountAsync();
        await portal.OpenAccountAsync();
        await using var db = portal.Factory.ForSystem();

        Assert.Equal(2, await db.Set<Account>().IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.ScopeOfVendorAdmin).CountAsync(Ct));
    }

    [Fact]
    public async Task A_foreign_row_that_was_attached_is_not_saved()
    {
        var foreign = await portal.OpenAccountAsync(name: "Theirs");
        await using var db = portal.Factory.For(TestPortal.AdminOf(Guid.CreateVersion7()));

        db.Attach(foreign);
        foreign.Name = "Mine";
        await Assert.ThrowsAsync<ForeignRowException>(() => db.SaveChangesAsync(Ct));
        Assert.Throws<ForeignRowException>(() => db.SaveChanges());

        db.ChangeTracker.Clear();
        db.Remove(foreign);
        await Assert.ThrowsAsync<ForeignRowException>(() => db.SaveChangesAsync(Ct));

        db.ChangeTracker.Clear();
        db.Add(new SeatCount { AccountId = foreign.AccountId, ValidFrom = new DateOnly(2026, 1, 1), Seats = 5 });
        await Assert.ThrowsAsync<ForeignRowException>(() => db.SaveChangesAsync(Ct));

        await using var own = portal.Factory.ForSystem(foreign.AccountId);
        Assert.Equal("Theirs", (await own.Set<Account>().SingleAsync(Ct)).Name);
        Assert.Empty(await own.Set<SeatCount>().ToListAsync(Ct));
    }

    [Fact]
    public async Task A_bulk_change_stays_in_the_scope()
    {
        var mine = await portal.OpenAccountAsync(name: "Before");
        var theirs = await portal.OpenAccountAsync(name: "Before");
        await using (var db = portal.Factory.For(TestPortal.AdminOf(mine.AccountId)))
        {
            Assert.Equal(1, await db.Set<Account>().ExecuteUpdateAsync(row => row.SetProperty(account => account.Name, "After"), Ct));
        }

        await using var system = portal.Factory.ForSystem(theirs.AccountId);
        Assert.Equal("Before", (await system.Set<Account>().SingleAsync(Ct)).Name);
    }

    [Fact]
    public async Task A_changed_row_is_saved_by_its_account()
    {
        var account = await portal.OpenAccountAsync();
        await using var db = portal.Factory.For(TestPortal.AdminOf(account.AccountId));
        db.Add(new SeatCount { AccountId = account.AccountId, ValidFrom = new DateOnly(2026, 1, 1), Seats = 5 });
        await db.SaveChangesAsync(Ct);

        (await db.Set<SeatCount>().SingleAsync(Ct)).Seats = 6;
        Assert.Equal(1, await db.SaveChangesAsync(Ct));

        db.Remove(await db.Set<SeatCount>().SingleAsync(Ct));
        Assert.Equal(1, await db.SaveChangesAsync(Ct));
    }

    [Fact]
    public async Task One_account_is_read_by_index()
    {
        Assert.SkipWhen(TestDatabase.SqlServer is not null, "The plan of SQLite is read here.");
        var account = await portal.OpenAccountAsync();
        await using var db = portal.Factory.For(TestPortal.MemberOf(account.AccountId));

        foreach (var query in new[] { db.Set<Account>().ToQueryString(), db.Set<SeatCount>().ToQueryString() })
        {
            var plan = await PlanAsync(db, query);

            Assert.Contains("SEARCH", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("SCAN", plan.Replace("SCAN v", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_customer_cannot_widen_and_staff_narrow_to_what_they_have()
    {
        var own = Guid.CreateVersion7();
        var other = Guid.CreateVersion7();

        Assert.Null(TestPortal.MemberOf(own).NarrowTo(other));
        Assert.Null(TestPortal.Csm(own).NarrowTo(other));
        Assert.Equal(own, TestPortal.Csm(own, other).NarrowTo(own)!.AccountId);
        Assert.Null(TestPortal.Csm(own, other).AccountId);
    }

    private static async Task<string> PlanAsync(PortalDb db, string query)
    {
        // The parameters stand before the statement as ".param set @name 'value'".
        var lines = query.Split('\n');
        var statement = string.Join('\n', lines.Where(line => !line.StartsWith(".param", StringComparison.Ordinal)));
        await db.Database.OpenConnectionAsync(Ct);
        await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The statement is EF's own.
        command.CommandText = "EXPLAIN QUERY PLAN " + statement;
#pragma warning restore CA2100
        foreach (var line in lines.Where(line => line.StartsWith(".param", StringComparison.Ordinal)))
        {
            var words = line.Split(' ', 4);
            var parameter = command.CreateParameter();
            parameter.ParameterName = words[2];
            parameter.Value = words[3].Trim().Trim('\'');
            command.Parameters.Add(parameter);
        }

        var plan = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(Ct);
        while (await reader.ReadAsync(Ct))
        {
            plan.Add(reader.GetString(3));
        }

        return string.Join('\n', plan);
    }

    private static async Task AssertStoppedAsync(string table, Func<Task> statement)
    {
        var stopped = await Assert.ThrowsAsync<InvalidOperationException>(statement);
        Assert.Contains($"reaches {table} without naming an account", stopped.Message, StringComparison.OrdinalIgnoreCase);
    }
}
