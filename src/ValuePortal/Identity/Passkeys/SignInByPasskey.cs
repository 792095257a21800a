using Microsoft.AspNetCore.Identity;
using ValuePortal.Identity.Sessions;
using ValuePortal.Identity.SingleSignOn;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;

namespace ValuePortal.Identity.Passkeys;

/// <summary>Signs somebody in by a passkey. With the person's face, finger or PIN asked for by the device it counts as both factors.</summary>
public sealed class SignInByPasskey(SignInManager<Person> signIn, UserManager<Person> people, SignOnRules ways, Session session, AuditLog audit)
{
    /// <summary>How a session begins with a passkey, in the words of RFC 8176.</summary>
    public const string By = "pop mfa";

    private const int LongestAnswer = 20_000;

    public Task<string> MakeOptionsAsync() => signIn.MakePasskeyRequestOptionsAsync(null);

    /// <returns>Who is in now; null when the answer is not one of a passkey that is known here, or the account comes by its provider only.</returns>
    public async Task<Person?> RunAsync(string? credential, CancellationToken ct = default)
    {
        var result = await CheckAsync(credential);
        if (result is not { Succeeded: true, User: { } person } || !await signIn.CanSignInAsync(person)
            || await ways.WayInAsync(person.AccountId, ct) is WayIn.Provider)
        {
            await audit.WriteAsync(result?.User?.Id ?? Guid.Empty, result?.User?.Name ?? "", AuditAction.SignInRefused, "passkey", result?.User?.AccountId ?? AccountScope.NoAccount, ct);
            return null;
        }

        await people.AddOrUpdatePasskeyAsync(person, result.Passkey);
        await session.BeginAsync(person, By, ct);
        return person;
    }

    private async Task<PasskeyAssertionResult<Person>?> CheckAsync(string? credential)
    {
        if (credential is null or { Length: 0 or > LongestAnswer })
        {
            return null;
        }

        try
        {
            return await signIn.PerformPasskeyAssertionAsync(credential);
        }
        catch (InvalidOperationException)
        {
            return null; // nobody asked for one in this browser, or too long ago
        }
    }
}
