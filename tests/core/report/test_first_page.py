"""The page an executive reads: fair comparison first and each kind of it, nothing said to be checked that was not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from diagnostic.core.diagnosis.model.cause import Cause, ScopeKind, SignFound
from diagnostic.core.diagnosis.model.coverage import Coverage
from diagnostic.core.diagnosis.model.diagnosis import AuditLine, Diagnosis
from diagnostic.core.diagnosis.model.result import Results
from diagnostic.core.report.charts.importance import importance_chart
from diagnostic.core.report.compose import compose
from diagnostic.core.report.model.document import Bullets, Heading, KeyFigures, Paragraph, Table
from diagnostic.core.report.prose.material import Material, chief_signs, signs_in_words
from diagnostic.core.report.sections.answer.section import section_answer
from diagnostic.readers.knowledge import read_playbook
from diagnostic.text import Text, same
from tests.made import factories, factories_plan
from tests.made.signed import result


def fair(row: int, scope: str, kind: ScopeKind) -> Cause:
    signs = (SignFound("attainment_below", "figures"), SignFound("adjusted_attainment_ordinary", "figures"))
    return Cause(row, f"{kind}:{scope}", kind, same(scope), "fair", "likely", 0.5, signs)


def paragraphs(diagnosis: Diagnosis, key: str) -> str:
    blocks = next(part.blocks for part in compose(diagnosis).sections if part.key == key)
    said = [block.text.en for block in blocks if isinstance(block, Paragraph)]
    return "\n".join(
        [*said, *(text.en for block in blocks if isinstance(block, Bullets) for text in block.items)]
    )


def test_each_kind_of_unfairness_is_told_before_one_is_told_twice() -> None:
    causes = (
        fair(3, "North", "region"),
        fair(6, "New", "role"),
        fair(6, "N06", "team"),
        fair(4, "E09", "team"),
    )
    told = paragraphs(replace(factories.full(), causes=causes), "answer")
    assert "E09: a territory problem first, not a people problem" in told
    assert "North" in told
    assert "New: still ramping up" in told
    assert "N06" not in told


def test_where_only_good_figures_are_explained_nothing_is_said_of_targets_or_people() -> None:
    whole = factories.full()
    assert whole.figures is not None
    tree = tuple(replace(row, adjusted=None, adjusted_for=()) for row in whole.figures.tree)
    causes = (fair(5, "E03", "team"),)  # good figures from inherited accounts
    made = replace(whole, causes=causes, figures=replace(whole.figures, tree=tree))
    blocks = next(part.blocks for part in compose(made).sections if part.key == "answer")
    assert "Targets and market, or people?" not in [b.text.en for b in blocks if isinstance(b, Heading)]
    assert "." not in [block.text.en for block in blocks if isinstance(block, Paragraph)]


def test_the_headline_says_once_that_a_groups_targets_come_first() -> None:
    causes = (fair(1, "North", "region"), fair(3, "North", "region"), fair(6, "New", "role"))
    headline = compose(replace(factories.full(), causes=causes)).sections[0].headline
    assert headline.en.count("North: a target problem first") == 1
    assert headline.zh.count("North首先是目标问题") == 1
    assert "New: still ramping up" in headline.en


@pytest.mark.parametrize(
    ("n", "title", "heading"),
    [
        (0, "Causes", "What to deal with"),
        (1, "One cause", "The cause to deal with"),
        (2, "Two causes", "The two causes to deal with"),
        (3, "Three causes", "The three causes to deal with"),
    ],
)
def test_titles_count_the_causes_there_are(n: int, title: str, heading: str) -> None:
    causes = tuple(fair(row, f"unit {row}", "region") for row in (1, 4, 6)[:n])
    sections = {part.key: part for part in compose(replace(factories.full(), causes=causes)).sections}
    assert sections["causes"].title.en == title
    assert heading in [block.text.en for block in sections["answer"].blocks if isinstance(block, Heading)]


def test_as_many_further_leads_are_announced_as_are_listed() -> None:
    causes = tuple(fair(row, f"unit {row}", "region") for row in (1, 2, 3, 4, 6, 7))
    waiting = replace(causes[-1], vetoed_by=1)
    part = next(
        part
        for part in compose(replace(factories.full(), causes=(*causes[:-1], waiting))).sections
        if part.key == "causes"
    )
    (leads,) = [block for block in part.blocks if isinstance(block, Table)]
    assert len(leads.rows) == 3
    assert part.headline.en.endswith("Further leads, to come later: 3.")


def test_comparisons_of_single_teams_are_counted_though_not_listed() -> None:
    """The same number of comparisons stands in section 8 and among what is unknown."""
    whole = factories.full()
    team = next(id for id, group in whole.groups.items() if group.kind == "team")
    (one, *_) = [r for r in whole.results if r.kind == "figure_contrast" and r.p_adjusted is not None]
    more = replace(one, group=team, measure="cycle_days", verdict="cannot_tell", p_adjusted=0.7)
    made = replace(whole, results=Results((*whole.results, more)))
    sections = {part.key: part for part in compose(made).sections}
    n = sum(r.p_adjusted is not None for r in made.results)
    assert sections["gaps"].headline.en.startswith(f"{n} comparisons were made and {n - 1} are listed")
    assert f"Of {n} comparisons" in paragraphs(made, "risks")
    causes = (fair(6, "New", "role"), fair(6, "N06", "team"), fair(3, "North", "region"))
    headline = compose(replace(factories.full(), causes=causes)).sections[0].headline
    assert "New and N06: still ramping up, not to be compared with old hands" in headline.en
    assert "New和N06还在爬坡，不能与老手同比" in headline.zh
    assert headline.en.count("ramping up") == 1


def test_a_likely_cause_shows_two_signs_of_different_origin_whatever_file_they_come_from() -> None:
    """As the legend below says of "likely"; a sign that only says "as usual" is none of the two."""
    cause_map = read_playbook().cause_map
    codes = ("attainment_below", "ramp_adjusted_ordinary", "new_reps_over_40pct")
    signs = tuple(SignFound(code, "figures") for code in codes)
    ramp = replace(fair(6, "New", "role"), signs=signs)
    answered = replace(ramp, signs=(*signs, SignFound("low:MO-ONB", "survey")))
    shown = [
        [sign.code for sign in chief_signs(Material(factories.full(), cause_map), cause)]
        for cause in (ramp, answered)
    ]
    assert shown == [["attainment_below", "new_reps_over_40pct"], ["attainment_below", "low:MO-ONB"]]
    assert cause_map.independent(shown[0])


def test_what_attainment_is_held_against_is_called_what_it_is() -> None:
    material = Material(factories.full(), read_playbook().cause_map)
    said = [
        signs_in_words(material, [SignFound(code, "figures", 0.6, reference, unit="share")], "figures")
        for code, reference in (
            ("attainment_below", 1.0),
            ("attainment_below", 0.8),
            ("attainment_high", 1.0),
        )
    ]
    assert [words and words.en.partition("(")[2] for words in said] == [
        "60.0%, own target 100.0%).",
        "60.0%, others of its kind 80.0%).",
        "60.0%, threshold 100.0%).",
    ]


def test_how_worth_was_reckoned_is_said_only_where_there_is_any() -> None:
    def notes(diagnosis: Diagnosis) -> list[str]:
        blocks = section_answer(
            Material(diagnosis, factories_plan.cause_map(), None, factories_plan.plan())
        ).blocks
        tables = [block for block in blocks if isinstance(block, Table)]
        return [each.note.en for each in tables if each.note is not None]

    whole = factories.full()
    assert [words for words in notes(whole) if words.startswith("Worth is half")]
    unknown = replace(whole, coverage=Coverage(no_result=0.3))
    assert notes(unknown) == []


def test_what_is_kept_is_said_as_briefly_in_chinese_as_in_english() -> None:
    whole = factories.full()
    blocks = next(part.blocks for part in compose(whole).sections if part.key == "answer")
    kept = [
        text
        for block in blocks
        if isinstance(block, Bullets)
        for text in block.items
        if text.en.startswith("Keep: ")
    ]
    assert kept
    for text in kept:
        assert ("interval" in text.en, "95%" in text.zh) == (False, False)


@pytest.mark.parametrize(
    ("audit", "adjusted", "says"),
    [
        ((AuditLine("sum", "warning", same("one")),), True, "The targets come first"),
        ((AuditLine("sum", "info", same("one")),), False, "cannot yet be told from people"),
        ((), True, "Section 2 lists the units whose attainment they change most"),
    ],
)
def test_nothing_is_said_to_be_checked_that_was_not(
    audit: Sequence[AuditLine], adjusted: bool, says: str
) -> None:
    whole = factories.full()
    assert whole.figures is not None
    tree = tuple(replace(row, adjusted=row.adjusted if adjusted else None) for row in whole.figures.tree)
    made = replace(whole, causes=(), figures=replace(whole.figures, audit=tuple(audit), tree=tree))
    found = paragraphs(made, "answer")
    assert says in found
    assert "Nothing was found there that makes the comparison unfair" not in found


def test_without_targets_the_first_page_still_has_figures() -> None:
    blocks = compose(factories.deals_only()).sections[0].blocks
    shown = [figure for block in blocks if isinstance(block, KeyFigures) for figure in block.figures]
    assert [figure.label.en for figure in shown] == ["Win rate", "Deal size"]
    assert all(figure.note is not None for figure in shown)


@pytest.mark.parametrize("asked", [True, False])
def test_managers_are_missed_only_where_nobody_asked_them(asked: bool) -> None:
    whole = factories.full()
    others = tuple(r for r in whole.results.all if r.kind != "self_manager")
    group = next(g.id for g in whole.groups.values() if g.source == "survey" and g.kind == "company")
    against = (result("self_manager", group, "SK-DIS", 0.2, "cannot_tell"),) if asked else ()
    told = paragraphs(replace(whole, results=Results((*others, *against))), "risks")
    assert ("There is no manager's view" in told) is not asked


def test_labels_of_points_close_together_take_different_places() -> None:
    names = {"A": Text("发声与回应", "Voice and response"), "B": Text("目标清晰", "Goal clarity")}
    near = {"A": 0.02, "B": 0.021}
    stated = [result("stated_importance", "company", code, 0.15, "described") for code in near]
    derived = [result("driver", "company", code, share, "described") for code, share in near.items()]
    pairs = list(zip(stated, derived, strict=True))
    places = [datum["place"] for datum in importance_chart(pairs, names)["data"]["values"]]  # type: ignore[index]
    assert len(set(places)) == 2
