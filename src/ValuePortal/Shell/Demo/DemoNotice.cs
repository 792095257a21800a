using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using ValuePortal.Platform.Data;

namespace ValuePortal.Shell.Demo;

/// <summary>What a newcomer needs, printed at each start of the demo.</summary>
internal static class DemoNotice
{
    public static void Print(WebApplication app, DemoWorld.Keys keys, TextWriter output)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var folder = app.Services.GetRequiredService<DataFolder>();
        output.WriteLine();
        output.WriteLine($"ValuePortal with demo data: {string.Join(", ", addresses)}");
        foreach (var (email, what) in DemoPeople.SignIns)
        {
            output.WriteLine($"  {email,-36} {what}");
        }

        output.WriteLine($"password: {DemoPeople.Password}");
        output.WriteLine($"write key: {keys.Write}");
        output.WriteLine($"read key: {keys.Read}");
        output.WriteLine($"data: {folder.Path} (stop the portal and delete this folder to begin anew; --no-demo starts without demo data)");
        output.WriteLine();
    }
}
