namespace ValuePortal.Identity.Keys;

/// <summary>
/// Texts of keys on their way to the page that shows them once, to the person who made them. They are in memory only, for ten
/// minutes at most, and gone when they have been taken.
/// </summary>
public sealed class FreshKeys(TimeProvider clock)
{
    private const int Most = 100;

    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly Dictionary<(Guid Person, Guid Key), (string Text, DateTimeOffset Until)> waiting = [];

    public void Keep(Guid person, MakeKey.Made made)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            foreach (var old in waiting.Where(entry => entry.Value.Until < now).Select(entry => entry.Key).ToList())
            {
                waiting.Remove(old);
            }

            if (waiting.Count < Most)
            {
                waiting[(person, made.Id)] = (made.Text, now + s_lifetime);
            }
        }
    }

    /// <summary>The text of the key, once; null when there is none, or not for this person.</summary>
    public string? Take(Guid person, Guid key)
    {
        lock (gate)
        {
            return waiting.Remove((person, key), out var kept) && kept.Until >= clock.GetUtcNow() ? kept.Text : null;
        }
    }
}
