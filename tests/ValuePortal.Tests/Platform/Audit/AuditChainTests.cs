using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Identity.People;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Platform.Audit;

/// <summary>Whoever changes the audit log behind the portal's back is found out, to the line.</summary>
public sealed class AuditChainTests : IDisposable
{
    private readonly TestPortal portal = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => portal.Dispose();

    [Theory]
    [InlineData("UPDATE AuditLog SET Detail = 'usage trend for nobody' WHERE Number = 4 AND AccountId = $account", 4)]
    [InlineData("UPDATE AuditLog SET PersonId = '00000000-0000-0000-0000-000000000001' WHERE Number = 4 AND AccountId = $account", 4)]
    [InlineData("UPDATE AuditLog SET At = At + 1 WHERE Number = 4 AND AccountId = $account", 4)]
    [InlineData("UPDATE AuditLog SET Actor = 'Somebody else' WHERE Number = 4 AND AccountId = $account", 4)]
    [InlineData("UPDATE AuditLog SET Actor = '', Address = '', Salt = NULL WHERE Number = 4 AND AccountId = $account", 4)]
    [InlineData("DELETE FROM AuditLog WHERE Number = 4 AND AccountId = $account", 5)]
    [InlineData("DELETE FROM AuditLog WHERE Number = 1 AND AccountId = $account", 2)]
    [InlineData("DELETE FROM AuditLog WHERE Number = 10 AND AccountId = $account", 10)]
    [InlineData("DELETE FROM AuditLog WHERE Number = 4 AND AccountId = $account; UPDATE AuditLog SET Number = Number - 1 WHERE Number > 4 AND AccountId = $account", 4)]
    [InlineData("UPDATE AuditLog SET Number = -4 WHERE Number = 4 AND AccountId = $account; UPDATE AuditLog SET Number = 4 WHERE Number = 5 AND AccountId = $account; UPDATE AuditLog SET Number = 5 WHERE Number = -4 AND AccountId = $account", 4)]
    [InlineData("UPDATE AuditLog SET Number = -Number WHERE Number > 4 AND AccountId = $account; UPDATE AuditLog SET Number = 1 - Number WHERE Number < 0 AND AccountId = $account; INSERT INTO AuditLog (AccountId, Id, At, PersonId, Actor, Action, Detail, Address, Number, Salt, Seal, Hash) SELECT AccountId, '00000000-0000-7000-8000-000000000000', At, PersonId, Actor, Action, Detail, Address, 5, Salt, Seal, Hash FROM AuditLog WHERE Number = 4 AND AccountId = $account", 5)]
    [InlineData("INSERT INTO AuditLog (AccountId, Id, At, PersonId, Actor, Action, Detail, Address, Number, Salt, Seal, Hash) SELECT AccountId, '00000000-0000-7000-8000-000000000000', At, PersonId, Actor, Action, Detail, Address, 11, Salt, Seal, Hash FROM AuditLog WHERE Number = 10 AND AccountId = $account", 11)]
    public async Task A_line_that_was_changed_removed_inserted_or_moved_is_named(string statement, long badLine)
    {
        var account = (await portal.OpenAccountAsync("acme")).AccountId;
        var other = (await portal.OpenAccountAsync("other")).AccountId;
        await WriteAsync(account, 10);
        await WriteAsync(other, 3);
        Assert.Equal((0, ""), await VerifyAsync());

        await using (var connection = new SqliteConnection($"Data Source={portal.Folder.DatabaseFile}"))
        {
            await connection.OpenAsync(Ct);
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            command.Parameters.AddWithValue("$account", account.ToString().ToUpperInvariant());
            Assert.NotEqual(0, await command.ExecuteNonQueryAsync(Ct));
        }

        var (code, said) = await VerifyAsync();
        Assert.Equal(1, code);
        Assert.StartsWith($"{account}\tline {badLine}", said, StringComparison.Ordinal);
        Assert.Contains("1 of 2 chains", said, StringComparison.Ordinal);
    }

    /// <summary>Two logs that know nothing of each other stand for two nodes on one database; each has many writers.</summary>
    [Fact]
    public async Task Writers_at_one_moment_on_two_nodes_make_one_chain()
    {
        var account = (await portal.OpenAccountAsync()).AccountId;
        using var here = new AuditLog(portal.Factory, portal.Clock, new HttpContextAccessor());
        using var there = new AuditLog(portal.Factory, portal.Clock, new HttpContextAccessor());

        await Task.WhenAll(Enumerable.Range(0, 60).Select(no => Task.Run(
            () => (no % 2 == 0 ? here : there).WriteAsync(Guid.Empty, "writer", AuditAction.KeyUsed, no.ToString(CultureInfo.InvariantCulture), account, Ct), Ct)));

        Assert.Equal((0, ""), await VerifyAsync());
        await using var db = portal.Factory.ForSystem(account);
        Assert.Equal(60, await db.AuditLines.Where(line => line.AccountId == account).Select(line => line.Detail).Distinct().CountAsync(Ct));
    }

