namespace ValuePortal.Accounts.Desk;

/// <summary>The pages of an account on the desk, in the order of their navigation.</summary>
public enum AccountPart
{
    Overview,
    People,
    Contract,
    Usage,
    Value,
    Plan,
    Requests,
    Reviews,
    SignOn,
    Log,
}

public static class AccountParts
{
    /// <summary>Where it lies under the account's address. "value" and "milestones" are what the customer sees of them.</summary>
    public static string Path(this AccountPart part) => part switch
    {
        AccountPart.Overview => "",
        AccountPart.Value => "/model",
        AccountPart.SignOn => "/sign-on",
        _ => "/" + part.ToString().ToLowerInvariant(),
    };

    /// <summary>The address of the page, without a slash before it.</summary>
    public static string Of(this AccountPart part, Guid account) => $"desk/accounts/{account}{part.Path()}";
}
