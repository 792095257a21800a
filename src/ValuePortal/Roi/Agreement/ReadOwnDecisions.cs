using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Roi.Agreement;

/// <summary>What a person did to figures of value, for the person's own file: without amounts, which are the company's.</summary>
public sealed class ReadOwnDecisions(PortalDbFactory portal)
{
    private const int Most = 5000;

    public async Task<object> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        var mailsOff = await db.AnswerMailsOff.AnyAsync(choice => choice.PersonId == viewer.PersonId, ct);
        var decisions = await db.FigureSteps.AsNoTracking().Where(s => s.PersonId == viewer.PersonId).OrderBy(s => s.At).ThenBy(s => s.Figure).ThenBy(s => s.Number)
            .Select(s => new { s.At, s.Kind, Figure = s.Name, s.Note, s.Through }).Take(Most).ToListAsync(ct);
        return new { MailsOfAnswers = !mailsOff, Decisions = decisions };
    }
}
