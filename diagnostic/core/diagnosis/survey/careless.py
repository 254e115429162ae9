"""Sheets filled in without reading: how many there are in a module, and whether its means hold without them.

No one is left out of any figure. What leaves is a count in the whole company (a range where it is near none
or all) and a word; the means without these sheets are computed and never shown, since the two together would
reveal the flagged answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from diagnostic.core.diagnosis.model.diagnosis import Note
from diagnostic.core.diagnosis.model.result import CannotSay, Measure, Result
from diagnostic.core.diagnosis.survey.groups import COMPANY, ScaleView, group_id
from diagnostic.core.privacy.publish import PublishingRules, share_range
from diagnostic.core.survey.modules import module_name
from diagnostic.core.survey.scoring.careless import check_carelessness
from diagnostic.core.survey.sheets.answers import AnswerSheet
from diagnostic.text import Text

FEWEST_ITEMS = 10  # of one answer scale: a run over half of fewer is no sign of anything
MEASURE = Measure(
    "careless",
    "item",
    Text("敷衍作答的答卷", "Carelessly filled sheets"),
    Text(
        "同一选项连选过半且几乎没有变化的答卷", "One answer over half of the items and hardly any variation"
    ),
    "share",
    better=-1,
)
FOUND = Text(
    "“{module}”部分有敷衍作答迹象（两种以上）的答卷：{count}；没有剔除。{holds}",
    "Sheets with two signs of careless answering, {module}: {count}; none was left out. {holds}",
)
HOLDS = Text(
    "不计这些答卷，各量表全公司平均仍在其 95% 区间之内。",
    "Without them every scale's company mean stays within its 95% interval.",
)
CHANGES = Text(
    "不计这些答卷，有量表的全公司平均会超出其 95% 区间：请谨慎解读。",
    "Without them some scale's company mean leaves its 95% interval: read with care.",
)


def careless_sheets(
    module: str,
    sheet: AnswerSheet,
    views: Mapping[str, ScaleView],
    results: Sequence[Result],
    rules: PublishingRules,
) -> Iterator[tuple[Result, Note | None]]:
    """The share of flagged sheets, hidden near its ends, with the note that says it as a count or a range."""
    check = check_carelessness(sheet)
    if sheet.n < rules.k_items or check.items < FEWEST_ITEMS or not views:
        return
    count = share_range(check.count, sheet.n)
    blank = Result(
        "careless",
        group_id(module, COMPANY),
        MEASURE.code,
        "careless",
        "description",
        "share",
        cannot_say=CannotSay("not_shown"),
        verdict="cannot_tell",
    )
    exact = count.low == count.high
    holds = HOLDS if _holds(check.flagged, views, results) else CHANGES
    note = Note("careless", FOUND.format(module=module_name(module), count=count.text, holds=holds))
    if not exact:
        yield blank, note
        return
    shown = Result(
        "careless",
        blank.group,
        MEASURE.code,
        "careless",
        "description",
        "share",
        estimate=check.count / sheet.n,
        n=sheet.n,
    )
    yield shown, note


def _holds(flagged: np.ndarray, views: Mapping[str, ScaleView], results: Sequence[Result]) -> bool:
    """Whether the company mean of every scale, without the flagged, lies in the interval printed for it."""
    for mean in results:
        view = views.get(mean.measure)
        if view is None or mean.kind != "mean" or not mean.group.endswith(f"/{COMPANY}"):
            continue
        kept = view.scores[view.inside & ~flagged]
        ends = (mean.low, mean.high)
        if None not in ends and kept.size and not (mean.low or 0.0) <= kept.mean() <= (mean.high or 0.0):
            return False
    return True
