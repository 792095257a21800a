using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Identity;
using ValuePortal.Platform.Access;

namespace ValuePortal.Identity.Passwords;

/// <summary>
/// Checks and makes password hashes, no more at once than there are cores: a check costs about 150 ms of one, and a flood of them
/// would otherwise take all pages with it.
/// </summary>
public sealed class PasswordChecks : IDisposable
{
    private static readonly Person s_nobody = Person.OfVendor("nobody@localhost", "nobody", PersonRole.Csm, DateTimeOffset.UnixEpoch);

    private readonly IPasswordHasher<Person> hasher;
    private readonly string nobodysHash;
    private readonly ConcurrencyLimiter gate = new(new()
    {
        PermitLimit = Environment.ProcessorCount,
        QueueLimit = 16 * Environment.ProcessorCount,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    public PasswordChecks(IPasswordHasher<Person> hasher)
    {
        this.hasher = hasher;
        nobodysHash = hasher.HashPassword(s_nobody, Guid.CreateVersion7(DateTimeOffset.UnixEpoch).ToString());
    }

    /// <summary>Waits for its turn; not acquired when too many wait already. Dispose it after the check.</summary>
    public ValueTask<RateLimitLease> EnterAsync(CancellationToken ct) => gate.AcquireAsync(1, ct);

    /// <summary>
    /// Compares with the hash; without one it compares with nobody's and answers no, so that the time says nothing about whether there
    /// is such a person.
    /// </summary>
    public bool Matches(string? hash, string password) =>
        hasher.VerifyHashedPassword(s_nobody, hash ?? nobodysHash, password) is not PasswordVerificationResult.Failed && hash is not null;

    public void Dispose() => gate.Dispose();
}
