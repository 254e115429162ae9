"""A curious manager attacks what the product publishes: `release.json` and every result in the diagnosis.

The attacker knows the rules, who works in which unit and who has a score, but no score. The attack solves the published
numbers for what was not published: by linear algebra over means, gaps and references, by turning intervals, p-values
and effects back into spreads, and by subtracting these spreads. Small organisations, 30 % to full response.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import sqrt
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import optimize, stats

from diagnostic.core.diagnosis.diagnose import diagnose
from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.diagnosis.model.result import Result
from diagnostic.core.diagnosis.model.study import Module, Study
from diagnostic.core.diagnosis.release import release_of
from diagnostic.core.diagnosis.survey.groups import ScaleView
from diagnostic.core.diagnosis.survey.module import ModuleOutcome
from tests.core.privacy.test_linear_attack import smallest_determined
from tests.made.signed import MAP
from tests.made.small_surveys import ASSESSMENT, NONE, RULES, best_three, scale, survey

Matrix = NDArray[np.float64]
NESTED = ("MO-TGT", "MO-PAY", "MO-REC", "MO-TOO", "MO-ENG")
SKILLS = ("SK-DIS", "SK-VAL", "SK-KEY")
ROLES = {"N": 7, "R": 40, "K": 16, "C": 12}  # before not everybody answers: a role of 5-9 people among them


def answers(rng: np.random.Generator, n: int, missing: float = 0.05) -> list[float]:
    """Scores as means of four items, so that sums are whole quarters; some are missing."""
    values = np.clip(np.round(rng.normal(3.3, 0.8, n) * 4) / 4, 1, 5)
    values[rng.random(n) < missing] = NONE
    return values.tolist()


def organisation(seed: int, response: float) -> tuple[Module, ...]:
    """Units of 3-8 people in regions, roles by band, a dozen managers; one unit and one band where all are alike."""
    rng = np.random.default_rng(seed)
    units = {
        (f"R{r}", f"R{r}U{u}"): int(rng.binomial(rng.integers(3, 9), response))
        for r in range(3)
        for u in range(rng.integers(2, 7))
    }
    people = {tag: {code: answers(rng, n) for code in NESTED} for tag, n in units.items() if n}
    alike = max(people, key=lambda tag: len(people[tag]["MO-TGT"]))
    people[alike]["MO-TGT"] = [3.0] * len(people[alike]["MO-TGT"])
    n = sum(len(each["MO-TGT"]) for each in people.values())
    _, block = best_three(NESTED, rng.random((n, len(NESTED))) < 0.6)
    skills = {
        (role, band): {code: answers(rng, size, 0.7 if code == "SK-KEY" else 0.05) for code in SKILLS}
        for role, all_of_them in ROLES.items()
        for band in ("bottom", "middle", "top")
        if (size := int(rng.binomial(all_of_them, response)) // 2)
    }
    skills["R", "top"]["SK-VAL"] = [3.0] * len(skills["R", "top"]["SK-VAL"])
    required = [scale(code, {"N": 2.8, "R": 3.8, "K": 4.2}) for code in SKILLS]
    managers = {(tenure,): {"MV-DIS": answers(rng, n)} for tenure, n in (("new", 6), ("experienced", 13))}
    return (
        survey(people, choices={"IMP": block}),
        survey(skills, ("role", "band"), "skills", required),
        survey(managers, ("tenure",), "manager", [scale("MV-DIS", mirrors="SK-DIS")]),
    )


Made = tuple[Diagnosis, tuple[ModuleOutcome, ...], dict[str, Any], tuple[Module, ...]]


def released(modules: tuple[Module, ...]) -> Made:
    study = Study(ASSESSMENT, RULES, (), modules=modules, seed=3, resamples=100)
    diagnosis, outcomes = diagnose(study, MAP)
    release = json.loads(json.dumps(release_of("wave", RULES, diagnosis, outcomes)))
    return diagnosis, outcomes, release, modules


ORGANISATIONS = [(seed, response) for seed in range(3) for response in (0.3, 0.6, 1.0)]


@pytest.fixture(scope="module", params=ORGANISATIONS, ids=str)
def made(request: pytest.FixtureRequest) -> Made:
    return released(organisation(*request.param))


def scales_of(made: Made) -> Iterator[tuple[Module, ModuleOutcome, str, NDArray[np.float64]]]:
    for module, outcome in zip(made[3], made[1], strict=True):
        for each in module.scores.scales:
            yield module, outcome, each.code, module.scores.of(each.code)


def members(module: Module, outcome: ModuleOutcome, parts: Sequence[str]) -> NDArray[np.bool_]:
    """Everybody in these atoms of the first partition."""
    leaves = {leaf for atom in outcome.partition.atoms if atom.id in parts for leaf in atom.leaves}
    inside = np.array([leaf in leaves for leaf in module.sheet.leaves])
    return np.asarray(inside[module.sheet.leaf_of])


def about(made: Made, outcome: ModuleOutcome, code: str) -> list[Result]:
    """Every result with a number about one scale of one module."""
    return [
        r
        for r in made[0].results
        if r.measure == code and r.group.startswith(f"{outcome.module}/") and r.estimate is not None
    ]


def linear_rows(made: Made, module: Module, outcome: ModuleOutcome, code: str, scored: Any) -> Matrix:
    """What follows about each person's score from means, gaps, shrunken gaps and the two sides of every comparison."""
    view = outcome.views[code]
    rows = []
    for result in about(made, outcome, code):
        if result.kind in {"alpha", "icc", "icc2", "rwg_uniform", "rwg_skew", "priority", "driver"}:
            continue
        whole = next(named for named in outcome.named if named.kind == "company").published.parts
        for parts in result.parts or (whole,):
            inside = members(module, outcome, parts) & scored
            if not inside.any():
                continue  # the other side is another module
            rows.append(inside.astype(float))
            if result.method == "two_group.student":
                rows.append(unit_weights(view, inside))
    return np.array(rows).reshape(-1, len(scored))


