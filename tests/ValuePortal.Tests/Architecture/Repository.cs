using System.Reflection;

namespace ValuePortal.Tests.Architecture;

/// <summary>The sources from which the tests were built.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "RepositoryRoot").Value!);

    public static string Product { get; } = Path.Combine(Root, "src", "ValuePortal");

    public static IReadOnlyList<string> ProductFiles(params string[] endings)
    {
        var files = Directory.EnumerateFiles(Product, "*", SearchOption.AllDirectories)
            .Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)))
            .Where(file => !Relative(file).Split('/').Any(folder => folder is "bin" or "obj" or "wwwroot" or "Migrations"))
            .Order(StringComparer.Ordinal)
            .ToList();
        Assert.NotEmpty(files);
        return files;
    }

    public static string Relative(string file) => Path.GetRelativePath(Product, file).Replace('\\', '/');
}
