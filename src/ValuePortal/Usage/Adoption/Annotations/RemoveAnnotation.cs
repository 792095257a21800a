using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Adoption.Annotations;

/// <summary>Takes an annotation off the time line of one account, or of all: by its id, or by the mark of the module that wrote it.</summary>
public sealed class RemoveAnnotation(PortalDbFactory portal, AuditLog audit, IStringLocalizer<AdoptionWords> words)
{
    /// <param name="Mark">Of a module's annotation; then the id is not looked at.</param>
    public sealed record Input(Guid Id = default, string? Mark = null);

    /// <returns>How many were removed: none when it is gone already.</returns>
    public async Task<Outcome<int>> RunAsync(Viewer viewer, Guid? accountId, Input input, CancellationToken ct = default)
    {
        if (AnnotationWork.Refuse(viewer, accountId, words, out var narrowed) is { } refusal)
        {
            return refusal;
        }

        var (id, mark) = input;
        await using var db = portal.For(narrowed);
        var removed = accountId is { } account
            ? await db.Annotations.Where(row => row.AccountId == account && (mark == null ? row.Id == id : row.Mark == mark)).ExecuteDeleteAsync(ct)
            : await db.SharedAnnotations.Where(row => mark == null ? row.Id == id : row.Mark == mark).ExecuteDeleteAsync(ct);
        if (removed > 0)
        {
            await audit.WriteAsync(narrowed, AnnotationWork.Removed, mark ?? id.ToString(), accountId, ct);
        }

        return removed;
    }
}
