using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using ValuePortal.Platform.Access;

namespace ValuePortal.Identity.Links;

/// <summary>A link to set a password. It opens once: setting the password changes the stamp that stands in it.</summary>
public sealed record OneTimeLink(string Address, DateTimeOffset ValidUntil, string PersonName, string Email);

/// <summary>
/// Makes and checks one-time links. Identity's own provider takes the system's time and one lifetime for all; this one takes the
/// portal's clock, and the end stands in the link.
/// </summary>
public sealed class OneTimeLinks(IDataProtectionProvider protection, PublicAddress address, TimeProvider clock) : IUserTwoFactorTokenProvider<Person>
{
    public const string ProviderName = "OneTimeLink";

    public static readonly TimeSpan InvitationValidFor = TimeSpan.FromHours(24);
    public static readonly TimeSpan ResetValidFor = TimeSpan.FromHours(1);

    private readonly IDataProtector protector = protection.CreateProtector("ValuePortal.Identity.OneTimeLinks.v1");

    public OneTimeLink Make(Person person, TimeSpan validFor)
    {
        var until = clock.GetUtcNow() + validFor;
        return new(address.Of($"/account/set-password?person={person.Id:N}&token={TokenFor(person, until)}"), until, person.Name, person.Email ?? "");
    }

    public bool IsValid(Person person, string? token)
    {
        if (person.DeactivatedAt is not null || token is null or { Length: > 1000 })
        {
            return false;
        }

        try
        {
            var parts = Encoding.UTF8.GetString(protector.Unprotect(Base64Url.DecodeFromChars(token))).Split('|');
            return parts is [var id, var until, var stamp]
                && id == person.Id.ToString("N")
                && long.TryParse(until, CultureInfo.InvariantCulture, out var end) && clock.GetUtcNow().UtcTicks < end
                && stamp == person.SecurityStamp;
        }
        catch (Exception notOurs) when (notOurs is FormatException or CryptographicException)
        {
            return false;
        }
    }

    public Task<string> GenerateAsync(string purpose, UserManager<Person> manager, Person user) =>
        Task.FromResult(TokenFor(user, clock.GetUtcNow() + ResetValidFor));

    public Task<bool> ValidateAsync(string purpose, string token, UserManager<Person> manager, Person user) =>
        Task.FromResult(purpose == UserManager<Person>.ResetPasswordTokenPurpose && IsValid(user, token));

    public Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<Person> manager, Person user) => Task.FromResult(false);

    private string TokenFor(Person person, DateTimeOffset until) => Base64Url.EncodeToString(protector.Protect(
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{person.Id:N}|{until.UtcTicks}|{person.SecurityStamp}"))));
}
