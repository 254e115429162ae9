"""What `./run stats` can print: each statistic's inputs and words, and which of them stands behind a key of the report.

An input is a column of numbers ("number", several: "numbers"), a column of names ("label"), or a plain value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from diagnostic.i18n import both
from diagnostic.lab.reference.adapters import ADAPTERS, Adapter
from diagnostic.lab.reference.intervals import mean_case, ratio_difference_case
from diagnostic.text import Text

Input = Literal["number", "numbers", "label", "value"]


@dataclass(frozen=True, slots=True)
class Statistic:
    """`optional` names inputs that may be left out, with what then holds."""

    adapter: Adapter
    words: Text
    inputs: Mapping[str, Input]
    optional: Mapping[str, object]

    @property
    def needs_data(self) -> bool:
        return any(kind != "value" for kind in self.inputs.values())


def _one(
    key: str, name: Text, inputs: str, optional: Mapping[str, object] | None = None
) -> tuple[str, Statistic]:
    """`inputs` as "var:number group:label target"; a bare word is a plain value."""
    pairs = (word.partition(":") for word in inputs.split())
    kinds: dict[str, Input] = {name: kind or "value" for name, _, kind in pairs}  # type: ignore[misc]
    adapter = {**ADAPTERS, "mean": mean_case, "ratio_difference": ratio_difference_case}[key]
    return key, Statistic(adapter, name, kinds, optional or {})


_TWO = "var:number group:label first second"
STATISTICS: Mapping[str, Statistic] = dict(
    (
        _one(
            "alpha",
            both("Cronbach's alpha with Feldt's interval"),
            "items:numbers reversed scale_min scale_max missing",
            {"reversed": [], "scale_min": 1, "scale_max": 5, "missing": "none"},
        ),
        _one("blup", both("empirical-Bayes means of units"), "var:number group:label"),
        _one(
            "bootstrap",
            both("bootstrap intervals of mean, trimmed mean and alpha"),
            "vars:numbers mean_of:number",
        ),
        _one(
            "careless",
            both("five signs of careless answers"),
            "items:numbers items_per_scale psychsyn_critical_r",
            {"psychsyn_critical_r": 0.6},
        ),
        _one("correlation", both("correlations, plain and partial"), "vars:numbers"),
        _one(
            "friedman",
            both("several items of the same people (Friedman)"),
            "vars:numbers",
        ),
        _one(
            "gap",
            both("are there groups, and how many (gap statistic)"),
            "vars:numbers standardise K_max B",
            {"standardise": True, "K_max": 6, "B": 200},
        ),
        _one(
            "icc",
            both("share of differences between units, ICC(1) and ICC(2)"),
            "vars:numbers group:label",
        ),
        _one(
            "jonckheere",
            both("trend over ordered groups (Jonckheere-Terpstra)"),
            "var:number group:label order",
        ),
        _one("k_group", both("several groups, all and in pairs"), "var:number group:label"),
        _one(
            "mean",
            both("a mean with its interval, by units and by people"),
            "var:number group:label",
        ),
        _one(
            "omega",
            both("omega, one factor"),
            "items:numbers reversed scale_min scale_max",
            {"reversed": [], "scale_min": 1, "scale_max": 5},
        ),
        _one(
            "one_sample",
            both("against a required level"),
            "var:number target equivalence_margin",
            {"equivalence_margin": 0.5},
        ),
        _one("padjust", both("p values adjusted for many tests"), "p"),
        _one("paired", both("the same people twice"), "first:number second:number"),
        _one(
            "parallel",
            both("how many dimensions (parallel analysis)"),
            "vars:numbers",
        ),
        _one("power", both("power at sizes and gaps"), "grid"),
        _one(
            "priority",
            both("order of shortfalls and how sure it is"),
            "vars:numbers target weights top",
            {"top": 3},
        ),
        _one(
            "proportion",
            both("shares, intervals and differences"),
            "var:number group:label",
        ),
        _one("rater_icc", both("agreement of raters, ICC"), "raters:numbers"),
        _one("ratio", both("ratio of sums (attainment)"), "numerator:number denominator:number"),
        _one(
            "ratio_difference",
            both("difference of two ratios of sums"),
            "numerator:number denominator:number group:label first second",
        ),
        _one(
            "rci",
            both("reliable change of single people"),
            "first:number second:number reliability",
        ),
        _one(
            "regression",
            both("regression (HC3) and shares of importance (LMG)"),
            "outcome:number predictors:numbers",
        ),
        _one(
            "rwg",
            both("agreement within units, rwg and AD"),
            "items:numbers single_item:number group:label response_options response_min nulls",
            {"response_options": 5, "response_min": None, "nulls": {"uniform": 2, "slight_skew": 1.34}},
        ),
        _one("tost", both("equivalence test"), f"{_TWO} margin"),
        _one("two_group", both("two groups"), _TWO),
    )
)

# A method key of the report -> the statistic behind it, and where in what it prints the figure stands.
METHODS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "alpha": ("alpha", ()),
    "blup.integrated": ("blup", ("integrated",)),
    "icc.icc1_anova": ("icc", ()),
    "icc.icc2_anova": ("icc", ()),
    "jonckheere": ("jonckheere", ()),
    "k_group.kruskal": ("k_group", ("kruskal",)),
    "mean.nested": ("mean", ("nested",)),
    "mean.pooled_sd": ("mean", ("pooled_sd",)),
    "one_sample.t": ("one_sample", ("t",)),
    "paired.t": ("paired", ("t",)),
    "priority": ("priority", ()),
    "proportion.chi_square": ("proportion", ("chisq",)),
    "proportion.newcombe": ("proportion", ("first_two",)),
    "proportion.wilson": ("proportion", ("groups",)),
    "ratio": ("ratio", ("log",)),
    "ratio.logit": ("ratio", ("logit",)),
    "ratio.difference": ("ratio_difference", ()),
    "ratio.permutation": ("ratio_difference", ("permutation",)),
    "regression.lmg_units": ("regression", ()),
    "rwg": ("rwg", ()),
    "two_group.student": ("two_group", ("student",)),
    "two_group.permutation": ("two_group", ("permutation",)),
    "two_group.units": ("two_group", ("student",)),
}
