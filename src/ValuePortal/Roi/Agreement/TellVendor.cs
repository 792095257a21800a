using ValuePortal.Accounts;
using ValuePortal.Notifications;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Roi.Agreement;

/// <summary>Tells the success managers of an account that its admin objected to a figure, in the transaction in which the objection is kept.</summary>
public sealed class TellVendor(ReadCompany companies, Tell tell)
{
    public const string Objection = "value-objection";

    public static NoticeKind ObjectionKind => new(Objection, ForStaff: true, NoticeWay.Mail, typeof(RoiWords), "NoticeObjectionName", "NoticeObjection", "NoticeObjectionDetail");

    /// <param name="db">With the account and the vendor's people in its scope.</param>
    /// <param name="viewer">Who objects.</param>
    /// <param name="figure">To what.</param>
    /// <param name="step">The number of the step, so that each objection is told.</param>
    /// <param name="reason">Why.</param>
    /// <param name="ct">Stops it.</param>
    internal async Task StageAsync(PortalDb db, Viewer viewer, Guid account, FigureReport figure, int step, string reason, CancellationToken ct)
    {
        var caring = (await companies.RunAsync(viewer, account, ct))?.Csms ?? [];
        await tell.StageAsync(
            db,
            [.. caring.Select(person => new Tell.News(
                person.PersonId, Objection, $"objection:{account:N}:{figure.Key}:{step}", $"/desk/accounts/{account}/value/{figure.Key}", viewer.Name, figure.Report.AccountName, figure.Name, reason))],
            ct);
    }
}
