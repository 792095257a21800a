using ValuePortal.Platform.Api;

namespace ValuePortal.Roi.Sheets;

/// <summary>What the document of the interface says of value.</summary>
internal static class ValueApiNotes
{
    private const string NoAccount = "There is no such account.";

    private const string Example =
        """
        {
          "version": 1,
          "start_month": "2026-01",
          "years": 3,
          "discount_rate": 0.1,
          "tables": [
            {
              "id": "A",
              "title": "Faster tickets",
              "kind": "benefit",
              "risk_adjustment": 0.1,
              "rows": [
                { "id": "A1", "label": "Tickets a year", "unit": "number", "value": 12000 },
                { "id": "A2", "label": "Minutes saved", "unit": "minutes", "value": 5 },
                { "id": "A3", "label": "Cost of an hour", "unit": "money", "value": 45 },
                { "id": "A4", "label": "Share that becomes productive", "unit": "percent", "value": "50%" },
                { "id": "At", "formula": "A1*A2/60*A3*A4" }
              ]
            }
          ],
          "investments": [
            { "name": "Setup", "rhythm": "once", "amount": 8000, "from_month": "2026-01" },
            { "name": "Subscription", "rhythm": "yearly", "amount": 6000, "from_month": "2026-01" }
          ]
        }
        """;

    public static readonly ApiNote Model = new("The whole value model of an account as one document; its entity tag changes with it.", Example) { Missing = NoAccount };

    public static readonly ApiNote Write = new(
        "Puts a document in the place of the whole value model of an account: all of it, or nothing. With If-Match only if the model is still the one "
        + "with that entity tag, with If-None-Match: * only if there is none yet.",
        Example)
    {
        Missing = NoAccount,
        More = [StatusCodes.Status412PreconditionFailed, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType],
        Wrong = ("tables[0].rows[4].formula", "Row At of table A: There is no row “A9”."),
    };

    public static readonly ApiNote Figures = new(
        "What an account's value comes to: every figure with its state, what it is made of and what it means. A key with the scope read gets hours and counts, "
        + "one with the scope value the amounts as well.",
        """
        {
          "account": "fabrikam", "currency": "USD", "with_amounts": true, "start_month": "2026-01-01", "from": "2026-01-01", "to": "2026-06-15",
          "years": 3, "discount_rate": 0.1,
          "figures": [
            {
              "figure": "roi.npv", "name": "Net present value", "value": 27437.64, "unit": "USD", "state": "estimated",
              "inputs": ["roi.pv_benefits", "roi.pv_costs"],
              "definition": "What all value less all cost of the calculated years is worth in today's money.", "note": null
            }
          ],
          "internal_rates": [1.689711],
          "by_year": [
            {
              "year": 0, "benefit": 0, "cost": 8000, "net": -8000, "cumulative_net": -8000,
              "present_benefit": 0, "present_cost": 8000, "present_net": -8000, "cumulative_present_net": -8000
            }
          ],
          "tables": [
            {
              "id": "A", "title": "Faster tickets", "kind": "benefit", "state": "estimated", "result": "At", "risk_adjustment": 0.1,
              "initial": 0, "amounts": [20250, 20250, 20250], "total": 60750, "present_value": 50358.75, "to_date": 9281.25,
              "rows": [
                {
                  "id": "At", "label": null, "unit": "money", "formula": "A1*A2/60*A3*A4", "inputs": ["A1", "A2", "A3", "A4"],
                  "initial": null, "values": [22500, 22500, 22500], "total": 67500, "present_value": 55954.17
                }
              ]
            }
          ],
          "drivers": [],
          "investments": [{ "name": "Setup", "rhythm": "once", "amount": 8000, "from_month": "2026-01-01", "to_date": 8000 }],
          "months": [
            {
              "month": "2026-01-01", "partial": false, "hours": 0, "cumulative_hours": 0,
              "benefit": 1687.5, "cost": 8500, "cumulative_benefit": 1687.5, "cumulative_cost": 8500
            }
          ]
        }
        """)
    {
        Wrong = ("from", "A day from 2000 to 2100 as YYYY-MM-DD."),
        Missing = NoAccount,
    };
}
