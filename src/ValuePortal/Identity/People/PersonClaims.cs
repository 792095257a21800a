using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using ValuePortal.Platform.Access;

namespace ValuePortal.Identity.People;

/// <summary>What the cookie says of a person: who, the role by which policies decide, and the stamp that ends old sessions. Accounts and money are read afresh.</summary>
internal sealed class PersonClaims(IOptions<IdentityOptions> options) : IUserClaimsPrincipalFactory<Person>
{
    public Task<ClaimsPrincipal> CreateAsync(Person user) => Task.FromResult(new ClaimsPrincipal(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, user.Id.ToString()),
            new Claim(ClaimTypes.Name, user.Name),
            new Claim(ClaimNames.Role, user.Role.ToString()),
            new Claim(options.Value.ClaimsIdentity.SecurityStampClaimType, user.SecurityStamp ?? ""),
        ],
        IdentityConstants.ApplicationScheme,
        ClaimTypes.Name,
        ClaimNames.Role)));
}
