namespace ValuePortal.Platform.Access;

/// <summary>The accounts whose rows may be seen and written. A scope that nobody set sees nothing; there is no "every".</summary>
public readonly record struct AccountScope
{
    /// <summary>The owner of rows that belong to no customer: the vendor's own audit lines, and events of an account not known yet.</summary>
    public static readonly Guid NoAccount = Guid.Empty;

    private readonly Guid[]? accounts;

    private AccountScope(Guid[] accounts) => this.accounts = accounts;

    public IReadOnlyList<Guid> Accounts => accounts ?? [];

    public static AccountScope Only(params Guid[] accounts) => new([.. accounts.Distinct()]);

    public bool Contains(Guid account) => Accounts.Contains(account);

    public bool Equals(AccountScope other) => Accounts.SequenceEqual(other.Accounts);

    public override int GetHashCode() => Accounts.Aggregate(0, HashCode.Combine);
}
