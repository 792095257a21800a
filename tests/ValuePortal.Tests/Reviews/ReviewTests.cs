using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Reviews;
using ValuePortal.Tests.FeatureRequests;
using ValuePortal.Tests.Platform.Pdf;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Reviews;

public sealed partial class ReviewTests : IAsyncLifetime
{
    private readonly TestPortal portal = new();
    private ReviewWorld world = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Guid Id => world.Account.AccountId;

    private Viewer Admin => TestPortal.AdminOf(Id);

    public async ValueTask InitializeAsync()
    {
        var account = await portal.OpenAccountAsync("fabrikam", "Fabrikam");
        world = new ReviewWorld(portal.Services, account, TestPortal.ViewerOf(await portal.AddStaffAsync("csm@vendor.example", PersonRole.Csm), account.AccountId));
        await world.FillAsync(await portal.MemberAsync(account.AccountId), await portal.ProductManagerAsync());
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task Publishing_freezes_what_page_and_pdf_show()
    {
        var id = await world.PublishedAsync();
        var before = ReviewWorld.Done(await world.ReadAsync(Admin, id));
        var pdf = ReviewWorld.Done(await world.PdfAsync(Admin, id)).Content;

        await world.UseMoreAsync();
        portal.Clock.Advance(TimeSpan.FromDays(3));

        var after = ReviewWorld.Done(await world.ReadAsync(Admin, id));
        Assert.Equal(before.Json, after.Json);
        Assert.Equal(pdf, ReviewWorld.Done(await world.PdfAsync(Admin, id)).Content);
        Assert.Equal([3m, 5m, 2m, 4m], after.Snapshot.Usage.Tiles.Select(tile => tile.Figure.Value));
        var fresh = ReviewWorld.Done(await world.ReadAsync(world.Csm, await world.DraftAsync()));
        Assert.Equal(4, fresh.Snapshot.Usage.Tiles[0].Figure.Value);
    }

    [Fact]
    public async Task The_figures_are_those_of_the_period()
    {
        var snapshot = ReviewWorld.Done(await world.ReadAsync(Admin, await world.PublishedAsync())).Snapshot;

        Assert.Equal("Up 200% (+2)", snapshot.Usage.Tiles[0].Change);
        Assert.Equal("16 Mar – 30 Apr 2026", snapshot.Compared);
        Assert.Equal(2, snapshot.Usage.Charts.Count);
        Assert.Equal(46, snapshot.Usage.Charts[0].Series[0].Points.Count);
        var driver = Assert.Single(snapshot.Value!.Drivers);
        Assert.Equal("14", driver.Now.Display);
        Assert.NotNull(snapshot.Value.Chart);
        Assert.StartsWith("USD", snapshot.Headline[0].Figure.Display, StringComparison.Ordinal);
        Assert.Equal("Reached", Assert.Single(snapshot.Milestones.Rows).State);
        Assert.Equal([1m, 1m, 1m, 1m], snapshot.Requests.Tiles.Select(tile => tile.Figure.Value));
        Assert.Equal(ReviewWorld.Answer, Assert.Single(snapshot.Requests.Rows).Answer);

        // Whatever a figure refers to is explained in the review itself.
        var explained = snapshot.Definitions.Select(definition => definition.Metric).ToHashSet();
        Assert.Superset(snapshot.Headline.Concat(snapshot.Usage.Tiles).Select(tile => tile.Figure.Metric).ToHashSet(), explained);
        Assert.Equal(snapshot.Definitions.Count, explained.Count);
    }

    [Fact]
    public async Task A_changed_byte_in_the_store_is_found_out()
    {
        var id = await world.PublishedAsync();
        await world.TamperAsync(id);

        foreach (var viewer in new[] { Admin, TestPortal.MemberOf(Id), world.Csm })
        {
            var refusal = Assert.IsType<Refusal.Conflict>(Roi.ValueWorld.Refused(await world.ReadAsync(viewer, id)));
            Assert.Contains("no longer matches what was published", refusal.Message, StringComparison.Ordinal);
            Assert.IsType<Refusal.Conflict>(Roi.ValueWorld.Refused(await world.PdfAsync(viewer, id)));
        }
    }

    [Fact]
    public async Task The_editions_cannot_be_swapped_in_the_store()
    {
        var id = await world.PublishedAsync();
        await using (var db = portal.Factory.ForSystem(Id))
        {
            var entry = db.Entry(await db.Set<Review>().SingleAsync(r => r.AccountId == Id && r.Id == id, Ct));
            entry.Property(r => r.SnapshotWithoutMoney).CurrentValue = entry.Entity.SnapshotWithMoney;
            entry.Property(r => r.HashWithoutMoney).CurrentValue = entry.Entity.HashWithMoney;
            await db.SaveChangesAsync(Ct);
        }

        Assert.IsType<Refusal.Conflict>(Roi.ValueWorld.Refused(await world.ReadAsync(TestPortal.MemberOf(Id), id)));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task Who_may_not_see_money_gets_an_edition_without_any_amount(string language)
    {
        var id = await world.PublishedAsync(language);
        var rich = ReviewWorld.Done(await world.ReadAsync(Admin, id));
        var plain = ReviewWorld.Done(await world.ReadAsync(TestPortal.MemberOf(Id), id));
        var text = await PdfTools.ReadTextAsync(ReviewWorld.Done(await world.PdfAsync(TestPortal.MemberOf(Id), id)).Content);

        var amounts = Amounts().Matches(rich.Json!).Select(amount => amount.Groups[1].Value).Where(amount => amount != "0").Distinct().ToList();
        Assert.True(amounts.Count > 4);
        Assert.All(amounts, amount =>
        {
            // By itself: the same digits may stand within an id or a hash.
            var alone = new Regex($@"(?<![\w-]){Regex.Escape(amount)}(?![\w-])", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            Assert.DoesNotMatch(alone, plain.Json);
            Assert.DoesNotMatch(alone, text);
        });
        Assert.DoesNotContain("USD", plain.Json, StringComparison.Ordinal);
        Assert.DoesNotContain("USD", text, StringComparison.Ordinal);
        Assert.DoesNotContain(ReviewWorld.MoneySummary, text, StringComparison.Ordinal);
        Assert.DoesNotContain("7777", plain.Json, StringComparison.Ordinal);
        Assert.Equal("reviews.hours", plain.Snapshot.Headline[0].Figure.Metric);
    }

    [Theory]
    [InlineData("en", "Review of May", "Your requests", "1 May – 15 Jun 2026")]
    [InlineData("zh-CN", "五月价值回顾", "贵公司的需求", "2026年5月1日")]
    public async Task The_pdf_is_valid_and_says_what_the_snapshot_says(string language, string title, string heading, string period)
    {
        // Whoever downloads it may have another language than the review.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language == "en" ? "zh-CN" : "en");
        var id = await world.PublishedAsync(language);
        var snapshot = ReviewWorld.Done(await world.ReadAsync(Admin, id)).Snapshot;
        var pdf = ReviewWorld.Done(await world.PdfAsync(Admin, id));
        Assert.Equal($"Fabrikam - {title} 2026-06-15.pdf", pdf.FileName);
        await PdfTools.AssertValidAsync(pdf.Content);
        var text = Squeeze(await PdfTools.ReadTextAsync(pdf.Content));
        var at = 0;
        var inOrder = new[] { title, period, snapshot.Summary.Split('\n')[0] }
            .Concat(snapshot.Headline.Select(tile => tile.Figure.Display))
            .Concat(snapshot.Usage.Tiles.Select(tile => tile.Figure.Display))
            .Concat(snapshot.Usage.Charts.Select(chart => chart.Finding))
            .Append(snapshot.Value!.Headline)
            .Concat(snapshot.Value.Tiles.Select(tile => tile.Figure.Display))
            .Append("Two people active").Append(heading).Append(ReviewWorld.Request).Append(ReviewWorld.Answer)
            .Concat(snapshot.Definitions.Select(definition => definition.Name));
        foreach (var words in inOrder.Select(Squeeze))
        {
            var found = text.IndexOf(words, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"“{words}” is missing after {text[Math.Max(0, at - 200)..at]}");
            at = found + words.Length;
        }

        Assert.Equal(pdf.Content, ReviewWorld.Done(await world.PdfAsync(Admin, id)).Content);
    }

    [Fact]
    public async Task A_draft_is_for_staff_and_a_foreign_review_is_a_missing_one()
    {
        var draft = await world.DraftAsync();
        var published = await world.PublishedAsync();
        var stranger = TestPortal.AdminOf((await portal.OpenAccountAsync("contoso")).AccountId);

        var missing = Roi.ValueWorld.Refused(await world.ReadAsync(Admin, Guid.CreateVersion7()));
        Assert.IsType<Refusal.NotFound>(missing);
        Assert.Equal(missing, Roi.ValueWorld.Refused(await world.ReadAsync(Admin, draft)));
        Assert.Equal(missing, Roi.ValueWorld.Refused(await world.ReadAsync(stranger, published)));
        Assert.Equal(missing, Roi.ValueWorld.Refused(await world.PdfAsync(stranger, published)));
        Assert.Equal(missing, Roi.ValueWorld.Refused(await world.PdfAsync(world.Csm, draft)));
        Assert.Equal(published, Assert.Single(await portal.Get<ListReviews>().RunAsync(Admin, Ct)).Id);
        Assert.Equal(2, (await portal.Get<ListReviews>().RunAsync(world.Csm, Ct)).Count);
        Assert.Empty(await portal.Get<ListReviews>().RunAsync(stranger, Ct));
        Assert.Equal(published, (await portal.Get<LatestReview>().RunAsync(Admin, Ct))!.Id);
        Assert.Null(await portal.Get<LatestReview>().RunAsync(stranger, Ct));
    }

    [Fact]
    public async Task A_published_review_stays_and_a_changed_draft_is_not_published_unseen()
    {
        var (edit, publish) = (portal.Get<EditDraft>(), portal.Get<PublishReview>());
        var id = await world.DraftAsync();
        var changed = ReviewWorld.Text();
        changed.Title = "Another title";
        ReviewWorld.Done(await edit.RunAsync(world.Csm, Id, id, 0, changed, Ct));

        Assert.IsType<Refusal.Conflict>(Roi.ValueWorld.Refused(await edit.RunAsync(world.Csm, Id, id, 0, changed, Ct)));
        Assert.IsType<Refusal.Conflict>(Roi.ValueWorld.Refused(await publish.RunAsync(world.Csm, Id, id, 0, Ct)));
        ReviewWorld.Done(await publish.RunAsync(world.Csm, Id, id, 1, Ct));
        Assert.IsType<Refusal.Conflict>(Roi.ValueWorld.Refused(await publish.RunAsync(world.Csm, Id, id, 2, Ct)));
        Assert.IsType<Refusal.Conflict>(Roi.ValueWorld.Refused(await edit.RunAsync(world.Csm, Id, id, 2, changed, Ct)));
        Assert.Equal("Another title", ReviewWorld.Done(await world.ReadAsync(Admin, id)).Snapshot.Title);
    }

    [Theory]
    [InlineData("From", "2026-06-16", "The first day is after the last day.")]
    [InlineData("To", "2026-06-16", "The last day is in the future. A review looks back.")]
    [InlineData("From", "May", "Enter a day between 2000 and 2100.")]
    [InlineData("Title", " ", "Enter a title of at most 120 characters.")]
    [InlineData("Title", "You won $45,000", null)]
    [InlineData("Language", "fr", "Choose a language.")]
    [InlineData("Summary", "That is USD 4,500 a month.", null)]
    [InlineData("Summary", "每月节省 4.5 万元。", null)]
    public async Task What_cannot_be_a_review_is_refused_at_its_field(string field, string value, string? message)
    {
        var input = ReviewWorld.Text();
        typeof(DraftText.Input).GetProperty(field)!.SetValue(input, value);

        var refusal = Assert.IsType<Refusal.Invalid>(Roi.ValueWorld.Refused(await portal.Get<ComposeReview>().RunAsync(world.Csm, Id, input, Ct)));

        Assert.StartsWith(message ?? "This contains an amount of money", refusal.Errors[field][0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_period_without_data_an_account_out_of_care_and_other_people_are_refused()
    {
        var compose = portal.Get<ComposeReview>();
        var empty = ReviewWorld.Text();
        (empty.From, empty.To) = ("2025-01-01", "2025-03-31");
        var summary = ReviewWorld.Text();
        summary.Summary = new string('x', 4001);

        Assert.Contains("no usage data", Assert.IsType<Refusal.Invalid>(Roi.ValueWorld.Refused(await compose.RunAsync(world.Csm, Id, empty, Ct))).Message, StringComparison.Ordinal);
        Assert.True(Assert.IsType<Refusal.Invalid>(Roi.ValueWorld.Refused(await compose.RunAsync(world.Csm, Id, summary, Ct))).Errors.ContainsKey("Summary"));
        Assert.IsType<Refusal.NotFound>(Roi.ValueWorld.Refused(await compose.RunAsync(TestPortal.Csm(), Id, ReviewWorld.Text(), Ct)));
        Assert.IsType<Refusal.NotAllowed>(Roi.ValueWorld.Refused(await compose.RunAsync(Admin, Id, ReviewWorld.Text(), Ct)));
        Assert.IsType<Refusal.NotAllowed>(Roi.ValueWorld.Refused(await portal.Get<PublishReview>().RunAsync(Admin, Id, await world.DraftAsync(), 0, Ct)));
    }

    [Fact]
    public async Task Publishing_downloading_and_reading_by_staff_are_noted()
    {
        var id = await world.PublishedAsync();
        ReviewWorld.Done(await world.ReadAsync(world.Csm, id));
        ReviewWorld.Done(await world.PdfAsync(Admin, id));

        await using var db = portal.Factory.ForSystem(Id);
        var notes = await db.Set<AuditEntry>().Where(entry => entry.AccountId == Id && entry.Detail.Contains(id.ToString())).Select(entry => entry.Action).ToListAsync(Ct);
        Assert.Equal([AuditAction.Exported, ReviewAudit.Composed, ReviewAudit.Published, AuditAction.StaffRead], notes.Order(StringComparer.Ordinal));
    }

    private static string Squeeze(string text) => Blanks().Replace(text, "");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"USD(?:\\u00a0|\u00a0)([\d,]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Amounts();
}
