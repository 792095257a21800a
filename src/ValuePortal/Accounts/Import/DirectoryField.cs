using System.Globalization;
using ValuePortal.Identity.People;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Tables;
using ValuePortal.Platform.Text;

namespace ValuePortal.Accounts.Import;

/// <summary>A field of a file: how its cells are read, and where they go.</summary>
/// <param name="Name">In forms and in what is kept for an undo; the word for people is "Field_" and this.</param>
/// <param name="Names">Headings by which its column is recognised.</param>
/// <param name="Needed">Whether a row without it is refused.</param>
/// <param name="Read">A cell as it is stored, or why it cannot be.</param>
internal record DirectoryField(string Name, string[] Names, bool Needed, Func<string, DayForm, (string? Value, RowReason? Wrong)> Read);

/// <param name="Of">As it is.</param>
/// <param name="Set">Null for what a row may say only of something new.</param>
internal sealed record DirectoryField<T>(string Name, string[] Names, bool Needed, Func<string, DayForm, (string? Value, RowReason? Wrong)> Read, Func<T, string?> Of, Action<T, string?>? Set)
    : DirectoryField(Name, Names, Needed, Read);

/// <summary>The fields of both kinds of files.</summary>
internal static class DirectoryFields
{
    public const string ExternalId = "external_id";
    public const string Email = "email";
    public const string Company = "account";

    // Names in Persian and Hindi are written with these.
    private const char NonJoiner = '\u200C';
    private const char Joiner = '\u200D';

