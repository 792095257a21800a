using System.Diagnostics;

namespace ValuePortal.Tests.Support;

/// <summary>
/// Real clients and servers from npm, in <c>tests/clients</c>: <c>eng/steps.sh clients</c> installs them. A test that needs them is
/// skipped, with a line, where they are not there.
/// </summary>
public static class NodeClients
{
    /// <summary>The folder with the scripts and <c>node_modules</c>; skips the test where nothing is installed.</summary>
    public static string Folder
    {
        get
        {
            var folder = Path.Combine(Root, "tests", "clients");
            Assert.SkipUnless(Directory.Exists(Path.Combine(folder, "node_modules")), "The clients in tests/clients are not installed: eng/steps.sh clients");
            return folder;
        }
    }

    private static string Root
    {
        get
        {
            var place = new DirectoryInfo(AppContext.BaseDirectory);
            while (place is not null && !File.Exists(Path.Combine(place.FullName, "ValuePortal.sln")))
            {
                place = place.Parent;
            }

            return place?.FullName ?? throw new InvalidOperationException("The tests do not run below the folder of ValuePortal.sln.");
        }
    }

    /// <summary>Runs a script of <c>tests/clients</c> to its end and gives what it printed; fails when it exits with another code than 0.</summary>
    public static async Task<string> RunAsync(string script, params string[] arguments)
    {
        using var process = Start(script, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.ExitCode == 0, $"{script} ended with {process.ExitCode}: {await errors}{await output}");
        return await output;
    }

    /// <summary>Starts a script of <c>tests/clients</c>; the caller ends it.</summary>
    public static Process Start(string script, params string[] arguments) => Process.Start(new ProcessStartInfo("node", [script, .. arguments])
    {
        WorkingDirectory = Folder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
