using ValuePortal.Identity.Keys;
using ValuePortal.Platform.Verbs;

namespace ValuePortal.Accounts;

/// <summary><c>create-key NAME --scope ingest|read|value|requests [--account EXTERNAL_ID]</c>: prints the key, once.</summary>
internal static class CreateKeyVerb
{
    public static readonly Verb Verb = new("create-key", "create-key NAME --scope ingest|read|value|requests [--account EXTERNAL_ID]", RunAsync);

    private static async Task<int> RunAsync(VerbCall call, CancellationToken ct)
    {
        if (call.Operands is not [var name] || !KeyScopes.TryParse(call.Option("scope"), out var scope))
        {
            return call.Misunderstood($"Write: {Verb.Usage}");
        }

        Guid? account = null;
        if (call.Option("account") is { } externalId)
        {
            if (await call.Services.GetRequiredService<AccountDirectory>().FindAsync([externalId], ct) is not [var found])
            {
                return call.Refuse($"There is no account with the external id \"{externalId}\".");
            }

            account = found.AccountId;
        }

        var viewer = account is { } bound ? VerbCall.Caller(bound) : VerbCall.Caller();
        var outcome = await call.Services.GetRequiredService<MakeKey>().RunAsync(viewer, new(name, scope, account), ct);
        if (!outcome.Is(out var made, out var refusal))
        {
            return call.Refuse(refusal.Message);
        }

        // The key alone on the standard output, so that a script can take it; what to know about it on the other.
        await call.Out.WriteLineAsync(made.Text);
        await call.Error.WriteLineAsync($"This is the {scope.Word} key \"{name}\". It is not shown again.");
        return 0;
    }
}
