namespace ValuePortal.Platform.Access;

/// <summary>A row of one account. Its key begins with <see cref="AccountId"/>; nobody else ever sees it.</summary>
public interface IOwnedByAccount
{
    Guid AccountId { get; }
}

/// <summary>A row that belongs to the vendor or to all: no account's secret stands in it.</summary>
public interface ISharedByAccounts;

/// <summary>A row of the account that raised it, until staff publish it for all. <see cref="RaisedByAccountId"/> is a concurrency token.</summary>
public interface IPrivateUntilPublished
{
    Guid RaisedByAccountId { get; }

    DateTimeOffset? PublishedAt { get; }
}
