using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using ValuePortal.Platform.Access;

namespace ValuePortal.Identity.People;

/// <summary>What the cookie says of a person: who, and the role by which policies decide. Accounts and money are read afresh.</summary>
internal sealed class PersonClaims : IUserClaimsPrincipalFactory<Person>
{
    public Task<ClaimsPrincipal> CreateAsync(Person user) => Task.FromResult(new ClaimsPrincipal(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, user.Id.ToString()),
            new Claim(ClaimTypes.Name, user.Name),
            new Claim(ClaimNames.Role, user.Role.ToString()),
        ],
        IdentityConstants.ApplicationScheme,
        ClaimTypes.Name,
        ClaimNames.Role)));
}
