using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.FeatureRequests.Similar;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Tables;

namespace ValuePortal.FeatureRequests.Channels;

/// <summary>
/// Takes requests of another board in from its file. Whoever is known by e-mail has raised the own ones; the rest belongs to the account
/// that is named. Votes of a file name nobody and are kept as a number of their own. What was taken in before is not taken in again.
/// </summary>
public sealed class ImportRequests(RequestDesk desk, AccountDirectory directory, TimeProvider clock, AuditLog audit, IStringLocalizer<RequestWords> text)
{
    public const int MostBytes = 10_000_000;
    public const int MostRows = 20_000;
    public const int MostReasons = 20;

    private const int PerSave = 500;

    /// <param name="File">A path; it is there.</param>
    /// <param name="Map">Field → heading: "title", "need", "key", "votes", "status", "raised", "answer", "answered", "email".</param>
    /// <param name="Account">External id of the account that the rows of unknown people belong to.</param>
    /// <param name="ToAll">All customers see them.</param>
    public sealed record Input(string File, string FileName, IReadOnlyDictionary<string, string>? Map, string? Account, bool ToAll, bool DryRun);

    /// <param name="Id">Of the import; null after a dry run.</param>
    /// <param name="Again">Rows whose request is there already.</param>
    /// <param name="Votes">Of the rows that were made.</param>
    /// <param name="Reasons">Of the first refused rows.</param>
    public sealed record Result(Guid? Id, string Layout, int Rows, int Made, int Again, int Refused, long Votes, IReadOnlyList<string> Columns, IReadOnlyList<(long Row, string Why)> Reasons);

    public async Task<Outcome<Result>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        if (viewer.Role is not (PersonRole.ProductManager or PersonRole.VendorAdmin))
        {
            return new Refusal.NotAllowed(text["OnlyProduct"]);
        }

        var scope = await desk.ScopeAsync(viewer, ct);
        if (await directory.FindAsync([input.Account ?? ""], ct) is not [var owner] || !scope.Contains(owner.AccountId))
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], new Dictionary<string, string[]> { [nameof(Input.Account)] = [text["NoSuchAccount"]] });
        }

        if (new FileInfo(input.File).Length > MostBytes || TableFile.IsWorkbook(input.File))
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], new Dictionary<string, string[]> { [nameof(Input.File)] = [text["FileInvalid", MostBytes / 1_000_000]] });
        }

        using var table = new TableFile(input.File, null, null);
        var (layout, columns) = RequestLayouts.Recognise(table.Headings, input.Map);
        if (!columns.ContainsKey("title"))
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], new Dictionary<string, string[]> { [nameof(Input.File)] = [text["NoTitleColumn", string.Join(text["ListComma"], table.Headings.Take(20))]] });
        }

        var rows = new List<ImportRow>();
        var reasons = new List<(long, string)>();
        var (count, refused) = (0, 0);
        while (count < MostRows && table.Read())
        {
            if (table.IsBlank)
            {
                continue;
            }

            count++;
            var (row, why) = RequestLayouts.Read(table, columns);
            if (row is not null)
            {
                rows.Add(row);
            }
            else if (++refused <= MostReasons)
            {
                reasons.Add((table.Row, text[why!]));
            }
        }

        var now = clock.GetUtcNow();
        await using var db = desk.Open(scope);
        var keys = (await db.FeatureRequests.Where(r => r.ImportedKey != null && scope.Accounts.Contains(r.RaisedByAccountId)).Select(r => r.ImportedKey!).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        var fresh = rows.Where(row => row.Key is null || keys.Add($"{owner.ExternalId}/{layout}/{row.Key}")).ToList();
        var result = new Result(
            null, layout, count, fresh.Count, rows.Count - fresh.Count, refused, fresh.Sum(row => (long)row.Votes),
            [.. columns.OrderBy(column => column.Value).Select(column => $"{column.Key} = {table.Headings[column.Value]}")], reasons);
        if (input.DryRun)
        {
            return result;
        }

        var import = new RequestImport { Id = Guid.CreateVersion7(now), FileName = PlainText.Beginning(input.FileName, RequestImport.FileNameMaxLength), Layout = layout, At = now, ByPersonId = viewer.PersonId, Rows = count, Made = fresh.Count, Refused = refused };
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var importer = await ImporterAsync(db, viewer, ct);
        db.Add(import);
        foreach (var some in fresh.Chunk(PerSave))
        {
            foreach (var row in some)
            {
                var person = row.Email is null ? null : await RequestDesk.PersonAsync(db, scope, row.Email, ct);
                var request = FeatureRequest.Raise(
                    person?.AccountId ?? owner.AccountId, person?.Id ?? importer, new RequestWording(row.Title, row.Need, null, null, null, null), Guid.CreateVersion7(now), null, now,
                    new RequestOrigin(RequestSource.Import, null, viewer.PersonId == Guid.Empty ? null : viewer.PersonId, row.RaisedAt, input.ToAll ? now : null, new ImportedRequest(
                        import.Id, row.Key is null ? null : $"{owner.ExternalId}/{layout}/{row.Key}", row.Votes, row.Status, row.Answer ?? (row.Status.IsLast ? text["ImportedAnswer"].Value : null), row.AnsweredAt)));
                db.Add(request);
                db.AddRange(Grams.RowsOf(request));
            }

            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }

        await transaction.CommitAsync(ct);
        await audit.WriteAsync(viewer, RequestAudit.Imported, $"{import.Id}: {fresh.Count}", owner.AccountId, ct);
        return result with { Id = import.Id };
    }

    // A command has no person: the first of the vendor's admins stands for it.
    private static async Task<Guid> ImporterAsync(Platform.Data.PortalDb db, Viewer viewer, CancellationToken ct) =>
        viewer.PersonId != Guid.Empty ? viewer.PersonId
            : await db.Users.Where(person => person.AccountId == null && person.Role == PersonRole.VendorAdmin).OrderBy(person => person.CreatedAt).Select(person => person.Id).FirstAsync(ct);
}
