using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Text;

namespace ValuePortal.Identity.People;

/// <summary>A person says how to be called, and in which language.</summary>
public sealed class ChangeProfile(PortalDbFactory portal, IStringLocalizer<IdentityWords> text)
{
    public sealed record Profile(string Name, string Email, string Language);

    public async Task<Profile> ReadAsync(Viewer viewer, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        return await db.Users.AsNoTracking().Where(person => person.Id == viewer.PersonId)
            .Select(person => new Profile(person.Name, person.Email!, person.Language)).SingleAsync(ct);
    }

    public async Task<Outcome<Profile>> RunAsync(Viewer viewer, string? name, string? language, CancellationToken ct = default)
    {
        var errors = new Dictionary<string, string[]>();
        var cleaned = (name ?? "").Trim();
        if (cleaned.Length is 0 or > Person.NameMaxLength)
        {
            errors[nameof(Profile.Name)] = [text["NameInvalid", Person.NameMaxLength]];
        }

        if (!Languages.IsKnown(language))
        {
            errors[nameof(Profile.Language)] = [text["LanguageInvalid"]];
        }

        if (errors.Count > 0)
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], errors);
        }

        await using var db = portal.ForSystem();
        await db.Users.Where(person => person.Id == viewer.PersonId).ExecuteUpdateAsync(
            set => set.SetProperty(person => person.Name, cleaned).SetProperty(person => person.Language, language),
            ct);
        return await ReadAsync(viewer, ct);
    }
}
