using ValuePortal.Platform.Api;

namespace ValuePortal.Usage.Reports;

/// <summary>What the document of the read interface says of the figures.</summary>
internal static class UsageApiNotes
{
    private const string NoAccount = "There is no such account.";

    private static readonly (string Parameter, string Says) s_noZone = ("zone", "An IANA time zone such as Europe/Berlin, or UTC.");
    private static readonly (string Parameter, string Says) s_noLimit = ("limit", "A whole number from 1 to 200.");

    public static readonly ApiNote Table = new(
        "Usage by account and bucket, as JSON or, for who accepts it, as CSV. Buckets without an event have no row.",
        """
        [
          { "account": "contoso", "bucket": "2026-06", "events": 903, "active_users": 18, "distinct_features": 6, "active_days": 21 },
          { "account": "fabrikam", "bucket": "2026-06", "events": 4210, "active_users": 57, "distinct_features": 11, "active_days": 22 }
        ]
        """)
    {
        Required = ["bucket", "from", "to", "zone"],
        Wrong = s_noZone,
        Missing = NoAccount,
        Csv = "account,bucket,events,active_users,distinct_features,active_days\nfabrikam,2026-06,4210,57,11,22\n",
    };

    public static readonly ApiNote ActiveUsers = new(
        "Different people of a day, of the 7 and the 30 days that end with it, and of its calendar month up to it. "
        + "Without an account, one id in several accounts is one person.",
        """
        {
          "account": "fabrikam", "day": "2026-06-30", "zone": "Europe/Berlin",
          "dau": 31, "wau": 49, "mau": 57, "mau_calendar_month": 57
        }
        """)
    {
        Required = ["day", "zone"],
        Wrong = s_noZone,
        Missing = NoAccount,
    };

    public static readonly ApiNote Accounts = new(
        "The accounts of the key, by external id, page by page.",
        """
        [
          { "external_id": "contoso", "name": "Contoso Logistics", "time_zone": "America/Chicago" },
          { "external_id": "fabrikam", "name": "Fabrikam Retail", "time_zone": "Europe/Berlin" }
        ]
        """)
    {
        Wrong = s_noLimit,
    };

    public static readonly ApiNote Features = new(
        "The features of the product, by key, page by page. With from, to and zone, which go together, each also says which accounts used it; "
        + "without them accounts is null.",
        """
        [
          {
            "key": "orders", "name_en": "Orders", "name_zh": "订单", "core": true,
            "accounts": [{ "account": "fabrikam", "events": 812, "users": 40 }]
          },
          { "key": "returns", "name_en": "Returns", "name_zh": "退货", "core": false, "accounts": [] }
        ]
        """)
    {
        Wrong = s_noLimit,
        Missing = NoAccount,
    };
}