def unit_weights(view: ScaleView, inside: NDArray[np.bool_]) -> Matrix:
    """The mean of unit means as weights on people: 1 / people of the unit."""
    return np.where(inside, 1.0 / view.sizes[view.means.cell], 0.0)


def test_no_mean_of_fewer_than_k_people_follows(made: Made) -> None:
    for module, outcome, code, scores in scales_of(made):
        if code not in outcome.views:
            assert about(made, outcome, code) == []
            continue
        rows = linear_rows(made, module, outcome, code, np.isfinite(scores))
        assert smallest_determined(np.unique(rows, axis=0), len(scores), RULES.k) is None


def test_every_n_counts_the_people_of_its_atoms_who_have_a_score(made: Made) -> None:
    """Otherwise a figure would be about somebody else than the rows above say."""
    for module, outcome, code, scores in scales_of(made):
        for result in about(made, outcome, code):
            if result.kind in {"mean", "unit_company", "required_current", "contrast", "top_rest"}:
                people = sum(members(module, outcome, parts) & np.isfinite(scores) for parts in result.parts)
                assert result.n == int(np.sum(people)) or not result.parts


def test_who_is_not_shown_alone_stays_more_than_a_quarter_point_open(made: Made) -> None:
    """With scores from 1 to 5 and every published sum, the mean of a merged unit may still be far from any guess."""
    for module, outcome, code, scores in scales_of(made):
        if code not in outcome.views:
            continue
        scored = np.isfinite(scores)
        rows = np.unique(linear_rows(made, module, outcome, code, scored), axis=0)
        leaf_of, shown = module.sheet.leaf_of, {leaf: a for a in alone(outcome, code) for leaf in a}
        for place, leaf in enumerate(module.sheet.leaves):
            inside = (leaf_of == place) & scored
            if leaf in shown or not inside.any() or inside.sum() == scored.sum():
                continue
            low, high = possible_means(rows[:, scored], scores[scored], inside[scored])
            assert high - low > min(0.5, 2 / inside.sum()), (code, leaf, low, high)


def alone(outcome: ModuleOutcome, code: str) -> list[tuple[tuple[str, ...], ...]]:
    """Atoms of a scale that are one unit."""
    return [a.leaves for a in outcome.views[code].means.partition.atoms if len(a.leaves) == 1]


def possible_means(rows: Matrix, truth: Matrix, inside: NDArray[np.bool_]) -> tuple[float, float]:
    """Lowest and highest mean of `inside` that agrees with every published sum, scores lying between 1 and 5."""
    aim = inside / inside.sum()
    bounds = [(1.0, 5.0)] * len(truth)
    ends = [
        optimize.linprog(sign * aim, A_eq=rows, b_eq=rows @ truth, bounds=bounds, method="highs").fun * sign
        for sign in (1, -1)
    ]
    return float(ends[0]), float(ends[1])


# spreads


def pooled_squares(results: Sequence[Result]) -> float:
    """Squares within atoms, from the width of any interval made of the pooled spread; in points squared."""
    sizes = {r.parts: r.n for r in results if r.kind == "mean" and "/atom:" in r.group and r.n}
    freedom = sum(sizes.values()) - len(sizes)
    for r in results:
        if r.kind == "mean" and r.method == "mean.pooled_sd" and r.low is not None and r.high is not None:
            sd = (r.high - r.low) / 2 * sqrt(r.n or 0) / stats.t.ppf(0.975, freedom)
            return float(sd**2 * freedom)
    return float("nan")


def squares_told(made: Made, outcome: ModuleOutcome, code: str) -> Iterator[tuple[tuple[str, ...], float]]:
    """Squares around the mean of a union of atoms: the one-sample interval, both sides of Welch's."""
    for r in about(made, outcome, code):
        if r.low is None or r.high is None or r.n is None:
            continue
        if r.method == "one_sample.t":
            se = (r.high - r.low) / 2 / stats.t.ppf(0.975, r.n - 1)
            yield r.parts[0], float(se**2 * r.n * (r.n - 1))
        if r.method in ("two_group.welch", "two_group.permutation"):
            yield from ((parts, float("nan")) for parts in r.parts)  # its se and df tell both


