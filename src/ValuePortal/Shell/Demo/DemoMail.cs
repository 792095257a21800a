using ValuePortal.Usage.Mailing;

namespace ValuePortal.Shell.Demo;

/// <summary>The report that the admin of Fabrikam has sent every Monday.</summary>
public sealed class DemoMail(SubscribeToReport subscribe, DemoPeople people)
{
    public async Task MakeAsync(CancellationToken ct)
    {
        var admin = await people.FindAsync(DemoStory.Fabrikam.Email("customer-admin"), ct) ?? throw new InvalidOperationException("Fabrikam has no admin.");
        (await subscribe.RunAsync(admin, new(nameof(MailRhythm.Weekly), nameof(DayOfWeek.Monday), "8", DemoStory.Fabrikam.TimeZone), ct)).Must();
    }
}
