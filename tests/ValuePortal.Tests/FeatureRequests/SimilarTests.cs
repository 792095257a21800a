using Microsoft.EntityFrameworkCore;
using ValuePortal.FeatureRequests;
using ValuePortal.FeatureRequests.Similar;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Tables;
using ValuePortal.Tests.Support;
using static ValuePortal.Tests.Support.Wrongs;

namespace ValuePortal.Tests.FeatureRequests;

/// <summary>
/// Titles of real requests: English ones of two public boards (see the data's README), Chinese ones of issues people filed with open
/// projects. None was written for these tests; which two mean the same was decided by hand.
/// </summary>
public sealed class SimilarTests : IDisposable
{
    private static readonly string[] s_chinese =
    [
        "能添加一个将数据导出为excel的功能吗？", "增加表格页面的“导出”功能", "我有个点子，希望可以增加Excel导出功能", "可以增加结果导出表格功能吗",
        "希望能支持LDAP账户", "希望软件可以支持ldap协议", "LDAP单点登录统一管理功能", "希望后台用户管理这部分能支持 LDAP 协议",
        "报价单支持中英文两种版本", "手机扫码后自动带出物料名称", "发票抬头保存多个", "审批通知发到企业微信",
    ];

    private static readonly (string Typed, string Meant)[] s_pairs =
    [
        ("category dtype support in parquet writer", "[FEA] category dtype support in parquet reader"),
        ("Leak tracking for Java Table", "[FEA] Leak tracking for Java Scalar instances"),
        ("Add support for escape characters in CSV", "[FEA] Support escapechar in read_csv"),
        ("DataFrame.query support for datetime", "[FEA] support datetime property in DataFrame.query"),
        ("Expose public stream-ordered C++ APIs", "[FEA] Expose stream-ordered APIs in pylibcudf"),
        ("Support for approx_count_distinct", "[FEA] Story - Supporting Approximate Count Distinct"),
        ("Extend Iris save to target S3", "Extend Iris loading to accept S3 URLs"),
        ("colapse over a mesh dimenson", "Can't collapse mesh"),
        ("lazy statistics in analysis", "Which statistics in `iris.analysis` are lazy?"),
        ("parquet reader categ", "[FEA] category dtype support in parquet reader"),
        ("支持导出Excel", "我有个点子，希望可以增加Excel导出功能"),
        ("数据导出成表格", "可以增加结果导出表格功能吗"),
        ("导出功能", "增加表格页面的“导出”功能"),
        ("支持LDAP登录，作为公司内部使用", "希望能支持LDAP账户"),
        ("用统一账号单点登录", "LDAP单点登录统一管理功能"),
        ("用户管理支持ｌｄａｐ", "希望后台用户管理这部分能支持 LDAP 协议"),
        ("企业微信审批提醒", "审批通知发到企业微信"),
    ];

    private readonly TestPortal portal = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => portal.Dispose();

    [Fact]
    public async Task What_means_the_same_is_among_the_first_five()
    {
        await using var db = await RealTitlesAsync();
        var titles = await db.Set<FeatureRequest>().ToDictionaryAsync(r => r.Id, r => r.Title, Ct);
        List<string> wrongs = [];
        var first = 0;
        foreach (var (typed, meant) in s_pairs)
        {
            var hits = (await SimilarSearch.FindAsync(db, typed, typing: true, except: null, FindSimilar.Most, Ct)).Select(hit => titles[hit.Id]).ToList();
            first += hits.FirstOrDefault() == meant ? 1 : 0;
            if (!hits.Contains(meant))
            {
                wrongs.Add($"\"{typed}\" finds {string.Join(" | ", hits)}");
            }
        }

        foreach (var typed in new[] { "Change the colour of invoices for Norway", "会议室预订与门禁联动" })
        {
            wrongs.AddRange((await SimilarSearch.FindAsync(db, typed, typing: false, except: null, FindSimilar.Most, Ct)).Select(hit => $"\"{typed}\" finds {titles[hit.Id]}"));
        }

        TestContext.Current.SendDiagnosticMessage("{0} of {1} on the first place", first, s_pairs.Length);
        AssertNone(wrongs);
    }

    [Fact]
    public async Task Only_what_the_viewer_sees_is_found()
    {
        var (fabrikam, contoso) = ((await portal.OpenAccountAsync()).AccountId, (await portal.OpenAccountAsync()).AccountId);
        var (ann, bob) = (await portal.MemberAsync(fabrikam), await portal.MemberAsync(contoso));
        var request = await portal.AskAsync(ann, "Export to Excel with our columns");

        Assert.Equal([request], (await FindAsync(ann, "export to exc")).Select(row => row.Id));
        Assert.Empty(await FindAsync(bob, "export to exc"));

        await portal.PublishAsync(await portal.ProductManagerAsync(), request);
        var row = Assert.Single(await FindAsync(bob, "export to exc"));
        Assert.Equal((request, 1, false, false), (row.Id, row.Votes, row.VotedByMe, row.FromMyCompany));
    }

    [Fact]
    public async Task The_index_is_written_with_the_request_and_can_be_made_anew()
    {
        var ann = await portal.MemberAsync((await portal.OpenAccountAsync()).AccountId);
        var request = await portal.AskAsync(ann, "手机扫码后自动带出物料名称");
        await using var db = portal.Factory.ForSystem();
        var before = await db.Set<RequestGram>().Select(g => g.Gram).OrderBy(g => g).ToListAsync(Ct);
        await db.Set<RequestGram>().ExecuteDeleteAsync(Ct);

        Assert.Equal(1, await portal.Get<IndexRequests>().RunAsync(Ct));

        Assert.NotEmpty(before);
        Assert.Equal(before, await db.Set<RequestGram>().Where(g => g.RequestId == request).Select(g => g.Gram).OrderBy(g => g).ToListAsync(Ct));
    }

    private Task<IReadOnlyList<FindSimilar.Row>> FindAsync(Viewer viewer, string typed) => portal.Get<FindSimilar>().RunAsync(viewer, typed, ct: Ct);

    private async Task<ValuePortal.Platform.Data.PortalDb> RealTitlesAsync()
    {
        var account = (await portal.OpenAccountAsync()).AccountId;
        var ann = await portal.MemberAsync(account);
        var db = portal.Factory.ForSystem(account);
        foreach (var title in TitlesOf("cudf_feature_requests.csv").Concat(TitlesOf("scitools_voted_issues.csv")).Concat(s_chinese))
        {
            var request = FeatureRequest.Raise(account, ann.PersonId, RequestWording.Of(title[..Math.Min(title.Length, FeatureRequest.TitleMaxLength)], "-"), Guid.CreateVersion7(), null, portal.Clock.Now);
            db.Add(request);
            db.AddRange(Grams.RowsOf(request));
        }

        await db.SaveChangesAsync(Ct);
        db.ChangeTracker.Clear();
        return db;
    }

    private static IEnumerable<string> TitlesOf(string file)
    {
        using var table = new TableFile(TestData.PathOf("requests", file), ',', null);
        var column = table.Find("title");
        while (table.Read())
        {
            yield return table.Cells[column];
        }
    }
}
