"""Stated importance (chosen by people) against derived importance (share of explained variance), with intervals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from diagnostic.core.diagnosis.model.result import Result
from diagnostic.core.report.charts.rows import half_widths, wrap
from diagnostic.core.report.charts.style import ACCENT, GREY, PALE, ChartSpec, percent_axis, spec
from diagnostic.text import LANGS, Text

_STATED = Text("说出来的重要性（选入“最重要三项”的人）", "Stated importance (chose it among the best three)")
_DERIVED = Text("相伴程度（解释的差异所占份额）", "Derived importance (share of explained variance)")

ResultPairs = Sequence[tuple[Result, Result]]
Box = tuple[float, float, float, float]
LabelPosition = tuple[str, int, int]  # align, dx and dy (px) of a label from its point
PLACES: tuple[LabelPosition, ...] = (
    ("left", 6, -7),
    ("left", 6, 9),
    ("right", -6, -7),
    ("right", -6, 9),
    ("left", 9, 0),
)
WIDE, TALL, CHARACTER = 480.0, 270.0, 5.4  # px: width and height of the plot, half a Chinese character


def importance_chart(pairs: ResultPairs, labels: Mapping[str, Text]) -> ChartSpec:
    """A point per theme with its intervals; `pairs` are its (stated, derived) results, `labels` maps themes to names.

    Dashed lines: the stated share if all themes were chosen equally often, and the mean of the derived shares.
    """
    words = [
        Text(*(" ".join(wrap(labels[stated.measure][lang], 24, 1)) for lang in LANGS)) for stated, _ in pairs
    ]
    places = list(_places(pairs, words))
    data = [_datum(*pair, label, place) for pair, label, place in zip(pairs, words, places, strict=True)]
    cut_stated = next((stated.reference for stated, _ in pairs if stated.reference is not None), None)
    shares = [derived.estimate for _, derived in pairs if derived.estimate is not None]
    cut_derived = sum(shares) / len(shares) if shares else None
    x: ChartSpec = {"field": "derived", "type": "quantitative", "axis": percent_axis(_DERIVED)}
    y: ChartSpec = {"field": "stated", "type": "quantitative", "axis": percent_axis(_STATED)}
    thin: ChartSpec = {"type": "rule", "color": PALE, "strokeWidth": 1.2}
    cut: ChartSpec = {"type": "rule", "color": GREY, "strokeDash": [4, 3]}
    layers: list[ChartSpec] = [
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
        *(_labels(place, x, y) for place in sorted(set(places))),
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


def _labels(place: int, x: ChartSpec, y: ChartSpec) -> ChartSpec:
    align, dx, dy = PLACES[place]
    return {
        "transform": [{"filter": f"datum.place === {place}"}],
        "mark": {"type": "text", "align": align, "dx": dx, "dy": dy, "lineHeight": 11},
        "encoding": {"x": x, "y": y, "text": {"field": "words", "type": "nominal"}},
    }


def _places(pairs: ResultPairs, words: Sequence[Text]) -> Iterator[int]:
    """For each label the index of the first of PLACES where it covers no other label and no point.

    The px of the points are estimated from the largest values on the axes; a label that fits nowhere gets place 0.
    """
    right = max((derived.high or derived.estimate or 0.0 for _, derived in pairs), default=0.0) or 1.0
    top = max((stated.high or stated.estimate or 0.0 for stated, _ in pairs), default=0.0) or 1.0
    points = [
        ((derived.estimate or 0.0) / right * WIDE, (stated.estimate or 0.0) / top * TALL)
        for stated, derived in pairs
    ]
    taken = [(x - 4, y - 4, x + 4, y + 4) for x, y in points]
    for point, label in zip(points, words, strict=True):
        boxes = [_box(point, place, label) for place in PLACES]
        inside = [i for i, box in enumerate(boxes) if box[0] >= 0.0 and box[2] <= WIDE]
        place = next((i for i in inside if not any(_meet(boxes[i], other) for other in taken)), 0)
        taken.append(boxes[place])
        yield place


def _box(point: tuple[float, float], place: LabelPosition, words: Text) -> Box:
    """(left, bottom, right, top) of a label in px, as wide as the longer of its two languages."""
    align, dx, dy = place
    width = CHARACTER * max(half_widths(words[lang]) for lang in LANGS)
    left = point[0] + dx - (width if align == "right" else 0.0)
    return left, point[1] - dy - 6, left + width, point[1] - dy + 6


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _datum(stated: Result, derived: Result, words: Text, place: int) -> ChartSpec:
    return {
        "stated": stated.estimate,
        "stated_low": stated.low,
        "stated_high": stated.high,
        "derived": derived.estimate,
        "derived_low": derived.low,
        "derived_high": derived.high,
        "words": words,
        "place": place,
    }
