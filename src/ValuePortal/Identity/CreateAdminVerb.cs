using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Identity.Links;
using ValuePortal.Identity.People;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Verbs;

namespace ValuePortal.Identity;

/// <summary><c>create-admin --email EMAIL [--name NAME]</c>: prints a link (24 h) to set a password. For an admin who is there already, a new link.</summary>
internal static class CreateAdminVerb
{
    public static readonly Verb Verb = new("create-admin", "create-admin --email EMAIL [--name NAME]", RunAsync);

    private static async Task<int> RunAsync(VerbCall call, CancellationToken ct)
    {
        if (call.Operands.Count > 0 || call.Option("email") is not { } email || !EmailAddress.IsValid(email))
        {
            return call.Misunderstood($"Write: {Verb.Usage}");
        }

        if (!call.Services.GetRequiredService<PublicAddress>().IsKnown)
        {
            return call.Refuse(PublicAddress.MissingText);
        }

        var name = call.Services.GetRequiredService<ILookupNormalizer>().NormalizeEmail(email);
        await using var db = call.Services.GetRequiredService<PortalDbFactory>().ForSystem();
        var known = await db.Users.AsNoTracking().Where(person => person.NormalizedEmail == name)
            .Select(person => new { person.Id, person.Role, person.DeactivatedAt }).SingleOrDefaultAsync(ct);
        if (known is not null && (known.Role is not PersonRole.VendorAdmin || known.DeactivatedAt is not null))
        {
            return call.Refuse($"{email} belongs to a person who is no admin of the vendor. Take another e-mail.");
        }

        var id = known?.Id ?? Guid.Empty;
        if (known is null)
        {
            var now = call.Services.GetRequiredService<TimeProvider>().GetUtcNow();
            var person = Person.OfVendor(email, call.Option("name") ?? email.Split('@')[0], PersonRole.VendorAdmin, now);
            var added = await call.Services.GetRequiredService<AddPerson>().RunAsync(VerbCall.Caller(), person, ct);
            if (!added.Is(out id, out var refusal))
            {
                return call.Refuse(refusal.Message);
            }
        }

        var made = await call.Services.GetRequiredService<MakeInvitationLink>().RunAsync(VerbCall.Caller(), id, ct);
        if (!made.Is(out var link, out var why))
        {
            return call.Refuse(why.Message);
        }

        await call.Out.WriteLineAsync(link.Address);
        await call.Error.WriteLineAsync($"Open this link to set the password of {email}. It works once, until {link.ValidUntil:u}.");
        return 0;
    }
}
