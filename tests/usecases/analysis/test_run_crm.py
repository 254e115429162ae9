"""Real input A, figures only: the CRM set (35 agents, 6 managers, 3 regions, 8,800 deals; no targets, no roles)."""

from __future__ import annotations

import csv
import json
import math
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from scipy import stats

from tests.support.command_line import DATA, Ran, Run, example, given, strange_methods
from tests.support.folders import ROOT

pytestmark = pytest.mark.slow

CRM = [
    *given("roster", "sales/crm/sales_teams.csv", "crm_roster"),
    *given("opportunities", "sales/crm/sales_pipeline.csv", "crm_opportunities"),
]
FIELDS = [
    *(
        "key",
        "method",
        "family",
        "group",
        "measure",
        "estimate",
        "low",
        "high",
        "level",
        "n",
        "p",
        "p_adjusted",
    ),
    *("sign", "unit", "verdict", "cannot_say", "basis", "period"),
    *("within", "clusters", "low90", "high90"),
]


@pytest.fixture(scope="module")
def ran(diagnose: Run) -> Ran:
    return diagnose(*CRM, "--lang", "en")


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATA / "sales/expected.json").read_text("utf-8"))["crm"]
    return found


def agents() -> list[str]:
    with (DATA / "sales/crm/sales_teams.csv").open(encoding="utf-8") as file:
        return [row["sales_agent"] for row in csv.DictReader(file)]


def test_it_writes_its_files_and_says_nothing_else(ran: Ran) -> None:
    assert ran.code == 0
    paths = [Path(line) for line in ran.stdout.splitlines()]
    assert {path.name for path in paths} == {"charts", "diagnosis.json", "release.json", "report.en.pdf"}
    assert sorted(ran.out.iterdir()) == sorted(paths)
    assert ran.stderr.splitlines()
    assert all(line.startswith("· ") for line in ran.stderr.splitlines())


def test_every_result_has_the_fields_of_the_contract(ran: Ran) -> None:
    assert all(list(result) == FIELDS for result in ran.results().values())


def test_the_report_says_what_is_missing(ran: Ran) -> None:
    assert "There is no survey" in ran.words
    assert "no targets" in ran.words
    assert ran.release()["figures"] == ran.release()["atoms"] == []


def test_win_rates_of_agents_do_not_differ_and_deal_values_do(ran: Ran) -> None:
    assert ran.outcome is not None
    rates = ran.outcome.diagnosis.results.by_key["figure_spread|company|win_rate"]
    assert (rates.method, rates.effect_name) == ("proportion.chi_square", "chi-square, df 29")
    assert rates.effect == pytest.approx(33.35, abs=0.005)
    assert rates.p == pytest.approx(0.264, abs=0.0005)
    assert (rates.verdict, rates.claimed) == ("cannot_tell", False)
    values = ran.outcome.diagnosis.results.by_key["figure_spread|company|deal_size"]
    assert (values.method, values.verdict) == ("k_group.kruskal", "clear")
    assert values.effect == pytest.approx(529.28, abs=0.005)


def test_no_agent_differs_from_the_pool_after_correction(ran: Ran) -> None:
    assert ran.outcome is not None
    figures = ran.outcome.diagnosis.figures
    assert figures is not None
    assert figures.spread is not None
    assert (figures.spread.reps, figures.spread.differ) == (30, 0)
    assert "no rep" in ran.words
    assert "differs from the pool" in ran.words


def test_win_rates_of_managers_and_regions_are_those_computed_elsewhere(
    ran: Ran, expected: dict[str, Any]
) -> None:
    results = ran.results()
    units = {f"region:{name}": known for name, known in expected["by_region"].items()}
    teams = {key.split("|")[1] for key in results if key.startswith("figure|team:")}
    units |= {team: expected["by_manager"][team.rpartition("/")[2]] for team in teams}
    assert len(units) == 9
    for group, known in (*units.items(), ("company", expected["overall"])):
        found = results[f"figure|{group}|win_rate"]
        assert found["estimate"] == pytest.approx(known["win_rate"], abs=1e-6)
        assert results[f"figure|{group}|deal_size"]["estimate"] == pytest.approx(100 * known["avg_deal"])


def test_the_interval_of_a_win_rate_takes_agents_for_the_sample(ran: Ran) -> None:
    """.6187 to .6441 over the 30 agents who closed a deal; Wilson's interval of 6,711 deals is narrower."""
    won, lost = Counter[str](), Counter[str]()
    with (DATA / "sales/crm/sales_pipeline.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            won[row["sales_agent"]] += row["deal_stage"] == "Won"
            lost[row["sales_agent"]] += row["deal_stage"] == "Lost"
    names = [name for name in won if won[name] + lost[name]]
    all_won, closed = sum(won.values()), sum(won.values()) + sum(lost.values())
    share = all_won / closed
    without = [(all_won - won[name]) / (closed - won[name] - lost[name]) for name in names]
    n, mean = len(names), sum(without) / len(names)
    se = ((n - 1) / n * sum((each - mean) ** 2 for each in without)) ** 0.5
    df = closed**2 / sum((won[name] + lost[name]) ** 2 for name in names) - 1
    middle, reach = math.log(share / (1 - share)), stats.t.ppf(0.975, df) * se / (share * (1 - share))
    ends = [1 / (1 + math.exp(-(middle + side * reach))) for side in (-1, 1)]
    found = ran.results()["figure|company|win_rate"]
    assert (found["low"], found["high"]) == pytest.approx(ends)
    assert ends == pytest.approx([0.6187, 0.6441], abs=5e-5)
    assert (found["method"], found["level"], found["n"]) == ("ratio.logit", 0.95, 30)
    team = next(r for key, r in ran.results().items() if key.startswith("figure|team:") and "win_rate" in key)
    assert (team["low"], team["n"] < 10) == (None, True)


def test_no_agent_is_named_anywhere(ran: Ran) -> None:
    written = ran.words + "".join(path.read_text("utf-8") for path in ran.out.glob("**/*.*[!f]"))
    assert "Rocco Neubert" in written  # a unit is called by its manager, because the map says so
    assert [name for name in agents() if name in written] == []


def test_the_release_of_figures_alone_passes_the_outside_check(ran: Ran) -> None:
    program = ROOT / "docs/check_release.py"
    checked = subprocess.run(
        [sys.executable, str(program), str(ran.out / "release.json")], capture_output=True, text=True
    )
    assert (checked.returncode, checked.stderr) == (0, "")


def test_methods_are_called_as_in_the_witness_cases(ran: Ran) -> None:
    assert strange_methods(ran) == set()


def test_the_documents_say_what_came_out(ran: Ran) -> None:
    rate, spread = (ran.results()[f"{key}|company|win_rate"] for key in ("figure", "figure_spread"))
    said = example("A")
    assert (
        "{:.1f} % ({:.1f} to {:.1f})".format(*(100 * rate[key] for key in ("estimate", "low", "high")))
        in said
    )
    assert f"p = {spread['p']:.3f}".replace("0.", ".") in said
