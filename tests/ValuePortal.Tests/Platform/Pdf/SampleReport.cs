using ValuePortal.Platform.Pdf;

namespace ValuePortal.Tests.Platform.Pdf;

/// <summary>A report with one of everything, in English or Chinese.</summary>
internal static class SampleReport
{
    public const string English =
        "Confirmed this quarter: 412 hours saved, worth €18,640, which is 3.4 times the subscription. Automatic reconciliation went from a "
        + "pilot to all 12 stores (three fifths of it); the rest comes from “bulk import” – and from what Zoë, Łukasz & Ağa’s team tried.";

    public const string Chinese =
        "本季度确认节省412小时，折合¥186,400，是同期订阅费用的3.4倍。“自动对账”从试点推广到全部12家门店（贡献了其中六成）；其余来自《导入模板》与报表订阅——客户满意度达到98.5%……";

    public static readonly PdfFonts Fonts = PdfFonts.LoadShipped();

    public static byte[] Make(string language)
    {
        var chinese = language == "zh-CN";
        return Write(
            report =>
            {
                report.FreePage(page =>
                {
                    page.Rectangle(0, 0, 14, page.Height).Fill(report.Theme.Accent);
                    page.TextBox(chinese ? "价值回顾" : "Value review", 72, 250, 450, new(38, Bold: true), heading: 1);
                    page.TextBox("Fabrikam Retail", 72, 310, 450, new(20));
                });
                report.Heading(1, chinese ? "摘要" : "Summary");
                report.Paragraph(chinese ? Chinese : English, report.Theme.Lead);
                report.Kpis([new("Active people", "148", "22 more", PdfTone.Good), new("节省工时", "412", "比上季度增加 61")]);
                report.Heading(2, chinese ? "使用趋势" : "Adoption");
                report.Figure(170, "148", "A rising line", Rise);
                report.Bullets(["One", "二"]);
                report.Heading(2, chinese ? "明细" : "Details");
                report.Table(new(
                    [new("Store", Share: 2), new("Events", PdfAlign.Right), new("Change", PdfAlign.Right, Points: 70)],
                    [.. Enumerable.Range(1, 60).Select(row => new PdfRow([$"Store {row}", $"{row * 731}", "+1.5 %"])), new(["Total", "1", ""], true)]));
                report.Finish();
            },
            new(chinese ? "Fabrikam Retail 价值回顾" : "Value review for Fabrikam Retail", language, "Northwind Cloud", "ValuePortal"),
            new("Value review", "Fabrikam Retail", "Northwind Cloud", (page, pages) => $"Page {page} of {pages}"));
    }

    public static byte[] Write(Action<PdfReport> write, PdfMetadata? metadata = null, PdfFurniture? furniture = null)
    {
        using var output = new MemoryStream();
        using var report = new PdfReport(output, Fonts, metadata ?? new("Test", "en"), furniture: furniture);
        write(report);
        return output.ToArray();
    }

    public static byte[] WriteParagraph(string text) => Write(report =>
    {
        report.Paragraph(text);
        report.Finish();
    });

    private static void Rise(Canvas canvas)
    {
        canvas.MoveTo(0, canvas.Height).LineTo(canvas.Width, canvas.Height).Stroke(Rgb.Black, 0.5, 2, 2);
        canvas.MoveTo(0, canvas.Height).CurveTo(50, 100, 100, 80, canvas.Width, 0).Stroke(Rgb.FromHex("#0b6b5b"), 2);
        canvas.Circle(canvas.Width, 0, 3).FillAndStroke(Rgb.White, Rgb.Black, 1);
        canvas.Text("148", canvas.Width, 12, new(9, Bold: true), PdfAlign.Right);
    }
}
