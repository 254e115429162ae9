"""What people say matters (stated) against what goes with engagement (derived), both with their intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from diagnostic.core.diagnosis.result import Result
from diagnostic.core.report.charts.rows import wrap
from diagnostic.core.report.charts.style import ACCENT, GREY, PALE, Spec, percent_axis, spec
from diagnostic.text import LANGS, Text

_STATED = Text("说出来的重要性(选入“最重要三项”的人)", "Stated importance (chose it among the best three)")
_DERIVED = Text("相伴程度(解释的差异所占份额)", "Derived importance (share of explained variance)")


def importance_chart(pairs: Sequence[tuple[Result, Result]], labels: Mapping[str, Text]) -> Spec:
    """`pairs` are (stated, derived) results of one theme; the cut lines are an even split and the mean share."""
    data = [_datum(stated, derived, labels[stated.measure]) for stated, derived in pairs]
    cut_stated = next((stated.reference for stated, _ in pairs if stated.reference is not None), None)
    shares = [derived.estimate for _, derived in pairs if derived.estimate is not None]
    cut_derived = sum(shares) / len(shares) if shares else None
    x: Spec = {"field": "derived", "type": "quantitative", "axis": percent_axis(_DERIVED)}
    y: Spec = {"field": "stated", "type": "quantitative", "axis": percent_axis(_STATED)}
    thin: Spec = {"type": "rule", "color": PALE, "strokeWidth": 1.2}
    cut: Spec = {"type": "rule", "color": GREY, "strokeDash": [4, 3]}
    layers: list[Spec] = [
        {
            "mark": thin,
            "encoding": {"x": x | {"field": "derived_low"}, "x2": {"field": "derived_high"}, "y": y},
        },
        {
            "mark": thin,
            "encoding": {"y": y | {"field": "stated_low"}, "y2": {"field": "stated_high"}, "x": x},
        },
        {
            "mark": {"type": "point", "filled": True, "color": ACCENT, "size": 45, "opacity": 1},
            "encoding": {"x": x, "y": y},
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 6, "dy": -7, "lineHeight": 11},
            "encoding": {"x": x, "y": y, "text": {"field": "words", "type": "nominal"}},
        },
    ]
    layers += (
        [{"mark": cut, "data": {"values": [{}]}, "encoding": {"y": {"datum": cut_stated}}}]
        if cut_stated
        else []
    )
    layers += (
        [{"mark": cut, "data": {"values": [{}]}, "encoding": {"x": {"datum": cut_derived}}}]
        if cut_derived
        else []
    )
    return spec(layers, 300, data={"values": data})


def _datum(stated: Result, derived: Result, name: Text) -> Spec:
    return {
        "stated": stated.estimate,
        "stated_low": stated.low,
        "stated_high": stated.high,
        "derived": derived.estimate,
        "derived_low": derived.low,
        "derived_high": derived.high,
        "words": Text(*(" ".join(wrap(name[lang], 24, 1)) for lang in LANGS)),
    }