    private static readonly Dictionary<string, string> s_tiers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["key"] = nameof(Tier.Key),
        ["战略客户"] = nameof(Tier.Key),
        ["important"] = nameof(Tier.Important),
        ["重要客户"] = nameof(Tier.Important),
        ["regular"] = nameof(Tier.Regular),
        ["普通客户"] = nameof(Tier.Regular),
    };

    private static readonly Dictionary<string, string> s_roles = new(StringComparer.OrdinalIgnoreCase)
    {
        ["member"] = nameof(PersonRole.CustomerMember),
        ["成员"] = nameof(PersonRole.CustomerMember),
        ["CustomerMember"] = nameof(PersonRole.CustomerMember),
        ["admin"] = nameof(PersonRole.CustomerAdmin),
        ["管理员"] = nameof(PersonRole.CustomerAdmin),
        ["客户管理员"] = nameof(PersonRole.CustomerAdmin),
        ["CustomerAdmin"] = nameof(PersonRole.CustomerAdmin),
    };

    private static readonly Dictionary<string, string> s_answers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["yes"] = "yes",
        ["true"] = "yes",
        ["1"] = "yes",
        ["是"] = "yes",
        ["no"] = "no",
        ["false"] = "no",
        ["0"] = "no",
        ["否"] = "no",
    };

    private static readonly Dictionary<string, string> s_languages = new(StringComparer.OrdinalIgnoreCase)
    {
        ["en"] = "en",
        ["english"] = "en",
        ["zh-CN"] = "zh-CN",
        ["zh"] = "zh-CN",
        ["中文"] = "zh-CN",
        ["简体中文"] = "zh-CN",
    };

    public static readonly IReadOnlyList<DirectoryField<Account>> Accounts =
    [
        new(ExternalId, ["external_id", "account_id", "customer_id", "company_id", "id", "客户编号", "客户id", "外部编号", "编号"], true, Identifier, account => account.ExternalId, null),
        new("name", ["name", "account_name", "company", "company_name", "customer", "customer_name", "客户名称", "公司名称", "公司", "名称"], true,
            (cell, _) => Line(cell, Account.NameMaxLength), account => account.Name, (account, value) => account.Name = value!),
        new("tier", ["tier", "客户等级", "等级"], false, (cell, _) => OneOf(cell, s_tiers, "Tier"), account => account.Tier.ToString(), (account, value) => account.Tier = Enum.Parse<Tier>(value!)),
        new("currency", ["currency", "货币", "币种"], false, (cell, _) => Currencies.IsKnown(cell.ToUpperInvariant()) ? (cell.ToUpperInvariant(), null) : Wrong("Currency", cell), account => account.Currency, null),
        new("time_zone", ["time_zone", "timezone", "时区"], false, (cell, _) => TimeZones.IsKnown(cell) ? (cell, null) : Wrong("TimeZone", cell), account => account.TimeZone, null),
        new("language", ["language", "语言"], false, (cell, _) => OneOf(cell, s_languages, "Language"), account => account.Language, (account, value) => account.Language = value!),
        new("go_live", ["go_live", "go_live_on", "start_date", "signup_date", "上线日期", "开通日期"], false, Day, account => Text(account.GoLiveOn), (account, value) => account.GoLiveOn = Parse(value)),
        new("renewal", ["renewal", "renews_on", "renewal_date", "续约日期", "到期日期"], false, Day, account => Text(account.RenewsOn), (account, value) => account.RenewsOn = Parse(value)),
    ];

    public static readonly IReadOnlyList<DirectoryField<Person>> People =
    [
        new(Email, ["email", "e-mail", "mail", "email_address", "邮箱", "电子邮箱", "邮件"], true, (cell, _) => EmailAddress.IsValid(cell) ? (cell, null) : Wrong("Email"), person => person.Email, null),
        new("name", ["name", "full_name", "person", "user_name", "姓名", "名字"], true, (cell, _) => Line(cell, Person.NameMaxLength), person => person.Name, (person, value) => person.Name = value!),
        new(Company, ["account", "account_id", "external_id", "company_id", "customer_id", "company", "客户编号", "公司编号", "客户id"], true, Identifier, _ => null, null),
        new("role", ["role", "角色"], false, (cell, _) => OneOf(cell, s_roles, "Role"), person => person.Role.ToString(), (person, value) => person.Role = Enum.Parse<PersonRole>(value!)),
        new("money", ["may_see_money", "money", "sees_amounts", "amounts", "可见金额", "金额"], false, (cell, _) => OneOf(cell, s_answers, "Answer"),
            person => person.MaySeeMoney ? "yes" : "no", (person, value) => person.MaySeeMoney = value == "yes"),
        new("user", ["external_user_id", "user_id", "product_user", "用户id", "用户编号", "产品用户"], false, Identifier, person => person.ExternalUserId, (person, value) => person.ExternalUserId = value),
        new("language", ["language", "语言"], false, (cell, _) => OneOf(cell, s_languages, "Language"), person => person.Language, (person, value) => person.Language = value!),
    ];

    public static IReadOnlyList<DirectoryField> Of(DirectoryKind kind) => kind is DirectoryKind.Accounts ? Accounts : People;

    private static (string? Value, RowReason? Wrong) Wrong(string word, params string[] parts) => (null, new RowReason(word, parts));

    private static (string? Value, RowReason? Wrong) OneOf(string cell, Dictionary<string, string> words, string what) =>
        words.TryGetValue(cell, out var word) ? (word, null) : Wrong(what, cell);

    // What shows nothing, or turns the order of letters round, has no place in a name.
    private static (string? Value, RowReason? Wrong) Line(string cell, int most) =>
        cell.Length > most ? Wrong("TooLong", most.ToString(CultureInfo.InvariantCulture))
        : cell.Any(letter => char.IsControl(letter) || (char.GetUnicodeCategory(letter) is UnicodeCategory.Format && letter is not (Joiner or NonJoiner))) ? Wrong("Unseen")
        : (cell, null);

    private static (string? Value, RowReason? Wrong) Identifier(string cell, DayForm days) => Line(cell, Account.ExternalIdMaxLength);

    private static (string? Value, RowReason? Wrong) Day(string cell, DayForm days) =>
        days.Read(cell) is { Year: >= 1990 and <= 2100 } day ? (Text(day), null) : Wrong("Day", cell, days.Name);

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? Parse(string? value) => value is null ? null : DateOnly.ParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
