using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using static ValuePortal.Tests.Support.Wrongs;

namespace ValuePortal.Tests.Architecture;

/// <summary>What comes along may be used as we use it. A licence that is not on the list is a decision for people, not for a build.</summary>
public sealed partial class LicenceTests
{
    private static readonly string[] s_allowed = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MS-PL", "PostgreSQL", "OFL-1.1", "0BSD"];

    /// <summary>Weak copyleft is fine for what is never shipped.</summary>
    private static readonly string[] s_allowedInTests = ["MPL-2.0"];

    /// <summary>Packages that name a file: somebody has read it, and it says this.</summary>
    private static readonly Dictionary<string, string> s_read = new(StringComparer.OrdinalIgnoreCase)
    {
        ["SourceGear.sqlite3"] = "SQLite is Public Domain",
    };

    /// <summary>The one exception: Microsoft's own terms; for Windows only, and the SQL Server provider needs it.</summary>
    private static readonly Dictionary<string, string> s_exception = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Microsoft.Data.SqlClient.SNI.runtime"] = "MICROSOFT SOFTWARE LICENSE TERMS",
    };

    [Fact]
    public void Every_package_may_be_used()
    {
        var all = Projects().SelectMany(project => PackagesOf(project).Select(package => (Package: package, ForTests: project is "ValuePortal.Tests" or "ValuePortal.EndToEnd")))
            .GroupBy(use => use.Package)
            .Select(uses => (Package: uses.Key, ForTestsOnly: uses.All(use => use.ForTests)))
            .ToList();

        Assert.Contains(all, use => use.Package.Id == "Microsoft.EntityFrameworkCore.Sqlite" && !use.ForTestsOnly);
        Assert.Contains(all, use => use.Package.Id == "bunit" && use.ForTestsOnly);
        AssertNone(all.Select(use => Objection(use.Package, use.ForTestsOnly)).OfType<string>());
        TestContext.Current.SendDiagnosticMessage("{0} packages; exception: {1}", all.Count, string.Join(", ", s_exception.Keys));
    }

    [Theory]
    [InlineData("MIT", true)]
    [InlineData("MS-PL OR Apache-2.0", true)]
    [InlineData("AGPL-3.0-only OR MIT", true)]
    [InlineData("MIT AND Apache-2.0", true)]
    [InlineData("MIT AND AGPL-3.0-only", false)]
    [InlineData("(MIT AND GPL-2.0-only) OR BSD-3-Clause", true)]
    [InlineData("AGPL-3.0-only", false)]
    [InlineData("Apache-2.0 WITH LLVM-exception", false)]
    public void An_expression_is_read_as_it_is_meant(string expression, bool allowed) => Assert.Equal(allowed, Allows(expression, s_allowed));

    private static string? Objection(Package package, bool forTestsOnly)
    {
        var nuspec = Directory.EnumerateFiles(package.Folder, "*.nuspec").SingleOrDefault();
        if (nuspec is null)
        {
            return $"{package.Id} {package.Version} has no description in {package.Folder}.";
        }

        var licence = XDocument.Load(nuspec).Descendants().FirstOrDefault(element => element.Name.LocalName == "license");
        if (licence?.Attribute("type")?.Value == "expression")
        {
            return Allows(licence.Value, forTestsOnly ? [.. s_allowed, .. s_allowedInTests] : s_allowed)
                ? null
                : $"{package.Id} {package.Version} is under {licence.Value}, which is not on the list.";
        }

        var says = s_read.GetValueOrDefault(package.Id) ?? s_exception.GetValueOrDefault(package.Id);
        if (licence is null || says is null)
        {
            return $"{package.Id} {package.Version} names no licence but {licence?.Value ?? "an address"}: read it and add it to the table.";
        }

        return File.ReadAllText(Path.Combine(package.Folder, licence.Value)).Contains(says, StringComparison.OrdinalIgnoreCase)
            ? null
            : $"The licence of {package.Id} {package.Version} no longer says \"{says}\": read it again.";
    }

    private static bool Allows(string expression, string[] allowed)
    {
        while (Innermost().Match(expression) is { Success: true } group)
        {
            expression = expression.Replace(group.Value, Allows(group.Groups["inside"].Value, allowed) ? allowed[0] : "no", StringComparison.Ordinal);
        }

        return expression.Split(" OR ").Any(either => either.Split(" AND ").All(both => allowed.Contains(both.Trim())));
    }

    private static List<string> Projects()
    {
        var projects = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "artifacts", "obj"))
            .Where(folder => File.Exists(Path.Combine(folder, "project.assets.json")))
            .Select(folder => Path.GetFileName(folder)!)
            .ToList();
        Assert.Contains("ValuePortal", projects);
        return projects;
    }

    private static IEnumerable<Package> PackagesOf(string project)
    {
        using var assets = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "artifacts", "obj", project, "project.assets.json")));
        var folders = assets.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToList();
        var restored = assets.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() == "package")
            .Select(library => (Name: library.Name.Split('/'), Path: library.Value.GetProperty("path").GetString()!))
            .Select(library => (Id: library.Name[0], Version: library.Name[1], library.Path));
        var downloaded = assets.RootElement.GetProperty("project").GetProperty("frameworks").EnumerateObject()
            .SelectMany(framework => framework.Value.TryGetProperty("downloadDependencies", out var downloads) ? downloads.EnumerateArray().ToList() : [])
            .Select(download => (Id: download.GetProperty("name").GetString()!, Version: download.GetProperty("version").GetString()!.Trim('[', ']').Split(',')[0].Trim()))
            .Select(download => (download.Id, download.Version, Path: $"{download.Id.ToUpperInvariant()}/{download.Version}"));
        return [.. restored.Concat(downloaded).Select(package => new Package(package.Id, package.Version, FolderOf(folders, package.Path)))];
    }

    private static string FolderOf(List<string> folders, string path) => folders
        .SelectMany(folder => new[] { Path.Combine(folder, path), LowerCase(folder, path) })
        .FirstOrDefault(Directory.Exists) ?? path;

#pragma warning disable CA1308 // Package folders are in lower case.
    private static string LowerCase(string folder, string path) => Path.Combine(folder, path.ToLowerInvariant());
#pragma warning restore CA1308

    [GeneratedRegex(@"\((?<inside>[^()]*)\)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Innermost();

    private sealed record Package(string Id, string Version, string Folder);
}
