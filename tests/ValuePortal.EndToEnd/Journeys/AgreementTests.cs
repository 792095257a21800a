using System.Globalization;
using ValuePortal.EndToEnd.Support;

namespace ValuePortal.EndToEnd.Journeys;

/// <summary>A success manager and a customer carry one driver from an estimate to an agreed figure; the trail tells each step.</summary>
public sealed class AgreementTests(DemoPortal portal) : IClassFixture<DemoPortal>
{
    private const string Driver = "Claims settled faster";
    private const string Milestone = "Claims desk trained";

    [Fact]
    public async Task From_an_estimate_by_a_measurement_and_an_objection_to_a_confirmed_figure()
    {
        await using var vendor = await portal.OpenAsync("en");
        await vendor.SignInAsync(DemoPortal.Csm, DemoPortal.Password);
        var desk = vendor.Page;
        await using var customer = await portal.OpenAsync("en");
        await customer.SignInAsync("customer-admin@contoso.example", DemoPortal.Password);
        var page = customer.Page;

        await desk.GotoAsync("desk");
        await desk.GetByRole(AriaRole.Link, new() { Name = "Contoso Logistics" }).First.ClickAsync();
        await desk.Locator(".tabs a[href$='/model']").ClickAsync();
        await desk.GetByText("Add a value driver").First.ClickAsync();
        foreach (var (field, value) in new[] { ("Name", Driver), ("Unit", "minutes per claim"), ("Baseline", "30"), ("Target", "20"), ("UnitValue", "60"), ("ExpectedPerMonth", "100") })
        {
            await desk.Locator($"input[name='Driver.{field}']").FillAsync(value);
        }

        await desk.Locator("select[name='Driver.Kind']").SelectOptionAsync("TimeSaved");
        await desk.Locator("select[name='Driver.Time']").SelectOptionAsync("Minutes");
        await desk.Locator("select[name='Driver.Source']").SelectOptionAsync("Agreed");
        await desk.Locator("form:has(input[name='Driver.Name']) button.primary").ClickAsync();
        await Assertions.Expect(desk.GetByRole(AriaRole.Row).Filter(new() { HasText = Driver }).First).ToBeVisibleAsync();

        await page.GotoAsync("value");
        await page.GetByRole(AriaRole.Link, new() { Name = Driver }).First.ClickAsync();
        var state = page.Locator("#agreement .chip");
        await Assertions.Expect(state).ToHaveTextAsync("Estimated");
        var figure = page.Url;
        var first = (await page.Locator("main tbody th").First.InnerTextAsync()).Trim();
        var month = DateTime.ParseExact(first, "MMM yyyy", CultureInfo.InvariantCulture).ToString("yyyy-MM", CultureInfo.InvariantCulture);

        await desk.Locator("details:has(select[name='Entry.Driver']) > summary").ClickAsync();
        await desk.Locator("select[name='Entry.Driver']").SelectOptionAsync(Guid.ParseExact(figure.Split("driver-")[1], "N").ToString());
        await desk.Locator("input[name='Entry.Month']").FillAsync(month);
        await desk.Locator("input[name='Entry.Level']").FillAsync("20");
        await desk.Locator("form:has(select[name='Entry.Driver']) button").ClickAsync();

        await page.GotoAsync(figure);
        await Assertions.Expect(state).ToHaveTextAsync("Measured");
        await page.GetByText("Object", new() { Exact = true }).ClickAsync();
        await page.GetByLabel("What is not right?").FillAsync("Are these closed claims only?");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send objection" }).ClickAsync();
        await Assertions.Expect(state).ToHaveTextAsync("In dispute");

        await desk.GotoAsync("desk");
        await desk.GetByRole(AriaRole.Link, new() { Name = Driver }).ClickAsync();
        await Assertions.Expect(desk.Locator("#agreement")).ToContainTextAsync("Are these closed claims only?");
        await desk.GetByLabel("Your answer").FillAsync("Yes, closed ones only.");
        await desk.GetByRole(AriaRole.Button, new() { Name = "Send answer" }).ClickAsync();
        await Assertions.Expect(desk.Locator("#agreement")).ToContainTextAsync("Yes, closed ones only.");

        // The page was opened before the answer came: nothing is decided on what was not seen.
        var confirm = page.GetByRole(AriaRole.Button, new() { Name = "Confirm up to" });
        await confirm.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("has changed since you opened the page");
        await Assertions.Expect(page.Locator("#agreement")).ToContainTextAsync("Yes, closed ones only.");
        await confirm.ClickAsync();
        await Assertions.Expect(state).ToHaveTextAsync("Confirmed");

        string[] steps = ["added it", "entered measurements", "objected", "answered", "confirmed it"];
        var trail = page.Locator(".trail > li");
        await Assertions.Expect(trail).ToHaveCountAsync(steps.Length);
        foreach (var (i, step) in steps.Index())
        {
            await Assertions.Expect(trail.Nth(i)).ToContainTextAsync(step);
        }

        // Twelve whole months of 100 claims, ten minutes each, at 60 an hour.
        await page.GotoAsync("value");
        Assert.Equal(12000m, await customer.FigureAsync("roi.confirmed_benefit"));
        await Assertions.Expect(page.Locator(".lead")).ToContainTextAsync("a value of");
    }

