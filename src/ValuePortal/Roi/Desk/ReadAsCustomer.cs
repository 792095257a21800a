using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Roi.Reports;

namespace ValuePortal.Roi.Desk;

/// <summary>The value of an account as its own people see it, for staff who have it in care. Noted in the audit log.</summary>
public sealed class ReadAsCustomer(ReadValue value, ReadCompany companies, AuditLog audit, IStringLocalizer<RoiWords> words)
{
    public sealed record Seen(ReadCompany.Company Company, ValueReport? Report);

    /// <param name="viewer">Staff with the account in care.</param>
    /// <param name="account">The account.</param>
    /// <param name="withMoney">False: as somebody of the account sees it who may not see money.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Outcome<Seen>> RunAsync(Viewer viewer, Guid account, bool withMoney, CancellationToken ct = default)
    {
        if (!ValueWork.On(viewer, account, words).Is(out var narrowed, out var refusal))
        {
            return refusal;
        }

        var reader = narrowed with { SeesMoney = narrowed.SeesMoney && withMoney };
        if (await companies.RunAsync(reader, account, ct) is not { } company)
        {
            return new Refusal.NotFound(words["NoSuchAccount"]);
        }

        if (!(await value.RunAsync(reader, account, ct: ct)).Is(out var report, out refusal) && refusal is not null)
        {
            return refusal;
        }

        await audit.WriteAsync(narrowed, AuditAction.StaffRead, withMoney ? "value" : "value without money", account, ct);
        return new Seen(company, report);
    }
}
