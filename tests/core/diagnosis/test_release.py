"""Everything that leaves a survey is in release.json, on unions of atoms, and passes the outside auditor's check."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from diagnostic.core.diagnosis.diagnose import diagnose
from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.diagnosis.model.study import Module, Study
from diagnostic.core.diagnosis.release import release_of
from diagnostic.core.diagnosis.survey.module import ModuleOutcome
from tests.made.counted import monthly, rep, table
from tests.made.signed import MAP
from tests.made.small_surveys import ASSESSMENT, NONE, RULES, best_three, scale, survey
from tests.support.folders import ROOT

SCRIPT = ROOT / "docs" / "check_release.py"
THEMES = ("MO-TGT", "MO-PAY", "MO-REC", "MO-TOO")
TEAMS = {("N" if n < 7 else "S", f"T{n:02d}"): 4 if n in (2, 9) else 8 + n % 4 for n in range(13)}


def draws(rng: np.random.Generator, middle: float, n: int, missing: int = 0) -> list[float]:
    values = np.clip(np.round(rng.normal(middle, 0.7, n), 2), 1, 5).tolist()
    return [NONE] * missing + values[missing:]


def morale() -> tuple[Module, Any]:
    """Two teams of four are merged; on one scale a team has four scores, so a region is not shown on it."""
    rng, people = np.random.default_rng(3), {}
    for place, (tag, n) in enumerate(TEAMS.items()):
        people[tag] = {code: draws(rng, 3 + place / 20, n) for code in (*THEMES, "MO-ENG")}
    lone = {
        ("W", "T99"): {code: draws(rng, 3.1, 8, 4 if code == "MO-PAY" else 0) for code in (*THEMES, "MO-ENG")}
    }
    n = sum(TEAMS.values()) + 8
    chosen = [[place % 2 == 0, place % 3 == 0, place < 2, place % 5 != 0] for place in range(n)]
    instrument, block = best_three(THEMES, chosen)
    return survey({**people, **lone}, choices={"IMP": block}), instrument


def skills() -> Module:
    rng = np.random.default_rng(4)
    tags = {
        ("N", "bottom"): 7,
        ("N", "top"): 6,
        ("R", "bottom"): 20,
        ("R", "middle"): 25,
        ("R", "top"): 18,
        ("K", "all"): 3,
    }
    required = {"N": 2.8, "R": 3.8, "K": 4.2}
    people = {tag: {"SK-DIS": draws(rng, 3.2, n), "SK-VAL": draws(rng, 3.0, n)} for tag, n in tags.items()}
    scales = [scale(code, required) for code in ("SK-DIS", "SK-VAL")]  # type: ignore[arg-type]
    return survey(people, ("role", "band"), "skills", scales)


def managers() -> Module:
    rng = np.random.default_rng(5)
    people = {("new",): {"MV-DIS": draws(rng, 3.9, 6)}, ("experienced",): {"MV-DIS": draws(rng, 3.7, 14)}}
    return survey(people, ("tenure",), "manager", [scale("MV-DIS", mirrors="SK-DIS")])


Made = tuple[Diagnosis, tuple[ModuleOutcome, ...], dict[str, Any]]


@pytest.fixture(scope="module")
def made() -> Made:
    mood, instrument = morale()
    staff = [
        rep(f"{team}-{n}", f"Co/{region}/{team}")
        for (region, team), size in TEAMS.items()
        for n in range(size)
    ]
    sold = [a for p in staff for a in monthly(p.id, 2025, [9] * 12)]
    study = Study(
        ASSESSMENT,
        RULES,
        (),
        table(staff, [], sold),
        (instrument,),
        (skills(), mood, managers()),
        seed=2,
        resamples=200,
    )
    diagnosis, modules = diagnose(study, MAP)
    return diagnosis, modules, json.loads(json.dumps(release_of("wave", RULES, diagnosis, modules)))


def faults(release: dict[str, Any]) -> list[str]:
    spec = importlib.util.spec_from_file_location("check_release", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return list(module.faults(release))


def test_the_outside_auditor_finds_nothing(made: Made) -> None:
    assert faults(made[2]) == []


def test_the_auditor_would_find_a_group_of_four(made: Made) -> None:
    release = json.loads(json.dumps(made[2]))
    release["atoms"][0]["answered"] = 4
    assert faults(release)


def test_every_group_is_a_union_of_atoms_of_its_module(made: Made) -> None:
    release = made[2]
    atoms = {atom["id"]: atom for atom in release["atoms"]}
    assert min(atom["answered"] for atom in atoms.values()) >= 5
    for group in release["groups"]:
        assert {atoms[id]["module"] for id in group["atoms"]} == {group["module"]}


def test_every_survey_number_is_in_the_release(made: Made) -> None:
    diagnosis, modules, release = made
    names = {module.module for module in modules}
    released = {(f["measure"], f["n"], f["value"]) for f in release["figures"]}
    printed = [r for r in diagnosis.results if r.estimate is not None and r.group.partition("/")[0] in names]
    assert len(printed) > 150
    for result in printed:
        numbers = (
            result.estimate,
            result.low,
            result.high,
            result.p,
            result.p_adjusted,
            result.effect,
            result.detectable,
        )
        missing = [v for v in numbers if v is not None and (result.measure, result.n, v) not in released]
        assert missing == [], result.key


def test_only_answers_are_released_no_sales(made: Made) -> None:
    measures = {figure["measure"] for figure in made[2]["figures"]}
    assert "sales" not in measures
    assert not [r for r in made[2]["groups"] if r["id"].startswith("region:")]


def test_what_is_not_shown_appears_nowhere(made: Made) -> None:
    _, _, release = made
    hidden = {(line["group"], line["measure"]) for line in release["not_shown"]}
    assert ("morale/region:W", "MO-PAY") in hidden
    for figure in release["figures"]:
        about = figure.get("groups") or [figure["group"]]
        assert not {(group, figure["measure"]) for group in about} & hidden


def test_a_share_held_back_beside_a_mean_that_is_shown(made: Made) -> None:
    """Two of 128 chose recognition: the share is not shown, the scale's mean is, and the release says both."""
    diagnosis, _, release = made
    share = diagnosis.results.get("stated_importance", "morale/company", "MO-REC")
    assert share is not None
    assert (share.estimate, share.cannot_say and share.cannot_say.reason) == (None, "not_shown")
    own = {
        f["statistic"]
        for f in release["figures"]
        if f.get("group") == "morale/company" and f["measure"] == "MO-REC"
    }
    assert "mean" in own
    assert "share" not in own


