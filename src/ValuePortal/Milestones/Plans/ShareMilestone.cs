using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Identity;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Milestones.Plans;

/// <summary>
/// The customer's admin shows to others that a milestone was reached: a page with the company's name, the title and the day, and nothing else.
/// Only who has the sealed address sees it, until the admin takes it back or the milestone is open again.
/// </summary>
public sealed class ShareMilestone(
    PortalDbFactory portal, ReadPlan plans, IDataProtectionProvider protection, PublicAddress address, TimeProvider clock, AuditLog audit, IStringLocalizer<MilestonesWords> text)
{
    public const string Page = "/shared/milestone";

    private const int LongestToken = 500;
    private const int IdBytes = 16;

    private readonly IDataProtector protector = protection.CreateProtector("ValuePortal.Milestones.Share.v1");

    /// <summary>What others see.</summary>
    public sealed record Shown(string AccountName, string Title, DateOnly ReachedOn);

    /// <summary>Sets whether it is shared; the same twice is once. Shared anew it has another address.</summary>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid milestoneId, bool shared, CancellationToken ct = default)
    {
        if (viewer is not { Role: PersonRole.CustomerAdmin, AccountId: { } account })
        {
            return new Refusal.NotAllowed(text["OnlyAdminsShare"]);
        }

        if (!(await plans.GatherAsync(viewer, ct)).Is(out var plan, out var refusal))
        {
            return refusal;
        }

        await using var db = portal.For(viewer);
        if (plan.Milestones.FirstOrDefault(row => row.Id == milestoneId) is not { } found
            || await db.Milestones.SingleOrDefaultAsync(row => row.AccountId == account && row.Id == milestoneId, ct) is not { } milestone)
        {
            return new Refusal.NotFound(text["NoSuchMilestone"]);
        }

        if (shared && !found.IsReached)
        {
            return new Refusal.Conflict(text["ShareWhenReached"]);
        }

        if (milestone.SharedAt is null == shared)
        {
            milestone.SharedAt = shared ? clock.GetUtcNow() : null;
            await db.SaveChangesAsync(ct);
            await audit.WriteAsync(viewer, PlanAudit.MilestoneShared, $"{milestoneId} {(shared ? "shared" : "not shared")}", account, ct);
        }

        return milestoneId;
    }

    /// <summary>The page's address; null for one that is not shared.</summary>
    public string? AddressOf(Guid account, MilestoneRow milestone)
    {
        if (milestone.SharedAt is not { } at)
        {
            return null;
        }

        var ticks = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(ticks, at.UtcTicks);
        return address.Of($"{Page}?token={Base64Url.EncodeToString(protector.Protect([.. account.ToByteArray(), .. milestone.Id.ToByteArray(), .. ticks]))}");
    }

    /// <returns>Null for an address that is not ours, was taken back, or whose milestone is open again.</returns>
    public async Task<Shown?> ReadAsync(string? token, CancellationToken ct = default)
    {
        if (Read(token) is not var (account, id, at))
        {
            return null;
        }

        var reader = new Viewer(Guid.Empty, "shared milestone", PersonRole.CustomerMember, AccountScope.Only(account), SeesMoney: false);
        return (await plans.GatherAsync(reader, ct)).Is(out var plan, out _)
            && plan.Milestones.FirstOrDefault(row => row.Id == id) is { ReachedOn: { } reached, SharedAt: { } shared } milestone
            && shared.UtcTicks == at
                ? new Shown(plan.AccountName, milestone.Title, reached)
                : null;
    }

    private (Guid Account, Guid Milestone, long At)? Read(string? token)
    {
        if (token is null or { Length: 0 or > LongestToken })
        {
            return null;
        }

        try
        {
            var ids = protector.Unprotect(Base64Url.DecodeFromChars(token));
            return ids.Length == (2 * IdBytes) + sizeof(long)
                ? (new Guid(ids.AsSpan(0, IdBytes)), new Guid(ids.AsSpan(IdBytes, IdBytes)), BinaryPrimitives.ReadInt64BigEndian(ids.AsSpan(2 * IdBytes)))
                : null;
        }
        catch (Exception notOurs) when (notOurs is FormatException or CryptographicException)
        {
            return null;
        }
    }
}
