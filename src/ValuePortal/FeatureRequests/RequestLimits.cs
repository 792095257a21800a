using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace ValuePortal.FeatureRequests;

/// <summary>How often one person may vote and ask on the pages. Far above what a person does, far below what a script would like.</summary>
public sealed class RequestLimits(IOptions<RequestOptions> options) : IDisposable
{
    /// <summary>Where the settings say nothing else.</summary>
    public const int VotesPerMinute = 60;

    public const int RequestsPerHour = 10;
    public const int CommentsPerMinute = 20;

    /// <summary>Looks for similar requests while somebody types.</summary>
    public const int LooksPerMinute = 240;

    public static readonly TimeSpan VotesWindow = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan RequestsWindow = TimeSpan.FromHours(1);

    private readonly PartitionedRateLimiter<Guid> votes = PerPerson(options.Value.VotesPerPersonAndMinute, VotesWindow);
    private readonly PartitionedRateLimiter<Guid> requests = PerPerson(RequestsPerHour, RequestsWindow);
    private readonly PartitionedRateLimiter<Guid> comments = PerPerson(CommentsPerMinute, VotesWindow);
    private readonly PartitionedRateLimiter<Guid> looks = PerPerson(LooksPerMinute, VotesWindow);

    /// <summary>Counts one more vote; false when it is one too many.</summary>
    public bool MayVote(Guid person) => Take(votes, person, 1);

    /// <summary>Counts one more comment; false when it is one too many.</summary>
    public bool MayComment(Guid person) => Take(comments, person, 1);

    /// <summary>Counts one more look for similar requests; false when it is one too many.</summary>
    public bool MayLook(Guid person) => Take(looks, person, 1);

    /// <summary>Whether the person may ask for one more thing. Forms that come back with a remark do not count.</summary>
    public bool MayAsk(Guid person) => Take(requests, person, 0);

    /// <summary>Counts one request more.</summary>
    public void Asked(Guid person) => Take(requests, person, 1);

    public void Dispose()
    {
        votes.Dispose();
        requests.Dispose();
        comments.Dispose();
        looks.Dispose();
    }

    private static bool Take(PartitionedRateLimiter<Guid> limiter, Guid person, int permits)
    {
        using var lease = limiter.AttemptAcquire(person, permits);
        return lease.IsAcquired;
    }

    private static PartitionedRateLimiter<Guid> PerPerson(int permits, TimeSpan window) => PartitionedRateLimiter.Create<Guid, Guid>(
        person => RateLimitPartition.GetFixedWindowLimiter(person, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = window, QueueLimit = 0 }));
}
