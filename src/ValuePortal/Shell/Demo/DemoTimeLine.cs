using ValuePortal.Platform.Access;
using ValuePortal.Usage.Adoption.Annotations;
using ValuePortal.Usage.Peers;

namespace ValuePortal.Shell.Demo;

/// <summary>What happened in the demo world, on the time lines of its customers; and their group of peers, in which they are too few to compare.</summary>
public sealed class DemoTimeLine(Annotate annotate, SetPeerGroup setPeerGroup, ChoosePeers choosePeers, DemoPeople people, TimeProvider clock)
{
    public async Task MakeAsync(Viewer admin, Viewer csm, IReadOnlyDictionary<string, Guid> accounts, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        (await annotate.RunAsync(admin, null, new(
            AnnotationKind.Incident, today.AddDays(-DemoStory.IncidentDaysAgo), "The product was out of reach for most of two days", "产品近两天大部分时间无法访问"), ct)).Must();
        (await annotate.RunAsync(admin, null, new(
            AnnotationKind.Release, today.AddDays(-30), "Release 5.2: faster search, rules for returns", "5.2 版发布：搜索更快，新增退货规则", "https://northwind.example/releases/5.2"), ct)).Must();
        (await annotate.RunAsync(csm, accounts["fabrikam"], new(
            AnnotationKind.Other, today.AddDays(-75), "Training for the store managers", "门店经理培训"), ct)).Must();
        foreach (var account in DemoStory.Accounts)
        {
            (await annotate.RunAsync(csm, accounts[account.ExternalId], new(AnnotationKind.GoLive, today.AddDays(1 - DemoStory.Days), "Go-live", "正式上线"), ct)).Must();
            (await setPeerGroup.RunAsync(csm, accounts[account.ExternalId], "Trade and logistics", ct)).Must();
        }

        var customer = await people.FindAsync(DemoStory.Fabrikam.Email("customer-admin"), ct) ?? throw new InvalidOperationException("Fabrikam has no admin.");
        (await choosePeers.RunAsync(customer, takesPart: true, ct)).Must();
    }
}
