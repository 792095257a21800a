using System.Text.Json;
using ValuePortal.Identity.Keys;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Features;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Shell.Demo;

/// <summary>
/// A vendor with three customers and 13 months of history, made by the use cases and the intake that people and programs use. Its
/// dates follow the clock: what is older than a day is topped up at the next start.
/// </summary>
public sealed class DemoWorld(
    DemoPeople people, DemoUsage usage, DemoValue value, DemoAgreement agreement, DemoPlans plans, DemoRequests requests, DemoReleases releases, DemoReviews reviews, DemoTimeLine timeLine, DemoMail mail,
    NameFeatures nameFeatures, MakeKey makeKey, ReadMetric metric, DataFolder folder, TimeProvider clock)
{
    /// <summary>The keys of the demo world; a key's text can be had only when it is made, so it is kept beside the database.</summary>
    public sealed record Keys(string Write, string Read);

    private string KeyFile => Path.Combine(folder.Path, "demo.json");

    /// <summary>Makes the demo world, or brings it up to today.</summary>
    /// <returns>Its keys; a refusal when an earlier start was stopped before the demo world was whole.</returns>
    public async Task<Outcome<Keys>> MakeAsync(CancellationToken ct)
    {
        var isNew = await people.FindAdminAsync(ct) is null;
        if (!isNew && !File.Exists(KeyFile))
        {
            return new Refusal.Conflict($"The demo world in {folder.Path} is not whole: its first start was stopped. Delete this folder and start again, or start with --no-demo.");
        }

        if (isNew)
        {
            await people.MakeAsync(ct);
        }

        var admin = await people.FindAdminAsync(ct) ?? throw new InvalidOperationException("The demo world has no admin.");
        if (!isNew)
        {
            await TopUpAsync(admin, ct);
            return await KeysAsync(admin, ct);
        }

        (await nameFeatures.RunAsync(admin, DemoStory.Features, ct)).Must();
        var csm = await people.FindAsync(DemoPeople.Csm, ct) ?? throw new InvalidOperationException("The demo world has no success manager.");
        var product = await people.FindAsync(DemoPeople.ProductManager, ct) ?? throw new InvalidOperationException("The demo world has no product manager.");
        var customers = await people.CustomersAsync(ct);
        var accounts = await people.AccountsAsync(ct);

        // Nothing else reads or writes requests, so they are made beside the rest: whoever tries the portal waits for the first page.
        var wishes = Task.Run(() => requests.MakeAsync(product, customers, ct), ct);
        await TopUpAsync(admin, ct);
        await value.MakeAsync(csm, accounts, ct);
        await agreement.MakeAsync(customers["fabrikam"][0], csm, accounts["fabrikam"], ct);
        await plans.MakeAsync(csm, accounts, customers, ct);
        await timeLine.MakeAsync(admin, csm, accounts, ct);
        await wishes;
        await releases.MakeAsync(product, customers, ct);
        await reviews.MakeAsync(csm, accounts, ct);
        await mail.MakeAsync(ct);
        return await KeysAsync(admin, ct);
    }

    private async Task TopUpAsync(Viewer admin, CancellationToken ct)
    {
        var accounts = await people.AccountsAsync(ct);
        foreach (var account in DemoStory.Accounts)
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(account.TimeZone);
            var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).DateTime);
            var known = await metric.ExtentAsync(admin, accounts[account.ExternalId], ct);
            await usage.SendAsync(account, known?.To ?? today.AddDays(1 - DemoStory.Days), today, ct);
        }
    }

    private async Task<Keys> KeysAsync(Viewer admin, CancellationToken ct)
    {
        if (File.Exists(KeyFile) && JsonSerializer.Deserialize<Keys>(await File.ReadAllTextAsync(KeyFile, ct)) is { } keys)
        {
            return keys;
        }

        keys = new Keys(
            (await makeKey.RunAsync(admin, new("northwind-cloud", KeyScope.Ingest), ct)).Must().Text,
            (await makeKey.RunAsync(admin, new("demo-reader", KeyScope.Read), ct)).Must().Text);
        await File.WriteAllTextAsync(KeyFile, JsonSerializer.Serialize(keys), ct);
        return keys;
    }
}
