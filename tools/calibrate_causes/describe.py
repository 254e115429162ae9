"""What the companies are like that the rules are judged on, beside the one that `./run calibrate` draws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from ordinary.company import Company, draw_company
from ordinary.survey.scores import icc, scores

from diagnostic.demo.company.draw import simulate_scores
from diagnostic.demo.company.forms import load_forms
from diagnostic.shipped import SURVEYS

Floats = npt.NDArray[np.float64]
Row = tuple[str, str, str]  # what, of an ordinary company, of the company of `./run calibrate` without plants
SCALES = ("MO-PAY", "MO-TOO", "WB-LOA", "MO-TGT", "MO-COA", "WB-ENE")


def describe(seeds: Sequence[int]) -> Iterator[Row]:
    """Means over the companies of these seeds; spans are of companies."""
    companies = [draw_company(seed) for seed in seeds]
    own = [_morale(company) for company in companies]
    other, demo_names = _demo(seeds)
    names = companies[0].answers.morale.form.scales
    yield "reps, teams", f"{_mean([c.seats.filled.sum() for c in companies]):.0f}, 24", "400, 40"
    new = [c.seats.of_current(c.seats.new)[c.seats.filled].mean() for c in companies]
    yield "new reps", f"{_mean(new):.2f}", "0.18"
    for scale in SCALES:
        place, there = names.index(scale), demo_names.index(scale)
        yield f"mean of {scale}", _span([m[place] for m, _ in own]), _span([m[there] for m, _ in other])
    skills = [float(np.nanmean(_skills(company))) for company in companies]
    yield "mean of skills (4.3 is meant in the other company)", _span(skills), "4.3"
    yield "ICC(1) of units, mean over scales", _span([i for _, i in own], 3), _span([i for _, i in other], 3)
    answered = [c.answers.morale.answered.sum() / c.seats.filled.sum() for c in companies]
    yield "share of reps who answer", _span(answered), "0.80"
    met = [c.sales[..., 12:].sum() / c.targets.sum() for c in companies]
    yield "sales against targets", _span(met), "1.00"
    yield (
        "P90 / P10 of attainment of reps in post for both years",
        _span([_spread(c) for c in companies], 1),
        "–",
    )
    yield (
        "standard deviation of teams' true win rates, pp",
        _span([_team_rates(c) for c in companies], 1),
        "0.6",
    )


def _morale(company: Company) -> tuple[Floats, float]:
    """Means of scales, and the mean ICC."""
    sheets, answered = company.answers.morale, company.answers.morale.answered
    found = scores(sheets.values[answered], sheets.form.scale_of, sheets.form.reversed)
    team = company.structure.team_of[answered]
    return np.nanmean(found, axis=0), _mean([icc(column, team) for column in found.T])


def _skills(company: Company) -> Floats:
    sheets = company.answers.skills
    return scores(sheets.values[sheets.answered], sheets.form.scale_of, sheets.form.reversed)[:, :6]


def _demo(seeds: Sequence[int]) -> tuple[list[tuple[Floats, float]], tuple[str, ...]]:
    form = load_forms(SURVEYS).morale
    found = []
    for seed in seeds:
        sheets = simulate_scores(seed, plants=False).morale
        own = scores(sheets.values, form.scale_of, form.reversed)
        team = np.unique(sheets.groups["team"], return_inverse=True)[1]
        found.append((np.nanmean(own, axis=0), _mean([icc(column, team) for column in own.T])))
    return found, form.scales


def _spread(company: Company) -> float:
    there = company.activity.post[:, 0].min(axis=1) == 1
    reached = company.sales[there, 0, 12:].sum(axis=1) / company.targets[there, 0].sum(axis=1)
    return float(np.quantile(reached, 0.9) / np.quantile(reached, 0.1))


def _team_rates(company: Company) -> float:
    """Around the rate of the kind, first people of the seats."""
    own = company.trade.win[:, 0] - company.trade.of(company.structure, "win_rate")
    team = company.structure.team_of
    return 100 * float((np.bincount(team, own) / np.bincount(team)).std(ddof=1))


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values))


def _span(values: Sequence[float], places: int = 2) -> str:
    low, middle, high = min(values), _mean(values), max(values)
    return f"{middle:.{places}f} ({low:.{places}f} to {high:.{places}f})"
