using System.Globalization;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Pdf;
using ValuePortal.Reviews;
using ValuePortal.Reviews.Document;
using ValuePortal.Reviews.Snapshots;
using ValuePortal.Reviews.Verify;
using ValuePortal.Tests.Platform.Pdf;

namespace ValuePortal.Tests.Reviews.Document;

/// <summary>A review with one of everything, the same on every day and machine, in English or Chinese.</summary>
internal static class SampleSnapshot
{
    public static readonly string Code = ReviewCode.Of("3f2a91c077de0b18c4a5" + new string('0', 44));

    public static readonly Uri Check = new("https://portal.example/verify?code=3F2A-91C0-77DE-0B18-C4A5");

    private static readonly ServiceProvider s_services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();

    public static ReviewTexts Texts(string language) => new(s_services.GetRequiredService<IStringLocalizer<ReviewsWords>>(), language);

    public static byte[] Pdf(ReviewSnapshot snapshot, PdfImage? logo = null)
    {
        using var file = new MemoryStream();
        new ReviewDocument(snapshot, Texts(snapshot.Language), Code, Check, logo).Write(file, SampleReport.Fonts);
        return file.ToArray();
    }

    public static ReviewSnapshot Of(string language, bool withMoney = true)
    {
        var snapshot = WithoutSentences(language, withMoney);
        return snapshot with { Sentences = Sentences(snapshot) };
    }

