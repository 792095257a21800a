namespace ValuePortal.Accounts.Own;

/// <summary>The words of a company's page of its people, in <c>PeopleWords.resx</c> and <c>PeopleWords.zh-CN.resx</c>.</summary>
public sealed class PeopleWords;
