using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Verbs;

namespace ValuePortal.Platform.Audit;

/// <summary>Reads the whole audit log and works every hash out again, account by account.</summary>
public sealed class VerifyAudit(PortalDbFactory portal)
{
    /// <param name="Account"><see cref="AccountScope.NoAccount"/> for the vendor's own.</param>
    /// <param name="Lines">In the chain.</param>
    /// <param name="Before">From before there was a chain.</param>
    /// <param name="Hash">Of the last line: written down elsewhere, it proves later that nothing before it was touched.</param>
    /// <param name="Wrong">The first line that is wrong, and what is wrong with it; null for a whole chain.</param>
    public sealed record Chain(Guid Account, long Lines, long Before, byte[] Hash, BadLine? Wrong);

    /// <param name="Number">Its place in the chain; null for one that has none.</param>
    public sealed record BadLine(long? Number, DateTimeOffset? At, string Why);

    public async IAsyncEnumerable<Chain> RunAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct = default)
    {
        List<Guid> accounts;
        await using (var db = portal.ForSystem())
        {
            accounts = await db.AuditLines.AsNoTracking().IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.AuditChains).Select(line => line.AccountId).Distinct().ToListAsync(ct);
            accounts.AddRange(await db.AuditHeads.AsNoTracking().IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.AuditChains).Select(head => head.AccountId).ToListAsync(ct));
        }

        foreach (var account in accounts.Distinct().Order())
        {
            yield return await RunAsync(account, ct);
        }
    }

    private async Task<Chain> RunAsync(Guid account, CancellationToken ct)
    {
        await using var db = portal.ForSystem(account);
        var before = await db.AuditLines.LongCountAsync(line => line.AccountId == account && line.Number == null, ct);
        var head = await db.AuditHeads.AsNoTracking().SingleOrDefaultAsync(row => row.AccountId == account, ct);
        var deleted = await db.AuditLines.Where(line => line.AccountId == account && line.Action == AuditAction.PersonDeleted).Select(line => line.Detail).ToHashSetAsync(ct);
        var (last, hash) = (0L, AuditChain.Beginning);
        await foreach (var line in db.AuditLines.AsNoTracking().Where(line => line.AccountId == account && line.Number != null).OrderBy(line => line.Number).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (WhatIsWrong(line, last, hash, before, deleted) is { } why)
            {
                return new(account, last, before, hash, new(line.Number, line.At, why));
            }

            (last, hash) = (line.Number!.Value, line.Hash!);
        }

        return new(account, last, before, hash, (head?.Number ?? 0) > last ? new(last + 1, null, "it and all after it were removed")
            : (head?.Number ?? 0) < last || (head is not null && !head.Hash.AsSpan().SequenceEqual(hash)) ? new(last, null, "it was added past the end of the chain") : null);
    }

    private static string? WhatIsWrong(AuditEntry line, long last, byte[] hash, long before, HashSet<string> deleted) => line switch
    {
        _ when line.Number != last + 1 => $"line {last + 1} before it was removed",
        { Seal: null } or { Hash: null } => "it has no seal or no hash",
        _ when !AuditChain.HashOf(line, hash).AsSpan().SequenceEqual(line.Hash) => "it was changed, or does not stand where it was written",
        { Salt: { } salt } when !AuditChain.SealOf(salt, line.Actor, line.Address).AsSpan().SequenceEqual(line.Seal) => "its name or address was changed",
        { Salt: null } when line.Actor.Length + line.Address.Length > 0 || !deleted.Contains(line.PersonId.ToString()) => "its name was taken off, and nobody deleted that person",
        { Action: AuditAction.ChainBegun } when line.Detail != $"{before} lines from before" => $"there are {before} lines from before the chain",
        _ => null,
    };
}

/// <summary><c>verify-audit</c></summary>
internal static class VerifyAuditVerb
{
    public static readonly Verb Verb = new("verify-audit", "verify-audit    work the hashes of the audit log out again and name the first line that is wrong", RunAsync);

    private static async Task<int> RunAsync(VerbCall call, CancellationToken ct)
    {
        if (call.Operands.Count > 0)
        {
            return call.Misunderstood($"Write: {Verb.Usage}");
        }

        var (lines, chains, wrong) = (0L, 0, 0);
        await foreach (var chain in call.Services.GetRequiredService<VerifyAudit>().RunAsync(ct))
        {
            var name = chain.Account == AccountScope.NoAccount ? "vendor" : chain.Account.ToString();
            if (chain.Wrong is { } bad)
            {
                wrong++;
                call.Error.WriteLine(FormattableString.Invariant($"{name}\tline {bad.Number}{(bad.At is { } at ? $" of {at:u}" : "")}: {bad.Why}"));
            }
            else
            {
                call.Out.WriteLine(FormattableString.Invariant($"{name}\t{chain.Lines} lines\t{Convert.ToHexStringLower(chain.Hash)}{(chain.Before > 0 ? $"\t{chain.Before} from before the chain" : "")}"));
            }

            (lines, chains) = (lines + chain.Lines, chains + 1);
        }

        return wrong == 0 ? 0 : call.Refuse(FormattableString.Invariant($"{wrong} of {chains} chains are not as they were written."));
    }
}
