using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.SingleSignOn;

/// <summary>
/// The vendor's admin says who vouches for the people of an account. With another issuer or client, or switched off, everybody who came by
/// it is signed out at the next check, within a minute.
/// </summary>
public sealed class SetProvider(
    PortalDbFactory portal, SignOnFetch fetch, SignOnSecret secrets, TimeProvider clock, AuditLog audit, IStringLocalizer<SignOnWords> text)
{
    /// <param name="Secret">Empty keeps the one that is there, for the same issuer only.</param>
    /// <param name="Domains">E-mail domains, with commas, spaces or lines between them.</param>
    public sealed record Input(string? Issuer, string? ClientId, string? Secret, string? Domains, bool IsOn, bool IsOnly, bool AddsPeople, bool SignsOut = false);

    private static readonly char[] s_between = [',', ';', '，', '；', '、', ' ', '\t', '\r', '\n'];

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid accountId, Input input, CancellationToken ct = default)
    {
        if (viewer.NarrowTo(accountId) is not { } narrowed)
        {
            return new Refusal.NotFound(text["NoSuchAccount"]);
        }

        if (viewer.Role is not PersonRole.VendorAdmin)
        {
            return new Refusal.NotAllowed(text["OnlyVendorAdmin"]);
        }

        await using var db = portal.For(narrowed);
        var provider = await db.SignOnProviders.SingleOrDefaultAsync(p => p.AccountId == accountId, ct);
        var (issuer, client, secret) = ((input.Issuer ?? "").Trim(), (input.ClientId ?? "").Trim(), (input.Secret ?? "").Trim());
        var domains = (input.Domains ?? "").Split(s_between, StringSplitOptions.RemoveEmptyEntries).Select(name => (Said: name, Domain: EmailDomains.Normal(name.TrimStart('@')))).ToList();
        var names = domains.Select(name => name.Domain).OfType<string>().Distinct().ToArray();
        var errors = Check(provider, issuer, client, secret, domains);
        if (errors.Count == 0 && await TakenAsync(db, accountId, names, ct) is { } taken)
        {
            errors["Domains"] = [text["DomainTaken", taken]];
        }

        if (errors.Count > 0)
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], errors);
        }

        var now = clock.GetUtcNow();
        var ends = provider is { IsOn: true } && (!input.IsOn || provider.Issuer != issuer || provider.ClientId != client);
        if (provider is null)
        {
            db.Add(provider = new SignOnProvider { AccountId = accountId, Epoch = Guid.CreateVersion7(now) });
        }
        else if (ends || provider.Issuer != issuer || provider.ClientId != client)
        {
            provider.Epoch = Guid.CreateVersion7(now);
        }

        (provider.Issuer, provider.ClientId, provider.IsOn, provider.IsOnly, provider.AddsPeople, provider.SignsOut) = (issuer, client, input.IsOn, input.IsOnly, input.AddsPeople, input.SignsOut);
        provider.ProtectedSecret = secret.Length > 0 ? secrets.Protect(secret) : provider.ProtectedSecret;

        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.SaveChangesAsync(ct);
            await db.SignOnDomains.Where(d => d.AccountId == accountId && !names.Contains(d.Domain)).ExecuteDeleteAsync(ct);
            var there = await db.SignOnDomains.Where(d => d.AccountId == accountId).Select(d => d.Domain).ToArrayAsync(ct);
            db.AddRange(names.Except(there).Select(name => new SignOnDomain { AccountId = accountId, Domain = name }));
            await db.SaveChangesAsync(ct);
            if (ends)
            {
                await SignOnSessions.EndAsync(db, accountId, now, ct);
            }

            if (input is { IsOn: true, IsOnly: true })
            {
                await SignOnSessions.EndOthersAsync(db, accountId, ct);
            }

            // Subjects of another issuer are other people.
            await db.SignOnIdentities.Where(i => i.AccountId == accountId && i.Issuer != issuer).ExecuteDeleteAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (Exception failure) when (failure.IsDuplicate() || failure is DbUpdateConcurrencyException)
        {
            return new Refusal.Conflict(text["ChangedMeanwhile"]);
        }

        await audit.WriteAsync(
            narrowed,
            SignOnAudit.Set,
            $"{(input.IsOn ? "on" : "off")}{(input.IsOnly ? ", no passwords" : "")}{(input.AddsPeople ? ", adds people" : "")}{(input.SignsOut ? ", signs out there" : "")}{(secret.Length > 0 ? ", new secret" : "")}; {issuer} for {string.Join(' ', names)}",
            accountId,
            ct);
        return accountId;
    }

    private Dictionary<string, string[]> Check(SignOnProvider? provider, string issuer, string client, string secret, List<(string Said, string? Domain)> domains)
    {
        var errors = new Dictionary<string, string[]>();
        if (issuer.Length > SignOnProvider.IssuerMaxLength || !fetch.Allows(issuer) || issuer.Any(letter => letter is '?' or '#' || char.IsControl(letter)))
        {
            errors["Issuer"] = [text["IssuerInvalid"]];
        }

        if (client.Length is 0 or > SignOnProvider.ClientIdMaxLength || client.Any(char.IsControl))
        {
            errors["ClientId"] = [text["ClientIdInvalid", SignOnProvider.ClientIdMaxLength]];
        }

        // The old secret would go to whoever answers under the new address.
        if (secret.Length > SignOnProvider.SecretMaxLength || (secret.Length == 0 && (provider is null || provider.Issuer != issuer)))
        {
            errors["Secret"] = [text[provider is null ? "SecretMissing" : secret.Length == 0 ? "SecretForNewIssuer" : "SecretTooLong", SignOnProvider.SecretMaxLength]];
        }

        if (domains.FirstOrDefault(name => name.Domain is null) is { Said: { } wrong })
        {
            errors["Domains"] = [text["DomainInvalid", wrong]];
        }
        else if (domains.FirstOrDefault(name => EmailDomains.IsPublic(name.Domain!)) is { Said: { } open })
        {
            errors["Domains"] = [text["DomainPublic", open]];
        }
        else if (domains.Count is 0 or > SignOnProvider.MostDomains)
        {
            errors["Domains"] = [text["DomainsMissing", SignOnProvider.MostDomains]];
        }

        return errors;
    }

    private static Task<string?> TakenAsync(PortalDb db, Guid account, string[] names, CancellationToken ct) => db.SignOnDomains.AsNoTracking()
        .IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.SignOnByDomain)
        .Where(d => d.AccountId != account && names.Contains(d.Domain))
        .Select(d => d.Domain).FirstOrDefaultAsync(ct);
}
