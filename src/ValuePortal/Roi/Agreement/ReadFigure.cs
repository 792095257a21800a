using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Roi.Models;
using ValuePortal.Roi.Reports;

namespace ValuePortal.Roi.Agreement;

/// <summary>A step as a reader sees it. Reasons, amounts and inputs are left out for who does not see money, unless the figure has no price.</summary>
/// <param name="Changes">For changed terms: what was different before.</param>
public sealed record TrailStep(int Number, StepKind Kind, DateTimeOffset At, string By, string? Note, DateOnly? Through, decimal? Amount, FigureInputs Inputs, IReadOnlyList<InputChange> Changes);

/// <summary>One figure of a value model: how it stands, where it comes from, and what happened to it.</summary>
/// <param name="Driver">Null unless it is one; so for the table and the investment. All are null when it was taken out of the model.</param>
/// <param name="Through">First day of the last month that can be agreed to now; before the model's start: its terms only.</param>
/// <param name="ThroughAmount">What the months up to there come to; null for what has no price, and for who does not see money.</param>
/// <param name="Trail">Oldest first.</param>
/// <param name="Seen">The number of the last step, to be sent with a decision.</param>
/// <param name="Terms">What holds for the whole figure; none for who does not see money, unless it has no price.</param>
/// <param name="Fingerprint">Stands for all that it rests on now, to be sent with a decision; null when it was taken out.</param>
/// <param name="Answered">For a disputed figure: whether the vendor has answered the objection.</param>
/// <param name="MayDecide">Whether this reader can confirm and object.</param>
/// <param name="MayAnswer">Whether this reader can answer an objection.</param>
public sealed record FigureReport(
    FigureKey Key, string Name, ValueReport Report, DriverLine? Driver, TableLine? Table, InvestmentLine? Investment, Standing Standing, DateOnly Through, decimal? ThroughAmount,
    IReadOnlyList<TrailStep> Trail, int Seen, IReadOnlyList<(string Name, string Value)> Terms, string? Fingerprint, bool Answered, bool MayDecide, bool MayAnswer)
{
    public bool IsThere => Fingerprint is not null;

    /// <summary>Whether there is anything to agree to beyond what is agreed to already.</summary>
    public bool CanConfirm => MayDecide && IsThere && !(Standing.IsConfirmed && Standing.Decision!.Through == Through);

    /// <summary>An objection and what was said since, while it is open.</summary>
    public IEnumerable<TrailStep> OpenTalk => Standing is { IsDisputed: true, Decision: { } objection }
        ? Trail.Where(step => step.Number >= objection.Number && step.Note is not null)
        : [];

    public FigureState State => Driver?.State ?? Table?.State ?? Standing.Over(FigureState.Estimated, Through);
}

/// <summary>Reads one figure of an account's value model with its trail. Tables and costs are for who sees money.</summary>
public sealed class ReadFigure(PortalDbFactory portal, ReadValue value, IStringLocalizer<RoiWords> words)
{
    /// <summary>Steps a page can hold, the newest ones.</summary>
    private const int MostSteps = 200;

    public async Task<Outcome<FigureReport>> RunAsync(Viewer viewer, Guid account, FigureKey key, CancellationToken ct = default) =>
        (await ReadAsync(viewer, account, key, ct)).Match<Outcome<FigureReport>>(found => found.Figure, refusal => refusal);

    /// <summary>The figure with what everything in its model rests on.</summary>
    internal async Task<Outcome<(FigureReport Figure, FigureReading Reading)>> ReadAsync(Viewer viewer, Guid account, FigureKey key, CancellationToken ct)
    {
        if (!(await value.FiguresAsync(viewer, account, ct)).Is(out var found, out var refusal))
        {
            return refusal;
        }

        if (found is not var (report, reading) || (key.Part is not FigurePart.Driver && !viewer.SeesMoney))
        {
            return new Refusal.NotFound(words["NoSuchFigure"]);
        }

        await using var db = portal.For(viewer.NarrowTo(account)!);
        var figure = key.ToString();
        var steps = await db.FigureSteps.AsNoTracking().Where(step => step.AccountId == account && step.Figure == figure)
            .OrderByDescending(step => step.Number).Take(MostSteps).ToListAsync(ct);
        steps.Reverse();
        var driver = report.Drivers.FirstOrDefault(line => line.Key == key);
        var table = report.Tables.FirstOrDefault(line => line.Key == key);
        var investment = report.Money?.Investments.FirstOrDefault(line => line.Key == key);
        if (steps.Count == 0 && driver is null && table is null && investment is null)
        {
            return new Refusal.NotFound(words["NoSuchFigure"]);
        }

        var standing = driver?.Standing ?? table?.Standing ?? investment?.Standing ?? Standing.Open;
        var open = viewer.SeesMoney || driver is { Kind: DriverKind.Quality };
        var inputs = reading.Inputs(key, reading.Through);
        var figureReport = new FigureReport(
            key,
            driver?.Name ?? table?.Table.Title ?? table?.Table.Id ?? investment?.Name ?? steps[^1].Name,
            report, driver, table, investment, standing, reading.Through,
            driver is { Money: not null } ? driver.Months.Where(month => month.Month <= reading.Through).Sum(month => month.Benefit) : null,
            Trail(steps, open),
            steps.Count == 0 ? 0 : steps[^1].Number,
            open ? [.. inputs?.Terms ?? []] : [],
            inputs?.Fingerprint,
            standing.IsDisputed && steps.Any(step => step.Kind is StepKind.Answered && step.Number > standing.Decision!.Number),
            viewer is { Role: PersonRole.CustomerAdmin, SeesMoney: true },
            viewer.Role is PersonRole.Csm or PersonRole.VendorAdmin);
        return (figureReport, reading);
    }

    private static List<TrailStep> Trail(List<FigureStep> steps, bool open)
    {
        List<TrailStep> trail = [];
        FigureInputs? terms = null;
        foreach (var step in steps)
        {
            var inputs = FigureInputs.Read(open ? step.Inputs : "");
            IReadOnlyList<InputChange> changes = step.Kind is StepKind.Changed && terms is not null ? terms.ChangesTo(inputs) : [];
            trail.Add(new TrailStep(step.Number, step.Kind, step.At, step.By, open ? step.Note : null, step.Through, open ? step.Amount : null, inputs, changes));
            terms = step.Kind is StepKind.Added or StepKind.Changed ? inputs : terms;
        }

        return trail;
    }
}
