using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace ValuePortal.Platform.Jobs;

/// <summary>
/// Turns for documents that are made while their reader waits: a few at once on this node, accounts in turn, and a reader who leaves makes
/// place for the next.
/// </summary>
public sealed class DocumentTurns(IOptions<JobOptions> options, IStringLocalizer<JobWords> text)
{
    private static readonly TimeSpan s_comeAgain = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly LinkedList<(Guid Account, Queue<TaskCompletionSource> Readers)> accounts = [];
    private int waiting;
    private int working;

    /// <summary>Does the work when it is its turn.</summary>
    /// <returns>Busy when too many wait.</returns>
    public async Task<Outcome<T>> RunAsync<T>(Guid account, Func<Task<Outcome<T>>> work, CancellationToken ct)
    {
        if (!Queue(account, out var turn))
        {
            return new Refusal.Busy(text["Full"], s_comeAgain);
        }

        await using (ct.Register(() => turn.TrySetCanceled(ct)))
        {
            await turn.Task;
        }

        try
        {
            return await work();
        }
        finally
        {
            Next();
        }
    }

    private bool Queue(Guid account, out TaskCompletionSource turn)
    {
        turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (working < options.Value.DocumentsAtOnce)
            {
                working++;
                turn.SetResult();
                return true;
            }

            if (waiting >= options.Value.DocumentsWaiting)
            {
                return false;
            }

            waiting++;
            if (accounts.FirstOrDefault(entry => entry.Account == account).Readers is { } readers)
            {
                readers.Enqueue(turn);
            }
            else
            {
                accounts.AddLast((account, new Queue<TaskCompletionSource>([turn])));
            }

            return true;
        }
    }

    // The first account gives one reader its turn and goes to the end. Readers who left are passed over.
    private void Next()
    {
        lock (gate)
        {
            while (accounts.First is { } first)
            {
                accounts.RemoveFirst();
                var turn = first.Value.Readers.Dequeue();
                waiting--;
                if (first.Value.Readers.Count > 0)
                {
                    accounts.AddLast(first);
                }

                if (turn.TrySetResult())
                {
                    return;
                }
            }

            working--;
        }
    }
}