    [Fact]
    public async Task The_chain_holds_when_a_person_is_deleted_and_when_older_lines_stand_before_it()
    {
        var account = (await portal.OpenAccountAsync()).AccountId;
        var admin = await portal.AddCustomerAsync(account, "admin@acme.example");
        var mia = await portal.AddCustomerAsync(account, "mia@acme.example", PersonRole.CustomerMember);
        await using (var db = portal.Factory.ForSystem(account))
        {
            db.Add(AuditEntry.Of(account, portal.Clock.Now, mia.Id, "mia", AuditAction.SignedIn, "", "192.0.2.7"));
            await db.SaveChangesAsync(Ct);
        }

        var log = portal.Get<AuditLog>();
        await log.WriteAsync(TestPortal.ViewerOf(mia), AuditAction.Exported, "usage\ntrend \ud800 自助\0", ct: Ct);
        Assert.True((await portal.Get<DeletePerson>().RunAsync(TestPortal.ViewerOf(admin), mia.Id, Ct)).Is(out _, out _));

        Assert.Equal((0, ""), await VerifyAsync());
        await using var read = portal.Factory.ForSystem(account);
        Assert.Equal(
            [(1, AuditAction.ChainBegun), (2, AuditAction.Exported), (3, AuditAction.PersonDeleted)],
            await read.AuditLines.Where(line => line.AccountId == account && line.Number != null).OrderBy(line => line.Number).Select(line => new ValueTuple<long, string>(line.Number!.Value, line.Action)).ToListAsync(Ct));
    }

    /// <summary>The hashes can be worked out without us: with the recipe of the decision, by another language, from the file.</summary>
    [Fact]
    public async Task Another_program_works_out_the_same_hashes()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "No python3 here.");
        var account = (await portal.OpenAccountAsync()).AccountId;
        await WriteAsync(account, 5);

        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", """
            import sqlite3, sys, hashlib, datetime
            sha = lambda *parts: hashlib.sha256("\n".join(parts).encode()).digest()
            before, lines = bytes(32), 0
            for account, id, at, person, actor, action, detail, address, number, salt, seal, digest in sqlite3.connect(sys.argv[1]).execute(
                    "SELECT AccountId, Id, At, PersonId, Actor, Action, Detail, Address, Number, Salt, Seal, Hash FROM AuditLog WHERE AccountId = ? ORDER BY Number", (sys.argv[2].upper(),)):
                when = datetime.datetime(1, 1, 1) + datetime.timedelta(seconds=at // 10_000_000)
                text = when.strftime("%Y-%m-%dT%H:%M:%S") + ".%07dZ" % (at % 10_000_000)
                assert sha(salt.hex(), actor, address) == seal
                assert sha(before.hex(), account.lower(), str(number), id.lower(), text, person.lower(), action, detail, seal.hex()) == digest
                before, lines = digest, lines + 1
            print(lines)
            """, portal.Folder.DatabaseFile, account.ToString()]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = await python.StandardOutput.ReadToEndAsync(Ct);
        Assert.Equal("5", said.Trim() + await python.StandardError.ReadToEndAsync(Ct));
    }

    [Fact]
    public async Task A_line_costs_little()
    {
        var account = (await portal.OpenAccountAsync()).AccountId;
        await WriteAsync(account, 20);
        var started = Stopwatch.GetTimestamp();
        await WriteAsync(account, 200);
        var each = Stopwatch.GetElapsedTime(started).TotalMilliseconds / 200;
        TestContext.Current.TestOutputHelper!.WriteLine("{0:0.00} ms a line", each);
        Assert.InRange(each, 0, 100); // generous: what a line costs is printed, a line that reads the whole chain is found
    }

    private async Task WriteAsync(Guid account, int lines)
    {
        var viewer = TestPortal.AdminOf(account);
        for (var no = 0; no < lines; no++)
        {
            portal.Clock.Advance(TimeSpan.FromSeconds(1));
            await portal.Get<AuditLog>().WriteAsync(viewer, AuditAction.Exported, $"usage trend {no}", ct: Ct);
        }
    }

    private async Task<(int Code, string Said)> VerifyAsync()
    {
        await using var words = new StringWriter(CultureInfo.InvariantCulture);
        await using var wrongs = new StringWriter(CultureInfo.InvariantCulture);
        var code = await VerifyAuditVerb.Verb.RunAsync(new(portal.Services, [], new Dictionary<string, string>(), words, wrongs), Ct);
        return (code, wrongs.ToString());
    }
}
