using System.Globalization;
using System.Text;
using ValuePortal.Accounts.Export;
using ValuePortal.Platform.Access;

namespace ValuePortal.Reviews;

/// <summary>Reviews for a company that takes everything along: each published one as a PDF and as the data that were frozen with it.</summary>
internal static class ReviewFiles
{
    public static ExportPart Part => new(50, WriteAsync);

    private static async Task WriteAsync(IServiceProvider services, Viewer viewer, Guid account, ExportArchive archive, CancellationToken ct)
    {
        foreach (var row in await services.GetRequiredService<ListReviews>().RunAsync(viewer, ct))
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"reviews/{row.From:yyyy-MM-dd}-{row.To:yyyy-MM-dd}");
            if ((await services.GetRequiredService<WriteReviewPdf>().RunAsync(viewer, row.Id, withMoney: true, ct)).Is(out var pdf, out _))
            {
                archive.Add(name + ".pdf", pdf.Content);
            }

            if ((await services.GetRequiredService<ReadReview>().RunAsync(viewer, row.Id, withMoney: true, ct)).Is(out var review, out _) && review.Json is { } json)
            {
                archive.Add(name + ".json", Encoding.UTF8.GetBytes(json));
            }
        }
    }
}
