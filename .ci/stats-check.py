#!/usr/bin/env python3
"""Computes data/stats.json again from data/debriefs.json and data/actions.json. Standard library only.

  stats-check.py SITE

Another language and, where there is one, another way: medians and quartiles by `statistics`, the interval of a median by
summing exact binomial coefficients as whole numbers, the interval of a share by solving for the shares whose distance from
the count is 1.96 standard errors. Prints every figure that differs, and exits 1.
"""
import json
import math
import os
import statistics
import sys
from collections import Counter
from statistics import NormalDist

ENOUGH, TAIL = 10, 30
Z = NormalDist().inv_cdf(0.975)
COUNTED = ("incident", "security")


def read(site, name):
    with open(os.path.join(site, "data", name), encoding="utf-8") as file:
        return json.load(file)


def median_interval(values):
    """The narrowest pair of equal ranks that holds the median with 95 %, from exact whole numbers."""
    n, best = len(values), None
    for rank in range(1, n // 2 + 1):
        outside = 2 * sum(math.comb(n, k) for k in range(rank))
        if outside * 20 > 2**n:
            break
        best = (values[rank - 1], values[n - rank]), 1 - outside / 2**n
    return best


def share_interval(part, whole):
    """By bisection: the shares at which the count is just as far off as 95 % allow."""
    observed = part / whole

    def off(share):
        error = math.sqrt(share * (1 - share) / whole)
        return math.inf if error == 0 and share != observed else (abs(observed - share) / error if error else 0)

    def bound(inside, outside):
        for _ in range(200):
            middle = (inside + outside) / 2
            if off(middle) <= Z:
                inside = middle
            else:
                outside = middle
        return inside

    low = 0.0 if part == 0 else bound(observed, 0.0)
    high = 1.0 if part == whole else bound(observed, 1.0)
    return low, high


def share(part, whole):
    if whole < ENOUGH:
        return None
    return {"share": part / whole, "interval": list(share_interval(part, whole))}


def near(a, b):
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(near(a[key], b[key]) for key in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(near, a, b))
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)
    return a == b


def durations(debriefs, key):
    values = sorted(d["durations"][key] for d in debriefs if d["durations"][key] is not None)
    found = {"n": sum(v >= 0 for v in values), "negative": sum(v < 0 for v in values)}
    values = [v for v in values if v >= 0]
    if len(values) >= ENOUGH:
        found["median"] = statistics.median(values)
        (low, high), coverage = median_interval(values)
        found["interval"], found["coverage"] = [low, high], coverage
        cuts = statistics.quantiles(values, n=20, method="inclusive")
        found["quartiles"] = [cuts[4], cuts[14]]
        found["p90"] = cuts[17] if len(values) >= TAIL else None
    return found


def period(date, length):
    year, month = date[:4], int(date[5:7])
    return {
        "quarter": f"{year}-Q{(month + 2) // 3}",
        "half-year": f"{year}-H{(month + 5) // 6}",
        "year": year,
    }[length]


def tally(debriefs, key):
    counts = Counter(d["answers"][key] for d in debriefs)
    found = {name: counts[name] for name in ("yes", "automatic", "no", "unknown")}
    known = found["yes"] + found["automatic"] + found["no"]
    return found | (share(found["yes"] + found["automatic"], known) or {})


def noticed(debriefs):
    groups = {"monitoring": "machine", "automation": "machine", "employee": "employee", "customer": "outside", "third-party": "outside"}
    counts = Counter(groups.get(d["detected_by"], "unknown") for d in debriefs)
    found = {name: counts[name] for name in ("machine", "employee", "outside", "unknown")}
    known = found["machine"] + found["employee"] + found["outside"]
    return found | {"outside_share": share(found["outside"], known)}


def cohort(actions):
    names = {"done": "done", "irrelevant": "dropped", "moved": "moved", "open": "open", "in-progress": "open", "unknown": "unmarked"}
    counts = Counter(names[a["state"]] for a in actions)
    return {name: counts[name] for name in ("done", "dropped", "moved", "open", "unmarked")}


def main(site):
    stats = read(site, "stats.json")
    everything = read(site, "debriefs.json")["debriefs"]
    actions = read(site, "actions.json")["actions"]
    debriefs = [d for d in everything if d["kind"] in COUNTED]
    wrong = []

    def expect(name, mine, theirs):
        if not near(mine, theirs):
            wrong.append(f"{name}: {theirs}, computed again {mine}")

    expect("counted", len(debriefs), stats["counted"]["incidents"])
    expect("all", len(everything), stats["counted"]["debriefs"])
    for key in ("ttd", "tta", "ttm", "ttr", "time_to_fix"):
        theirs = stats["durations"][key]
        for name, mine in durations(debriefs, key).items():
            expect(f"durations.{key}.{name}", mine, theirs.get(name))
        everywhere = sum(theirs[name] for name in ("n", "unknown", "day_only", "negative"))
        expect(f"durations.{key}: all debriefs", len(debriefs), everywhere)
        if theirs["n"] < ENOUGH and "median" in theirs:
            wrong.append(f"durations.{key}: a median of {theirs['n']} values")
    length = stats["periods"]["length"]
    by_period = lambda name: [d for d in debriefs if d["date"] and period(d["date"], length) == name]
    for key, theirs in stats["answers"].items():
        expect(f"answers.{key}.total", tally(debriefs, key), theirs["total"])
        for one in theirs["periods"]:
            mine = {"period": one["period"]} | tally(by_period(one["period"]), key)
            expect(f"answers.{key}.{one['period']}", mine, one)
    theirs = stats["noticed_by"]
    expect("noticed_by.total", noticed(debriefs), theirs["total"])
    for one in theirs["periods"]:
        mine = {"period": one["period"]} | noticed(by_period(one["period"]))
        expect(f"noticed_by.{one['period']}", mine, one)
    expect("actions.total", cohort(actions), stats["actions"]["total"])
    months = sorted({a["opened"][:7] for a in actions if a["opened"]})
    expect("months", months, [one["month"] for one in stats["actions"]["months"]])
    for one in stats["actions"]["months"]:
        mine = cohort([a for a in actions if (a["opened"] or "")[:7] == one["month"]])
        expect(f"actions.{one['month']}", {"month": one["month"]} | mine, one)
    for cause, of_cause in enumerate(stats["causes_by_service"]["causes"]):
        if not any(d["causes"] for d in everything):
            break
        for row in stats["causes_by_service"]["services"]:
            mine = sum(row["id"] in d["services"] and of_cause["id"] in d["causes"] for d in everything)
            expect(f"{of_cause['id']} in {row['id']}", mine, row["counts"][cause])
    for line in wrong:
        print(line)
    print(f"{site}: {len(wrong)} figures differ" if wrong else f"{site}: the figures of {len(debriefs)} incidents agree")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
