using System.Linq.Expressions;
using ValuePortal.Platform.Access;

namespace ValuePortal.Accounts.Desk;

/// <summary>A person as the desk lists it.</summary>
/// <param name="HasPassword">False until the invitation was followed.</param>
/// <param name="ExternalUserId">Which of the product's user ids it is; null while nobody says so.</param>
public sealed record PersonRow(Guid Id, string Name, string Email, PersonRole Role, bool MaySeeMoney, bool HasPassword, bool MaySignIn, string? ExternalUserId, bool HasSecondFactor)
{
    internal static readonly Expression<Func<Person, PersonRow>> Of = person => new(
        person.Id, person.Name, person.Email!, person.Role, person.MaySeeMoney, person.PasswordHash != null, person.DeactivatedAt == null, person.ExternalUserId, person.TwoFactorEnabled);
}
