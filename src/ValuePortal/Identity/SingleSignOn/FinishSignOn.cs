using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Identity.Sessions;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Text;

namespace ValuePortal.Identity.SingleSignOn;

/// <summary>
/// Takes what a provider sent back with the browser. A session begins only when every part belongs to one sign-in, and the issuer's
/// subject is somebody of the account; an e-mail finds nobody. Everything else is one refusal with one line in the audit log.
/// </summary>
internal sealed class FinishSignOn(
    PortalDbFactory portal, SignOnRules rules, SignOnWays ways, ProviderDocuments documents, RedeemCode redeem, IdTokens tokens, PublicAddress address,
    Session session, CurrentViewer current, ILookupNormalizer normalizer, AuditLog audit, TimeProvider clock)
{
    /// <summary>How a session begins by a provider. Whether it asked for a second factor is its own affair.</summary>
    public const string By = "sso";

    private const int CodeMaxLength = 4000;

    private static readonly TimeSpan s_answersKeptFor = TimeSpan.FromHours(1);

    public abstract record Answer
    {
        public sealed record Welcome(Person Person, string? ReturnUrl) : Answer;

        public sealed record Problem(SignOnProblem Kind) : Answer;
    }

    public async Task<Answer> RunAsync(Guid account, IQueryCollection query, CancellationToken ct = default)
    {
        var way = ways.Take(One(query, "state"));
        try
        {
            if (way is null)
            {
                throw SignOnFailure.Refused("the answer belongs to no sign-in of this browser (state)");
            }

            var (person, idToken) = await ReadAsync(way, account, query, ct);
            await session.BeginAsync(person, By, idToken, ct);
            return new Answer.Welcome(person, way.ReturnUrl);
        }
        catch (SignOnFailure failure)
        {
            await audit.WriteAsync(
                way?.PersonId ?? Guid.Empty, "", AuditAction.SignInRefused, $"{SignOnAudit.Way}: {failure.Message}", way?.AccountId ?? AccountScope.NoAccount, ct);
            return new Answer.Problem(failure.Problem);
        }
    }

    private async Task<(Person Person, string IdToken)> ReadAsync(SignOnWay way, Guid account, IQueryCollection query, CancellationToken ct)
    {
        if (way.AccountId != account)
        {
            throw SignOnFailure.Refused("the answer came to the address of another account");
        }

        var provider = await ProviderOfAsync(way, ct);
        var says = (await documents.GetAsync(provider.Issuer, null, ct)).Says;
        CheckIssuer(query, provider, says.AuthorizationResponseIssParameterSupported);
        await TakeOnceAsync(way.State, ct);

        if (query.ContainsKey("error"))
        {
            var error = SignOnErrors.Known(One(query, "error"));
            throw new SignOnFailure(error == SignOnErrors.Denied ? SignOnProblem.Cancelled : SignOnProblem.Refused, $"the provider said {error}");
        }

        if (One(query, "code") is not { Length: > 0 and <= CodeMaxLength } code)
        {
            throw SignOnFailure.Refused("the answer has no code");
        }

        var answer = await redeem.RunAsync(provider, says, code, way.Verifier, SignOnAddress.Of(address, account), ct);
        var who = await tokens.ReadAsync(provider, answer, way.Nonce, way.BegunAt, ct);
        var person = way.PersonId is { } known ? await ConnectAsync(way, known, who, ct) : await FindAsync(provider, who, ct);

        // Looked at once more, after the person was read: who ends the provider after this changes the person's stamp, and the session with it.
        await ProviderOfAsync(way, ct);
        return (person, who.IdToken);
    }

    private async Task<SignOnProvider> ProviderOfAsync(SignOnWay way, CancellationToken ct) =>
        await rules.ProviderAsync(way.AccountId, ct) is { } provider && provider.Epoch == way.Epoch && provider.Issuer == way.Issuer
            ? provider
            : throw SignOnFailure.Refused("the provider was changed or switched off meanwhile");

    // RFC 9207: whose answer this is, said by the one who answers.
    private static void CheckIssuer(IQueryCollection query, SignOnProvider provider, bool isPromised)
    {
        if (query.ContainsKey("iss") ? One(query, "iss") != provider.Issuer : isPromised)
        {
            throw SignOnFailure.Refused("the answer is of another issuer (iss)");
        }
    }

    // The cookie is gone after the first answer, but a copy of it would not be.
    private async Task TakeOnceAsync(string state, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var before = now - s_answersKeptFor;
        await using var db = portal.ForSystem();
        await db.SignOnAnswers.Where(answer => answer.At < before).ExecuteDeleteAsync(ct);
        db.Add(new SignOnAnswer { Hash = SHA256.HashData(Encoding.ASCII.GetBytes(state)), At = now });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (Exception failure) when (failure.IsDuplicate())
        {
            throw SignOnFailure.Refused("the answer was taken before");
        }
    }

    private async Task<Person> FindAsync(SignOnProvider provider, SignedOn who, CancellationToken ct)
    {
        await using var db = portal.ForSystem(provider.AccountId);
        var identity = await db.SignOnIdentities.AsNoTracking().SingleOrDefaultAsync(
            i => i.AccountId == provider.AccountId && i.Issuer == who.Issuer && i.Subject == who.Subject, ct);
        if (identity is null)
        {
            return await AddAsync(db, provider, who, ct);
        }

        return await db.Users.AsNoTracking().SingleOrDefaultAsync(p => p.Id == identity.PersonId && p.AccountId == provider.AccountId, ct) is { DeactivatedAt: null } person
            ? person
            : throw new SignOnFailure(SignOnProblem.NotConnected, "the person is deactivated");
    }

    /// <summary>Somebody nobody knows yet becomes a member without money, where the account wants that. A known e-mail is never taken over.</summary>
    private async Task<Person> AddAsync(PortalDb db, SignOnProvider provider, SignedOn who, CancellationToken ct)
    {
        if (!provider.AddsPeople)
        {
            throw NotConnected("nobody is connected with this subject");
        }

        if (EmailDomains.Of(who.Email) is not { } domain || !who.EmailIsVerified)
        {
            throw NotConnected("nobody is connected with this subject, and its e-mail is missing or not verified");
        }

        if (!await db.SignOnDomains.AnyAsync(row => row.AccountId == provider.AccountId && row.Domain == domain, ct))
        {
            throw NotConnected("nobody is connected with this subject, and its e-mail is of another domain");
        }

        if (!TryName(who, out var name))
        {
            throw NotConnected("nobody is connected with this subject, and its name cannot be shown");
        }

        var now = clock.GetUtcNow();
        var person = Person.OfAccount(provider.AccountId, who.Email!, name, PersonRole.CustomerMember, now);

        // Of the page on which the sign-in began.
        person.Language = CultureInfo.CurrentUICulture.Name is var language && Languages.IsKnown(language) ? language : person.Language;
        person.NormalizedEmail = normalizer.NormalizeEmail(person.Email);
        person.NormalizedUserName = normalizer.NormalizeName(person.UserName);
        if (await db.Users.AnyAsync(p => p.NormalizedUserName == person.NormalizedUserName, ct))
        {
            throw NotConnected("nobody is connected with this subject, and its e-mail belongs to somebody");
        }

        db.Add(person);
        db.Add(IdentityOf(person, who, now));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (Exception failure) when (failure.IsDuplicate())
        {
            throw SignOnFailure.Refused("somebody signed in for the first time twice at once");
        }

        await audit.WriteAsync(person.Id, person.Name, AuditAction.PersonAdded, $"{person.Role} {person.Id} by {SignOnAudit.Way}", provider.AccountId, ct);
        return person;
    }

    /// <summary>A person who came with a link, or signed in already, is this subject from now on. All that was open for the person before ends.</summary>
    private async Task<Person> ConnectAsync(SignOnWay way, Guid known, SignedOn who, CancellationToken ct)
    {
        if (!way.ByLink && (await current.FindAsync(ct))?.PersonId != known)
        {
            throw SignOnFailure.Refused("the person is not signed in any more");
        }

        await using var db = portal.ForSystem(way.AccountId);
        if (await db.Users.SingleOrDefaultAsync(p => p.Id == known && p.AccountId == way.AccountId && p.SecurityStamp == way.Stamp, ct) is not { DeactivatedAt: null } person)
        {
            throw SignOnFailure.Refused("the link is used up, or the person may not sign in");
        }

        if (!way.ByLink && await db.SignOnIdentities.AnyAsync(i => i.AccountId == way.AccountId && i.PersonId == known, ct))
        {
            throw SignOnFailure.Refused("the person is connected already");
        }

        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.SignOnIdentities.Where(i => i.AccountId == way.AccountId && i.PersonId == known).ExecuteDeleteAsync(ct);
        db.Add(IdentityOf(person, who, now));
        person.EndSessions(now);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (Exception failure) when (failure.IsDuplicate())
        {
            throw new SignOnFailure(SignOnProblem.Taken, "the subject is connected with somebody else");
        }
        catch (DbUpdateConcurrencyException)
        {
            throw SignOnFailure.Refused("the link is used up, or the person may not sign in");
        }

        await transaction.CommitAsync(ct);
        await audit.WriteAsync(person.Id, person.Name, SignOnAudit.Connected, way.ByLink ? "by one-time link" : "signed in", way.AccountId, ct);
        return person;
    }

    private static SignOnIdentity IdentityOf(Person person, SignedOn who, DateTimeOffset now) => new()
    {
        AccountId = person.AccountId!.Value,
        Issuer = who.Issuer,
        Subject = who.Subject,
        PersonId = person.Id,
        ConnectedAt = now,
    };

    private static SignOnFailure NotConnected(string why) => new(SignOnProblem.NotConnected, why);

    // Control characters, and those that turn the direction of what stands after them, are no part of a name.
    private static bool TryName(SignedOn who, out string name)
    {
        name = string.IsNullOrWhiteSpace(who.Name) ? who.Email![..who.Email!.IndexOf('@', StringComparison.Ordinal)] : who.Name.Trim();
        if (name.Length > Person.NameMaxLength)
        {
            name = name[..(char.IsHighSurrogate(name[Person.NameMaxLength - 1]) ? Person.NameMaxLength - 1 : Person.NameMaxLength)];
        }

        return !name.Any(letter => char.IsControl(letter) || letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'));
    }

    private static string? One(IQueryCollection query, string name) => query[name] is [var only] ? only : null;
}
