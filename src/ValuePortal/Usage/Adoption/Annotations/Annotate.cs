using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Adoption.Annotations;

/// <summary>
/// Writes what happened on a day onto the time line of one account, or of all. A module that names its annotation by a mark finds it
/// again: the same mark a second time changes it.
/// </summary>
public sealed class Annotate(PortalDbFactory portal, AuditLog audit, TimeProvider clock, IStringLocalizer<AdoptionWords> words)
{
    private static readonly DateOnly s_earliest = new(2000, 1, 1);
    private static readonly DateOnly s_latest = new(2100, 12, 31);

    /// <param name="Text">For readers of any language that has none of its own.</param>
    /// <param name="Mark">By what a module finds its annotation again; null for what people write.</param>
    public sealed record Input(AnnotationKind? Kind, DateOnly? Day, string? Text, string? ChineseText = null, string? Link = null, string? Mark = null);

    /// <param name="viewer">Staff who work on the account; for all accounts the vendor's admin or a product manager.</param>
    /// <param name="accountId">The account; null for every account's time line.</param>
    /// <param name="input">What to write.</param>
    /// <param name="ct">Stops the command.</param>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid? accountId, Input input, CancellationToken ct = default)
    {
        if (AnnotationWork.Refuse(viewer, accountId, words, out var narrowed) is { } refusal)
        {
            return refusal;
        }

        if (Check(input) is { } invalid)
        {
            return invalid;
        }

        await using var db = portal.For(narrowed);
        AnnotatedDay? known = input.Mark is not { } mark ? null
            : accountId is { } owner ? await db.Annotations.SingleOrDefaultAsync(row => row.AccountId == owner && row.Mark == mark, ct)
            : await db.SharedAnnotations.SingleOrDefaultAsync(row => row.Mark == mark, ct);
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        if (known is null)
        {
            known = accountId is { } account
                ? new Annotation { AccountId = account, Id = id, Mark = input.Mark }
                : new SharedAnnotation { Id = id, Mark = input.Mark };
            db.Add(known);
        }

        (known.Kind, known.Day, known.Text, known.ChineseText, known.Link) =
            (input.Kind!.Value, input.Day!.Value, input.Text!.Trim(), Given(input.ChineseText), Given(input.Link));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsDuplicate())
        {
            return new Refusal.Conflict(words["AnnotatedMeanwhile"]);
        }

        await audit.WriteAsync(narrowed, AnnotationWork.Annotated, $"{known.Id} {known.Kind} {known.Day:yyyy-MM-dd}", accountId, ct);
        return known.Id;
    }

    private Refusal.Invalid? Check(Input input)
    {
        var errors = new Dictionary<string, string[]>();
        Require(input.Kind is { } kind && Enum.IsDefined(kind), nameof(Input.Kind), words["KindInvalid"]);
        Require(input.Day is { } day && day >= s_earliest && day <= s_latest, nameof(Input.Day), words["DayInvalid"]);
        Require(IsLine(input.Text) && !string.IsNullOrWhiteSpace(input.Text), nameof(Input.Text), words["AnnotationTextInvalid", AnnotatedDay.TextMaxLength]);
        Require(IsLine(input.ChineseText), nameof(Input.ChineseText), words["AnnotationTextInvalid", AnnotatedDay.TextMaxLength]);
        Require(string.IsNullOrWhiteSpace(input.Link) || AnnotatedDay.IsLink(input.Link.Trim()), nameof(Input.Link), words["LinkInvalid"]);
        return errors.Count == 0 ? null : new Refusal.Invalid(words["SomeFieldsNeedAttention"], errors);

        void Require(bool right, string field, string message)
        {
            if (!right)
            {
                errors[field] = [message];
            }
        }
    }

    private static bool IsLine(string? text) => text is null || (text.Trim().Length <= AnnotatedDay.TextMaxLength && !text.Any(char.IsControl));

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>Who may write on time lines.</summary>
internal static class AnnotationWork
{
    public const string Annotated = "annotated";
    public const string Removed = "annotation-removed";

    /// <summary>Null with the viewer narrowed to the account, or why not. An account out of scope is missing.</summary>
    public static Refusal? Refuse(Viewer viewer, Guid? accountId, IStringLocalizer<AdoptionWords> words, out Viewer narrowed)
    {
        narrowed = viewer with { Scope = default };
        if (accountId is not { } account)
        {
            return viewer.Role is PersonRole.VendorAdmin or PersonRole.ProductManager ? null : new Refusal.NotAllowed(words["OnlyProductWork"]);
        }

        if (viewer.NarrowTo(account) is not { } one)
        {
            return new Refusal.NotFound(words["NoSuchAccount"]);
        }

        narrowed = one;
        return viewer.Role is PersonRole.VendorAdmin or PersonRole.Csm ? null : new Refusal.NotAllowed(words["OnlyAccountWork"]);
    }
}
