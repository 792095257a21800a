using System.Globalization;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Mail;
using ValuePortal.Roi.Desk;

namespace ValuePortal.Roi.Agreement;

/// <summary>The vendor answers an objection. The figure stays disputed until the customer's admin confirms it or takes the objection back.</summary>
public sealed class AnswerObjection(PortalDbFactory portal, ReadFigure figures, TellCustomer tell, MailBell bell, AuditLog audit, TimeProvider clock, IStringLocalizer<RoiWords> words)
{
    /// <summary>As a form sends it.</summary>
    public sealed class Input
    {
        public string? Note { get; set; }

        /// <summary>The number of the last step that was seen.</summary>
        public string? Seen { get; set; }
    }

    public async Task<Outcome<int>> RunAsync(Viewer viewer, Guid account, FigureKey key, Input input, CancellationToken ct = default)
    {
        if (!ValueWork.On(viewer, account, words).Is(out var narrowed, out var refusal))
        {
            return refusal;
        }

        if (!(await figures.RunAsync(narrowed, account, key, ct)).Is(out var figure, out refusal))
        {
            return refusal;
        }

        var note = FigureNote.Read(input.Note);
        if (note is null or { Length: > FigureStep.NoteMaxLength })
        {
            var says = note is null ? words["AnswerMissing"] : words["NoteTooLong", FigureStep.NoteMaxLength];
            return new Refusal.Invalid(says, new Dictionary<string, string[]> { ["Note"] = [says] });
        }

        if (!figure.Standing.IsDisputed)
        {
            return new Refusal.Conflict(words["NothingToAnswer"]);
        }

        if (input.Seen != figure.Seen.ToString(CultureInfo.InvariantCulture))
        {
            return new Refusal.Conflict(words["FigureChanged"]);
        }

        await using var db = portal.For(narrowed);
        var step = new FigureStep
        {
            AccountId = account,
            Figure = key.ToString(),
            Number = figure.Seen + 1,
            Kind = StepKind.Answered,
            At = clock.GetUtcNow(),
            PersonId = viewer.PersonId,
            By = viewer.Name,
            Name = figure.Name,
            Note = note,
        };
        await tell.StageAsync(db, account, key, figure.Name, viewer.Name, note, ct);
        if (!await db.TryStepAsync(step, ct))
        {
            return new Refusal.Conflict(words["FigureChanged"]);
        }

        await audit.WriteAsync(narrowed, RoiAudit.ObjectionAnswered, $"{key} {figure.Name}", account, ct);
        bell.Ring();
        return step.Number;
    }
}
