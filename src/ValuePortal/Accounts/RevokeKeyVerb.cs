using ValuePortal.Identity.Keys;
using ValuePortal.Platform.Verbs;

namespace ValuePortal.Accounts;

/// <summary><c>revoke-key ID|BEGINNING</c>: closes a key. A running server refuses it within five seconds.</summary>
internal static class RevokeKeyVerb
{
    public static readonly Verb Verb = new("revoke-key", "revoke-key ID|BEGINNING", RunAsync);

    private static async Task<int> RunAsync(VerbCall call, CancellationToken ct)
    {
        if (call.Operands is not [{ Length: >= ApiKey.PrefixLength } wanted])
        {
            return call.Misunderstood($"Write: {Verb.Usage}, with at least {ApiKey.PrefixLength} letters of the key's beginning.");
        }

        // Somebody may hold the whole key in hand: its beginning names it as well.
        var viewer = VerbCall.Caller();
        var rows = await call.Services.GetRequiredService<ListKeys>().RunAsync(viewer, ct);
        var found = rows.Where(row => row.Id.ToString() == wanted || wanted.StartsWith(row.Prefix, StringComparison.Ordinal)).ToList();
        if (found is not [var key])
        {
            return call.Refuse(found.Count == 0 ? $"No key begins with \"{wanted[..ApiKey.PrefixLength]}\" or has this id." : "Several keys begin so: give the id that list-keys prints.");
        }

        var outcome = await call.Services.GetRequiredService<RevokeKey>().RunAsync(viewer, key.Id, ct);
        if (!outcome.Is(out var name, out var refusal))
        {
            return call.Refuse(refusal.Message);
        }

        await call.Out.WriteLineAsync($"The key \"{name}\" ({key.Prefix}…) is revoked.");
        return 0;
    }
}
