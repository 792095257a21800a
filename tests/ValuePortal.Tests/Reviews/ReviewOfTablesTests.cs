using System.Globalization;
using System.Text;
using ValuePortal.Reviews;
using ValuePortal.Roi.Agreement;
using ValuePortal.Roi.Sheets;
using ValuePortal.Tests.Platform.Pdf;
using ValuePortal.Tests.Roi;
using ValuePortal.Tests.Support;
using static ValuePortal.Tests.Roi.ValueWorld;

namespace ValuePortal.Tests.Reviews;

/// <summary>A customer whose whole value model is a business case of tables has a value in its review too.</summary>
public sealed class ReviewOfTablesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tables_stand_in_the_review_with_what_came_up_in_the_period_and_who_may_not_see_money_sees_none()
    {
        using var world = await MakeAsync();
        await world.UseAsync("2026-05-31", 1);
        Done(await world.Portal.Get<ImportValueModel>().RunAsync(world.Csm, world.Id, new(Encoding.UTF8.GetBytes("""
            { "version": 1, "start_month": "2026-01", "years": 1, "discount_rate": 0.1,
              "tables": [
                { "id": "A", "title": "Faster tickets", "kind": "benefit", "rows": [{ "id": "A1", "unit": "money", "values": [24000] }] },
                { "id": "B", "title": "Licence", "kind": "cost", "rows": [{ "id": "B1", "unit": "money", "values": [6000] }] }] }
            """)), Ct));
        var key = FigureKey.OfTable("A");
        var seen = Done(await world.Portal.Get<ReadFigure>().RunAsync(world.Admin, world.Id, key, Ct));
        Done(await world.Portal.Get<DecideFigure>().RunAsync(world.Admin, key, new()
        {
            Kind = nameof(StepKind.Confirmed),
            Seen = seen.Seen.ToString(CultureInfo.InvariantCulture),
            Fingerprint = seen.Fingerprint,
        }, Ct));

        var id = Done(await world.Portal.Get<ComposeReview>().RunAsync(
            world.Csm, world.Id, new() { From = "2026-04-01", To = "2026-05-31", Language = "en", Title = "April and May", Summary = "Two months." }, Ct));
        Done(await world.Portal.Get<PublishReview>().RunAsync(world.Csm, world.Id, id, 0, Ct));

        var value = Done(await world.Portal.Get<ReadReview>().RunAsync(world.Admin, id, ct: Ct)).Snapshot.Value!;
        Assert.Equal(
            [("Faster tickets", 4000m, "Confirmed"), ("Licence", 1000m, "Estimated")],
            value.Tables!.Select(row => (row.Name, row.Amount.Value, row.State)));
        Assert.Equal(4000m, value.Tiles.Single(tile => tile.Figure.Metric == "reviews.confirmed").Figure.Value);
        Assert.Contains("Faster tickets", await PdfTools.ReadTextAsync(Done(await world.Portal.Get<WriteReviewPdf>().RunAsync(world.Admin, id, ct: Ct)).Content), StringComparison.Ordinal);
        Assert.Null(Done(await world.Portal.Get<ReadReview>().RunAsync(TestPortal.MemberOf(world.Id), id, ct: Ct)).Snapshot.Value);
    }
}
