using ValuePortal.Platform.Data;
using ValuePortal.Platform.Tables;

namespace ValuePortal.Usage.Import;

/// <summary>What the headings of a table are likely to mean, and choices as the import takes them.</summary>
internal static class TableGuess
{
    private static readonly string[] s_account = ["account", "account_id", "accountid", "customer", "customer_id", "company", "company_id", "organization", "org", "tenant", "group", "kunde", "客户", "客户id", "客户编号", "公司", "账户", "账号"];
    private static readonly string[] s_day = ["day", "date", "usage_date", "datum", "日期", "使用日期", "天"];
    private static readonly string[] s_feature = ["feature", "feature_name", "feature_id", "module", "function", "event", "modul", "功能", "功能名称", "模块"];
    private static readonly string[] s_count = ["count", "usage_count", "uses", "usage", "events", "quantity", "hits", "clicks", "anzahl", "次数", "使用次数", "数量"];
    private static readonly string[] s_row = ["id", "row", "row_id", "usage_id", "record_id", "uuid", "编号", "行号", "记录编号"];
    private static readonly string[] s_user = ["user", "user_id", "userid", "person", "email", "member", "用户", "用户id", "人员"];

    public static TableChoices Columns(IReadOnlyList<string> headings, IReadOnlyList<string> second)
    {
        var shared = TableForm.Find(s_account, headings).Length == 0 ? headings.FirstOrDefault(heading => second.Contains(heading, StringComparer.OrdinalIgnoreCase)) ?? "" : "";
        return new TableChoices
        {
            Source = "table",
            Account = TableForm.Find(s_account, second.Count > 0 ? second : headings),
            Day = TableForm.Find(s_day, headings),
            Feature = TableForm.Find(s_feature, headings),
            Count = TableForm.Find(s_count, headings),
            Row = TableForm.Find(s_row, headings),
            User = TableForm.Find(s_user, headings),
            On = shared,
            Key = second.FirstOrDefault(heading => heading.Equals(shared, StringComparison.OrdinalIgnoreCase)) ?? "",
        };
    }

    /// <summary>Whether all columns that an import needs are chosen and there.</summary>
    public static bool Complete(TableChoices choices, TableFile table, bool joined) =>
        new[] { joined ? choices.On : choices.Account, choices.Day, choices.Feature, choices.Count }.All(column => column.Length > 0 && table.Find(column) >= 0)
        && new[] { choices.Row, choices.User }.All(column => column.Length == 0 || table.Find(column) >= 0)
        && (!joined || (choices.Account.Length > 0 && choices.Key.Length > 0));

    public static ImportUsageTable.Input InputOf(TableUpload upload, TableChoices choices, DataFolder folder, DateTimeOffset now) =>
        new(folder.TableOf(upload.Id), choices.Source, new(choices.Account, choices.Day, choices.Feature, choices.Count, NullIfEmpty(choices.Row), NullIfEmpty(choices.User)), now)
        {
            Name = upload.File,
            Join = upload.SecondFile is null ? null : new(folder.SecondOf(upload.Id), choices.On, choices.Key) { Name = upload.SecondFile },
            Separator = TableForm.SeparatorOf(choices.Separator),
            Encoding = TableForm.EncodingOf(choices.Encoding),
            Dates = NullIfEmpty(choices.Dates),
            DecimalSign = choices.DecimalSign == "," ? ',' : '.',
            CreateAccounts = choices.CreateAccounts,
        };

    private static string? NullIfEmpty(string word) => word.Length == 0 ? null : word;
}
