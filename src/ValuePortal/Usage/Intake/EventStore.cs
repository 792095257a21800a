using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Intake;

/// <summary>Where a batch comes from.</summary>
/// <param name="BoundTo">The account the write key is bound to; every event is then that account's.</param>
public sealed record IntakeSource(int Id, FeatureFrom FeatureFrom, Guid? BoundTo = null);

/// <summary>An account that events can be counted for.</summary>
public sealed record KnownAccount(Guid Id, string ExternalId, TimeZoneInfo Zone);

/// <summary>
/// The one place that writes events: raw events, deduplication and both roll-ups in one transaction, one transaction at a time. Other
/// processes may write in between.
/// </summary>
public sealed class EventStore : IDisposable
{
    private readonly PortalDbFactory portal;
    private readonly TimeProvider clock;
    private readonly bool plain;
    private readonly IntakeMemory memory;
    private readonly SemaphoreSlim gate = new(1, 1);
    private StoreConnection? kept;
    private bool knowsWhatIsStored;

    public EventStore(PortalDbFactory portal, TimeProvider clock)
        : this(portal, clock, plain: false, MessageLedger.KeysPerRun)
    {
    }

    /// <param name="portal">The database.</param>
    /// <param name="clock">Says when an event is stored.</param>
    /// <param name="plain">Only with statements that every database takes, as on SQL Server.</param>
    /// <param name="keysPerRun">So many message ids become a sorted run.</param>
    internal EventStore(PortalDbFactory portal, TimeProvider clock, bool plain, int keysPerRun)
    {
        (this.portal, this.clock, this.plain) = (portal, clock, plain);
        memory = new IntakeMemory(new MessageLedger(keysPerRun));
    }

    /// <summary>Stores batches, all or none. When this returns they are on disk.</summary>
    /// <param name="batches">In the order of arrival: of two events with one message id the first one counts.</param>
    /// <param name="ct">Stops before the transaction.</param>
    /// <returns>The verdicts, batch by batch, in the order of the events.</returns>
    public Task<IReadOnlyList<Verdict[]>> StoreAsync(IReadOnlyList<IncomingBatch> batches, CancellationToken ct) =>
        WriteAsync<IReadOnlyList<Verdict[]>>(batches.Sum(batch => batch.Events.Count), writing => [.. batches.Select(writing.Add)], ct);

    /// <summary>Works in one transaction.</summary>
    /// <param name="events">At most so many events are stored in it.</param>
    /// <param name="work">What is done.</param>
    /// <param name="ct">Stops before the transaction.</param>
    internal Task<T> WriteAsync<T>(int events, Func<EventWriting, T> work, CancellationToken ct) => WorkAsync(db => Write(db, events, work), ct);

    /// <summary>Looks at what a transaction would find; nothing is written.</summary>
    internal Task<T> LookAsync<T>(Func<EventWriting, T> work, CancellationToken ct) => WorkAsync(db => Look(db, work), ct);

    private async Task<T> WorkAsync<T>(Func<StoreConnection, T> work, CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            var db = kept ?? new StoreConnection(await OpenAsync(ct), plain);
            kept = null;
            try
            {
                LearnWhatIsStored(db);
                var result = work(db);
                kept = db.MayBeKept ? db : null;
                return result;
            }
            finally
            {
                // What failed is rolled back with its connection.
                if (kept is null)
                {
                    db.Dispose();
                }
            }
        }
        finally
        {
            gate.Release();
        }
    }

    // Reading millions of message ids takes seconds, in which nobody should be kept from writing. The transaction then reads what is newer.
    private void LearnWhatIsStored(StoreConnection db)
    {
        if (knowsWhatIsStored)
        {
            return;
        }

        db.BeginReading();
        try
        {
            memory.Ledger.Refresh(db);
        }
        finally
        {
            db.Rollback();
        }

        knowsWhatIsStored = true;
    }

    private T Write<T>(StoreConnection db, int events, Func<EventWriting, T> work)
    {
        db.Begin();
        try
        {
            var writing = new EventWriting(db, memory, clock.GetUtcNow(), events);
            var result = work(writing);
            writing.Finish();
            db.Commit();
            memory.Committed(writing.NextAfter);
            if (writing.ChangedWhatIsKnown)
            {
                memory.Forget();
            }

            return result;
        }
        catch
        {
            memory.Forget();
            throw;
        }
    }

    private T Look<T>(StoreConnection db, Func<EventWriting, T> work)
    {
        db.Begin();
        try
        {
            return work(new EventWriting(db, memory, clock.GetUtcNow(), 0));
        }
        catch
        {
            memory.Forget();
            throw;
        }
        finally
        {
            db.Rollback();
        }
    }

    // The context knows where the database is; the connection is the store's own, and stays open on SQLite.
    private async Task<DbConnection> OpenAsync(CancellationToken ct)
    {
        await using var db = portal.ForSystem();
        var place = db.Database.GetConnectionString();
        DbConnection own = db.Database.GetDbConnection() is SqliteConnection ? new SqliteConnection(place) : new SqlConnection(place);
        try
        {
            await own.OpenAsync(ct);
            return own;
        }
        catch
        {
            await own.DisposeAsync();
            throw;
        }
    }

    public void Dispose()
    {
        kept?.Dispose();
        gate.Dispose();
    }
}
