"""Checks a release.json from the file alone: python3 check_release.py release.json [report.txt]

For an outside auditor: needs nothing but Python 3.9, and shares no code with the product that wrote the file.
report.txt is the text of the PDF (pdftotext -layout report.pdf report.txt). A survey score stands in it with
two decimals and its number of people, as in "3.62 (n = 34)"; every such pair must be a figure of the release.
Ends with 0 if nothing is wrong, with 1 and a line for each fault otherwise.
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# Means, and what follows from a mean alone or from a spread pooled over all groups. All else, and
# whatever compares two groups, needs k_items.
FROM_K = {"mean", "gap", "eb_mean", "eb_low", "eb_high", "pooled_low", "pooled_high", "answered", "rate"}
MEANS = {"mean", "gap", "reference", "item_mean"}  # what can be multiplied with n and subtracted
SCORE = re.compile(r"(?<![\d.])(\d+\.\d\d)\s*[((]\s*n\s*=\s*(\d+)\s*[))]")


def faults(release: dict[str, Any], report: str = "") -> Iterator[str]:
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
    shown = {(round(f["value"], 2), f["n"]) for f in release["figures"] if not isinstance(f["value"], str)}
    for value, n in SCORE.findall(report):
        if not any(abs(float(value) - known) < 0.0051 and int(n) == of for known, of in shown):
            yield f"report: {value} (n = {n}) is not in the release"


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
    found = list(faults(document, text))
    print("\n".join(found) or f"{len(document['figures'])} figures checked, nothing wrong")
    sys.exit(1 if found else 0)
