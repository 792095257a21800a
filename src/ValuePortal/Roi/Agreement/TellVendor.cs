using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Identity;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Mail;
using ValuePortal.Platform.Text;

namespace ValuePortal.Roi.Agreement;

/// <summary>Writes to the success managers of an account that its admin objected to a figure, in the transaction in which the objection is kept.</summary>
public sealed class TellVendor(ReadCompany companies, MailOutbox outbox, PublicAddress address, IStringLocalizer<RoiWords> words)
{
    internal async Task StageAsync(PortalDb db, Viewer viewer, Guid account, FigureReport figure, string reason, CancellationToken ct)
    {
        foreach (var csm in (await companies.RunAsync(viewer, account, ct))?.Csms ?? [])
        {
            outbox.Put(db, InLanguage.Of(csm.Language, () => new Mail(
                csm.Email,
                csm.Name,
                words["ObjectionSubject", figure.Report.AccountName, figure.Name],
                words["ObjectionMail", csm.Name, viewer.Name, figure.Report.AccountName, figure.Name, reason, address.Of($"/desk/accounts/{account}/value/{figure.Key}")])
            {
                AccountId = account,
            }));
        }
    }
}
