using ValuePortal.Accounts;
using ValuePortal.Usage.Features;

namespace ValuePortal.Shell.Demo;

/// <summary>A customer of the demo world and how its use goes.</summary>
/// <param name="Seats">Seats bought.</param>
/// <param name="People">How many people ever use the product.</param>
/// <param name="Share">The share of them that has a use for it: at the start, in the middle, and now.</param>
/// <param name="Eagerness">Events of an active person a day, on average.</param>
/// <param name="Features">The first so many of <see cref="DemoStory.Features"/> are used, the earlier the more.</param>
public sealed record DemoAccount(
    string ExternalId, string Name, Tier Tier, string Currency, string TimeZone, string Language, int Seats, int People,
    (double Start, double Middle, double Now) Share, double Eagerness, int Features)
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
        "fabrikam", "Fabrikam Retail", Tier.Key, "EUR", "Europe/Berlin", "en", 60, 54, (0.2, 0.72, 0.98), 3.4, 15);

    public static readonly DemoAccount Contoso = new(
        "contoso", "Contoso Logistics", Tier.Important, "USD", "America/Chicago", "en", 40, 30, (0.66, 0.7, 0.68), 2.8, 10);

    public static readonly DemoAccount Tailspin = new(
        "tailspin", "Tailspin Studio", Tier.Regular, "CNY", "Asia/Shanghai", "zh-CN", 15, 12, (0.95, 0.7, 0.2), 2.4, 7);

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
        new("alerts", "Alerts", "预警"),
        new("invoices", "Invoices", "发票", Core: true),
        new("templates", "Templates", "模板"),
        new("excel-export", "Excel export", "导出 Excel"),
        new("automation", "Automation rules", "自动化规则", Core: true),
        new("returns", "Returns", "退货"),
        new("supplier-portal", "Supplier portal", "供应商门户"),
        new("mobile-scan", "Mobile scanning", "手机扫码"),
        new("forecasts", "Demand forecasts", "需求预测", Core: true),
        new("budgets", "Budgets", "预算"),
        new("api", "Public API", "开放接口"),
        new("audit-trail", "Audit trail", "操作记录"),
    ];
}
