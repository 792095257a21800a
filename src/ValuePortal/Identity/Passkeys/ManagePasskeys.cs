using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using ValuePortal.Identity.Passwords;
using ValuePortal.Identity.Profiles;
using ValuePortal.Identity.SingleSignOn;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;

namespace ValuePortal.Identity.Passkeys;

/// <summary>A person's passkeys: which there are, another one, one less. To change them the password is asked for again.</summary>
public sealed class ManagePasskeys(
    SignInManager<Person> signIn, UserManager<Person> people, ConfirmPassword confirm, SignOnRules ways, TellOfChange tell, AuditLog audit, IStringLocalizer<PasskeyWords> text)
{
    public const int NameMaxLength = 60;

    /// <summary>How many a person may have.</summary>
    public const int Most = 20;

    /// <summary>What the audit log calls it.</summary>
    public const string Added = "passkey-added";
    public const string Removed = "passkey-removed";

    private const int LongestAnswer = 20_000;

    /// <param name="Id">The credential's id in base 64 for addresses.</param>
    public sealed record Row(string Id, string Name, DateTimeOffset CreatedAt);

    public async Task<IReadOnlyList<Row>> ListAsync(Viewer viewer) =>
        [.. (await people.GetPasskeysAsync(await FindAsync(viewer))).OrderBy(key => key.CreatedAt).Select(key => new Row(Base64Url.EncodeToString(key.CredentialId), key.Name ?? "", key.CreatedAt))];

    /// <summary>The password was entered: what the browser needs to make a passkey.</summary>
    public async Task<Outcome<string>> MakeOptionsAsync(Viewer viewer, string? password, CancellationToken ct = default)
    {
        if (await ways.IsByProviderOnlyAsync(viewer, ct))
        {
            return new Refusal.Conflict(text["ByProviderOnly"]);
        }

        if (await confirm.RunAsync(viewer, password, "Password", ct) is { } refusal)
        {
            return refusal;
        }

        var person = await FindAsync(viewer);
        if ((await people.GetPasskeysAsync(person)).Count >= Most)
        {
            return new Refusal.Conflict(text["TooMany", Most]);
        }

        return await signIn.MakePasskeyCreationOptionsAsync(new() { Id = person.Id.ToString(), Name = person.Email!, DisplayName = person.Name });
    }

    /// <summary>The browser has made one, on the options of just now.</summary>
    public async Task<Outcome<string>> AddAsync(Viewer viewer, string? credential, string? name, CancellationToken ct = default)
    {
        var person = await FindAsync(viewer);
        if (await CheckAsync(credential) is not { Succeeded: true } made || made.UserEntity.Id != person.Id.ToString())
        {
            return new Refusal.Conflict(text["NotMade"]);
        }

        var called = (name ?? "").Trim();
        made.Passkey.Name = called.Length is 0 ? text["Passkey"] : called[..Math.Min(called.Length, NameMaxLength)];
        if (!(await people.AddOrUpdatePasskeyAsync(person, made.Passkey)).Succeeded)
        {
            return new Refusal.Conflict(text["NotMade"]);
        }

        await audit.WriteAsync(viewer, Added, made.Passkey.Name, viewer.IsStaff ? AccountScope.NoAccount : null, ct);
        await tell.RunAsync(person.Id, SignInChange.PasskeyAdded, ct);
        return made.Passkey.Name;
    }

    public async Task<Outcome<string>> RemoveAsync(Viewer viewer, string? id, string? password, CancellationToken ct = default)
    {
        if (await ways.IsByProviderOnlyAsync(viewer, ct))
        {
            return new Refusal.Conflict(text["ByProviderOnly"]);
        }

        if (await confirm.RunAsync(viewer, password, "Password", ct) is { } refusal)
        {
            return refusal;
        }

        var person = await FindAsync(viewer);
        if ((await people.GetPasskeysAsync(person)).FirstOrDefault(key => Base64Url.EncodeToString(key.CredentialId) == id) is not { } key)
        {
            return new Refusal.NotFound(text["NoSuchPasskey"]);
        }

        await people.RemovePasskeyAsync(person, key.CredentialId);
        await audit.WriteAsync(viewer, Removed, key.Name ?? "", viewer.IsStaff ? AccountScope.NoAccount : null, ct);
        await tell.RunAsync(person.Id, SignInChange.PasskeyRemoved, ct);
        return key.Name ?? "";
    }

    private async Task<Person> FindAsync(Viewer viewer) => (await people.FindByIdAsync(viewer.PersonId.ToString()))!;

    private async Task<PasskeyAttestationResult?> CheckAsync(string? credential)
    {
        if (credential is null or { Length: 0 or > LongestAnswer })
        {
            return null;
        }

        try
        {
            return await signIn.PerformPasskeyAttestationAsync(credential);
        }
        catch (InvalidOperationException)
        {
            return null; // nobody asked for one in this browser, or too long ago
        }
    }
}
