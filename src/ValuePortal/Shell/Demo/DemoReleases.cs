using ValuePortal.Announcements;
using ValuePortal.Announcements.Desk;
using ValuePortal.Announcements.Roadmap;
using ValuePortal.FeatureRequests;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.Notifications;
using ValuePortal.Platform.Access;

namespace ValuePortal.Shell.Demo;

/// <summary>Two releases of the demo world: one whose wish went all the way to its use, one that not every customer has heard of yet; and where the roadmap was moved.</summary>
public sealed class DemoReleases(SaveRelease save, ReadWanted wanted, ListLinkable requests, MarkRead markRead, TimeProvider clock, IServiceProvider services)
{
    private const int FirstDaysAgo = 75;
    private const int SecondDaysAgo = 12;

    /// <param name="product">Who writes and publishes.</param>
    /// <param name="customers">Who reads, by external id of their company.</param>
    public async Task MakeAsync(Viewer product, IReadOnlyDictionary<string, IReadOnlyList<Viewer>> customers, CancellationToken ct)
    {
        var then = new DemoClock(clock.GetUtcNow());
        var tell = ActivatorUtilities.CreateInstance<Tell>(services, then);
        var answer = ActivatorUtilities.CreateInstance<AnswerRequest>(services, then, tell);
        var finish = ActivatorUtilities.CreateInstance<FinishReleases>(services, then, answer);
        var publish = ActivatorUtilities.CreateInstance<PublishRelease>(services, then, tell, finish);
        var read = ActivatorUtilities.CreateInstance<ReadReleases>(services, then);

        then.Now = clock.GetUtcNow().AddDays(-FirstDaysAgo);
        var first = await PublishAsync(publish, product, new()
        {
            Size = ReleaseSize.Weekly,
            EnglishTitle = "Stock alerts for each warehouse",
            EnglishSolves = "One limit for all warehouses was too coarse. Now each warehouse has its own, and the alert names it: nobody looks after Reno when Denver runs low.",
            EnglishBody = "Open Alerts, choose a warehouse, set its limit. Limits that were there before count for all warehouses until you change them.",
            ChineseTitle = "按仓库设置库存预警",
            ChineseSolves = "以前所有仓库共用一个下限，太粗略。现在每个仓库单独设置，预警会写明是哪个仓库。",
            ChineseBody = "打开“预警”，选择仓库，设置下限即可。原有下限在修改前对所有仓库有效。",
            Feature = "alerts",
            GuideLink = "https://northwind.example/guides/alerts",
            Requests = [await FindAsync(customers["contoso"][0], "Alert when stock falls below a limit per warehouse", ct)],
        }, ct);
        foreach (var (company, who, days) in new[] { ("contoso", 0, 1), ("contoso", 1, 3), ("fabrikam", 0, 2) })
        {
            then.Now = clock.GetUtcNow().AddDays(days - FirstDaysAgo);
            (await read.OpenAsync(customers[company][who], first, ct)).Must();
        }

        // What was told until then is read; what comes now is new to them.
        foreach (var person in customers.Values.SelectMany(people => people))
        {
            await markRead.RunAsync(person, null, ct);
        }

        // The company's two who sign in want it too.
        var keyboard = await FindAsync(customers["fabrikam"][0], "Keyboard shortcuts for order entry", ct);
        then.Now = clock.GetUtcNow().AddDays(-FirstDaysAgo);
        var vote = ActivatorUtilities.CreateInstance<CastVote>(services, then);
        (await vote.RunAsync(customers["fabrikam"][0], keyboard, wanted: true, ct)).Must();
        (await vote.RunAsync(customers["fabrikam"][1], keyboard, wanted: true, ct)).Must();
        then.Now = clock.GetUtcNow().AddDays(-SecondDaysAgo);
        var second = await PublishAsync(publish, product, new()
        {
            Size = ReleaseSize.Quarterly,
            EnglishTitle = "Enter orders by keyboard alone",
            EnglishSolves = "Three hundred lines a day no longer mean three hundred ways to the mouse: every field of an order has a key, and the line closes itself.",
            EnglishBody = "Press ? on an order to see all keys. They work on every keyboard layout, and each person can switch them off.",
            ChineseTitle = "全键盘录入订单",
            ChineseSolves = "每天录入三百行，不必再来回移动鼠标：订单的每个字段都有快捷键，录完自动换行。",
            Feature = "orders",
            GuideLink = "https://northwind.example/guides/keyboard",
            Requests = [keyboard],
            EndsRequests = true,
        }, ct);
        then.Now = clock.GetUtcNow().AddDays(2 - SecondDaysAgo);
        (await read.OpenAsync(customers["fabrikam"][1], second, ct)).Must();
        await PlanAsync(product, then, ct);
    }

    private async Task PlanAsync(Viewer product, DemoClock then, CancellationToken ct)
    {
        then.Now = clock.GetUtcNow().AddDays(-20);
        var setTarget = ActivatorUtilities.CreateInstance<SetTarget>(services, then);
        var now = Quarter.Containing(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        var known = (await requests.RunAsync(product, [], ct)).ToDictionary(row => row.Title, row => row.Id);
        foreach (var (title, quarters) in new[] { ("Single sign-on with our directory", 1), ("Budget lines per store", 1), ("Dark colours for the control room", 3), ("手机扫码后自动带出物料名称", 2) })
        {
            (await setTarget.RunAsync(product, known[title], new(new Quarter(now.Number + quarters).ToString(), null, null, 0), ct)).Must();
        }

        var planItem = ActivatorUtilities.CreateInstance<PlanItem>(services, then);
        (await planItem.RunAsync(product, null, new(
            "One search over orders, stock and customers", "Type a name or a number once and find it wherever it stands.", "订单、库存、客户一处搜索", "输入一次名称或编号，在任何模块里都能找到。",
            null, RequestStatus.Planned, new Quarter(now.Number + 2).ToString(), IsShown: true), ct)).Must();

        var dashboards = known["Dashboards that show two years side by side"];
        (await setTarget.RunAsync(product, dashboards, new(now.ToString(), null, null, 0), ct)).Must();
        (await setTarget.RunAsync(product, dashboards, new(
            new Quarter(now.Number + 1).ToString(), "Two years of data need a faster store first; it comes with the next large release.", "两年数据需要先提升存储速度，将随下一个大版本提供。", 1), ct)).Must();
    }

    private async Task<Guid> PublishAsync(PublishRelease publish, Viewer product, SaveRelease.Input note, CancellationToken ct)
    {
        var id = (await save.RunAsync(product, null, note, ct)).Must();
        return (await publish.RunAsync(product, id, 1, ct)).Must();
    }

    private async Task<Guid> FindAsync(Viewer customer, string title, CancellationToken ct) =>
        (await wanted.RunAsync(customer, ct)).Rows.Single(row => row.Title == title).Id;
}
