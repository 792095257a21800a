using System.Threading.RateLimiting;

namespace ValuePortal.Accounts.Own;

/// <summary>How many addresses a company may try to invite an hour: enough for a large one, too few to ask who else is here.</summary>
public sealed class InvitationLimits : IDisposable
{
    public const int PerHour = 500;

    private readonly PartitionedRateLimiter<Guid> perAccount = PartitionedRateLimiter.Create<Guid, Guid>(account => RateLimitPartition.GetFixedWindowLimiter(
        account, _ => new FixedWindowRateLimiterOptions { PermitLimit = PerHour, Window = TimeSpan.FromHours(1), QueueLimit = 0 }));

    public bool MayInvite(Guid account, int addresses)
    {
        using var lease = perAccount.AttemptAcquire(account, addresses);
        return lease.IsAcquired;
    }

    public void Dispose() => perAccount.Dispose();
}
