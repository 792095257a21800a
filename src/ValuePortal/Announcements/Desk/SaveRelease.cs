using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Features;

namespace ValuePortal.Announcements.Desk;

/// <summary>
/// Writes a release note, or changes one. Title and "how this solves your problem" stand in at least one language. What was published keeps
/// its audience and its requests; its words can be put right.
/// </summary>
public sealed class SaveRelease(
    PortalDbFactory portal, ListFeatures features, ListLinkable requests, ListAccountsForRequestDesk accounts, AuditLog audit, TimeProvider clock, IStringLocalizer<AnnouncementWords> text)
{
    /// <summary>As a form sends it.</summary>
    public sealed class Input
    {
        public string? EnglishTitle { get; set; }

        public string? EnglishSolves { get; set; }

        public string? EnglishBody { get; set; }

        public string? ChineseTitle { get; set; }

        public string? ChineseSolves { get; set; }

        public string? ChineseBody { get; set; }

        public ReleaseSize Size { get; set; }

        public string? Feature { get; set; }

        public string? GuideLink { get; set; }

        public ReleaseAudience Audience { get; set; }

        public string[]? Tiers { get; set; }

        public Guid[]? Accounts { get; set; }

        public Guid[]? Requests { get; set; }

        public bool EndsRequests { get; set; }

        /// <summary>The one that was seen; a new note has none.</summary>
        public int Edition { get; set; }
    }

    /// <param name="viewer">A product manager, or the vendor's admin.</param>
    /// <param name="id">Null for a new one.</param>
    /// <param name="input">The note.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid? id, Input input, CancellationToken ct = default)
    {
        if (!ReleaseWork.Writes(viewer))
        {
            return new Refusal.NotAllowed(text["OnlyProduct"]);
        }

        var words = ReleaseWork.TextOf(input);
        if (await CheckAsync(viewer, input, words, ct) is { Count: > 0 } errors)
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], errors);
        }

        var scope = await accounts.RunAsync(viewer, ct);
        await using var db = portal.ForSystem([.. scope.Accounts]);
        var note = id is null ? null : await db.ReleaseNotes.SingleOrDefaultAsync(row => row.Id == id, ct);
        if (id is not null && note is null)
        {
            return new Refusal.NotFound(text["NoSuchRelease"]);
        }

        if (note is not null && note.Edition != input.Edition)
        {
            return new Refusal.Conflict(text["ChangedByColleague"]);
        }

        if (note is null)
        {
            var now = clock.GetUtcNow();
            db.Add(note = new ReleaseNote { Id = Guid.CreateVersion7(now), CreatedAt = now });
        }

        note.Write(words);
        (note.Size, note.GuideLink, note.Feature) = (input.Size, ReleaseWork.Given(input.GuideLink), ReleaseWork.Given(input.Feature));
        if (note.State is not ReleaseState.Published)
        {
            await SetAudienceAsync(db, note, input, scope, ct);
        }

        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal.Conflict(text["ChangedByColleague"]);
        }

        await audit.WriteAsync(viewer, ReleaseAudit.Saved, $"{note.Id} {words.EnglishTitle ?? words.ChineseTitle}", AccountScope.NoAccount, ct);
        return note.Id;
    }

    private static async Task SetAudienceAsync(PortalDb db, ReleaseNote note, Input input, AccountScope scope, CancellationToken ct)
    {
        note.EndsRequests = input.EndsRequests;
        note.Audience = input.Audience;
        note.Tiers = input.Audience is ReleaseAudience.Tiers ? string.Join(',', (input.Tiers ?? []).Order(StringComparer.Ordinal)) : "";
        Guid[] named = input.Audience is ReleaseAudience.Accounts ? [.. (input.Accounts ?? []).Where(scope.Contains).Distinct()] : [];
        var were = await db.ReleaseAccounts.Where(row => row.ReleaseId == note.Id).ToListAsync(ct);
        db.RemoveRange(were.Where(row => !named.Contains(row.AccountId)));
        db.AddRange(named.Except(were.Select(row => row.AccountId)).Select(account => new ReleaseAccount { AccountId = account, ReleaseId = note.Id }));
        Guid[] linked = [.. (input.Requests ?? []).Distinct()];
        var known = await db.ReleaseRequests.Where(row => row.ReleaseId == note.Id).ToListAsync(ct);
        db.RemoveRange(known.Where(row => !linked.Contains(row.RequestId)));
        db.AddRange(linked.Except(known.Select(row => row.RequestId)).Select(request => new ReleaseRequest { ReleaseId = note.Id, RequestId = request }));
    }

    private async Task<Dictionary<string, string[]>> CheckAsync(Viewer viewer, Input input, ReleaseText words, CancellationToken ct)
    {
        var errors = new Dictionary<string, string[]>();
        Require(words.HasEnglish || words.HasChinese || words.EnglishTitle is not null || words.ChineseTitle is not null, nameof(Input.EnglishTitle), text["TitleMissing"]);
        Require(words.EnglishSolves is not null || words.EnglishTitle is null, nameof(Input.EnglishSolves), text["SolvesMissing"]);
        Require(words.ChineseSolves is not null || words.ChineseTitle is null, nameof(Input.ChineseSolves), text["SolvesMissing"]);
        Require(words.EnglishTitle is not null || words.EnglishSolves is null, nameof(Input.EnglishTitle), text["TitleMissing"]);
        Require(words.ChineseTitle is not null || words.ChineseSolves is null, nameof(Input.ChineseTitle), text["TitleMissing"]);
        Short(words.EnglishTitle, nameof(Input.EnglishTitle), ReleaseNote.TitleMaxLength);
        Short(words.ChineseTitle, nameof(Input.ChineseTitle), ReleaseNote.TitleMaxLength);
        Short(words.EnglishSolves, nameof(Input.EnglishSolves), ReleaseNote.SolvesMaxLength);
        Short(words.ChineseSolves, nameof(Input.ChineseSolves), ReleaseNote.SolvesMaxLength);
        Short(words.EnglishBody, nameof(Input.EnglishBody), ReleaseNote.BodyMaxLength);
        Short(words.ChineseBody, nameof(Input.ChineseBody), ReleaseNote.BodyMaxLength);
        Require(ReleaseWork.Given(input.GuideLink) is not { } guide || ReleaseWork.IsGuide(guide), nameof(Input.GuideLink), text["GuideInvalid"]);
        Require(input.Audience is not ReleaseAudience.Tiers || (input.Tiers is { Length: > 0 } tiers && tiers.All(Enum.GetNames<Tier>().Contains)), nameof(Input.Tiers), text["AudienceMissing"]);
        Require(input.Audience is not ReleaseAudience.Accounts || input.Accounts is { Length: > 0 }, nameof(Input.Accounts), text["AudienceMissing"]);
        Require(Enum.IsDefined(input.Audience) && Enum.IsDefined(input.Size), nameof(Input.Audience), text["ChooseOne"]);
        if (ReleaseWork.Given(input.Feature) is { } feature)
        {
            Require((await features.RunAsync(viewer, ct)).Any(row => row.Key == feature), nameof(Input.Feature), text["ChooseOne"]);
        }

        if (input.Requests is { Length: > 0 } linked)
        {
            var offered = (await requests.RunAsync(viewer, linked, ct)).Select(row => row.Id).ToHashSet();
            Require(linked.All(offered.Contains), nameof(Input.Requests), text["ChooseOne"]);
        }

        return errors;

        void Require(bool right, string field, string message)
        {
            if (!right)
            {
                errors.TryAdd(field, [message]);
            }
        }

        void Short(string? line, string field, int most) => Require(line is null || line.Length <= most, field, text["TooLong", most]);
    }
}

/// <summary>Who writes release notes, and how what was typed is kept.</summary>
internal static class ReleaseWork
{
    public static bool Writes(Viewer viewer) => viewer.Role is PersonRole.ProductManager or PersonRole.VendorAdmin;

    public static bool IsGuide(string link) =>
        link.Length <= ReleaseNote.GuideLinkMaxLength && Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps && address.UserInfo.Length == 0;

    public static string? Given(string? typed) => typed?.Trim() is { Length: > 0 } text ? text : null;

    public static ReleaseText TextOf(SaveRelease.Input input) => new(
        Line(input.EnglishTitle), Lines(input.EnglishSolves), Lines(input.EnglishBody), Line(input.ChineseTitle), Lines(input.ChineseSolves), Lines(input.ChineseBody));

    private static string? Line(string? typed) => Given(string.Concat((typed ?? "").Select(letter => char.IsControl(letter) ? ' ' : letter)));

    private static string? Lines(string? typed) => Given(string.Concat((typed ?? "").ReplaceLineEndings("\n").Where(letter => letter == '\n' || !char.IsControl(letter))));
}
