using System.Globalization;
using System.Text;
using ValuePortal.Platform.Tables;

namespace ValuePortal.FeatureRequests.Channels;

/// <summary>What a row of another board's file says of one request.</summary>
/// <param name="Row">As a spreadsheet numbers it.</param>
/// <param name="Key">What the other board called it; null where the file does not say.</param>
internal sealed record ImportRow(
    long Row, string Title, string Need, string? Key, int Votes, RequestStatus Status, DateTimeOffset? RaisedAt, string? Answer, DateTimeOffset? AnsweredAt, string? Email);

/// <summary>
/// Reads files of other boards: those of Fider, Quackback and UserVoice by their headings, every other one by a mapping of columns, or by
/// headings that say what they are.
/// </summary>
internal static class RequestLayouts
{
    public static readonly IReadOnlyList<string> Fields = ["title", "need", "key", "votes", "status", "raised", "answer", "answered", "email"];

    private static readonly (string Name, string[] Marks, (string Field, string Heading)[] Columns)[] s_known =
    [
        ("fider", ["number", "votescount", "commentscount", "respondedat"],
            [("title", "title"), ("need", "description"), ("key", "number"), ("votes", "votescount"), ("status", "status"), ("raised", "createdat"), ("answer", "response"), ("answered", "respondedat")]),
        ("quackback", ["title", "content", "board", "votecount"],
            [("title", "title"), ("need", "content"), ("key", "sourceid"), ("key", "id"), ("votes", "votecount"), ("status", "status"), ("raised", "createdat"), ("email", "authoremail")]),
        ("uservoice", ["ideaid", "ideatitle"],
            [("title", "ideatitle"), ("need", "ideadescription"), ("key", "ideaid"), ("votes", "voterscount"), ("status", "publicstatusname"), ("raised", "createdtimestamp"),
             ("raised", "linkedideacreationdate"), ("answer", "publicstatusupdatemessage"), ("answered", "publicstatusupdatedtimestamp"), ("email", "ideacreatoremailaddress")]),
        ("uservoice", ["suggestionid", "suggestiontitle"],
            [("title", "suggestiontitle"), ("need", "suggestionbody"), ("key", "suggestionid"), ("votes", "suggestionvotescount"), ("status", "suggestionstatusname"), ("raised", "suggestioncreatedtimestamp")]),
    ];

    private static readonly (string Field, string[] Headings)[] s_telling =
    [
        ("title", ["title", "name", "subject", "标题"]), ("need", ["need", "description", "details", "body", "content", "text", "描述", "内容"]),
        ("key", ["id", "key", "number", "request", "编号"]), ("votes", ["votes", "votecount", "votescount", "score", "votesup", "voteslast", "upvotes", "票数"]),
        ("status", ["status", "state", "状态"]), ("raised", ["createdat", "created", "date", "firstlisted", "创建时间"]), ("answer", ["answer", "response", "答复"]),
        ("email", ["email", "authoremail", "author", "邮箱"]),
    ];

    private static readonly Dictionary<string, RequestStatus> s_statuses = new(StringComparer.Ordinal)
    {
        ["underreview"] = RequestStatus.UnderReview,
        ["review"] = RequestStatus.UnderReview,
        ["needsyourinput"] = RequestStatus.NeedsYourInput,
        ["planned"] = RequestStatus.Planned,
        ["started"] = RequestStatus.InProgress,
        ["inprogress"] = RequestStatus.InProgress,
        ["beta"] = RequestStatus.Beta,
        ["completed"] = RequestStatus.Released,
        ["complete"] = RequestStatus.Released,
        ["shipped"] = RequestStatus.Released,
        ["released"] = RequestStatus.Released,
        ["alreadyexists"] = RequestStatus.AlreadyAvailable,
        ["alreadyavailable"] = RequestStatus.AlreadyAvailable,
        ["declined"] = RequestStatus.NotPlanned,
        ["rejected"] = RequestStatus.NotPlanned,
        ["closed"] = RequestStatus.NotPlanned,
        ["notplanned"] = RequestStatus.NotPlanned,
        ["duplicate"] = RequestStatus.Duplicate,
    };

    /// <summary>The layout of a heading, and in which column each field stands.</summary>
    /// <param name="map">Field → heading, instead of what is recognised; null or empty to recognise.</param>
    public static (string Layout, IReadOnlyDictionary<string, int> Columns) Recognise(IReadOnlyList<string> headings, IReadOnlyDictionary<string, string>? map)
    {
        var plain = headings.Select(Plain).ToList();
        var known = map is { Count: > 0 } ? default : Array.Find(s_known, layout => layout.Marks.All(plain.Contains));
        var columns = new Dictionary<string, int>();
        foreach (var (field, heading) in known.Name is not null ? known.Columns : map is { Count: > 0 }
            ? map.Select(pair => (pair.Key, Plain(pair.Value)))
            : s_telling.SelectMany(field => field.Headings.Select(heading => (field.Field, heading))))
        {
            if (plain.IndexOf(heading) is >= 0 and var place)
            {
                columns.TryAdd(field, place);
            }
        }

        return (known.Name ?? (map is { Count: > 0 } ? "mapped" : "told"), columns);
    }

    /// <returns>The row, or the word for why it is none.</returns>
    public static (ImportRow? Row, string? Why) Read(TableFile table, IReadOnlyDictionary<string, int> columns)
    {
        if (table.Wrong is not null)
        {
            return (null, "RowUnreadable");
        }

        var title = PlainText.Line(Cell("title"));
        if (title.Length == 0)
        {
            return (null, "RowWithoutTitle");
        }

        if (Plain(Cell("status")) is "deleted" or "spam")
        {
            return (null, "RowDeleted");
        }

        var votes = Cell("votes");
        if (votes.Length > 0 && !(int.TryParse(votes, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 10_000_000))
        {
            return (null, "RowVotes");
        }

        var need = PlainText.Lines(Cell("need"));
        if (title.Length > FeatureRequest.TitleMaxLength)
        {
            need = need.Length == 0 ? title : $"{title}\n\n{need}";
            title = PlainText.Beginning(title, FeatureRequest.TitleMaxLength);
        }

        return (new ImportRow(
            table.Row, title, Cut(need.Length == 0 ? title : need, FeatureRequest.NeedMaxLength), Cell("key") is { Length: > 0 and <= 100 } key ? key : null,
            votes.Length == 0 ? 0 : int.Parse(votes, NumberStyles.None, CultureInfo.InvariantCulture), s_statuses.GetValueOrDefault(Plain(Cell("status"))), Time("raised"),
            PlainText.Lines(Cell("answer")) is { Length: > 0 } answer ? Cut(answer, FeatureRequest.AnswerMaxLength) : null, Time("answered"), Cell("email") is { Length: > 0 } email ? email : null), null);

        string Cell(string field) => columns.TryGetValue(field, out var place) && place < table.Cells.Length ? table.Cells[place] : "";

        DateTimeOffset? Time(string field) =>
            DateTimeOffset.TryParse(Cell(field), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) && time.Year is > 1990 and < 2200 ? time : null;
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    private static string Plain(string heading)
    {
        var plain = new StringBuilder(heading.Length);
        foreach (var letter in heading.Where(char.IsLetterOrDigit))
        {
            plain.Append(char.ToLowerInvariant(letter));
        }

        return plain.ToString();
    }
}
