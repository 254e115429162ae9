"""What `./run stats` can print: each statistic's inputs and words, and which of them stands behind a key of the report.

An input is a column of numbers ("number", several: "numbers"), a column of names ("label"), or a plain value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

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
    key: str, zh: str, en: str, inputs: str, optional: Mapping[str, object] | None = None
) -> tuple[str, Statistic]:
    """`inputs` as "var:number group:label target"; a bare word is a plain value."""
    pairs = (word.partition(":") for word in inputs.split())
    kinds: dict[str, Input] = {name: kind or "value" for name, _, kind in pairs}  # type: ignore[misc]
    adapter = {**ADAPTERS, "mean": mean_case, "ratio_difference": ratio_difference_case}[key]
    return key, Statistic(adapter, Text(zh, en), kinds, optional or {})


_TWO = "var:number group:label first second"
STATISTICS: Mapping[str, Statistic] = dict(
    (
        _one(
            "alpha",
            "量表信度 alpha 与 Feldt 区间",
            "Cronbach's alpha with Feldt's interval",
            "items:numbers reversed scale_min scale_max missing",
            {"reversed": [], "scale_min": 1, "scale_max": 5, "missing": "none"},
        ),
        _one("blup", "各单位的经验贝叶斯平均", "empirical-Bayes means of units", "var:number group:label"),
        _one(
            "bootstrap",
            "平均、截尾平均与 alpha 的自助法区间",
            "bootstrap intervals of mean, trimmed mean and alpha",
            "vars:numbers mean_of:number",
        ),
        _one(
            "careless",
            "敷衍作答的五种迹象",
            "five signs of careless answers",
            "items:numbers items_per_scale psychsyn_critical_r",
            {"psychsyn_critical_r": 0.6},
        ),
        _one("correlation", "两两相关与偏相关", "correlations, plain and partial", "vars:numbers"),
        _one(
            "friedman",
            "同一批人多题比较(Friedman)",
            "several items of the same people (Friedman)",
            "vars:numbers",
        ),
        _one(
            "gap",
            "有没有分群、几群(gap 统计量)",
            "are there groups, and how many (gap statistic)",
            "vars:numbers standardise K_max B",
            {"standardise": True, "K_max": 6, "B": 200},
        ),
        _one(
            "icc",
            "单位之间差别的份额 ICC(1)、ICC(2)",
            "share of differences between units, ICC(1) and ICC(2)",
            "vars:numbers group:label",
        ),
        _one(
            "jonckheere",
            "随有序组的趋势(Jonckheere-Terpstra)",
            "trend over ordered groups (Jonckheere-Terpstra)",
            "var:number group:label order",
        ),
        _one("k_group", "多组比较与两两比较", "several groups, all and in pairs", "var:number group:label"),
        _one(
            "mean",
            "按单位或按人的平均与区间",
            "a mean with its interval, by units and by people",
            "var:number group:label",
        ),
        _one(
            "omega",
            "单因素信度 omega",
            "omega, one factor",
            "items:numbers reversed scale_min scale_max",
            {"reversed": [], "scale_min": 1, "scale_max": 5},
        ),
        _one(
            "one_sample",
            "与要求水平比较",
            "against a required level",
            "var:number target equivalence_margin",
            {"equivalence_margin": 0.5},
        ),
        _one("padjust", "p 值的多重校正", "p values adjusted for many tests", "p"),
        _one("paired", "同一批人前后或两题比较", "the same people twice", "first:number second:number"),
        _one(
            "parallel",
            "题目里有几个维度(平行分析)",
            "how many dimensions (parallel analysis)",
            "vars:numbers",
        ),
        _one("power", "各人数与差距的检验力", "power at sizes and gaps", "grid"),
        _one(
            "priority",
            "缺口的先后与把握",
            "order of shortfalls and how sure it is",
            "vars:numbers target weights top",
            {"top": 3},
        ),
        _one(
            "proportion",
            "比率、区间与两组之差",
            "shares, intervals and differences",
            "var:number group:label",
        ),
        _one("rater_icc", "评分者一致 ICC", "agreement of raters, ICC", "raters:numbers"),
        _one(
            "ratio", "总和之比(达成率)", "ratio of sums (attainment)", "numerator:number denominator:number"
        ),
        _one(
            "ratio_difference",
            "两组总和之比的差",
            "difference of two ratios of sums",
            "numerator:number denominator:number group:label first second",
        ),
        _one(
            "rci",
            "个人的可靠变化",
            "reliable change of single people",
            "first:number second:number reliability",
        ),
        _one(
            "regression",
            "回归(HC3)与重要性份额(LMG)",
            "regression (HC3) and shares of importance (LMG)",
            "outcome:number predictors:numbers",
        ),
        _one(
            "rwg",
            "单位内一致程度 rwg、AD",
            "agreement within units, rwg and AD",
            "items:numbers single_item:number group:label response_options response_min nulls",
            {"response_options": 5, "response_min": None, "nulls": {"uniform": 2, "slight_skew": 1.34}},
        ),
        _one("tost", "等价检验", "equivalence test", f"{_TWO} margin"),
        _one("two_group", "两组比较", "two groups", _TWO),
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
