using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Reports;

/// <summary>What the roll-ups of an account and the features of the product were at when somebody began to read them.</summary>
/// <param name="LastStored">The last events of the account: a node of the former version stores them and changes no version.</param>
/// <param name="Restated">The same while the account's days are only added to.</param>
public readonly record struct UsageVersions(long OfAccount, long LastStored, long OfFeatures, long Restated);

/// <summary>
/// Answers made of roll-ups, kept in memory. Each is kept with what it was made of, and given again only where that is the same now: the
/// versions are read from the database each time, before anything else, so that no answer is older than they are. A bound on the
/// memory, the longest unused goes first.
/// </summary>
public sealed class KeptAnswers(PortalDbFactory portal) : IDisposable
{
    private const long MostBytes = 48 * 1024 * 1024;

    private readonly MemoryCache answers = new(new MemoryCacheOptions { SizeLimit = MostBytes });

    /// <summary>To be read before what an answer is made of.</summary>
    public async Task<UsageVersions> VersionsAsync(Viewer viewer, Guid account, CancellationToken ct)
    {
        await using var db = portal.For(viewer);
        var versions = await db.UsageVersions.AsNoTracking()
            .Where(row => row.Of == account || row.Of == UsageVersion.Features)
            .ToDictionaryAsync(row => row.Of, ct);
        var last = await db.EventSegments.Where(row => row.AccountId == account).MaxAsync(row => (long?)row.Id, ct);
        var (own, features) = (versions.GetValueOrDefault(account), versions.GetValueOrDefault(UsageVersion.Features));
        return new UsageVersions(own?.Version ?? 0, last ?? 0, features?.Version ?? 0, own?.Restated ?? 0);
    }

    /// <summary>The same for all accounts at once, without what a node of the former version stores: for whoever keeps an answer for a day at most.</summary>
    /// <returns>Account → version; those without usage are not in it.</returns>
    public async Task<(IReadOnlyDictionary<Guid, long> OfAccounts, long OfFeatures)> VersionsAsync(CancellationToken ct)
    {
        await using var db = portal.ForSystem();
        var versions = await db.UsageVersions.AsNoTracking().ToDictionaryAsync(row => row.Of, row => row.Version, ct);
        return (versions, versions.GetValueOrDefault(UsageVersion.Features));
    }

    /// <param name="question">All that tells this answer from others, the account first. The reader's language is added.</param>
    /// <param name="madeOf">What may change: the answer is made anew unless it equals what the kept one was made of.</param>
    /// <param name="bytes">About how large an answer is.</param>
    /// <param name="answer">Makes it.</param>
    public async Task<T> GetAsync<T>(object question, object madeOf, Func<T, long> bytes, Func<Task<T>> answer)
    {
        var inLanguage = (question, CultureInfo.CurrentCulture.Name, CultureInfo.CurrentUICulture.Name);
        if (answers.TryGetValue(inLanguage, out Kept<T>? kept) && kept!.MadeOf.Equals(madeOf))
        {
            return kept.Answer;
        }

        var made = await answer();
        answers.Set(inLanguage, new Kept<T>(madeOf, made), new MemoryCacheEntryOptions { Size = bytes(made) });
        return made;
    }

    /// <summary>What was last kept under a question, whatever it was made of; null when there is nothing.</summary>
    internal T? Find<T>(object question)
        where T : class => answers.TryGetValue(question, out T? kept) ? kept : null;

    internal void Keep<T>(object question, T answer, long bytes)
        where T : class => answers.Set(question, answer, new MemoryCacheEntryOptions { Size = bytes });

    public void Dispose() => answers.Dispose();

    private sealed record Kept<T>(object MadeOf, T Answer);
}

/// <summary>Rows that are the same as others when each of them is.</summary>
public sealed class Alike<T>(IReadOnlyList<T> rows) : IEquatable<Alike<T>>
{
    private readonly IReadOnlyList<T> rows = rows;

    public bool Equals(Alike<T>? other) => other is not null && rows.SequenceEqual(other.rows);

    public override bool Equals(object? obj) => Equals(obj as Alike<T>);

    public override int GetHashCode() => rows.Count;
}
