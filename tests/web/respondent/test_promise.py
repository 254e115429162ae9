"""What the promise page says is what the wave was opened with."""

from __future__ import annotations

from pathlib import Path

import pytest

from diagnostic.core.privacy.rules import PublishingRules
from diagnostic.text import Text
from diagnostic.web.respondent.support_lines import Support
from tests.made.waves import OpenWave, make_trial_wave, make_wave, sqlite_installation
from tests.support.reps import Rep, app_of


def words_of(rep: Rep) -> str:
    return " ".join(rep.doc.text_content().split())


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_tags_thresholds_dates_and_fingerprint_are_those_of_the_wave(tmp_path: Path, lang: str) -> None:
    wave = make_wave(sqlite_installation(tmp_path), rules=PublishingRules(7, 12, 33), retention_months=18)
    found = wave.found("P01")
    said = words_of(Rep(app_of(wave), wave.tokens["P01"], lang).open())
    for tag in found.tags:
        assert f"{tag.label['zh' if lang == 'zh-CN' else 'en']} {tag.invited}" in said
    expected = {
        "zh-CN": (
            "找出目标完不成的原因",
            "至少要有 7 人",
            "至少要有 12 人",
            "至少有 33 人",
            "18 个月",
            "2026年3月31日",
            "不用于考核、晋升、薪酬、裁撤",
            "另外 6 人",
            "没有任何数据，能让我们或其他人合理地查出谁答了什么",
        ),
        "en": (
            "to find out why targets are missed",
            "at least 7 people",
            "at least 12",
            "from 33 respondents",
            "18 months",
            "31 March 2026",
            "not used for appraisal, promotion, pay or dismissal",
            "6 others",
            "After sealing we hold no data from which we or anyone can reasonably find out who answered what",
        ),
    }
    for words in expected[lang]:
        assert words in said
    fours = found.form.fingerprint
    assert " ".join(fours[at : at + 4] for at in range(0, 64, 4)) in said
    for never in ("100 %", "100%", "impossible", "不可能", "绝对"):
        assert never not in said


def test_no_word_about_comments_where_none_are_asked(tmp_path: Path) -> None:
    wave = make_wave(sqlite_installation(tmp_path), surveys=("skills",))
    assert "遮去" not in words_of(Rep(app_of(wave), wave.tokens["P01"]).open())


def test_a_purpose_with_markup_stays_text(tmp_path: Path) -> None:
    wave = make_trial_wave(sqlite_installation(tmp_path))
    found = wave.found("P01")
    promise = {**found.form.promise, "purpose": ["<b>甲</b>{k}", "<b>A</b>"]}
    object.__setattr__(found.form, "promise", promise)
    from diagnostic.web.respondent.screens import promise_words

    assert "&lt;b&gt;甲&lt;/b&gt;{k}" in str(promise_words(found, "zh")["about"])


def test_an_assistance_service_is_named_only_where_there_is_one(wave: OpenWave) -> None:
    eap = Support(eap=Text("甲关怀热线（400-000-0000）", "Care Line"))
    assert "甲关怀热线" in eap.text.zh
    assert "Care Line" in eap.text.en
    assert "员工援助" not in Support().text.zh
    assert "{" not in Support().text.zh + Support().text.en
    rep = Rep(app_of(wave, support=eap), wave.tokens["P01"]).begin().to_review().press("send")
    assert "甲关怀热线" in rep.doc.text_content()
