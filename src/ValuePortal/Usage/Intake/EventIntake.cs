using ValuePortal.Accounts;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Intake;

/// <summary>Events of one source that were read together.</summary>
public sealed record IncomingBatch(IntakeSource Source, IReadOnlyList<IncomingEvent> Events);

/// <summary>Finds the accounts of events and stores them: the way of a request and of a line of a file alike.</summary>
public sealed class EventIntake(EventStore store, AccountDirectory directory)
{
    /// <summary>Stores batches in one transaction. When this returns they are on disk.</summary>
    /// <returns>The verdicts, batch by batch, in the order of the events.</returns>
    public async Task<IReadOnlyList<Verdict[]>> StoreAsync(IReadOnlyList<IncomingBatch> batches, CancellationToken ct)
    {
        var accounts = await KnownAccountsAsync(batches, ct);
        var byId = accounts.Values.ToDictionary(account => account.Id);
        var verdicts = batches.Select(batch => new Verdict[batch.Events.Count]).ToList();
        List<EventToStore> events = [];
        List<(int Batch, int Event)> places = [];
        for (var b = 0; b < batches.Count; b++)
        {
            var (source, calls) = (batches[b].Source, batches[b].Events);
            var bound = source.BoundTo is { } id ? byId[id] : null;
            for (var e = 0; e < calls.Count; e++)
            {
                if (bound is not null && calls[e].GroupId is { } named && named != bound.ExternalId)
                {
                    verdicts[b][e] = Verdict.ForeignAccount;
                    continue;
                }

                events.Add(new EventToStore(calls[e], source, bound ?? (calls[e].GroupId is { } group ? accounts.GetValueOrDefault(group) : null)));
                places.Add((b, e));
            }
        }

        var stored = events.Count == 0 ? [] : await store.StoreAsync(events, accounts, ct);
        for (var i = 0; i < stored.Length; i++)
        {
            verdicts[places[i].Batch][places[i].Event] = stored[i];
        }

        return verdicts;
    }

    private async Task<Dictionary<string, KnownAccount>> KnownAccountsAsync(IReadOnlyList<IncomingBatch> batches, CancellationToken ct)
    {
        var named = batches.SelectMany(batch => batch.Events).Select(incoming => incoming.GroupId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var source in batches.GroupBy(batch => batch.Source.Id))
        {
            var people = source.SelectMany(batch => batch.Events)
                .Where(incoming => incoming is { GroupId: null, UserId: not null })
                .Select(incoming => incoming.UserId!)
                .ToHashSet(StringComparer.Ordinal);
            if (people.Count > 0)
            {
                named.UnionWith(await store.GroupsOfAsync(source.Key, people, ct));
            }
        }

        var entries = (await directory.FindAsync(named, ct)).ToList();
        foreach (var bound in batches.Select(batch => batch.Source.BoundTo).OfType<Guid>().Distinct())
        {
            if (entries.All(entry => entry.AccountId != bound) && await directory.FindAsync(bound, ct) is { } entry)
            {
                entries.Add(entry);
            }
        }

        return entries.ToDictionary(
            entry => entry.ExternalId,
            entry => new KnownAccount(entry.AccountId, entry.ExternalId, TimeZoneInfo.FindSystemTimeZoneById(entry.TimeZone)),
            StringComparer.Ordinal);
    }
}
