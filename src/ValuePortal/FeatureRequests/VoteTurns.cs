namespace ValuePortal.FeatureRequests;

/// <summary>
/// Votes of one request are written one after the other in this process, and few at once of all: a database that writes one at a time lets
/// those who wait come in no order, and some of many would wait for too long.
/// </summary>
public sealed class VoteTurns : IDisposable
{
    private const int AtOnce = 2;

    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, AtOnce).Select(_ => new SemaphoreSlim(1, 1))];

    /// <returns>To be released.</returns>
    public async Task<SemaphoreSlim> TakeAsync(Guid request, CancellationToken ct)
    {
        var turn = turns[(request.GetHashCode() & int.MaxValue) % AtOnce];
        await turn.WaitAsync(ct);
        return turn;
    }

    public void Dispose() => Array.ForEach(turns, turn => turn.Dispose());
}
