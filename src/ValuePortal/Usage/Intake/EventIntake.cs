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
        var events = batches
            .SelectMany(batch => batch.Events.Select(incoming => new EventToStore(incoming, batch.Source, AccountOf(incoming, batch.Source, accounts, byId))))
            .ToList();

        var verdicts = await store.StoreAsync(events, accounts, ct);
        var from = 0;
        return [.. batches.Select(batch => verdicts[from..(from += batch.Events.Count)])];
    }

    private static KnownAccount? AccountOf(
        IncomingEvent incoming, IntakeSource source, Dictionary<string, KnownAccount> accounts, Dictionary<Guid, KnownAccount> byId) =>
        source.BoundTo is { } bound ? byId.GetValueOrDefault(bound)
        : incoming.GroupId is { } group ? accounts.GetValueOrDefault(group)
        : null;

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
