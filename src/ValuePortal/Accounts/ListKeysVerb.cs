using System.Globalization;
using ValuePortal.Identity.Keys;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Verbs;

namespace ValuePortal.Accounts;

/// <summary><c>list-keys</c>: the keys, one a line with tabs between: beginning, state, scope, name, account, last day of use, id.</summary>
internal static class ListKeysVerb
{
    public static readonly Verb Verb = new("list-keys", "list-keys", RunAsync);

    private static async Task<int> RunAsync(VerbCall call, CancellationToken ct)
    {
        if (call.Operands.Count > 0)
        {
            return call.Misunderstood($"Write: {Verb.Usage}");
        }

        var rows = await call.Services.GetRequiredService<ListKeys>().RunAsync(VerbCall.Caller(), ct);
        var names = await call.Services.GetRequiredService<NameAccounts>().RunAsync(AccountScope.Only([.. rows.Select(row => row.AccountId).OfType<Guid>()]), ct);
        foreach (var row in rows)
        {
            var account = row.AccountId is { } id ? names.GetValueOrDefault(id, id.ToString()) : "-";
            var state = row is { State: KeyState.Ending, EndsAt: { } end } ? $"until {end:yyyy-MM-ddTHH:mmZ}" : row.State.ToString().ToLowerInvariant();
            var used = row.LastUsedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-";
            await call.Out.WriteLineAsync(string.Join('\t', row.Prefix, state, row.Scope.Word, row.Name, account, used, row.Id));
        }

        return 0;
    }
}
