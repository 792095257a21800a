namespace ValuePortal.Tests.Support;

/// <summary>The large inputs that lie outside the repository: a real usage log and its figures, counted by others.</summary>
public static class TestData
{
    /// <summary>The environment variable with the folder of the data.</summary>
    public const string Variable = "VALUEPORTAL_TEST_DATA";

    /// <summary>The path of a file of the data. Skips the test, saying so, where the data is not there.</summary>
    public static string PathOf(params string[] parts)
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(folder), $"{Variable} is not set: this test reads {string.Join('/', parts)} there.");
        var path = Path.Combine([folder!, .. parts]);
        return File.Exists(path) ? path : throw new FileNotFoundException($"{Variable} is set, and the file is not there.", path);
    }
}
