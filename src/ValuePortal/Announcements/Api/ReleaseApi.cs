using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Api;

namespace ValuePortal.Announcements.Api;

/// <summary>A published release note. Each language there is stands by itself.</summary>
internal sealed record ReleaseAnswer(Guid Id, DateTimeOffset PublishedAt, string Size, string? Feature, string? GuideLink, IReadOnlyList<ReleaseAnswer.Words> Texts)
{
    /// <param name="Solves">How it solves the reader's problem.</param>
    internal sealed record Words(string Language, string Title, string Solves, string? Body);

    public static ReleaseAnswer Of(ReleaseNote note)
    {
        var text = note.Text;
        List<Words> texts = [];
        if (text.HasEnglish)
        {
            texts.Add(new Words("en", text.EnglishTitle!, text.EnglishSolves!, text.EnglishBody));
        }

        if (text.HasChinese)
        {
            texts.Add(new Words("zh-CN", text.ChineseTitle!, text.ChineseSolves!, text.ChineseBody));
        }

        return new ReleaseAnswer(note.Id, note.PublishedAt!.Value, note.Size.ToString().ToLowerInvariant(), note.Feature, note.GuideLink, texts);
    }
}

/// <summary>Release notes for programs with a read key: those of one account, or of a key for all accounts every one that is published.</summary>
internal static class ReleaseApi
{
    private static readonly ApiNote s_list = new(
        "Published release notes, the newest first: those for the account that is named, or the key's own; a key for all accounts gets all of them.",
        """
        [{
          "id": "019a0f6e-7c1f-7a53-b0c5-0d6ba2bd4c12", "published_at": "2026-06-15T09:00:00+00:00", "size": "weekly", "feature": "excel-export",
          "guide_link": "https://northwind.example/guides/excel-export",
          "texts": [{ "language": "en", "title": "Excel export", "solves": "No more copying by hand.", "body": null }]
        }]
        """)
    {
        Wrong = ("limit", $"A whole number from 1 to {Cursor.MostAtOnce}."),
        Missing = "There is no such account.",
    };

    public static void MapReleaseApi(this IEndpointRouteBuilder routes) =>
        routes.MapReadApi("/releases", "Releases").MapGet("", ListAsync).Documented<IReadOnlyList<ReleaseAnswer>>("listReleases", s_list);

    private static async Task<IResult> ListAsync(
        AudienceOfReleases audience, ListAccountZones accounts, Viewer viewer, HttpContext http, string? account, string? after, string? limit, CancellationToken ct)
    {
        var problems = new Dictionary<string, string[]>();
        var cursor = Cursor.Read(after, limit, problems);
        if (problems.Count > 0)
        {
            return TypedResults.ValidationProblem(problems);
        }

        if (account is not null)
        {
            // An account of somebody else is a missing one.
            if (await accounts.RunAsync(viewer, account, ct) is not [var one] || viewer.NarrowTo(one.AccountId) is not { } narrowed)
            {
                return Respond.With(new Refusal.NotFound("There is no such account."));
            }

            viewer = narrowed;
        }

        var notes = viewer.AccountId is null ? await audience.PublishedAsync(viewer, ct) : await audience.OfAsync(viewer, ct);
        var rest = notes.SkipWhile(note => cursor.After is not null && note.Id.ToString() != cursor.After).Skip(cursor.After is null ? 0 : 1).Take(cursor.Limit + 1).Select(ReleaseAnswer.Of).ToList();
        return TypedResults.Ok(cursor.Page(http, rest, note => note.Id.ToString()));
    }
}
