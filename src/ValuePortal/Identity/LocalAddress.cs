using ValuePortal.Platform.Access;

namespace ValuePortal.Identity;

/// <summary>Where to go after a form: only within the portal, whatever the address bar says.</summary>
internal static class LocalAddress
{
    /// <summary>The address when it is one of ours (begins with one slash, no second slash or backslash, no control characters); else null.</summary>
    public static string? Of(string? address) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..] && address.Length <= 2000 && !address.Any(char.IsControl) && !address.Contains('\\', StringComparison.Ordinal)
            ? address
            : null;

    /// <summary>The page on which a person's work is.</summary>
    public static string HomeOf(Person person) => person.Role is PersonRole.ProductManager ? "/desk/requests" : person.Role.IsStaff ? "/desk" : "/";
}
