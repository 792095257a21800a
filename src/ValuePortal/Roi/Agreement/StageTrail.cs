using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Roi.Models;
using ValuePortal.Roi.Sheets;

namespace ValuePortal.Roi.Agreement;

/// <summary>
/// Writes the steps of what is about to be stored in a value model: figures added, changed, measured, removed. It goes into the same transaction, so that
/// there is no change without its step, whichever way it comes: form, document or program.
/// </summary>
internal static class StageTrail
{
    /// <summary>Call it when everything else is staged, before it is saved.</summary>
    public static async Task StageTrailAsync(this PortalDb db, Viewer viewer, Guid account, DateTimeOffset now, CancellationToken ct)
    {
        db.ChangeTracker.DetectChanges();
        var changed = db.ChangeTracker.Entries()
            .Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .Where(entry => entry.Entity is Driver or DriverEntry or TableText or Investment)
            .Select(entry => new Row(entry.State, entry.Entity, entry.State is EntityState.Modified ? entry.OriginalValues.ToObject() : null))
            .ToLookup(row => FigureKey.Of(row.Now).ToString());
        if (changed.Count == 0)
        {
            return;
        }

        List<string> keys = [.. changed.Select(figure => figure.Key)];
        var numbers = await db.FigureSteps.Where(step => step.AccountId == account && keys.Contains(step.Figure))
            .GroupBy(step => step.Figure).Select(group => new { group.Key, Last = group.Max(step => step.Number) })
            .ToDictionaryAsync(group => group.Key, group => group.Last, ct);
        var names = await db.Drivers.Where(driver => driver.AccountId == account).ToDictionaryAsync(driver => FigureKey.OfDriver(driver.Id).ToString(), driver => driver.Name, ct);
        foreach (var figure in changed)
        {
            var number = numbers.GetValueOrDefault(figure.Key);
            foreach (var (kind, name, inputs) in Steps([.. figure]))
            {
                number++;
                db.Add(new FigureStep
                {
                    AccountId = account,
                    Figure = figure.Key,
                    Number = number,
                    Kind = kind,
                    At = now,
                    PersonId = viewer.PersonId,
                    By = viewer.Name,
                    Name = name ?? names.GetValueOrDefault(figure.Key) ?? "",
                    Inputs = inputs.Json,
                });
            }
        }
    }

    /// <summary>First what the figure is, then what was measured of it; what goes with a removed driver needs no step of its own.</summary>
    private static IEnumerable<(StepKind Kind, string? Name, FigureInputs Inputs)> Steps(IReadOnlyList<Row> rows)
    {
        string? name = null;
        foreach (var row in rows.Where(row => row.Now is not DriverEntry))
        {
            (name, var inputs) = Told(row.Now);
            if (row.Before is not { } before || Told(before) is var (old, terms) && (old != name || terms.Json != inputs.Json))
            {
                yield return (row.State switch { EntityState.Added => StepKind.Added, EntityState.Deleted => StepKind.Removed, _ => StepKind.Changed }, name, inputs);
            }

            if (row.State is EntityState.Deleted)
            {
                yield break;
            }
        }

        if (FigureInputs.Of(rows.Where(row => row.Now is DriverEntry).Select(row => ((DriverEntry)row.Now, row.State is EntityState.Deleted))) is { IsEmpty: false } measured)
        {
            yield return (StepKind.Measured, name, measured);
        }
    }

    private static (string Name, FigureInputs Inputs) Told(object row) => row switch
    {
        Driver driver => (driver.Name, FigureInputs.TermsOf(driver)),
        Investment investment => (investment.Name, FigureInputs.Of(investment)),
        TableText text when text.Table is var table => (table.Title ?? text.TableId, FigureInputs.Of(table)),
        _ => throw new ArgumentOutOfRangeException(nameof(row), row, "This is no figure."),
    };

    private sealed record Row(EntityState State, object Now, object? Before);
}
