using System.Globalization;
using ValuePortal.EndToEnd.Support;
using ValuePortal.Tests.Support;

namespace ValuePortal.EndToEnd.Journeys;

/// <summary>A real log goes in, and a person of one company reads on the page what others counted.</summary>
public sealed class RealLogTests(PortalInBrowser portal) : IClassFixture<PortalInBrowser>
{
    private const string Company = "ibm.com";
    private const string Month = "2014-03";

    [Fact]
    public async Task A_person_of_a_real_company_reads_the_right_figures()
    {
        var log = TestData.PathOf("usage", "usage_nova.ndjson.gz");
        var truth = (await File.ReadAllLinesAsync(TestData.PathOf("usage", "truth", "account_month_utc.csv"), TestContext.Current.CancellationToken))
            .Select(line => line.Split(','))
            .Single(row => row[0] == Company && row[1] == Month);
        await portal.CommandAsync("import", "usage", log, "--source", "nova", "--create-accounts");
        await using var visit = await portal.OpenAsync();
        await visit.SetPasswordAsync(await portal.InviteAdminOfAsync(Company, "reader@ibm.example"), "four slow green boats");

        await visit.Page.GotoAsync("usage?from=2014-03-01&to=2014-03-31");

        Assert.Equal(decimal.Parse(truth[2], CultureInfo.InvariantCulture), await visit.FigureAsync("usage.events"));
        Assert.Equal(decimal.Parse(truth[3], CultureInfo.InvariantCulture), await visit.FigureAsync("usage.active_users"));
        Assert.Equal(decimal.Parse(truth[4], CultureInfo.InvariantCulture), await visit.FigureAsync("usage.features_used"));
        Assert.Equal(decimal.Parse(truth[5], CultureInfo.InvariantCulture), await visit.FigureAsync("usage.active_days"));
    }
}
