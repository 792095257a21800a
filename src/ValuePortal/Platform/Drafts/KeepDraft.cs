using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Text;

namespace ValuePortal.Platform.Drafts;

/// <summary>Keeps what a person is typing into a form, reads it back, and drops it when it was sent or is not wanted any more.</summary>
public sealed class KeepDraft(PortalDbFactory portal, TimeProvider clock, IStringLocalizer<CommonWords> words)
{
    public const int MostBytes = 60_000;

    /// <summary>Forms of one person that are half filled in. More than anybody has; a program that sends forms for ever is stopped.</summary>
    public const int MostOfPerson = 200;

    /// <param name="Fields">Names and values, as JSON.</param>
    public sealed record Draft(string Fields, DateTimeOffset KeptAt);

    /// <param name="viewer">The person.</param>
    /// <param name="form">Which form.</param>
    /// <param name="fields">Its names and values, as JSON: <c>{"name": ["value"]}</c>.</param>
    /// <param name="since">When the page was opened. What comes from before the form was sent is not kept.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Outcome<DateTimeOffset>> RunAsync(Viewer viewer, string form, string fields, DateTimeOffset since, CancellationToken ct = default)
    {
        if (!IsForm(form) || !AreFields(fields))
        {
            return new Refusal.Invalid(words["DraftInvalid"], new Dictionary<string, string[]>());
        }

        var (home, now) = (HomeOf(viewer), clock.GetUtcNow());
        await using var db = portal.ForSystem(home);
        if (await PutAsync() == 0)
        {
            if (await Own(db, home, viewer, form).AnyAsync(ct))
            {
                return now;
            }

            if (await db.FormDrafts.CountAsync(draft => draft.AccountId == home && draft.PersonId == viewer.PersonId && draft.Fields != "", ct) >= MostOfPerson)
            {
                return new Refusal.Conflict(words["DraftsTooMany"]);
            }

            db.Add(new FormDraft { AccountId = home, PersonId = viewer.PersonId, Form = form, Fields = fields, KeptAt = now });
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException failure) when (failure.IsDuplicate())
            {
                // Another window of the same person was a moment faster; what was typed last stays.
                await PutAsync();
            }
        }

        return now;

        Task<int> PutAsync() => Own(db, home, viewer, form).Where(draft => draft.Fields != "" || draft.KeptAt < since)
            .ExecuteUpdateAsync(set => set.SetProperty(draft => draft.Fields, fields).SetProperty(draft => draft.KeptAt, now), ct);
    }

    /// <returns>Null when nothing is kept of this form.</returns>
    public async Task<Draft?> ReadAsync(Viewer viewer, string form, CancellationToken ct = default)
    {
        var home = HomeOf(viewer);
        await using var db = portal.ForSystem(home);
        return await Own(db, home, viewer, form).AsNoTracking().Where(draft => draft.Fields != "").Select(draft => new Draft(draft.Fields, draft.KeptAt)).SingleOrDefaultAsync(ct);
    }

    public async Task DropAsync(Viewer viewer, string form, CancellationToken ct = default)
    {
        var home = HomeOf(viewer);
        await using var db = portal.ForSystem(home);
        var now = clock.GetUtcNow();
        if (!IsForm(form) || await Own(db, home, viewer, form).ExecuteUpdateAsync(set => set.SetProperty(draft => draft.Fields, "").SetProperty(draft => draft.KeptAt, now), ct) > 0)
        {
            return;
        }

        db.Add(new FormDraft { AccountId = home, PersonId = viewer.PersonId, Form = form, KeptAt = now });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsDuplicate())
        {
            // What was on its way came in between.
            await Own(db, home, viewer, form).ExecuteUpdateAsync(set => set.SetProperty(draft => draft.Fields, "").SetProperty(draft => draft.KeptAt, now), ct);
        }
    }

    /// <summary>Drops all that is kept of a person who is deleted.</summary>
    public static Task ForgetAsync(PortalDb db, Guid account, Guid person, CancellationToken ct) =>
        db.FormDrafts.Where(draft => draft.AccountId == account && draft.PersonId == person).ExecuteDeleteAsync(ct);

    private static IQueryable<FormDraft> Own(PortalDb db, Guid home, Viewer viewer, string form) =>
        db.FormDrafts.Where(draft => draft.AccountId == home && draft.PersonId == viewer.PersonId && draft.Form == form);

    private static Guid HomeOf(Viewer viewer) => viewer is { IsCustomer: true, AccountId: { } own } ? own : AccountScope.NoAccount;

    private static bool IsForm(string form) => form.Length is > 0 and <= FormDraft.FormMaxLength && !form.Any(char.IsControl);

    private static bool AreFields(string fields)
    {
        if (Encoding.UTF8.GetByteCount(fields) > MostBytes)
        {
            return false;
        }

        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string[]>>(fields) is { Count: > 0 };
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
