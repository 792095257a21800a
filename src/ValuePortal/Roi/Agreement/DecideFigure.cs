using System.Globalization;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Mail;

namespace ValuePortal.Roi.Agreement;

/// <summary>
/// The customer's admin agrees to a figure as it stands, up to the last whole month; or objects to it with a reason; or takes either back. What the figure
/// rests on at that moment is kept with the decision.
/// </summary>
public sealed class DecideFigure(PortalDbFactory portal, ReadFigure figures, TellVendor tell, MailBell bell, AuditLog audit, TimeProvider clock, IStringLocalizer<RoiWords> words)
{
    /// <summary>As a form sends it.</summary>
    public sealed class Input
    {
        /// <summary>Confirmed, Disputed or Withdrawn.</summary>
        public string? Kind { get; set; }

        /// <summary>The reason; needed for an objection.</summary>
        public string? Note { get; set; }

        /// <summary>The number of the last step that was seen.</summary>
        public string? Seen { get; set; }

        /// <summary>The fingerprint of what was seen.</summary>
        public string? Fingerprint { get; set; }
    }

    public async Task<Outcome<int>> RunAsync(Viewer viewer, FigureKey key, Input input, CancellationToken ct = default)
    {
        if (viewer.AccountId is not { } account || !(await figures.ReadAsync(viewer, account, key, ct)).Is(out var found, out _) || !found.Figure.IsThere)
        {
            return new Refusal.NotFound(words["NoSuchFigure"]);
        }

        var (figure, reading) = found;
        if (!figure.MayDecide)
        {
            return new Refusal.NotAllowed(words["OnlyAdminDecides"]);
        }

        if (!Enum.TryParse<StepKind>(input.Kind, out var kind) || kind is not (StepKind.Confirmed or StepKind.Disputed or StepKind.Withdrawn))
        {
            return Wrong("Kind", words["ChooseOne"]);
        }

        var note = FigureNote.Read(input.Note);
        if (note is { Length: > FigureStep.NoteMaxLength })
        {
            return Wrong("Note", words["NoteTooLong", FigureStep.NoteMaxLength]);
        }

        if (kind is StepKind.Disputed && note is null)
        {
            return Wrong("Note", words["ReasonMissing"]);
        }

        if (input.Seen != figure.Seen.ToString(CultureInfo.InvariantCulture) || input.Fingerprint != figure.Fingerprint)
        {
            return new Refusal.Conflict(words["FigureChanged"]);
        }

        if (kind is StepKind.Confirmed ? !figure.CanConfirm
            : kind is StepKind.Disputed ? figure.Standing.IsDisputed
            : figure.Standing.Decision is null or { Kind: StepKind.Withdrawn })
        {
            return new Refusal.Conflict(words["NothingToDecide"]);
        }

        // A notice of the vendor's people is a row of theirs.
        await using var db = portal.ForSystem(account, AccountScope.NoAccount);
        var step = new FigureStep
        {
            AccountId = account,
            Figure = key.ToString(),
            Number = figure.Seen + 1,
            Kind = kind,
            At = clock.GetUtcNow(),
            PersonId = viewer.PersonId,
            By = viewer.Name,
            Name = figure.Name,
            Note = note,
            Through = kind is StepKind.Withdrawn ? null : reading.Through,
            Amount = kind is StepKind.Withdrawn ? null : figure.ThroughAmount,
            Inputs = kind is StepKind.Withdrawn ? "" : reading.Inputs(key, reading.Through)!.Json,
        };
        if (kind is StepKind.Disputed)
        {
            await tell.StageAsync(db, viewer, account, figure, step.Number, note!, ct);
        }

        if (!await db.TryStepAsync(step, ct))
        {
            return new Refusal.Conflict(words["FigureChanged"]);
        }

        await audit.WriteAsync(viewer, kind switch { StepKind.Confirmed => RoiAudit.FigureConfirmed, StepKind.Disputed => RoiAudit.FigureDisputed, _ => RoiAudit.DecisionWithdrawn }, $"{key} {figure.Name}", account, ct);
        bell.Ring();
        return step.Number;
    }

    private static Refusal.Invalid Wrong(string field, string says) => new(says, new Dictionary<string, string[]> { [field] = [says] });
}
