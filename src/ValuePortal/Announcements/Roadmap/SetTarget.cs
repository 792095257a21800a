using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Announcements.Desk;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Announcements.Roadmap;

/// <summary>Names the quarter in which a request is to be there, or moves it. Who moves it says why, and customers read it: from, to, when, why.</summary>
public sealed class SetTarget(PortalDbFactory portal, ListLinkable requests, AuditLog audit, TimeProvider clock, IStringLocalizer<AnnouncementWords> text)
{
    /// <param name="Quarter">"2026-3"; empty for none.</param>
    /// <param name="Moves">How often it was moved when it was seen.</param>
    public sealed record Input(string? Quarter, string? Why, string? ChineseWhy, int Moves);

    public sealed record Target(Quarter? Quarter, int Moves);

    public async Task<Target> ReadAsync(Guid request, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        var known = await db.RequestTargets.AsNoTracking().SingleOrDefaultAsync(row => row.RequestId == request, ct);
        return new Target(known?.Quarter is { } number ? new Quarter(number) : null, known?.Moves ?? 0);
    }

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid request, Input input, CancellationToken ct = default)
    {
        if (!ReleaseWork.Writes(viewer))
        {
            return new Refusal.NotAllowed(text["OnlyProduct"]);
        }

        if ((await requests.RunAsync(viewer, [request], ct)).All(row => row.Id != request))
        {
            return new Refusal.NotFound(text["NoSuchRequest"]);
        }

        await using var db = portal.ForSystem();
        var target = await db.RequestTargets.SingleOrDefaultAsync(row => row.RequestId == request, ct);
        if ((target?.Moves ?? 0) != input.Moves)
        {
            return new Refusal.Conflict(text["ChangedByColleague"]);
        }

        var to = Quarter.Read(input.Quarter);
        var (why, chinese) = (ReleaseWork.Given(input.Why), ReleaseWork.Given(input.ChineseWhy));
        if (Check(input, target?.Quarter, to, why, chinese) is { Count: > 0 } errors)
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], errors);
        }

        if (to?.Number == target?.Quarter)
        {
            return request;
        }

        if (target is null)
        {
            db.Add(target = new RequestTarget { RequestId = request });
        }

        target.Moves++;
        db.Add(new TargetMove { RequestId = request, Number = target.Moves, From = target.Quarter, To = to?.Number, At = clock.GetUtcNow(), Why = why ?? "", ChineseWhy = chinese });
        target.Quarter = to?.Number;
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure is DbUpdateConcurrencyException || failure.IsDuplicate())
        {
            return new Refusal.Conflict(text["ChangedByColleague"]);
        }

        await audit.WriteAsync(viewer, ReleaseAudit.TargetMoved, $"{request} {to}", AccountScope.NoAccount, ct);
        return request;
    }

    private Dictionary<string, string[]> Check(Input input, int? from, Quarter? to, string? why, string? chinese)
    {
        var errors = new Dictionary<string, string[]>();
        if (to is null && !string.IsNullOrEmpty(input.Quarter))
        {
            errors[nameof(Input.Quarter)] = [text["ChooseOne"]];
        }

        if (from is not null && from != to?.Number && why is null && chinese is null)
        {
            errors[nameof(Input.Why)] = [text["WhyMissing"]];
        }

        if (why?.Length > TargetMove.WhyMaxLength || chinese?.Length > TargetMove.WhyMaxLength)
        {
            errors[nameof(Input.Why)] = [text["TooLong", TargetMove.WhyMaxLength]];
        }

        return errors;
    }
}
