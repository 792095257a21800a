using ValuePortal.Platform.Api;

namespace ValuePortal.Reviews.Pages;

/// <summary>What the document of the read interface says of a review.</summary>
internal static class ReviewNote
{
    public static readonly ApiNote Review = new(
        "A published review as it was frozen: numbers, and beside each how it is written, in the edition without money. Its entity tag is the SHA-256 of the bytes of the answer.",
        """
        {
          "format": 1,
          "account_id": "019a0f6e-7c1f-7a53-b0c5-0d6ba2bd4c10",
          "review_id": "019a0f6e-7c1f-7a53-b0c5-0d6ba2bd4c11",
          "with_money": false,
          "account_name": "Fabrikam Retail",
          "vendor_name": "Northwind Cloud",
          "language": "en",
          "time_zone": "Europe/Berlin",
          "currency": null,
          "from": "2026-04-01",
          "to": "2026-06-30",
          "period": "1 April to 30 June 2026",
          "compared_from": "2026-01-01",
          "compared_to": "2026-03-31",
          "compared": "1 January to 31 March 2026",
          "made_at": "2026-07-03T07:30:00+00:00",
          "made_on": "3 July 2026",
          "title": "The second quarter of 2026",
          "summary": "More people, and the warehouse has arrived.",
          "money_summary": null,
          "headline": [
            {
              "name": "Active people",
              "figure": { "metric": "usage.active_users", "value": 57, "display": "57" },
              "change": "+12%", "direction": "up", "note": null
            }
          ],
          "usage": {
            "data_until": "2026-06-30",
            "data_note": "Data until 30 June 2026",
            "tiles": [],
            "charts": [
              {
                "metric": "usage.active_users", "title": "Active people", "finding": "57 people in June, 6 more than in May.",
                "labels": ["May", "Jun"], "row_names": ["May 2026", "June 2026"],
                "series": [
                  {
                    "name": "Active people", "mark": "Line", "tone": "First",
                    "points": [
                      { "value": 51, "display": "51", "partial": false },
                      { "value": 57, "display": "57", "partial": false }
                    ]
                  }
                ]
              }
            ],
            "features": [
              {
                "name": "Orders", "key": "orders",
                "events": { "metric": "usage.feature_events", "value": 812, "display": "812" },
                "people": { "metric": "usage.feature_users", "value": 40, "display": "40" }
              }
            ]
          },
          "value": {
            "headline": "310 hours saved in the period",
            "assumptions": "3 years from January 2026",
            "tiles": [],
            "chart": null,
            "drivers": [
              {
                "name": "Time to book a return", "unit": "minutes",
                "before": { "metric": "roi.driver_level", "value": 12, "display": "12" },
                "now": { "metric": "roi.driver_level", "value": 4.5, "display": "4.5" },
                "now_source": "Measured in June 2026",
                "target": { "metric": "roi.driver_level", "value": 5, "display": "5" },
                "brought": { "metric": "roi.driver_hours", "value": 310, "display": "310 h" },
                "state": "At target", "state_tone": "good"
              }
            ],
            "total": { "metric": "reviews.hours", "value": 310, "display": "310 h" }
          },
          "milestones": {
            "tiles": [],
            "rows": [
              {
                "title": "Ten people book returns", "due_on": "2026-05-31", "due": "31 May 2026", "owner": "Fabrikam Retail",
                "state": "Reached", "state_tone": "good", "when": "19 May 2026", "progress": "10 of 10 people",
                "share": { "metric": "milestones.progress", "value": 1, "display": "100%" }
              }
            ]
          },
          "requests": {
            "tiles": [],
            "rows": [
              {
                "title": "Print labels for several returns at once", "raised_on": "2026-04-14", "raised": "14 April 2026",
                "status": "Planned", "status_tone": "", "answer": "We begin with it in August."
              }
            ],
            "more": 0
          },
          "definitions": [
            { "metric": "usage.active_users", "name": "Active people", "formula": "How many different people used the product." }
          ]
        }
        """)
    {
        Missing = "This review does not exist.",
    };
}