def test_no_survey_number_has_fewer_people_than_its_rule(made: Made) -> None:
    diagnosis, modules, _ = made
    names = {module.module for module in modules}
    survey_results = [r for r in diagnosis.results if r.group.partition("/")[0] in names and r.n is not None]
    assert min(r.n for r in survey_results if r.n) >= 5
    assert min(r.n for r in survey_results if r.p is not None and r.n) >= 20
    assert not [r for r in survey_results if r.cannot_say is not None and r.cannot_say.n is not None]


def test_merged_groups_that_mix_values_are_told_in_a_note(made: Made) -> None:
    diagnosis, modules, _ = made
    mixed = {(m.module, kind): n for m in modules for kind, n in m.mixed.items() if n}
    assert mixed == {("skills", "band"): 1, ("skills", "role"): 1}
    assert len([note for note in diagnosis.notes if note.code == "mixed_atoms"]) == 2


def test_certificates_name_the_smallest_group(made: Made) -> None:
    certificates = made[0].certificates
    assert certificates is not None
    assert {name: c.smallest_group for name, c in certificates.items()} == {
        "skills": 7,
        "morale": 8,
        "manager": 6,
    }


def test_a_module_of_which_nothing_may_be_shown_leaves_nothing() -> None:
    study = Study(ASSESSMENT, RULES, (), modules=(survey({("N", "1"): {"MO-TGT": [2.0, 3.0, 4.0]}}),))
    diagnosis, modules = diagnose(study, MAP)
    release = release_of("wave", RULES, diagnosis, modules)
    assert [release[part] for part in ("atoms", "groups", "figures", "not_shown", "certificate")] == [
        [],
        [],
        [],
        [],
        {},
    ]


def test_the_gate_refuses_a_number_of_four_people(made: Made) -> None:
    diagnosis, modules, _ = made
    first = next(r for r in diagnosis.results if r.kind == "mean" and "/atom:" in r.group)
    forged = replace(diagnosis, results=replace(diagnosis.results, all=(replace(first, n=4),)))
    with pytest.raises(ValueError, match="not published by the rules"):
        release_of("wave", RULES, forged, modules)
