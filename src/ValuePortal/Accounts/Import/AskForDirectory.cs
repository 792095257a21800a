using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Jobs;
using ValuePortal.Platform.Tables;

namespace ValuePortal.Accounts.Import;

/// <summary>Says how a file is to be read, and asks for its dry run, its import, or for the import to be taken back. Each waits for its turn.</summary>
public sealed class AskForDirectory(PortalDbFactory portal, DataFolder folder, AskForJob jobs, WatchJob watch, TimeProvider clock, IStringLocalizer<DirectoryWords> text)
{
    public enum Wish
    {
        /// <summary>Show the first rows again.</summary>
        Look,

        /// <summary>A dry run.</summary>
        Try,

        /// <summary>The import, as the dry run had it.</summary>
        Import,
        Undo,
    }

    /// <param name="Choices">What was chosen, for a look or a dry run.</param>
    public sealed record Input(Guid Id, Wish Wish, DirectoryChoices? Choices = null);

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        if (viewer.Role is not PersonRole.VendorAdmin)
        {
            return new Refusal.NotAllowed(text["OnlyVendorAdmin"]);
        }

        await using var db = portal.ForSystem(AccountScope.NoAccount);
        if (await db.DirectoryImports.SingleOrDefaultAsync(import => import.Id == input.Id, ct) is not { } import)
        {
            return new Refusal.NotFound(text["NoSuchImport"]);
        }

        if (!IsTime(import, input.Wish) || await watch.RunAsync(viewer, import.Id, ct) is { GoesOn: true })
        {
            return new Refusal.Conflict(text["NotNow"]);
        }

        if (input is { Wish: Wish.Look or Wish.Try, Choices: { } choices })
        {
            import.Choose(choices);
        }

        if (input.Wish is Wish.Try)
        {
            if (!DirectoryRows.Open(folder.TableOf(import.Id), import, import.ReadChoices() ?? new(new Dictionary<string, string>()), text).Is(out var rows, out var refusal))
            {
                return refusal;
            }

            rows.Dispose();
        }

        if (input.Wish is not Wish.Look
            && await jobs.AddAsync(
                db, viewer, AccountScope.NoAccount, input.Wish switch { Wish.Try => ImportDirectory.TryKind, Wish.Import => ImportDirectory.ImportKind, _ => UndoDirectory.Kind }, import.Id, ct) is { } busy)
        {
            return busy;
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
        return import.Id;
    }

    private bool IsTime(DirectoryImport import, Wish wish) => wish switch
    {
        Wish.Undo => import is { Stage: DirectoryStage.Imported, ImportedAt: { } at } && at.AddDays(UploadDirectory.UndoDays) > clock.GetUtcNow(),
        Wish.Import => import.Stage is DirectoryStage.Tried && File.Exists(folder.TableOf(import.Id)),
        _ => import.Stage is not (DirectoryStage.Imported or DirectoryStage.Undone) && File.Exists(folder.TableOf(import.Id)),
    };
}
