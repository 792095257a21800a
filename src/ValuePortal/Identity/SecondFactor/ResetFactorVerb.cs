using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Verbs;

namespace ValuePortal.Identity.SecondFactor;

/// <summary><c>reset-second-factor --email EMAIL</c>: for the vendor's people, the last admin among them, who lost phone and recovery codes.</summary>
internal static class ResetFactorVerb
{
    public static readonly Verb Verb = new("reset-second-factor", "reset-second-factor --email EMAIL", RunAsync);

    private static async Task<int> RunAsync(VerbCall call, CancellationToken ct)
    {
        if (call.Operands.Count > 0 || call.Option("email") is not { } email)
        {
            return call.Misunderstood($"Write: {Verb.Usage}");
        }

        var name = call.Services.GetRequiredService<ILookupNormalizer>().NormalizeEmail(email);
        await using var db = call.Services.GetRequiredService<PortalDbFactory>().ForSystem();
        if (await db.Users.Where(person => person.NormalizedEmail == name && person.AccountId == null).Select(person => (Guid?)person.Id).SingleOrDefaultAsync(ct) is not { } id)
        {
            return call.Refuse($"Nobody of the vendor has the e-mail {email}. For people of a customer, an admin resets it on the account's page.");
        }

        if (!(await call.Services.GetRequiredService<ResetFactor>().RunAsync(VerbCall.Caller(), id, ct)).Is(out _, out var why))
        {
            return call.Refuse(why.Message);
        }

        await call.Error.WriteLineAsync($"{email} signs in with the password and sets up two-step sign-in anew. Open sessions have ended.");
        return 0;
    }
}
