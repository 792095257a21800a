using ValuePortal.Accounts;
using ValuePortal.Milestones.Plans;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Milestones.Templates;

/// <summary>The templates every portal begins with. They measure what every product has: people, days, features, events.</summary>
public static class BuiltInTemplates
{
    /// <summary>From kick-off to a first routine; for every tier.</summary>
    public const string FirstThirtyDays = "first-30-days";

    /// <summary>From a few people to a team.</summary>
    public const string FirstQuarter = "first-quarter";

    /// <summary>Three months, looked at after each.</summary>
    public const string ThirtySixtyNinety = "30-60-90";

    /// <summary>Use that lasts, and its yield.</summary>
    public const string SteadyUse = "steady-use";

    internal static IEnumerable<MilestoneTemplate> Make(DateTimeOffset now) =>
    [
        Template(now, FirstThirtyDays, "First 30 days", "前 30 天", null,
            Manual(3, Side.Vendor, "Kick-off held, goals agreed", "召开启动会，确认目标"),
            Measured(10, Side.Customer, "First 3 people active", "首批 3 人开始使用", UsageMeasure.ActiveUsers, 3),
            Measured(20, Side.Customer, "3 features used", "已使用 3 项功能", UsageMeasure.FeaturesUsed, 3),
            Measured(30, Side.Customer, "10 active days", "累计使用满 10 天", UsageMeasure.ActiveDays, 10),
            Manual(30, Side.Vendor, "First results reviewed together", "共同回顾首批成果")),
        Template(now, FirstQuarter, "Adoption in the first quarter", "首季度推广", Tier.Important,
            Manual(14, Side.Vendor, "Teams trained", "完成团队培训"),
            Measured(30, Side.Customer, "10 active people", "使用人数达到 10 人", UsageMeasure.ActiveUsers, 10),
            Measured(60, Side.Customer, "5 features used", "已使用 5 项功能", UsageMeasure.FeaturesUsed, 5),
            Measured(90, Side.Customer, "45 active days", "累计使用满 45 天", UsageMeasure.ActiveDays, 45),
            Manual(90, Side.Vendor, "First value review held", "完成首次价值回顾", provesValue: true)),
        Template(now, ThirtySixtyNinety, "30/60/90-day plan", "30/60/90 天计划", null,
            Measured(30, Side.Customer, "First 5 people active", "首批 5 人开始使用", UsageMeasure.ActiveUsers, 5),
            Manual(30, Side.Vendor, "First month reviewed together", "共同回顾第一个月"),
            Measured(60, Side.Customer, "25 active days", "累计使用满 25 天", UsageMeasure.ActiveDays, 25),
            Manual(60, Side.Customer, "Way of working agreed in the team", "团队确定使用方式"),
            Measured(90, Side.Customer, "5 features used", "已使用 5 项功能", UsageMeasure.FeaturesUsed, 5),
            Manual(90, Side.Vendor, "Value of the first quarter reviewed", "共同回顾首季度价值", provesValue: true)),
        Template(now, SteadyUse, "Steady use", "稳定使用", Tier.Key,
            Manual(30, Side.Customer, "Goals for the year agreed", "确认年度目标"),
            Measured(90, Side.Customer, "20 active people", "使用人数达到 20 人", UsageMeasure.ActiveUsers, 20),
            Measured(180, Side.Customer, "100 active days", "累计使用满 100 天", UsageMeasure.ActiveDays, 100),
            Measured(180, Side.Customer, "5,000 events", "累计使用满 5,000 次", UsageMeasure.Events, 5000),
            Manual(180, Side.Vendor, "Half-year value review held", "完成半年价值回顾", provesValue: true)),
    ];

    private static MilestoneTemplate Template(DateTimeOffset now, string key, string english, string chinese, Tier? tier, params TemplateStep[] steps)
    {
        var id = Guid.CreateVersion7(now);
        return new MilestoneTemplate
        {
            Id = id,
            Key = key,
            EnglishName = english,
            ChineseName = chinese,
            Tier = tier,
            MadeAt = now,
            Steps = [.. steps.Select((step, i) => new TemplateStep
            {
                TemplateId = id,
                No = i + 1,
                EnglishTitle = step.EnglishTitle,
                ChineseTitle = step.ChineseTitle,
                DueAfterDays = step.DueAfterDays,
                OwnerSide = step.OwnerSide,
                ProvesValue = step.ProvesValue,
                Criterion = step.Criterion,
            })],
        };
    }

    private static TemplateStep Manual(int dueAfterDays, Side owner, string english, string chinese, bool provesValue = false) =>
        new() { DueAfterDays = dueAfterDays, OwnerSide = owner, EnglishTitle = english, ChineseTitle = chinese, ProvesValue = provesValue };

    private static TemplateStep Measured(int dueAfterDays, Side owner, string english, string chinese, UsageMeasure measure, long target) => new()
    {
        DueAfterDays = dueAfterDays,
        OwnerSide = owner,
        EnglishTitle = english,
        ChineseTitle = chinese,
        Criterion = new StepCriterion { Measure = measure, Target = target, CountsFrom = CountsFrom.PlanStart },
    };
}
