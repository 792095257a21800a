using ValuePortal.FeatureRequests;

namespace ValuePortal.Shell.Demo;

/// <summary>A wish of the demo world.</summary>
/// <param name="Account">Who asked: the external id of its company.</param>
/// <param name="DaysAgo">When it was asked.</param>
/// <param name="Shared">Published to all customers.</param>
public sealed record DemoWish(string Account, int DaysAgo, string Title, string Need, RequestStatus Status = RequestStatus.New, string? Answer = null, bool Shared = true)
{
    /// <summary>What customers of such a product wish for, and what became of it.</summary>
    public static readonly IReadOnlyList<DemoWish> All =
    [
        new("fabrikam", 340, "Export to Excel with our own columns", "Every Monday we copy the open orders into a sheet for the stores. We need our columns, in our order.", RequestStatus.Released, "Released in spring: choose and order the columns once, and the export keeps them. It spares the copying on Mondays."),
        new("fabrikam", 322, "Approve orders from the phone", "Our buyers are in the stores all day and approve in the evening. Orders wait for hours.", RequestStatus.Released, "Released: approvals work on the phone, with the same rights as at the desk."),
        new("contoso", 310, "Alert when stock falls below a limit per warehouse", "One limit for all warehouses is too coarse; Denver needs more than Reno.", RequestStatus.Released, "Released: limits can be set per warehouse, and the alert names it."),
        new("contoso", 300, "Single sign-on with our directory", "People leave and keep their passwords until somebody remembers. We want to close them in one place.", RequestStatus.InProgress, "We are building it now and will ask you to try it first."),
        new("fabrikam", 291, "Dashboards that show two years side by side", "To plan the season we compare with last year by hand.", RequestStatus.Planned, "Planned for the next large release."),
        new("tailspin", 280, "报价单支持中英文两种版本", "我们的客户一半在海外，现在每份报价都要在外面再翻译一遍。", RequestStatus.UnderReview),
        new("contoso", 271, "Bulk change of delivery dates", "When a ship is late we change two hundred dates one by one.", RequestStatus.Released, "Released: select the orders, change the date once, and see what would move before you confirm."),
        new("fabrikam", 262, "Undo the last import", "A wrong file cost us an afternoon.", RequestStatus.Beta, "In beta: ask your success manager to take part."),
        new("fabrikam", 255, "Show who changed a price and when", "In the audit we could not say who lowered the price.", RequestStatus.AlreadyAvailable, "Already available: open the item, then the audit trail. We have added a guide."),
        new("contoso", 248, "Dark colours for the control room", "The screens are on all night and the white pages blind us.", RequestStatus.Planned, "Planned; we want the charts to be readable in it first."),
        new("contoso", 240, "Weekly summary by mail", "Our director does not sign in, but reads mail.", RequestStatus.InProgress, "In progress: a summary on the day you choose."),
        new("tailspin", 233, "手机扫码后自动带出物料名称", "仓库里网络慢，逐个查询物料很费时间。", RequestStatus.Planned, "已列入下一个大版本的计划。"),
        new("fabrikam", 226, "Returns linked to the original order", "We search for the order of each return by hand.", RequestStatus.Released, "Released: a return now finds its order by the number on the label."),
        new("fabrikam", 219, "Templates shared between stores", "Each store builds the same template again.", RequestStatus.Released, "Released: a template can be shared with all stores or with some."),
        new("contoso", 212, "Weight and volume on the packing list", "Drivers need both, and we write them in by pen.", RequestStatus.NotPlanned, "We will not build this: carriers want it in forms of their own. The public API gives you both figures for a list of your own."),
        new("contoso", 205, "Two approvers for large orders", "Above 50,000 our rules ask for two signatures.", RequestStatus.UnderReview),
        new("fabrikam", 198, "Supplier portal in Italian", "Four suppliers near Verona do not read English.", RequestStatus.NeedsYourInput, "Which pages do they use most? We would begin with those."),
        new("tailspin", 190, "发票抬头保存多个", "我们有三家子公司，每次都要重新填写抬头。", RequestStatus.Released, "已上线：可保存多个抬头，开票时选择即可。"),
        new("contoso", 183, "Forecast that knows our holidays", "The forecast expects deliveries on Thanksgiving.", RequestStatus.UnderReview),
        new("fabrikam", 176, "Keyboard shortcuts for order entry", "Our people enter three hundred lines a day.", RequestStatus.Beta, "In beta since last month."),
        new("fabrikam", 168, "Print labels without a download", "Each label is a file, an opening and a click.", RequestStatus.Planned, "Planned together with mobile scanning."),
        new("contoso", 160, "Search that forgives typing errors", "A misspelt carrier is not found.", RequestStatus.UnderReview),
        new("contoso", 152, "Rounding of prices by currency", "Yen have no cents, but our totals show them.", RequestStatus.Released, "Released: totals follow the currency."),
        new("tailspin", 145, "审批通知发到企业微信", "同事很少看邮件，审批经常被耽误。", RequestStatus.UnderReview),
        new("fabrikam", 138, "Budget lines per store", "Budgets are by country only.", RequestStatus.InProgress, "In progress; your finance team has seen the first draft."),
        new("contoso", 130, "API for stock movements", "We poll the export every hour.", RequestStatus.Released, "Released: the public API has stock movements, with a guide."),
        new("fabrikam", 122, "A calendar of deliveries", "We draw it on the wall.", RequestStatus.Planned, "Planned."),
        new("contoso", 115, "Archive customers who left", "The list of customers grows and nobody dares to delete.", RequestStatus.UnderReview),
        new("fabrikam", 106, "Excel export of filtered lists", "The export takes all rows, we want what we see.", RequestStatus.Duplicate, "This is part of the Excel export with your own columns, which is released."),
        new("tailspin", 98, "报表可以设置默认筛选条件", "每次打开都要重新选择部门和日期。"),
        new("contoso", 90, "Comments on order lines", "We discuss lines by mail and lose the thread.", RequestStatus.UnderReview),
        new("fabrikam", 82, "Warn before an invoice is sent twice", "It happened twice this year.", RequestStatus.InProgress, "In progress: the warning names the first invoice."),
        new("contoso", 74, "Photos at goods receipt", "Damage is hard to prove without a picture.", RequestStatus.NeedsYourInput, "How long do you have to keep the pictures?"),
        new("fabrikam", 66, "Merge duplicate contacts", "Trade fairs leave us with every contact twice.", RequestStatus.Planned, "Planned."),
        new("fabrikam", 58, "Tell us when you are down", "During the outage in autumn we heard it from our stores.", RequestStatus.Released, "You were right. Since then every incident is announced by mail within ten minutes and explained within three days."),
        new("tailspin", 47, "导出时保留小数位", "导出后金额变成整数，财务无法核对。", RequestStatus.UnderReview),
        new("contoso", 33, "Reorder proposals by supplier", "Proposals come by item; we order by supplier."),
        new("fabrikam", 21, "Colours for stores on the map", "All stores have the same pin."),
        new("contoso", 12, "Rename a saved report", "We have six reports called Copy.", Shared: false),
        new("fabrikam", 5, "Forecasts for new articles without history", "New articles start at zero; we would borrow the curve of a similar one.", Shared: false),
    ];
}
