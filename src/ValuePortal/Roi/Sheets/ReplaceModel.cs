using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Roi.Models;

namespace ValuePortal.Roi.Sheets;

/// <summary>Stages the rows of a proposal in the place of those that are there. Drivers are the same when their name is; those of one name, in their order.</summary>
internal sealed class ReplaceModel(Viewer viewer, ValueProposal proposal, DateTimeOffset now)
{
    private Guid Account => proposal.Model.AccountId;

    public async Task StageAsync(PortalDb db, CancellationToken ct)
    {
        await StageModelAsync(db, ct);
        await StageTablesAsync(db, ct);
        await StageDriversAsync(db, ct);
        await StageInvestmentsAsync(db, ct);
    }

    private async Task StageModelAsync(PortalDb db, CancellationToken ct)
    {
        var wanted = proposal.Model;
        if (await db.ValueModels.SingleOrDefaultAsync(m => m.AccountId == Account, ct) is not { } model)
        {
            db.Add(wanted);
            return;
        }

        (model.StartMonth, model.HorizonYears, model.Period, model.DiscountRate) = (wanted.StartMonth, wanted.HorizonYears, wanted.Period, wanted.DiscountRate);
        (model.Title, model.Source, model.ChangedAt) = (wanted.Title, wanted.Source, now);
        model.Version++;
    }

    private async Task StageTablesAsync(PortalDb db, CancellationToken ct)
    {
        var there = await db.Tables.Where(t => t.AccountId == Account).ToListAsync(ct);
        foreach (var table in there.Where(table => proposal.Tables.All(wanted => wanted.TableId != table.TableId)))
        {
            db.Remove(table);
        }

        foreach (var wanted in proposal.Tables)
        {
            if (there.SingleOrDefault(table => table.TableId == wanted.TableId) is { } table)
            {
                table.Position = wanted.Position;
                table.Replace(wanted.Content, viewer.Name, now);
            }
            else
            {
                db.Add(wanted);
            }
        }
    }

    private async Task StageDriversAsync(PortalDb db, CancellationToken ct)
    {
        var free = await db.Drivers.Where(d => d.AccountId == Account).OrderBy(d => d.Position).ThenBy(d => d.Id).ToListAsync(ct);
        var entries = await db.DriverEntries.Where(e => e.AccountId == Account).ToListAsync(ct);
        List<DriverEntry> kept = [];
        foreach (var wanted in proposal.Drivers)
        {
            var measured = proposal.Entries.Where(entry => entry.DriverId == wanted.Id).ToList();
            if (free.FirstOrDefault(driver => driver.Name == wanted.Name) is not { } driver)
            {
                db.Add(wanted);
                measured.ForEach(entry => db.Add(Stated(entry)));
                continue;
            }

            free.Remove(driver);
            Change(db, driver, wanted);
            foreach (var entry in measured)
            {
                if (entries.SingleOrDefault(each => each.DriverId == driver.Id && each.Month == entry.Month) is { } same)
                {
                    kept.Add(same);
                    if ((same.Level, same.Quantity) != (entry.Level, entry.Quantity))
                    {
                        (same.Level, same.Quantity) = (entry.Level, entry.Quantity);
                        Stated(same);
                    }
                }
                else
                {
                    db.Add(Stated(new DriverEntry { AccountId = Account, DriverId = driver.Id, Month = entry.Month, Level = entry.Level, Quantity = entry.Quantity }));
                }
            }
        }

        db.RemoveRange(entries.Except(kept));
        db.RemoveRange(free);
    }

    private void Change(PortalDb db, Driver driver, Driver wanted)
    {
        (driver.Position, driver.Kind, driver.Unit, driver.Time) = (wanted.Position, wanted.Kind, wanted.Unit, wanted.Time);
        (driver.Baseline, driver.Target, driver.UnitValue, driver.Share, driver.Risk) = (wanted.Baseline, wanted.Target, wanted.UnitValue, wanted.Share, wanted.Risk);
        (driver.Source, driver.ExpectedPerMonth, driver.Measure, driver.Feature) = (wanted.Source, wanted.ExpectedPerMonth, wanted.Measure, wanted.Feature);
        if (db.Entry(driver).State is EntityState.Unchanged)
        {
            return;
        }

        driver.Version++;
        driver.ChangedAt = now;
    }

    private DriverEntry Stated(DriverEntry entry)
    {
        (entry.PersonId, entry.By, entry.At) = (viewer.PersonId, viewer.Name, now);
        return entry;
    }

    private async Task StageInvestmentsAsync(PortalDb db, CancellationToken ct)
    {
        var free = await db.Investments.Where(i => i.AccountId == Account).OrderBy(i => i.Position).ThenBy(i => i.Id).ToListAsync(ct);
        foreach (var wanted in proposal.Investments)
        {
            if (free.FirstOrDefault(each => (each.Name, each.Rhythm, each.Amount, each.FromMonth) == (wanted.Name, wanted.Rhythm, wanted.Amount, wanted.FromMonth)) is { } same)
            {
                free.Remove(same);
                same.Position = wanted.Position;
            }
            else
            {
                db.Add(wanted);
            }
        }

        db.RemoveRange(free);
    }
}
