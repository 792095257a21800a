namespace ValuePortal.FeatureRequests;

/// <summary>
/// Votes are written one after the other in this process, in the order in which they came: a database that writes one at a time lets those
/// who wait come in no order and after sleeping, and some of many would wait for too long.
/// </summary>
public sealed class VoteTurns : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <returns>To be disposed of when the vote is written.</returns>
    public async Task<IDisposable> TakeAsync(CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        return new Turn(turn);
    }

    public void Dispose() => turn.Dispose();

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
