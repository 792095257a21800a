using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Intake;

/// <summary>
/// What the store remembers from one transaction to the next. It holds as long as nobody else wrote: the next number of an event, which
/// every writer takes from one row, says so.
/// </summary>
internal sealed class IntakeMemory(MessageLedger ledger)
{
    /// <summary>More names than these are not remembered: they are looked up again.</summary>
    private const int MostNames = 500_000;

    /// <summary>So many rows of one quarter become one.</summary>
    private const int MostParts = 32;

    private readonly Dictionary<(Guid Account, int Quarter), int> parts = [];
    private long next = -1;
    private int names;

    public MessageLedger Ledger => ledger;

    /// <summary>Accounts by external id and by alias.</summary>
    public Dictionary<string, KnownAccount> Accounts { get; } = new(StringComparer.Ordinal);

    public Dictionary<Guid, KnownAccount> AccountsById { get; } = [];

    public Dictionary<Guid, People> PeopleOf { get; } = [];

    public Dictionary<string, (int No, bool Listed)> Features { get; } = new(StringComparer.Ordinal);

    public Dictionary<(int Source, string User), (string Group, long At)?> Groups { get; } = [];

    public Dictionary<int, long> ClosedBefore { get; } = [];

    /// <summary>Brings itself up to date where somebody else has written since.</summary>
    /// <param name="before">The next number as this transaction found it.</param>
    /// <param name="db">In the transaction.</param>
    public void Refresh(long before, StoreConnection db)
    {
        if (before == next)
        {
            return;
        }

        Clear();
        ledger.Refresh(db);
    }

    /// <summary>One name more is remembered. When it is too many, all are forgotten.</summary>
    public void Remembered()
    {
        if (++names <= MostNames)
        {
            return;
        }

        foreach (var people in PeopleOf.Values)
        {
            people.Numbers.Clear();
        }

        Groups.Clear();
        Features.Clear();
        names = 0;
    }

    /// <summary>
    /// A row is added to a quarter; true when it has so many that they should be one. Only the rows added since the start are known, which
    /// is enough: how many there are makes no difference to what they say.
    /// </summary>
    public bool HasManyParts(Guid account, int quarter)
    {
        if (parts.Count > MostNames)
        {
            parts.Clear();
        }

        var known = parts[(account, quarter)] = parts.GetValueOrDefault((account, quarter)) + 1;
        if (known < MostParts)
        {
            return false;
        }

        parts[(account, quarter)] = 0;
        return true;
    }

    public void Committed(long after)
    {
        ledger.Committed();
        next = after;
    }

    /// <summary>The transaction failed, or changed what is remembered: all is read anew.</summary>
    public void Forget()
    {
        ledger.RolledBack();
        Clear();
        next = -1;
    }

    private void Clear()
    {
        Accounts.Clear();
        AccountsById.Clear();
        PeopleOf.Clear();
        Features.Clear();
        Groups.Clear();
        ClosedBefore.Clear();
        names = 0;
    }

    /// <summary>The people of one account by their names in the vendor's product.</summary>
    public sealed class People
    {
        public Dictionary<string, int> Numbers { get; } = new(StringComparer.Ordinal);

        /// <summary>The last number given; null while nobody asked.</summary>
        public int? Last { get; set; }
    }
}
