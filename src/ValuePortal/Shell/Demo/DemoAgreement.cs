using System.Globalization;
using ValuePortal.Platform.Access;
using ValuePortal.Roi.Agreement;
using ValuePortal.Roi.Reports;

namespace ValuePortal.Shell.Demo;

/// <summary>What Fabrikam's admin has decided on the figures of its value model: agreed to two, objected to one, and got an answer.</summary>
public sealed class DemoAgreement(ReadValue value, ReadFigure figures, DecideFigure decide, AnswerObjection answer)
{
    public async Task MakeAsync(Viewer admin, Viewer csm, Guid account, CancellationToken ct)
    {
        var report = (await value.RunAsync(admin, account, ct: ct)).Must() ?? throw new InvalidOperationException("Fabrikam has no value model.");
        var (orders, invoices, approvals) = (report.Drivers[0].Key, report.Drivers[1].Key, report.Drivers[2].Key);
        await DecideAsync(admin, account, orders, StepKind.Confirmed, null, ct);
        await DecideAsync(admin, account, approvals, StepKind.Confirmed, "Matches our own count.", ct);
        await DecideAsync(admin, account, invoices, StepKind.Disputed, "We count 16 corrections for the last month, not 14. Where does the number come from?", ct);
        var seen = (await figures.RunAsync(csm, account, invoices, ct)).Must().Seen;
        (await answer.RunAsync(csm, account, invoices, new()
        {
            Note = "It came from the list your finance team sent us on the 20th. We are asking them for the final one and will correct the month.",
            Seen = seen.ToString(CultureInfo.InvariantCulture),
        }, ct)).Must();
    }

    private async Task DecideAsync(Viewer admin, Guid account, FigureKey key, StepKind kind, string? note, CancellationToken ct)
    {
        var figure = (await figures.RunAsync(admin, account, key, ct)).Must();
        (await decide.RunAsync(admin, key, new()
        {
            Kind = kind.ToString(),
            Note = note,
            Seen = figure.Seen.ToString(CultureInfo.InvariantCulture),
            Fingerprint = figure.Fingerprint,
        }, ct)).Must();
    }
}
