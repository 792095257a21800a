#!/usr/bin/env python3
"""What published cash flows come to with one assumption other than published, calculated without the product.

    python3 sensitivities.py published-tables.json > sensitivities.json

Nothing but the definitions of METRICS 2.1: flows at the ends of years, the start undiscounted, each year's amount rounded to cents (half away
from zero), present benefits and present costs each rounded to cents, NPV their difference. Break-evens are solved on these formulas without
rounding: for a level in closed form, for the rate by halving.
"""
import json
import sys
from decimal import ROUND_HALF_UP, Decimal, getcontext

getcontext().prec = 50
CENT = Decimal("0.01")


def cents(x):
    return x.quantize(CENT, ROUND_HALF_UP)


def pv(rate, flows):
    return sum((f / (1 + rate) ** (t + 1) for t, f in enumerate(flows)), Decimal(0))


def npv(table, benefits=Decimal(1), costs=Decimal(1), rate=None):
    rate = table["rate"] if rate is None else rate
    b = [cents(x * benefits) for x in table["benefits"]]
    c = [cents(x * costs) for x in table["costs"]]
    return cents(pv(rate, b)) - cents(cents(table["initial"] * costs) + pv(rate, c))


def zero_rate(table):
    """The rate from 0 to 1 at which present benefits are present costs; None when they differ in sign nowhere."""
    def at(rate):
        return pv(rate, [b - c for b, c in zip(table["benefits"], table["costs"])]) - table["initial"]
    low, high = Decimal(0), Decimal(1)
    if (at(low) >= 0) == (at(high) >= 0):
        return None
    for _ in range(120):
        middle = (low + high) / 2
        if (at(middle) >= 0) == (at(low) >= 0):
            low = middle
        else:
            high = middle
    return low


def retention(a1, a2, a3, a4, a7):
    """Intellum, table A: A5 is rounded to 0.1 %, A6 looks back a year, 20 % off for risk. Without costs the NPV is the present benefit."""
    a5 = [(x * a3 * a4).quantize(Decimal("0.001"), ROUND_HALF_UP) for x in a2]
    a6, last = [], Decimal(0)
    for year in range(3):
        last = (a1 + last) * a5[year - 1] if year else Decimal(0)
        a6.append(last)
    return cents(pv(Decimal("0.1"), [cents(x * a7 * Decimal("0.8")) for x in a6]))


def main():
    out = {}
    for t in json.load(open(sys.argv[1]), parse_float=Decimal, parse_int=Decimal):
        if "rows" in t:
            rows = {k: v for k, v in t["rows"].items()}
            a1, a2, a3, a4, a7 = rows["A1"][0], rows["A2"], rows["A3"][0], rows["A4"][0], rows["A7"][0]
            base = dict(a1=a1, a2=a2, a3=a3, a4=a4, a7=a7)
            def scaled(name, factor):
                value = base[name]
                return retention(**{**base, name: [x * factor for x in value] if isinstance(value, list) else value * factor})
            lo, hi = Decimal("0.8"), Decimal("1.2")
            out[t["id"]] = {name.upper(): [str(scaled(name, lo)), str(scaled(name, Decimal(1))), str(scaled(name, hi))] for name in base}
            continue
        table = dict(rate=t["discountRate"], initial=t["initialCost"], costs=t["costs"], benefits=t["benefits"])
        lo, hi = Decimal("0.8"), Decimal("1.2")
        present_benefits, present_costs = pv(table["rate"], table["benefits"]), table["initial"] + pv(table["rate"], table["costs"])
        zero = zero_rate(table)
        out[t["id"]] = {
            "benefits": [str(npv(table, benefits=f)) for f in (lo, Decimal(1), hi)],
            "costs": [str(npv(table, costs=f)) for f in (lo, Decimal(1), hi)],
            "rate": [str(npv(table, rate=table["rate"] * f)) for f in (lo, Decimal(1), hi)],
            "worst": str(npv(table, lo, hi, table["rate"] * hi)),
            "best": str(npv(table, hi, lo, table["rate"] * lo)),
            "break_even": {
                "benefits": str(round(present_costs / present_benefits, 10)),
                "costs": str(round(present_benefits / present_costs, 10)),
                "rate": None if zero is None else str(round(zero, 10)),
            },
        }
    json.dump(out, sys.stdout, indent=2)
    print()


main()
