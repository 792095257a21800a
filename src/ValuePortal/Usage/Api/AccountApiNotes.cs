using ValuePortal.Platform.Api;

namespace ValuePortal.Usage.Api;

/// <summary>What the document of the read interface says of the figures of one account.</summary>
internal static class AccountApiNotes
{
    private const string NoAccount = "There is no such account.";

    private static readonly (string Parameter, string Says) s_noDay = ("from", "A day from 2000 to 2100 as YYYY-MM-DD.");

    public static readonly ApiNote Engagement = new(
        "How many people use the product and how steadily: active people of a day, 7 and 30 days, stickiness, average active days, people by their active days, and the "
        + "power-user curve of each month, of the last 13 at most. Left out, from and to are the 90 days that end with the last day with data.",
        """
        {
          "account": "fabrikam", "time_zone": "Europe/Berlin", "from": "2026-06-01", "to": "2026-06-30", "data_until": "2026-06-30", "on": "2026-06-30",
          "active_daily": 31, "active_weekly": 49, "active_monthly": 57, "stickiness_daily": 0.521053, "stickiness_weekly": 0.85614, "average_active_days": 15.631579,
          "frequency": 14.2, "bucket": "day",
          "points": [{ "day": "2026-06-30", "active_daily": 31, "active_weekly": 49, "active_monthly": 57, "partial": false }],
          "frequency_people": [{ "from_days": 1, "to_days": 1, "people": 4 }, { "from_days": 2, "to_days": 3, "people": 9 }],
          "months": [{ "name": "2026-06", "month_people": 57, "power_people": 12, "power_share": 0.210526, "partial": false, "people_by_days": [4, 5, 4, 3] }]
        }
        """)
    {
        Wrong = s_noDay,
        Missing = NoAccount,
    };

    public static readonly ApiNote Retention = new(
        "Who is new, returns, came back or went quiet by week (from Monday) or month, and the cohorts by first use: bracket counts who was active in a period, rolling who was "
        + "active in it or later. 12 periods unless from and to say otherwise, 26 at most.",
        """
        {
          "account": "fabrikam", "time_zone": "Europe/Berlin", "from": "2026-05-01", "to": "2026-06-30", "unit": "month", "left_out": 0,
          "periods": [
            { "name": "2026-05", "period_people": 52, "people_new": 6, "people_returning": 44, "people_resurrected": 2, "people_went_quiet": 3, "partial": false },
            { "name": "2026-06", "period_people": 57, "people_new": 7, "people_returning": 48, "people_resurrected": 2, "people_went_quiet": 4, "partial": false }
          ],
          "cohorts": [
            {
              "name": "2026-05", "cohort_people": 6,
              "cells": [
                { "period": 0, "people_bracket": 6, "retention_bracket": 1, "people_rolling": 6, "retention_rolling": 1, "partial": false },
                { "period": 1, "people_bracket": 4, "retention_bracket": 0.666667, "people_rolling": 4, "retention_rolling": 0.666667, "partial": false }
              ]
            }
          ]
        }
        """)
    {
        Wrong = ("unit", "week or month."),
        Missing = NoAccount,
    };

    public static readonly ApiNote Features = new(
        "How much of the product the account uses: breadth over the features that count, and of each feature its events, people, depth, uses per person and whether it was never used.",
        """
        {
          "account": "fabrikam", "time_zone": "Europe/Berlin", "from": "2026-06-01", "to": "2026-06-30", "active_users": 57,
          "breadth": 0.75, "core_used": 6, "core_enabled": 8, "breadth_per_person": 0.41,
          "features": [
            { "key": "orders", "name": "Orders", "core": true, "events": 812, "users": 40, "depth": 0.701754, "uses_per_person": 20.3, "last_used_on": "2026-06-30", "never_used": false }
          ]
        }
        """)
    {
        Wrong = s_noDay,
        Missing = NoAccount,
    };

    public static readonly ApiNote Annotations = new(
        "What happened when on the account's time line, with the mean events a day in the 14 days before and after; the latest 20 of the range.",
        """
        [
          { "day": "2026-06-12", "kind": "release", "text": "Faster search", "link": null, "for_all": true, "events_before": 132.5, "events_after": 151.357143 }
        ]
        """)
    {
        Wrong = s_noDay,
        Missing = NoAccount,
    };

    public static readonly ApiNote Seats = new(
        "Seats bought beside the people who use them, at the ends of months and on the last day with data; 13 at most. unused_money is null for a key that reads no amounts of money.",
        """
        {
          "account": "fabrikam", "time_zone": "Europe/Berlin", "data_until": "2026-06-30",
          "months": [{ "day": "2026-06-30", "bought": 80, "used": 57, "activated": 66, "dormant": 9, "unused": 23, "utilisation": 0.825, "engagement": 0.7 }],
          "unused_money": { "amount": 6900, "currency": "EUR" }
        }
        """)
    {
        Missing = NoAccount,
    };

    public static readonly ApiNote FirstValue = new(
        "When the account got its first value, how long that took, and how its first seven days went. Either rule or goal says what counts.",
        """
        {
          "account": "fabrikam", "rule": { "people": 3, "days": 7 }, "goal": null, "met_on": "2025-06-04", "contract_from": "2025-06-01", "go_live_on": null,
          "days_from_contract": 3, "days_from_go_live": null, "first_days_people": 9,
          "days": [{ "on": "2025-06-02", "events": 41, "active_users": 2 }]
        }
        """)
    {
        Missing = NoAccount,
    };
}
