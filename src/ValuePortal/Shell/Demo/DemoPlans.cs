using ValuePortal.Milestones.Plans;
using ValuePortal.Milestones.Templates;
using ValuePortal.Platform.Access;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Shell.Demo;

/// <summary>The success plans of the demo customers.</summary>
public sealed class DemoPlans(ApplyTemplate apply, AddMilestone addMilestone, AddTask addTask, SignOffMilestone signOff, ReadPlan readPlan, TimeProvider clock)
{
    public async Task MakeAsync(Viewer csm, IReadOnlyDictionary<string, Guid> accounts, IReadOnlyDictionary<string, IReadOnlyList<Viewer>> customers, CancellationToken ct)
    {
        Viewer AdminOf(string account) => customers[account].First(viewer => viewer.Role is PersonRole.CustomerAdmin);
        var people = customers.Values.SelectMany(viewers => viewers).Append(csm).ToLookup(viewer => viewer.Name, viewer => viewer.PersonId);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        await PlanAsync(csm, AdminOf("fabrikam"), accounts["fabrikam"], ["first-30-days", "first-quarter", "steady-use"], "Anna Fischer", ct);
        (await addMilestone.RunAsync(csm, accounts["fabrikam"], new(
            "60 active people", today.AddDays(24), Side.Customer, "Anna Fischer", "使用人数达到 60 人", UsageMeasure.ActiveUsers, null, 60, today.AddDays(-60), ExpectedValue: 18000), ct)).Must();
        (await addMilestone.RunAsync(csm, accounts["fabrikam"], new(
            "10 active days since the stores joined", today.AddDays(3), Side.Customer, "Anna Fischer", "门店加入后使用满 10 天", UsageMeasure.ActiveDays, null, 10, today.AddDays(-18)), ct)).Must();
        (await addMilestone.RunAsync(csm, accounts["fabrikam"], new(
            "Budgets planned in the product", today.AddDays(52), Side.Customer, "Jonas Weber", "在产品中完成预算编制", UsageMeasure.Events, "budgets", 20, today.AddDays(-10)), ct)).Must();
        var invited = await TaskAsync(csm, accounts["fabrikam"], new("Invite the stores in Munich and Cologne", today.AddDays(-2), Side.Customer, "Anna Fischer"), people, ct);
        await TaskAsync(csm, accounts["fabrikam"], new("Show budgets to the finance team", today.AddDays(12), Side.Vendor, "Clara Summers"), people, ct, invited);
        (await addTask.RunAsync(csm, accounts["fabrikam"], new("Prepare figures for the renewal", today.AddDays(30), Side.Vendor, "Clara Summers"), ct)).Must();
        await TaskAsync(csm, accounts["fabrikam"], new("Name the owner of next year's goals", today.AddDays(20), Side.Customer, "Jonas Weber"), people, ct);

        await PlanAsync(csm, AdminOf("contoso"), accounts["contoso"], ["first-30-days", "first-quarter"], "Carl Hughes", ct);
        (await addMilestone.RunAsync(csm, accounts["contoso"], new(
            "Automation rules in daily use", today.AddDays(30), Side.Customer, "Dana Price", "日常使用自动化规则", UsageMeasure.Events, "automation", 50, today.AddDays(-30)), ct)).Must();
        await TaskAsync(csm, accounts["contoso"], new("Choose two processes to automate", today.AddDays(6), Side.Customer, "Dana Price"), people, ct);

        await PlanAsync(csm, AdminOf("tailspin"), accounts["tailspin"], ["first-30-days"], "陈思远", ct);
        (await addMilestone.RunAsync(csm, accounts["tailspin"], new(
            "8 people active again", today.AddDays(14), Side.Customer, "陈思远", "8 人恢复使用", UsageMeasure.ActiveUsers, null, 8, today.AddDays(-14)), ct)).Must();
        await TaskAsync(csm, accounts["tailspin"], new("与团队确认停用原因", today.AddDays(3), Side.Vendor, "Clara Summers"), people, ct);
    }

    private async Task PlanAsync(Viewer csm, Viewer admin, Guid account, string[] templates, string owner, CancellationToken ct)
    {
        foreach (var template in templates)
        {
            (await apply.RunAsync(csm, account, new(template, null, owner, "Clara Summers"), ct)).Must();
        }

        var narrowed = csm.NarrowTo(account) ?? throw new InvalidOperationException("The account is not in care.");
        var plan = (await readPlan.RunAsync(narrowed, ct)).Must();
        foreach (var milestone in plan.Milestones.Where(milestone => milestone.SignOffs is not null))
        {
            (await signOff.RunAsync(csm, account, milestone.Id, new(true, milestone.DueOn.AddDays(-1)), ct)).Must();
            (await signOff.RunAsync(admin, account, milestone.Id, new(true, milestone.DueOn.AddDays(-1)), ct)).Must();
        }
    }

    private async Task<Guid> TaskAsync(Viewer csm, Guid account, AddTask.Input task, ILookup<string, Guid> people, CancellationToken ct, Guid? after = null) =>
        (await addTask.RunAsync(csm, account, task with { PersonId = people[task.PersonName!].Cast<Guid?>().FirstOrDefault(), Shared = true, AfterId = after }, ct)).Must();
}
