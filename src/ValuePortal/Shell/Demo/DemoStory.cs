using ValuePortal.Accounts;
using ValuePortal.Usage.Features;

namespace ValuePortal.Shell.Demo;

/// <summary>A customer of the demo world and how its use goes.</summary>
/// <param name="Seats">Seats bought.</param>
/// <param name="People">How many people ever use the product.</param>
/// <param name="Share">The share of them that has a use for it: at the start, in the middle, and now.</param>
/// <param name="Eagerness">Events of an active person a day, on average.</param>
/// <param name="Features">The first so many of <see cref="DemoStory.Features"/> are used, the earlier the more.</param>
/// <param name="SeatPrice">What a seat costs a year, in its currency.</param>
public sealed record DemoAccount(
    string ExternalId, string Name, Tier Tier, string Currency, string TimeZone, string Language, int Seats, int People,
    (double Start, double Middle, double Now) Share, double Eagerness, int Features, decimal SeatPrice)
{
    public string Email(string who) => $"{who}@{ExternalId}.example";

    /// <summary>A person as events name it.</summary>
    public string UserId(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{ExternalId}-user-{number:00}");
}

/// <summary>The vendor Northwind Cloud and three customers: one that thrives, one that stands still, one that is about to leave.</summary>
public static class DemoStory
{
    /// <summary>Days of history.</summary>
    public const int Days = 396;

    /// <summary>So many days ago the product was down for most of two days.</summary>
    public const int IncidentDaysAgo = 58;

    public static readonly DemoAccount Fabrikam = new(
        "fabrikam", "Fabrikam Retail", Tier.Key, "EUR", "Europe/Berlin", "en", 60, 54, (0.2, 0.72, 0.98), 3.4, 15, 240);

    public static readonly DemoAccount Contoso = new(
        "contoso", "Contoso Logistics", Tier.Important, "USD", "America/Chicago", "en", 40, 30, (0.66, 0.7, 0.68), 2.8, 10, 300);

    public static readonly DemoAccount Tailspin = new(
        "tailspin", "Tailspin Studio", Tier.Regular, "CNY", "Asia/Shanghai", "zh-CN", 15, 12, (0.95, 0.7, 0.2), 2.4, 7, 1800);

    public static readonly IReadOnlyList<DemoAccount> Accounts = [Fabrikam, Contoso, Tailspin];

    /// <summary>What Northwind Cloud can do; the last ones nobody of the three has found yet.</summary>
    public static readonly IReadOnlyList<NameFeatures.Input> Features =
    [
        new("orders", "Orders", "订单", Core: true),
        new("approvals", "Approvals", "审批", Core: true),
        new("inventory", "Inventory", "库存", Core: true),
        new("dashboards", "Dashboards", "看板", Core: true),
        new("contacts", "Contacts", "联系人", Core: true),
        new("reports", "Reports", "报表", Core: true),
        new("alerts", "Alerts", "预警",
            EnglishWhy: "Tells the right person when stock runs low or an order is late, so that nobody has to look.",
            ChineseWhy: "库存不足或订单延误时自动通知负责人，不必有人时时盯着。",
            GuideLink: "https://northwind.example/guides/alerts"),
        new("invoices", "Invoices", "发票", Core: true,
            EnglishWhy: "Makes the invoice from the order, without typing it a second time.",
            ChineseWhy: "直接由订单生成发票，不用再录一遍。",
            GuideLink: "https://northwind.example/guides/invoices"),
        new("templates", "Templates", "模板",
            EnglishWhy: "Starts an order that comes again and again from last time’s, in two clicks.",
            ChineseWhy: "重复性订单可从上次的单据一键开始。",
            GuideLink: "https://northwind.example/guides/templates"),
        new("excel-export", "Excel export", "导出 Excel",
            EnglishWhy: "Takes any list along as a spreadsheet, with the filters you have set.",
            ChineseWhy: "任何列表都能按当前筛选导出为表格。",
            GuideLink: "https://northwind.example/guides/excel-export"),
        new("automation", "Automation rules", "自动化规则", Core: true,
            EnglishWhy: "Lets the product do what you do by hand each day: assign, remind, close.",
            ChineseWhy: "把每天手工做的分派、提醒、关闭交给系统自动完成。",
            GuideLink: "https://northwind.example/guides/automation"),
        new("returns", "Returns", "退货",
            EnglishWhy: "Follows a return from the customer’s call to the credit note in one place.",
            ChineseWhy: "从客户来电到退款单，退货全程在一处跟进。",
            GuideLink: "https://northwind.example/guides/returns"),
        new("supplier-portal", "Supplier portal", "供应商门户",
            EnglishWhy: "Lets suppliers confirm dates themselves, which saves the calls and mails.",
            ChineseWhy: "供应商自行确认交期，省去来回电话和邮件。",
            GuideLink: "https://northwind.example/guides/supplier-portal"),
        new("mobile-scan", "Mobile scanning", "手机扫码",
            EnglishWhy: "Books goods in with a phone’s camera, right at the shelf.",
            ChineseWhy: "在货架旁用手机摄像头直接入库。",
            GuideLink: "https://northwind.example/guides/mobile-scan"),
        new("forecasts", "Demand forecasts", "需求预测", Core: true,
            EnglishWhy: "Says what will be needed next month, from what was sold before.",
            ChineseWhy: "根据历史销售预测下个月的需求。",
            GuideLink: "https://northwind.example/guides/forecasts"),
        new("budgets", "Budgets", "预算",
            EnglishWhy: "Shows each team what is left before it orders, not after.",
            ChineseWhy: "下单之前就能看到各团队还剩多少预算。",
            GuideLink: "https://northwind.example/guides/budgets"),
        new("api", "Public API", "开放接口",
            EnglishWhy: "Connects your own systems, so that data are entered once.",
            ChineseWhy: "与贵公司自有系统对接，数据只需录入一次。",
            GuideLink: "https://northwind.example/guides/api"),
        new("audit-trail", "Audit trail", "操作记录",
            EnglishWhy: "Answers who changed what and when, without asking around.",
            ChineseWhy: "谁在什么时候改了什么，一查便知。",
            GuideLink: "https://northwind.example/guides/audit-trail"),
    ];
}
