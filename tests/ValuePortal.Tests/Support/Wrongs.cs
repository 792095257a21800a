namespace ValuePortal.Tests.Support;

internal static class Wrongs
{
    /// <summary>Fails with all that is wrong, one line each.</summary>
    public static void AssertNone(IEnumerable<string> wrongs)
    {
        var list = wrongs.Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(list.Count == 0, string.Join(Environment.NewLine, list));
    }
}
