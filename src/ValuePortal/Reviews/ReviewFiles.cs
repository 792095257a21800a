using System.Globalization;
using System.Text;
using ValuePortal.Accounts.Export;
using ValuePortal.Platform.Access;
using ValuePortal.Reviews.Comments;
using ValuePortal.Reviews.Promises;

namespace ValuePortal.Reviews;

/// <summary>Reviews for a company that takes everything along: each published one as a PDF and as the data that were frozen with it.</summary>
internal static class ReviewFiles
{
    public static ExportPart Part => new(50, WriteAsync);

    private static async Task WriteAsync(IServiceProvider services, Viewer viewer, Guid account, ExportArchive archive, CancellationToken ct)
    {
        var promises = await services.GetRequiredService<ListPromises>().RunAsync(viewer, ct);
        archive.Csv("reviews/promises.csv", ["text", "side", "owner", "due", "made_on", "state", "marked_on", "marked_by", "note"], promises.Rows.SelectMany(row => row.Marks.DefaultIfEmpty().Select(mark =>
            new object?[] { row.Text, row.Side, row.Owner, row.DueOn, row.MadeOn, mark?.State ?? row.State, mark?.On, mark?.By, mark?.Note })));
        var listed = await services.GetRequiredService<ListReviews>().RunAsync(viewer, ct);
        List<object?[]> said = [];
        foreach (var row in listed)
        {
            said.AddRange((await services.GetRequiredService<ListComments>().RunAsync(viewer, account, row.Id, ct))
                .Select(comment => new object?[] { row.Id, comment.Section, comment.At, comment.By, comment.ByVendor, comment.Text }));
        }

        archive.Csv("reviews/comments.csv", ["review", "section", "at", "by", "of_vendor", "text"], said);
        foreach (var row in listed)
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
