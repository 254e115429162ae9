"""Checks a release.json: python3 check_release.py release.json [report.txt [diagnosis.json]]

For an outside auditor: needs nothing but Python 3.9, and shares no code with the product that wrote the file.
report.txt is the text of the PDF (pdftotext -layout report.pdf report.txt). Survey scores and gaps are the
numbers with two decimals and no unit in it. Each must be a figure of the release, or follow from two of them
(gap + what it is compared with, mean - gap); where it stands with its interval, as in "-0.63 (-0.70 to -0.57)",
and its n, all of these must belong to one and the same figure. diagnosis.json tells which numbers of that shape
are no survey results but indices of the figures. Ends with 0 if nothing is wrong, with 1 and a line for each
fault otherwise.
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

# Means, and what follows from a mean alone or from a spread pooled over all groups. All else, and
# whatever compares two groups, needs k_items.
FROM_K = {"mean", "gap", "eb_mean", "eb_low", "eb_high", "pooled_low", "pooled_high", "answered", "rate"}
MEANS = {"mean", "gap", "reference", "item_mean"}  # what can be multiplied with n and subtracted
FOLLOW = (
    ("gap", "reference", 1),
    ("mean", "gap", -1),
)  # the group's own level, the level it is compared with
MAIN = MEANS | {"eb_mean", "alpha", "icc", "icc2", "rwg_uniform", "rwg_skew", "omega", "trend"}
LOWS = {low: low[:-3] + "high" for low in ("low", "eb_low", "pooled_low", "alpha_low")}
NUMBER = r"(?<![A-Za-z\d.,/])[+−]?\d\.\d\d(?![\d.,]*\d|\s?(?:%|million|billion|万|亿|元|hours|days|小时|天))"
SCORE = re.compile(rf"(?<!CNY )(?<!USD )(?<!EUR )({NUMBER})")
WITH_N = re.compile(rf"({NUMBER})\s*[((]\s*n\s*=\s*(\d+)\s*[))]")
WITH_INTERVAL = re.compile(
    rf"({NUMBER})[ ((]+({NUMBER}) (?:to|至) ({NUMBER})[))]?(?: +([\d,]+)(?= |$))?", re.M
)


def faults(
    release: dict[str, Any], report: str = "", results: Sequence[dict[str, Any]] = ()
) -> Iterator[str]:
    k, k_items = release["k"], release["k_items"]
    atoms = {atom["id"]: atom for atom in release["atoms"]}
    groups = {group["id"]: group for group in release["groups"]}
    if k < 5 or k_items < max(10, k):
        yield f"thresholds are too low: k = {k}, k_items = {k_items}"
    yield from (f"atom {a['id']}: only {a['answered']} answered" for a in atoms.values() if a["answered"] < k)
    for group in groups.values():
        modules = {atoms[id]["module"] if id in atoms else None for id in group["atoms"]}
        if modules != {group["module"]}:
            yield f"group {group['id']} is no union of atoms of its module"
    hidden = {(line["group"], line["measure"]) for line in release["not_shown"]}
    for figure in release["figures"]:
        about = figure.get("groups") or [figure["group"]]
        name = f"{figure['statistic']} of {figure['measure']} in {', '.join(about)}"
        if not set(about) <= set(groups):
            yield f"{name}: unknown group"
            continue
        needed = k if figure["statistic"] in FROM_K and len(about) != 2 else k_items
        size = {id: sum(atoms[a]["answered"] for a in groups[id]["atoms"] if a in atoms) for id in about}
        if figure["n"] < needed or (len(about) == 2 and min(size.values()) < needed):
            yield f"{name}: fewer than {needed} people"
        if figure["n"] > sum(size.values()):
            yield f"{name}: more people than answered"
        if any((id, figure["measure"]) in hidden for id in about):
            yield f"{name}: said to be not shown"
        if figure["statistic"] in ("mean", "item_mean") and figure["min"] is not None:
            total, room = figure["value"] * figure["n"], 2 - 1e-6
            if not figure["n"] * figure["min"] + room <= total <= figure["n"] * figure["max"] - room:
                yield f"{name}: so near the end of the scale that it tells single answers"
    yield from subtractions(release, groups, k, k_items)
    yield from strangers(release, report, results)


def strangers(release: dict[str, Any], report: str, results: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Numbers of the report that the release does not hold."""
    lines: dict[Any, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for figure in release["figures"]:
        about = tuple(figure.get("groups") or [figure["group"]])
        if not isinstance(figure["value"], str):
            lines[about, figure["measure"], figure["n"]][figure["statistic"]].append(figure["value"])
    single: set[int] = set()
    triples: set[tuple[int, ...]] = set()
    for (_, _, n), of in lines.items():
        values = [value for each in of.values() for value in each]
        values += [
            one + sign * two for a, b, sign in FOLLOW for one in of.get(a, ()) for two in of.get(b, ())
        ]
        single |= {hundredths(abs(value) + nudge) for value in values for nudge in (-1e-6, 1e-6)}
        both = ((of[low], of[high]) for low, high in LOWS.items() if low in of and high in of)
        ends = [pair for lows, highs in both for pair in map(lambda *pair: pair, lows, highs)]
        known = [value for main in MAIN & {*of} for value in of[main]]
        triples |= {(*map(hundredths, (value, *pair)), n) for value in known for pair in ends}
    others = {group["id"].partition("/")[0] for group in release["groups"]}
    for result in results:
        if result["group"].partition("/")[0] not in others:
            known = [result[key] for key in ("estimate", "low", "high") if result[key] is not None]
            single |= {hundredths(abs(value)) for value in known}
            triples.add((*map(hundredths, known), result["n"]))
    without_n = {triple[:3] for triple in triples}
    with_n = {
        (hundredths(value), n) for (_, _, n), of in lines.items() for each in of.values() for value in each
    }
    for value, n in WITH_N.findall(report):
        if (read(value), int(n)) not in with_n:
            yield f"report: {value} (n = {n}) is not in the release"
    for value in SCORE.findall(WITH_N.sub("", report)):
        if abs(read(value)) not in single:
            yield f"report: {value} is not in the release"
    for value, low, high, n in WITH_INTERVAL.findall(report):
        triple = (read(value), read(low), read(high))
        if not ((*triple, int(n.replace(",", ""))) in triples if n else triple in without_n):
            yield f"report: {value} ({low} to {high}) {n and f'with n = {n}'} is not in the release"


def hundredths(value: float) -> int:
    """Rounded half away from zero, as a reader does by hand."""
    return int(abs(value) * 100 + 0.5 + 1e-9) * (-1 if value < 0 else 1)


def read(number: str) -> int:
    return round(float(number.replace("−", "-")) * 100)


def subtractions(release: dict[str, Any], groups: dict[str, Any], k: int, k_items: int) -> Iterator[str]:
    """One group inside another, or the same group twice: between them must be nobody or enough people."""
    means = defaultdict(set)
    for figure in release["figures"]:
        if figure["statistic"] in MEANS and figure.get("group") in groups:
            atoms = frozenset(groups[figure["group"]]["atoms"])
            means[figure["measure"]].add((atoms, figure["n"], figure["group"], figure["statistic"]))
    for measure, lines in means.items():
        for inner, few, one, statistic in lines:
            needed = k_items if statistic == "item_mean" else k
            for outer, many, other, _ in lines:
                if (inner < outer and many < few) or (inner <= outer and 0 < many - few < needed):
                    yield f"{measure}: {other} minus {one} leaves {many - few} people"


if __name__ == "__main__":
    document = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    text = Path(sys.argv[2]).read_text(encoding="utf-8") if len(sys.argv) > 2 else ""
    every = json.loads(Path(sys.argv[3]).read_text(encoding="utf-8")) if len(sys.argv) > 3 else []
    found = list(faults(document, text, every))
    print("\n".join(found) or f"{len(document['figures'])} figures checked, nothing wrong")
    sys.exit(1 if found else 0)