    [Fact]
    public async Task A_milestone_without_a_measure_is_signed_by_both_sides_and_what_was_typed_for_it_outlives_the_page()
    {
        await using var vendor = await portal.OpenAsync("en");
        await vendor.SignInAsync(DemoPortal.Csm, DemoPortal.Password);
        var desk = vendor.Page;
        await using var customer = await portal.OpenAsync("en");
        await customer.SignInAsync("customer-admin@contoso.example", DemoPortal.Password);
        var page = customer.Page;
        await desk.GotoAsync("desk");
        await desk.GetByRole(AriaRole.Link, new() { Name = "Contoso Logistics" }).First.ClickAsync();
        await desk.Locator(".tabs a[href$='/plan']").ClickAsync();
        await Assertions.Expect(desk.Locator("#milestones h2").First).ToBeVisibleAsync();
        var account = desk.Url;

        // Half filled in, and the page is gone.
        var form = desk.Locator("form:has(button[value='preview']):has(input[name='F.Target'])").First;
        await desk.Locator("details:has(#milestone-title) > summary").ClickAsync();
        await form.Locator("#milestone-title").FillAsync(Milestone);
        await Assertions.Expect(form.GetByRole(AriaRole.Status)).ToContainTextAsync("Draft kept");
        await desk.GotoAsync("desk");
        await desk.GotoAsync(account);
        await Assertions.Expect(form.Locator("#milestone-title")).ToHaveValueAsync("");
        await form.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Assertions.Expect(form.Locator("#milestone-title")).ToHaveValueAsync(Milestone);
        await form.Locator("#milestone-due").FillAsync("2030-06-30");
        await form.GetByRole(AriaRole.Button, new() { Name = "Add a milestone" }).ClickAsync();

        var row = desk.GetByRole(AriaRole.Row).Filter(new() { HasText = Milestone });
        await row.GetByRole(AriaRole.Button, new() { Name = "Sign off" }).ClickAsync();
        await Assertions.Expect(row.GetByRole(AriaRole.Button, new() { Name = "Withdraw" })).ToBeVisibleAsync();
        await Assertions.Expect(desk.Locator("[data-draft-found]")).ToHaveCountAsync(0);

        await page.GotoAsync("milestones");
        await page.GetByRole(AriaRole.Link, new() { Name = Milestone }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign off" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Reached");
        await Assertions.Expect(page.GetByText("Signed off as reached on")).ToHaveCountAsync(2);
    }
}
