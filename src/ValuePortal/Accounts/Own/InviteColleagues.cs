using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Identity.Links;
using ValuePortal.Identity.People;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts.Own;

/// <summary>What became of one line of a list of people to invite.</summary>
public enum InvitationEnd
{
    Invited,
    AlreadyHere,

    /// <summary>No address, or one that cannot be invited. Which of the two is not said: it may belong to somebody of another company.</summary>
    Refused,
}

/// <summary>The admin of a company invites colleagues, one or a pasted list. Each line is told what became of it; a refused one stops none of the others.</summary>
public sealed class InviteColleagues(
    PortalDbFactory portal, AddPerson add, MakeInvitationLink invite, InvitationLimits limits, ILookupNormalizer normalizer, TimeProvider clock, IStringLocalizer<PeopleWords> text)
{
    /// <param name="Role">A customer's role, for all of the list.</param>
    public sealed record Input(string? People, PersonRole Role, bool MaySeeMoney);

    /// <param name="Line">As it was written.</param>
    /// <param name="Link">With which the person sets a password; null for who was not invited.</param>
    public sealed record Invited(string Line, InvitationEnd End, OneTimeLink? Link = null);

    public async Task<Outcome<IReadOnlyList<Invited>>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        if (viewer is not { Role: PersonRole.CustomerAdmin, AccountId: { } account })
        {
            return new Refusal.NotAllowed(text["OnlyAdmin"]);
        }

        if (input.Role is not (PersonRole.CustomerMember or PersonRole.CustomerAdmin))
        {
            return Invalid(nameof(Input.Role), text["ChooseOne"]);
        }

        var lines = InvitationList.Read(input.People);
        if (lines.Count is 0 or > InvitationList.MostLines)
        {
            return Invalid(nameof(Input.People), text["PeopleInvalid", InvitationList.MostLines]);
        }

        if (!limits.MayInvite(account, lines.Count))
        {
            return new Refusal.Conflict(text["TooMany", InvitationLimits.PerHour]);
        }

        await using var db = portal.For(viewer);
        var company = await db.Accounts.Where(row => row.AccountId == account).Select(row => new { row.Language, row.TimeZone }).SingleAsync(ct);
        var invited = new List<Invited>();
        foreach (var line in lines)
        {
            invited.Add(await InviteAsync(line));
        }

        return invited;

        async Task<Invited> InviteAsync(InvitationList.Line line)
        {
            var normalized = normalizer.NormalizeEmail(line.Email);
            if (await db.Users.AnyAsync(other => other.NormalizedEmail == normalized && other.AccountId == account, ct))
            {
                return new(line.Text, InvitationEnd.AlreadyHere);
            }

            var person = Person.OfAccount(account, line.Email, line.Name, input.Role, clock.GetUtcNow());
            person.MaySeeMoney |= input.MaySeeMoney;
            (person.Language, person.TimeZone) = (company.Language, company.TimeZone);
            return (await add.RunAsync(viewer, person, ct)).Is(out var id, out _) && (await invite.RunAsync(viewer, id, ct)).Is(out var link, out _)
                ? new(line.Text, InvitationEnd.Invited, link)
                : new(line.Text, InvitationEnd.Refused);
        }
    }

    private Refusal.Invalid Invalid(string field, string words) => new(text["SomeFieldsNeedAttention"], new Dictionary<string, string[]> { [field] = [words] });
}
