using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Jobs;
using ValuePortal.Platform.Tables;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Import;

/// <summary>Says how an uploaded table is to be read, and asks for its dry run or its import. Both wait for their turn and run in the background.</summary>
public sealed class AskForTable(PortalDbFactory portal, DataFolder folder, AskForJob jobs, IStringLocalizer<TableWords> text)
{
    public enum Wish
    {
        /// <summary>Show the first rows again.</summary>
        Look,

        /// <summary>A dry run.</summary>
        Try,

        /// <summary>The import, as the dry run had it.</summary>
        Import,
    }

    /// <param name="Choices">What was chosen; not for an import, which takes what was tried.</param>
    public sealed record Input(Guid Id, Wish Wish, TableChoices? Choices);

    public async Task<Outcome<UploadState>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        if (viewer.Role is not (PersonRole.VendorAdmin or PersonRole.Csm))
        {
            return new Refusal.NotAllowed(text["OnlyAccountWork"]);
        }

        await using var db = portal.ForSystem(AccountScope.NoAccount);
        var upload = await db.TableUploads.SingleOrDefaultAsync(upload => upload.Id == input.Id && upload.PersonId == viewer.PersonId, ct);
        if (upload is null)
        {
            return new Refusal.NotFound(text["NoSuchUpload"]);
        }

        if (upload.IsAtWork || upload.State is UploadState.Imported || !File.Exists(folder.TableOf(input.Id)) || (input.Wish is Wish.Import && upload.State is not UploadState.Tried))
        {
            return new Refusal.Conflict(text["NotNow"]);
        }

        if (input.Choices is { } choices)
        {
            upload.Choose(choices with { CreateAccounts = choices.CreateAccounts && viewer.Role is PersonRole.VendorAdmin });
        }

        if (input.Wish is not Wish.Look)
        {
            if (Missing(upload, upload.ReadChoices()) is { } word)
            {
                return text.Wrong(word);
            }

            if (await jobs.AddAsync(db, viewer, AccountScope.NoAccount, WorkOnTables.Kind, upload.Id, ct) is { } busy)
            {
                return busy;
            }

            upload.Ask(input.Wish is Wish.Try ? UploadState.TryWaiting : UploadState.ImportWaiting, CultureInfo.CurrentUICulture.Name);
        }

        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal.Conflict(text["NotNow"]);
        }

        jobs.Begin();
        return upload.State;
    }

    private string? Missing(TableUpload upload, TableChoices? choices)
    {
        if (choices is null)
        {
            return "ChooseColumns";
        }

        using var table = new TableFile(folder.TableOf(upload.Id), TableForm.SeparatorOf(choices.Separator), TableForm.EncodingOf(choices.Encoding));
        return string.IsNullOrWhiteSpace(choices.Source) || choices.Source.Length > Source.NameMaxLength ? "NameSource"
            : !TableGuess.Complete(choices, table, upload.SecondFile is not null) ? "ChooseColumns"
            : DayForm.Named(choices.Dates) is null ? "ChooseDates"
            : null;
    }
}