    /// <summary>What the rules say of it.</summary>
    public static IReadOnlyList<SentencePart> Sentences(ReviewSnapshot snapshot)
    {
        var (culture, uiCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(snapshot.Language);
            return new WriteSentences(s_services.GetRequiredService<IStringLocalizer<ReviewsWords>>()).Of(snapshot, new FigureWriter(s_services.GetRequiredService<IStringLocalizerFactory>(), "EUR"));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, uiCulture);
        }
    }

    private static ReviewSnapshot WithoutSentences(string language, bool withMoney)
    {
        var say = new Words(language == "zh-CN");
        var months = Enumerable.Range(1, 12).Select(month => say.Of(new DateTime(2026, month, 1).ToString("MMM", CultureInfo.InvariantCulture), $"{month}月")).ToList();
        return new ReviewSnapshot(
            1, Guid.Parse("11111111-1111-4111-8111-111111111111"), Guid.Parse("22222222-2222-4222-8222-222222222222"), withMoney,
            "Fabrikam Retail", "Northwind Cloud", language, "Europe/Berlin", withMoney ? "EUR" : null,
            new(2026, 1, 1), new(2026, 12, 31), say.Of("1 Jan – 31 Dec 2026", "2026年1月1日至12月31日"),
            new(2025, 1, 1), new(2025, 12, 31), say.Of("1 Jan – 31 Dec 2025", "2025年1月1日至12月31日"),
            new(2027, 1, 4, 9, 0, 0, TimeSpan.Zero), say.Of("4 Jan 2027", "2027年1月4日"), say.Of("Value review of the year 2026", "2026年度价值回顾"),
            say.Of(
                "Bulk import went from a pilot to all 12 stores; orders are entered a third faster than a year ago.\nThe outage of 3 May cost half a day. What has changed since is told below.",
                "“批量导入”从试点推广到全部12家门店，订单录入比一年前快了三分之一。\n5月3日的故障影响了半天，之后的改进见下文。"),
            withMoney ? say.Of("Confirmed value came to EUR 218,400, 3.4 times the subscription.", "已确认价值为EUR 218,400，是订阅费用的3.4倍。") : null,
            [Tile("usage.active_users", say.Of("Active people", "活跃人数"), 148, "148", say.Of("Up 17% (+22)", "增长17%（+22）"), "up"), Tile("milestones.done", say.Of("Milestones reached", "已达成里程碑"), 2, "2", null, null, say.Of("of 3", "共 3 项"))],
            Usage(say, months), Value(say, months, withMoney), Milestones(say, withMoney), Requests(say),
            [
                .. Enumerable.Range(1, 14).Select(i => new ReviewDefinition($"usage.m{i}", say.Of($"Figure {i}", $"指标{i}"), say.Of(
                    $"How many different people of your company used the product at least {i} times. Each person counts once, however many days they used it.",
                    $"贵公司中至少使用过产品{i}次的人数。每人只计一次，无论使用了多少天。"))),
            ],
            [
                new("Incidents", say.Of("3 May, 9:10 to 13:40: orders could not be saved. A second database now stands by.", "5月3日9:10至13:40无法保存订单。现已增设备用数据库。")),
                new("Recommendations", say.Of("Bring budgets into the product.\nOpen the supplier portal to the two largest suppliers.", "把预算编制纳入产品。\n向两家最大的供应商开放供应商门户。")),
                new("NextSteps", say.Of("Ada Lindqvist opens the warehouse by 30 June.\nBen Ortiz trains the night shift by 15 July.", "林爱达在6月30日前上线仓库。\n欧本在7月15日前完成夜班培训。")),
            ]);
    }

    private static UsagePart Usage(Words say, List<string> months) => new(
        new(2026, 12, 31), say.Of("Usage data until 31 Dec 2026.", "使用数据截至2026年12月31日。"),
        [
            Tile("usage.active_users", say.Of("Active people", "活跃人数"), 148, "148", say.Of("Up 17% (+22)", "增长17%（+22）"), "up"),
            Tile("usage.events", say.Of("Events", "使用次数"), 51_840, "51,840", say.Of("Down 2.1% (−1,112)", "下降2.1%（−1,112）"), "down"),
            Tile("usage.features", say.Of("Features used", "使用的功能"), 15, "15", say.Of("No change", "无变化"), "same"),
        ],
        [
            Chart("usage.events", say.Of("Events per month", "每月使用次数"), say.Of("Peak in Dec 2026: 5,160.", "2026年12月最高：5,160。"), months, say, "Bars", month => 3_600 + (month * 130)),
            Chart("usage.active_users", say.Of("Active people per month", "每月活跃人数"), say.Of("Peak in Dec 2026: 142.", "2026年12月最高：142。"), months, say, "Line", month => 94 + (month * 4)),
        ],
        [
            .. new[] { ("Orders", "订单"), ("Bulk import", "批量导入"), ("Inventory", "库存"), ("Reports", "报表") }.Select((name, i) => new FeatureRow(
                say.Of(name.Item1, name.Item2), $"f{i}", new("usage.feature_events", 9_000 - (i * 777), $"{9_000 - (i * 777):N0}"), new("usage.feature_users", 140 - i, $"{140 - i}"))),
        ]);

    private static ValuePart Value(Words say, List<string> months, bool withMoney) => new(
        withMoney ? say.Of("A value of EUR 218,400 has been confirmed since Jan 2026.", "自2026年1月起已确认价值EUR 218,400。") : say.Of("412 hours were saved.", "共节省412小时。"),
        say.Of("Calculated with the value model from Jan 2026, over 3 years.", "按2026年1月起的价值模型计算，共3年。"),
        [
            .. withMoney
                ? [Tile("reviews.confirmed", say.Of("Confirmed value in the period", "本期已确认价值"), 218_400, "EUR 218,400", null, null, say.Of("Not confirmed: EUR 12,000 measured, EUR 2,581 estimated or in dispute", "未确认：实测 EUR 12,000，估算或有异议 EUR 2,581")), Tile("roi.roi", "ROI", 3.4m, "340%", null, null, say.Of("3-year forecast", "3 年测算"))]
                : Array.Empty<ReviewTile>(),
            Tile("reviews.hours", say.Of("Hours saved in the period", "本期节省工时"), 412, say.Of("412 h", "412 小时"), say.Of("Up 17% (+61)", "增长17%（+61）"), "up"),
        ],
        withMoney ? Chart("roi.cumulative", say.Of("Value to date", "累计价值"), say.Of("Value passed cost in Aug 2026.", "2026年8月价值超过费用。"), months, say, "Area", month => month * month * 1_500) : null,
        [
            new(say.Of("Orders entered faster", "订单录入更快"), say.Of("minutes per order", "分钟/单"), new("roi.level", 18, "18"), new("roi.level", 11.6m, "11.6"), say.Of("measured in Dec 2026", "2026年12月实测"), new("roi.level", 11, "11"), withMoney ? new("roi.benefit", 140_400, "EUR 140,400") : new("reviews.hours", 300, say.Of("300 h", "300 小时")), say.Of("Confirmed", "已确认"), "good"),
            new(say.Of("Invoices without a correction", "无需更正的发票"), say.Of("corrections per month", "次/月"), new("roi.level", 36, "36"), new("roi.level", 14, "14"), say.Of("target", "目标值"), new("roi.level", 12, "12"), withMoney ? new("roi.benefit", 78_000, "EUR 78,000") : new("reviews.hours", 112, say.Of("112 h", "112 小时")), say.Of("In dispute", "有异议"), "warn"),
        ],
        withMoney ? new("reviews.benefit", 218_400, "EUR 218,400") : new("reviews.hours", 412, say.Of("412 h", "412 小时")),
        withMoney ? [new CaseRow(say.Of("Warehouse staff", "仓库人员"), say.Of("Benefit", "收益"), new("roi.case", 9_900, "EUR 9,900"), say.Of("Measured", "实测"), "")] : null);

    private static MilestonesPart Milestones(Words say, bool withMoney) => new(
        [],
        [
            new(say.Of("Kick-off held, goals agreed", "启动会召开，目标商定"), new(2026, 1, 31), say.Of("31 Jan 2026", "2026年1月31日"), "", say.Of("Reached", "已达成"), "good", say.Of("Reached on 28 Jan 2026", "2026年1月28日达成"), say.Of("Signed off by Clara Summers and Anna Fischer", "由双方签字确认"), null),
            new(say.Of("100 people active", "100人活跃"), new(2026, 6, 30), say.Of("30 Jun 2026", "2026年6月30日"), "", say.Of("Reached", "已达成"), "good", say.Of("Reached on 2 May 2026", "2026年5月2日达成"), say.Of("148 active people, target 100", "148人活跃，目标100人"), new("milestones.progress", 1, "100.0%"))
            {
                Expected = withMoney ? new("reviews.milestone_expected", 4_000, "EUR 4,000") : null,
                Came = withMoney ? new("reviews.milestone_came", 5_200, "EUR 5,200") : null,
            },
            new(say.Of("Budgets planned in the product", "在产品中编制预算"), new(2027, 1, 19), say.Of("19 Jan 2027", "2027年1月19日"), "", say.Of("Late", "延迟"), "warn", say.Of("Due in 15 days", "15天后到期"), say.Of("0 of 20 events with “Budgets”", "“预算”使用0次，目标20次"), new("milestones.progress", 0, "0.0%")),
        ]);

    private static RequestsPart Requests(Words say) => new(
        [Tile("reviews.asked", say.Of("Requests made", "提出的需求"), 5, "5", null, null, say.Of("15 in total so far", "累计 15 条"))],
        [
            new(say.Of("Export to Excel with our own columns", "按自选列导出Excel"), new(2026, 2, 3), say.Of("3 Feb 2026", "2026年2月3日"), say.Of("Released", "已发布"), "good", say.Of("Released in spring: choose and order the columns once, and the export keeps them.", "已于春季发布：列及顺序设置一次即可保留。")),
            new(say.Of("Warn before an invoice is sent twice", "重复发送发票前提醒"), new(2026, 9, 7), say.Of("7 Sep 2026", "2026年9月7日"), say.Of("Open", "待处理"), "", null),
        ],
        13);

    private static ReviewChart Chart(string metric, string title, string finding, List<string> months, Words say, string mark, Func<int, int> of) => new(
        metric, title, finding, months, [.. months.Select(month => $"{month} 2026")],
        [
            new(say.Of("2026", "2026年"), mark, "First", [.. Enumerable.Range(1, 12).Select(month => new ReviewPoint(of(month), $"{of(month):N0}", false))]),
            new(say.Of("2025", "2025年"), "Line", "Then", [.. Enumerable.Range(1, 12).Select(month => month == 1 ? new ReviewPoint(null, "", false) : new ReviewPoint(of(month) * 8 / 10, $"{of(month) * 8 / 10:N0}", false))]),
        ]);

    private static ReviewTile Tile(string metric, string name, decimal value, string display, string? change, string? direction, string? note = null) =>
        new(name, new(metric, value, display), change, direction, note);

    private sealed record Words(bool Chinese)
    {
        public string Of(string english, string chinese) => Chinese ? chinese : english;
    }
}
