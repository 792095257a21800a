namespace ValuePortal.Accounts.Desk;

/// <summary>Names the words by which a person is tied to a user of the product.</summary>
public sealed class ProductUserWords;
