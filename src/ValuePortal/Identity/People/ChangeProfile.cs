using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Text;

namespace ValuePortal.Identity.People;

/// <summary>A person says how to be called, in which language, and in which zone times of day are shown.</summary>
public sealed class ChangeProfile(PortalDbFactory portal, IStringLocalizer<IdentityWords> text)
{
    public sealed record Profile(string Name, string Email, string Language, string? TimeZone);

    public async Task<Profile> ReadAsync(Viewer viewer, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        return await db.Users.AsNoTracking().Where(person => person.Id == viewer.PersonId)
            .Select(person => new Profile(person.Name, person.Email!, person.Language, person.TimeZone)).SingleAsync(ct);
    }

    public async Task<Outcome<Profile>> RunAsync(Viewer viewer, string? name, string? language, string? timeZone, CancellationToken ct = default)
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

        var zone = string.IsNullOrEmpty(timeZone) ? null : timeZone;
        if (zone is not null && !TimeZones.IsKnown(zone))
        {
            errors[nameof(Profile.TimeZone)] = [text["TimeZoneInvalid"]];
        }

        if (errors.Count > 0)
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], errors);
        }

        await using var db = portal.ForSystem();
        await db.Users.Where(person => person.Id == viewer.PersonId).ExecuteUpdateAsync(
            set => set.SetProperty(person => person.Name, cleaned).SetProperty(person => person.Language, language).SetProperty(person => person.TimeZone, zone),
            ct);
        return await ReadAsync(viewer, ct);
    }
}
