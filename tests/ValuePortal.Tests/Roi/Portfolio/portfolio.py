#!/usr/bin/env python3
"""What four accounts come to in dollars, calculated without the product.

    python3 portfolio.py > portfolio.json

A month brings 1,000 x (18 - level) / 60 hours x 45 an hour x 0.5 x (1 - 0.1), rounded to the account's minor unit (half away from zero). April stands at
the agreed target 13 and is estimated, May at the level measured. One account has confirmed both. Each amount is multiplied by the rate of the day
and rounded to cents; the total is the sum of these.
"""
import json
from decimal import ROUND_HALF_UP, Decimal as D

ACCOUNTS = [  # name, currency, its minor unit, level in May, whether confirmed
    ("Kanda", "JPY", D("1"), D("13"), False),
    ("Kuwait Pearl", "KWD", D("0.001"), D("12"), True),
    ("Northwind", "USD", D("0.01"), D("13"), False),
    ("Zermatt", "CHF", D("0.01"), D("13"), False),
]
RATES = {"2026-05-31": {"JPY": D("0.0067123"), "KWD": D("3.25731")}, "2026-06-15": {"JPY": D("0.0064"), "KWD": D("3.25731")}}


def rounded(x, unit):
    return x.quantize(unit, ROUND_HALF_UP)


def month(level, unit):
    return rounded(D(1000) * (18 - level) / 60 * 45 * D("0.5") * D("0.9"), unit)


answer = {}
for day, rates in RATES.items():
    rows, total = {}, [D(0)] * 3
    for name, currency, unit, level, confirmed in ACCOUNTS:
        april, may = month(D(13), unit), month(level, unit)
        own = (april + may, D(0), D(0)) if confirmed else (D(0), may, april)
        rate = D(1) if currency == "USD" else rates.get(currency)
        converted = None if rate is None else [rounded(x * rate, D("0.01")) for x in own]
        rows[name] = {"own": [str(x) for x in own], "converted": None if converted is None else [str(x) for x in converted]}
        total = total if converted is None else [a + b for a, b in zip(total, converted)]
    answer[day] = {"rows": rows, "total": [str(x) for x in total]}
print(json.dumps(answer, indent=2))
