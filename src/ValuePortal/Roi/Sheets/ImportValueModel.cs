using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Roi.Agreement;
using ValuePortal.Roi.Desk;
using ValuePortal.Roi.Models;
using ValuePortal.Roi.Reports;

namespace ValuePortal.Roi.Sheets;

/// <summary>
/// Puts a document in the place of an account's whole value model: all of it in one transaction, or nothing. Drivers, measurements and investments
/// that are as they were keep their ids, and who stated them.
/// </summary>
public sealed class ImportValueModel(
    PortalDbFactory portal, ReadCompany companies, ReadValue value, FillDriver fill, AuditLog audit, TimeProvider clock,
    IStringLocalizer<RoiWords> words, IStringLocalizer<SheetWords> sheetWords)
{
    /// <param name="Json">The document, UTF-8.</param>
    /// <param name="DryRun">Checks and calculates, and stores nothing.</param>
    /// <param name="Tag">The tag of the model that is to be replaced; null for whichever there is, "" for none yet.</param>
    public sealed record Input(ReadOnlyMemory<byte> Json, bool DryRun = false, string? Tag = null);

    /// <param name="Created">There was no model before.</param>
    /// <param name="Document">As it is stored, or would be.</param>
    /// <param name="Report">What it comes to.</param>
    public sealed record Result(bool Created, ReadValueDocument.Result Document, ValueReport Report);

    /// <summary>Another model is there than the one that was to be replaced.</summary>
    public sealed record Outdated(string Message) : Refusal(Message);

    public async Task<Outcome<Result>> RunAsync(Viewer viewer, Guid account, Input input, CancellationToken ct = default)
    {
        if (!ValueWork.On(viewer, account, words).Is(out var narrowed, out var refusal))
        {
            return refusal;
        }

        if (await companies.RunAsync(narrowed, account, ct) is not { } company)
        {
            return new Refusal.NotFound(words["NoSuchAccount"]);
        }

        if (input.Json.Length > ValueDocument.LargestBytes)
        {
            return NotRead("", sheetWords["DocumentTooLarge", ValueDocument.LargestBytes]);
        }

        if (ValueDocument.Read(input.Json.Span, out var unread) is not { } document)
        {
            var place = unread!.Path?.TrimStart('$').TrimStart('.') ?? "";
            var says = sheetWords["InLine", (unread.LineNumber ?? 0) + 1, sheetWords[unread.Message.StartsWith(CellConverter.Says, StringComparison.Ordinal) ? "CellInvalid" : "NotRead"].Value];
            return NotRead(place, new NamesInDocument(input.Json.Span).Say(place, says, sheetWords));
        }

        var now = clock.GetUtcNow();
        var proposal = new ValueProposal(company, fill, now, words, sheetWords);
        await proposal.ReadAsync(narrowed, document, ct);
        if (proposal.Errors.Count > 0)
        {
            return new Refusal.Invalid(sheetWords["DocumentInvalid"], proposal.Errors);
        }

        await using var db = portal.For(narrowed);
        if (await ValueWork.ClosedAsync(db, account, null, words, ct) is { } closed)
        {
            return closed;
        }

        var before = await ReadValueDocument.FindAsync(db, account, ct);
        if (input.Tag is { } expected && expected != (before?.Tag ?? ""))
        {
            return new Outdated(sheetWords["ModelChanged"]);
        }

        var report = await value.WorkOutAsync(
            narrowed, company, new ValueInputs(proposal.Model, proposal.Drivers, proposal.Entries, proposal.Investments, proposal.Sheet), new(), ct);
        if (!input.DryRun)
        {
            await new ReplaceModel(viewer, proposal, now).StageAsync(db, ct);
            await db.StageTrailAsync(viewer, account, now, ct);
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (Exception failure) when (failure is DbUpdateConcurrencyException || failure.IsDuplicate())
            {
                return new Outdated(sheetWords["ModelChanged"]);
            }

            await audit.WriteAsync(
                narrowed, RoiAudit.ModelImported,
                FormattableString.Invariant($"{proposal.Tables.Count} tables, {proposal.Drivers.Count} drivers, {proposal.Investments.Count} investments"), account, ct);
        }

        var after = input.DryRun ? null : await ReadValueDocument.FindAsync(db, account, ct);
        return new Result(
            before is null,
            after ?? ReadValueDocument.Of(proposal.Model, proposal.Drivers, proposal.Entries, proposal.Investments, proposal.Tables),
            report);
    }

    private Refusal.Invalid NotRead(string place, string says) => new(sheetWords["DocumentInvalid"], new Dictionary<string, string[]> { [place] = [says] });
}