def test_a_required_level_tells_the_spread_of_a_role_and_the_attack_reads_it(made: Made) -> None:
    """The inversion works, otherwise the next test would prove nothing."""
    read = 0
    for module, outcome, code, scores in scales_of(made):
        for parts, squares in squares_told(made, outcome, code):
            own = (
                scores[members(module, outcome, parts) & np.isfinite(scores)] if np.isfinite(squares) else []
            )
            if len(own):
                assert squares == pytest.approx(len(own) * np.var(own), rel=1e-6)
                read += 1
    assert read or sum(map(len, (module.sheet.values for module in made[3]))) < 80


def test_no_spread_of_fewer_than_ten_people_follows(made: Made) -> None:
    """Squares within atoms are the unknowns; pooled, one-sample and Welch's spreads are sums of them."""
    for _, outcome, code, _ in scales_of(made):
        if code not in outcome.views:
            continue
        view = outcome.views[code]
        atoms = view.means.partition.atoms
        told = [[True] * len(atoms)] if any(r.low is not None for r in about(made, outcome, code)) else []
        own = {atom.parts: atom for atom in atoms}
        for parts, _ in squares_told(made, outcome, code):
            if set(parts) <= {part for each in own for part in each}:
                told.append([set(each) <= set(parts) for each in own])
        people = [np.repeat(np.array(row, dtype=float), view.sizes) for row in told]
        rows = np.unique(np.array(people).reshape(-1, int(view.sizes.sum())), axis=0)
        assert smallest_determined(rows, rows.shape[1], RULES.k_items) is None


def test_no_spread_of_zero_is_published(made: Made) -> None:
    for _, outcome, code, _ in scales_of(made):
        if code in outcome.views:
            assert not pooled_squares(about(made, outcome, code)) < 1e-9
        assert all(squares > 1e-9 for _, squares in squares_told(made, outcome, code) if np.isfinite(squares))


def test_the_planted_weakness_is_found() -> None:
    """A role of seven with a spread of its own: it follows from the pooled one minus the others. The rank attack must
    see that."""
    roles = [[1] * 47, [0] * 7 + [1] * 40]
    assert smallest_determined(np.array(roles, dtype=float), 47, RULES.k_items) == 7


# what is printed, and in which order


def test_no_number_of_the_diagnosis_is_missing_from_the_release(made: Made) -> None:
    diagnosis, outcomes, release, _ = made
    names = {outcome.module for outcome in outcomes}
    known = {(f["measure"], f["n"], f["value"]) for f in release["figures"]}
    for result in (r for r in diagnosis.results if r.group.partition("/")[0] in names):
        written = result.as_json()
        numbers = [written[key] for key in ("estimate", "low", "high", "p", "p_adjusted")]
        assert [v for v in numbers if v is not None and (result.measure, result.n, v) not in known] == []


def test_the_order_of_the_file_leaves_no_trace() -> None:
    modules = organisation(1, 0.6)
    turned = tuple(shuffled(module) for module in modules)
    one, other = ([key(f) for f in released(each)[2]["figures"]] for each in (modules, turned))
    assert one == other


def key(figure: dict[str, Any]) -> tuple[object, ...]:
    """A figure without what a bootstrap draws, which depends on which row is drawn."""
    drawn = figure["statistic"] == "p_top" or ">" in figure["measure"]
    about = figure.get("group") or tuple(figure["groups"])
    return about, figure["measure"], figure["statistic"], figure["n"], drawn or round(figure["value"], 7)


def shuffled(module: Module) -> Module:
    order = np.random.default_rng(9).permutation(module.sheet.n)
    sheet = replace(
        module.sheet,
        values=module.sheet.values[order],
        leaf_of=module.sheet.leaf_of[order],
        choices={c: replace(block, chosen=block.chosen[order]) for c, block in module.sheet.choices.items()},
    )
    scores = replace(
        module.scores, sheet=sheet, scores=module.scores.scores[order], items=module.scores.items[order]
    )
    return replace(module, sheet=sheet, scores=scores)


def test_one_answer_more_between_two_releases_is_that_answer() -> None:
    """Not promised, and said to auditors: answers are closed before anything is computed, once."""
    people = {("N", "1"): {"MO-TGT": [2.0, 3.0, 4.0, 3.0, 4.0, 2.5, 3.5, 3.0, 2.0, 4.0]}}
    more = {("N", "1"): {"MO-TGT": [*people["N", "1"]["MO-TGT"], 1.5]}}
    (before, n), (after, m) = (
        next((r.estimate or 0.0, r.n or 0) for r in released((survey(each),))[0].results if r.kind == "mean")
        for each in (people, more)
    )
    assert after * m - before * n == pytest.approx(1.5)
