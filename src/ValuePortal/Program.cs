using Microsoft.Extensions.Logging.Console;
using ValuePortal.Accounts;
using ValuePortal.Announcements;
using ValuePortal.FeatureRequests;
using ValuePortal.Identity;
using ValuePortal.Identity.SecondFactor;
using ValuePortal.Identity.Sessions;
using ValuePortal.Milestones;
using ValuePortal.Notifications;
using ValuePortal.Platform;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Drafts;
using ValuePortal.Platform.Ui;
using ValuePortal.Platform.Verbs;
using ValuePortal.Reviews;
using ValuePortal.Roi;
using ValuePortal.Shell;
using ValuePortal.Shell.Demo;
using ValuePortal.Usage;

// The content root is where the program lies; ./data and file names mean the folder in which the command was given.
var line = CommandLine.Parse(args);
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

// A flag before them would swallow these for the configuration's own reading of the arguments.
builder.WebHost.UseUrls(line.Option("urls") ?? builder.Configuration[WebHostDefaults.ServerUrlsKey] ?? Start.DefaultUrl());
var folder = new DataFolder(line.Option("data") ?? builder.Configuration["data"] ?? "data");

builder.Services.AddPlatform(folder, builder.Environment.IsDevelopment());
builder.Services.AddPortalIdentity();
builder.Services.AddAccounts();
builder.Services.AddNotifications();
builder.Services.AddUsage();
builder.Services.AddRoi();
builder.Services.AddMilestones();
builder.Services.AddFeatureRequests();
builder.Services.AddAnnouncements();
builder.Services.AddReviews();
builder.Services.AddShell();
builder.Services.AddTelemetry(builder.Configuration);

if (Start.WantsDemo(builder.Environment, line))
{
    builder.Services.PostConfigure<VendorOptions>(vendor => vendor.Name = vendor.Name == VendorOptions.Unnamed ? "Northwind Cloud" : vendor.Name);
}

if (line.HasVerb)
{
    // What a command prints is its result; a script that takes it gets nothing else.
    builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
}

await using var app = builder.Build();
if (line.HasVerb)
{
    return await line.RunAsync(app.Services, Console.Out, Console.Error, CancellationToken.None);
}

if (await Start.PrepareAsync(app, line) is { } refusal)
{
    Console.Error.WriteLine(refusal);
    return 1;
}

app.UseShell();
app.UseRequestDecompression();
app.UseRateLimiter();
app.UseCors();
app.UseAuthentication();
app.UseOpenSessionsOnly();
app.UseFactorOfStaff();
app.UseAuthorization();
app.UseCircuitLimits();
app.UseStaffReads();
app.UseDrafts();
app.UseAntiforgery();

app.MapDrafts();
app.MapPortalIdentity();
app.MapAccounts();
app.MapNotifications();
app.MapUsage();
app.MapRoi();
app.MapMilestones();
app.MapFeatureRequests();
app.MapAnnouncements();
app.MapReviews();
app.MapShell();

DemoWorld.Keys? demo = null;
if (Start.WantsDemo(app.Environment, line))
{
    await using var scope = app.Services.CreateAsyncScope();
    if (!(await scope.ServiceProvider.GetRequiredService<DemoWorld>().MakeAsync(app.Lifetime.ApplicationStopping)).Is(out demo, out var why))
    {
        Console.Error.WriteLine(why.Message);
        return 1;
    }
}

await app.StartAsync();
if (demo is not null)
{
    DemoNotice.Print(app, demo, Console.Out);
}

await app.WaitForShutdownAsync();
return 0;
