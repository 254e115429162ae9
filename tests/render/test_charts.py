"""Charts: drawn in both languages from one spec, the same bytes each time, from the cache without drawing again."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from diagnostic.core.report.charts.rows import row_height, wrap
from diagnostic.core.report.compose import compose
from diagnostic.core.report.model.document import Chart
from diagnostic.render import charts
from diagnostic.text import LANGS, Lang, Text
from tests.made.factories_plan import material


@cache
def drawn() -> tuple[Chart, ...]:
    made = material("full")
    return compose(made.diagnosis, made.cause_map, made.playbook, made.plan).charts()


def words_of(svg: str) -> str:
    return " ".join(re.findall(r"<text[^>]*>([^<]*)<", svg)) + " ".join(
        re.findall(r"<tspan[^>]*>([^<]*)<", svg)
    )


def test_every_kind_of_chart_is_there() -> None:
    kinds = {re.sub(r"_.*", "", chart.key) for chart in drawn()}
    assert kinds == {
        "attainment",
        "by",
        "trend",
        "funnel",
        "calendar",
        "required",
        "gap",
        "importance",
        "priority",
    }


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.slow
def test_every_chart_is_a_picture_with_words_in_the_page_font(lang: Lang) -> None:
    for chart in drawn():
        svg = charts.render_chart(chart.spec, lang)
        words = words_of(svg)
        assert "Noto Sans CJK SC" in svg
        assert len(words) > 20, chart.key
        assert not re.search(r"undefined|NaN|null|\[object", words), (chart.key, words)
        assert bool(re.search("[一-鿿]", words)) == (lang == "zh"), (chart.key, words)
        assert svg.count("<path") + svg.count("<text") < 700, chart.key


@pytest.mark.slow
def test_labels_survive_ids_in_chinese() -> None:
    forest = next(chart for chart in drawn() if chart.key.endswith("_region"))
    words = words_of(charts.render_chart(forest.spec, "zh"))
    assert "华北\uff1a目标合理与公平" in words


@pytest.mark.slow
def test_the_same_spec_gives_the_same_picture() -> None:
    chart = drawn()[0]
    assert charts.render_chart(chart.spec, "en") == charts.render_chart(chart.spec, "en")


@pytest.mark.slow
def test_a_chart_in_the_cache_is_not_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chart = drawn()[0]
    first = charts.render_chart(chart.spec, "zh", tmp_path)
    assert [path.suffix for path in tmp_path.iterdir()] == [".svg"]
    monkeypatch.setattr(charts, "_draw", lambda _: pytest.fail("drawn twice"))
    assert charts.render_chart(chart.spec, "zh", tmp_path) == first


def test_words_inside_a_spec_are_put_into_one_language() -> None:
    spec = {"a": [Text("甲,乙", "A, B")], "b": {"c": Text("丙", "C")}, "d": 1}
    assert charts.in_language(spec, "zh") == {"a": ["甲\uff0c乙"], "b": {"c": "丙"}, "d": 1}
    assert charts.in_language(spec, "en") == {"a": ["A, B"], "b": {"c": "C"}, "d": 1}


def test_long_names_keep_both_ends() -> None:
    name = "华东大区重点行业(水务、化工与食品)客户第12销售与技术服务联合团队"
    assert wrap(name, 44, 1)[0].startswith("华东大区")
    assert wrap(name, 44, 1)[0].endswith("联合团队")
    assert len(wrap(name, 36, 2)) == 2
    assert wrap("North", 36, 2) == ["North"]


def test_rows_are_as_tall_as_their_labels_need() -> None:
    short = {str(place): Text("东区", "East") for place in range(60)}
    long = {"a": Text("东区", "The joint sales and technical service team for key industries of the East")}
    assert row_height(short, list(short)[:5]) == 5 * 23 + 10
    assert row_height(short, list(short)) == 60 * 13 + 10
    assert row_height(long, ["a"]) == 28 + 10


@pytest.mark.slow
@pytest.mark.parametrize("name", ["long_names", "many_teams"])
def test_hard_names_can_be_drawn(name: str) -> None:
    made = material(name)
    chart = compose(made.diagnosis, made.cause_map, made.playbook, made.plan).charts()[0]
    assert "全公司" in words_of(charts.render_chart(chart.spec, "zh"))
