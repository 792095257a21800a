using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using static ValuePortal.Tests.Support.Wrongs;

namespace ValuePortal.Tests.Architecture;

public sealed partial class PageTests
{
    private const int MostLinesOfCode = 60;

    [Fact]
    public void Every_page_says_who_may_open_it()
    {
        var pages = typeof(Program).Assembly.GetTypes().Where(type => type.IsDefined(typeof(RouteAttribute), inherit: false)).ToList();

        Assert.NotEmpty(pages);
        AssertNone(pages
            .Where(page => !page.IsDefined(typeof(AllowAnonymousAttribute), inherit: false)
                && !page.GetCustomAttributes<AuthorizeAttribute>(inherit: false).Any(authorize => !string.IsNullOrEmpty(authorize.Policy)))
            .Select(page => $"{page.FullName} names no policy and does not say that anybody may open it."));
    }

    [Fact]
    public void Components_leave_their_rules_to_csharp_files()
    {
        var components = Repository.ProductFiles(".razor").ToDictionary(Repository.Relative, file => LinesOfCode(File.ReadAllText(file)));

        AssertNone(components
            .Where(component => component.Value > MostLinesOfCode)
            .Select(component => $"{component.Key} has {component.Value} lines of code, of {MostLinesOfCode} at most: a query, a command or a part is missing."));
        AssertNone(Directory.EnumerateFiles(Repository.Product, "*.razor.cs", SearchOption.AllDirectories)
            .Select(file => $"{Repository.Relative(file)}: code stands in the component or in a class of its own, not behind."));
    }

    [Fact]
    public void The_stylesheet_goes_out_in_20_kilobytes() =>
        Assert.InRange(new FileInfo(Path.Combine(Repository.Product, "wwwroot", "css", "portal.css")).Length, 10_000, 20 * 1024);

    [Fact]
    public void The_count_of_lines_counts() =>
        Assert.Equal(3, LinesOfCode("<p>@code</p>\n@code {\n    int a;\n\n    void B() { }\n    // }\n}\n"));

    private static int LinesOfCode(string razor)
    {
        var lines = 0;
        foreach (Match start in CodeStart().Matches(razor))
        {
            // The block ends at the first brace that stands in the column in which it began.
            var body = razor[(start.Index + start.Length)..];
            var end = BlockEnd().Match(body);
            lines += (end.Success ? body[..end.Index] : body).Split('\n').Count(line => line.Trim().Length > 0);
        }

        return lines;
    }

    [GeneratedRegex(@"^@(?:code|functions)\s*\{", RegexOptions.Multiline, 1000)]
    private static partial Regex CodeStart();

    [GeneratedRegex(@"^\}", RegexOptions.Multiline, 1000)]
    private static partial Regex BlockEnd();
}
