"""The plan's pages: reading, editing one line, conflicts, locks, additions, versions, and whose plan it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diagnostic.core.plan.improvement_plan import ImprovementPlan
from diagnostic.core.plan.marks import line_hash
from diagnostic.readers.knowledge import read_playbook
from diagnostic.storage.accounts.audit_log import newest_entries
from diagnostic.storage.installation import Installation
from diagnostic.storage.results.current_plan import CurrentPlan, current_plan
from diagnostic.storage.results.plans import versions_of
from diagnostic.text import Text
from tests.made.factories_plan import plan
from tests.made.runs import make_run
from tests.support.staff import House, Staff, furnish

FIRST, SECOND, THIRD, FOURTH = (line_hash(str(line.key)) for line in plan().lines)
OWN = {
    "name_en": "Visit lost customers",
    "owner_label_zh": "王经理",
    "first_step_en": "Name ten lost customers.",
    "leading_name_en": "Visits",
    "leading_unit": "count",
    "leading": "10",
    "lagging_name_zh": "老客户销售额",
    "lagging_unit": "money",
    "lagging": "",
}


@pytest.fixture
def at(house: House) -> str:
    """The address of a plan."""
    make_run(house.installation, house.assessment, with_left())
    return address(house)


def address(house: House) -> str:
    return f"/staff/clients/{house.a}/assessments/{house.assessment}/plan"


def with_left() -> ImprovementPlan:
    """The example, where what was not chosen can be taken all the same."""
    given = plan()
    line = replace(
        given.lines[1],
        key=replace(given.lines[1].key, action="negotiation_drill"),
        action="negotiation_drill",
        name=given.not_chosen[0].name,
        row=10,
    )
    left = replace(given.not_chosen[0], scope=line.scope.id, line=line)
    return replace(given, not_chosen=(left, *given.not_chosen[1:]))


def again(house: House, **changed: object) -> None:
    """A later analysis proposes the first line otherwise."""
    given = with_left()
    make_run(
        house.installation,
        house.assessment,
        replace(given, lines=(replace(given.lines[0], **changed), *given.lines[1:])),  # type: ignore[arg-type]
    )


def now(house: House) -> CurrentPlan:
    with house.installation.store.reading() as session:
        current = current_plan(session, house.assessment, read_playbook().playbook)
    assert current is not None
    return current


def names(house: House) -> list[str]:
    return [line.name.en or line.name.zh for line in now(house).plan.lines]


def press(staff: Staff, at: str, name: str, action: str) -> Staff:
    """One of the buttons of a line on the plan's page."""
    staff.get(at)
    place = next(
        place
        for place, form in enumerate(staff.forms)
        if (form.get("action") or "").endswith(f"{name}/deed") and form.xpath(f'.//button[@value="{action}"]')
    )
    return staff.send({"deed": action}, place)


def test_without_a_run_the_page_says_what_comes_first(house: House, alice: Staff) -> None:
    alice.get(address(house))
    assert alice.status == 200
    assert f"/staff/clients/{house.a}/assessments/{house.assessment}" in alice.doc.xpath("//main//a/@href")
    assert alice.get(f"{address(house)}/versions").status == 200
    for page in ("add", "keep", f"lines/{FIRST}"):
        assert alice.get(f"{address(house)}/{page}").status == 404


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_plan_reads_in_both_languages_with_baselines_and_intervals(
    house: House, at: str, lang: str
) -> None:
    text = house.sign_in("alice", lang).get(at).text
    for part in {
        "zh": (
            "按潜力重定目标",
            "2026年2月7日",
            "79.0%（95% 区间 75.1% 至 83.0%）",
            "89.5%",
            "公司 8 个工作日",
        ),
        "en": (
            "Rebase targets on potential",
            "February 7, 2026",
            "79.0% (95% interval 75.1% to 83.0%)",
            "89.5%",
        ),
    }[lang]:
        assert part in text


@pytest.mark.slow
def test_on_both_databases_a_line_is_edited_and_taken_back_field_by_field(installation: Installation) -> None:
    house = furnish(installation)
    make_run(installation, house.assessment)
    alice = house.sign_in("alice")
    alice.get(f"{address(house)}/lines/{FIRST}").send(
        {
            "owner_label_zh": "丁经理",
            "owner_label_en": "",
            "leading": "3.2",
            "begins": "2026-02-20",
            "money": "high",
        }
    )
    assert (alice.status, alice.path) == (200, address(house))
    view = now(house).lines[0]
    assert view.edited == ("owner_label", "begins", "leading", "money")
    assert (view.line.owner_label, view.line.begins) == (Text("丁经理", ""), date(2026, 2, 20))
    assert (view.line.leading.target, view.line.load.money) == (3.2, "high")
    alice.get(f"{address(house)}/lines/{FIRST}").send({"back": "leading"})
    assert alice.path.endswith(f"/lines/{FIRST}")
    assert now(house).lines[0].edited == ("owner_label", "begins", "money")
    for field in ("owner_label", "begins", "money"):
        alice.get(f"{address(house)}/lines/{FIRST}").send({"back": field})
    assert now(house).lines[0].line == plan().lines[0]


def test_saving_what_was_not_touched_changes_nothing(house: House, at: str, alice: Staff) -> None:
    for line in (FIRST, SECOND, THIRD, FOURTH):
        alice.get(f"{at}/lines/{line}").send({})
        assert alice.status == 200
    assert now(house).plan == with_left()
    with house.installation.store.reading() as session:
        assert [entry.action for entry in newest_entries(session, 9)] == ["signed_in"]


def test_a_field_put_back_takes_the_others_with_it_as_typed(house: House, at: str, alice: Staff) -> None:
    alice.get(f"{at}/lines/{FIRST}").send({"owner_label_en": "Zoe", "owner_label_zh": ""})
    alice.get(f"{at}/lines/{FIRST}").send({"back": "owner_label", "name_en": "New name"})
    assert now(house).lines[0].edited == ("name",)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"name_zh": "", "name_en": " "}, ["name_zh"]),
        ({"owner_label_zh": "", "owner_label_en": "\x00"}, ["owner_label_zh"]),
        ({"first_step_zh": "", "first_step_en": ""}, ["first_step_zh"]),
        ({"risk_en": "x" * 601}, ["risk_en"]),
        ({"name_en": "x" * 201}, ["name_en"]),
        ({"first_step_by": ""}, ["first_step_by"]),
        ({"first_step_by": "2026-02-30"}, ["first_step_by"]),
        ({"first_step_by": "2025-12-31"}, ["first_step_by"]),
        ({"begins": "2026-02-04"}, ["begins"]),
        ({"leading_by": "2026-02-11"}, ["leading_by"]),
        ({"kpi_by": "2026-03-18"}, ["kpi_by"]),
        ({"kpi_by": "2031-01-01"}, ["kpi_by"]),
        ({"leading": "much"}, ["leading"]),
        ({"leading": "1e3"}, ["leading"]),
        ({"leading": "nan"}, ["leading"]),
        ({"leading": "11"}, ["leading"]),
        ({"leading": "2.0"}, ["leading"]),  # worse than today
        ({"lagging": "70"}, ["lagging"]),
        ({"lagging": "9" * 40}, ["lagging"]),
        ({"rep_hours_per_week": "41"}, ["rep_hours_per_week"]),
        ({"company_days": "-1"}, ["company_days"]),
        ({"money": "gold"}, ["money"]),
        ({"decision_zh": "", "decision_en": ""}, []),
        ({"leading": ""}, []),
        ({"lagging": "89,5"}, ["lagging"]),
        ({"lagging": "\uff19\uff10.\uff15\uff05"}, []),
        ({"lagging": "79"}, []),  # to hold today's level
        ({"manager_hours": "1,000"}, []),
        ({"name_zh": "<script>alert(1)</script>", "name_en": "{{ 7*7 }}"}, []),
    ],
)
def test_what_a_line_can_be(
    house: House, at: str, alice: Staff, given: dict[str, str], wrong: list[str]
) -> None:
    alice.get(f"{at}/lines/{FIRST}").send({"risk_zh": "已填写", **given})
    assert (alice.status, alice.wrong) == (422 if wrong else 200, wrong)
    assert "<script>alert" not in alice.response.text
    if wrong:
        assert alice.doc.xpath("string(//textarea[@id='risk_zh'])").strip() == "已填写"
        assert now(house).plan == with_left()


def test_a_goal_where_less_is_better_is_judged_the_other_way(house: House, alice: Staff) -> None:
    given = plan()
    goal = replace(given.lines[0].lagging, better=-1, target=0.7)
    make_run(
        house.installation,
        house.assessment,
        replace(given, lines=(replace(given.lines[0], lagging=goal), *given.lines[1:])),
    )
    page = f"{address(house)}/lines/{FIRST}"
    assert alice.get(page).send({"lagging": "90"}).wrong == ["lagging"]
    assert alice.get(page).send({"lagging": "60%"}).status == 200
    assert now(house).lines[0].line.lagging.target == pytest.approx(0.6)


def test_two_who_edit_the_same_line_see_the_conflict_and_nothing_is_lost(house: House, at: str) -> None:
    one, two = house.sign_in("alice"), house.sign_in("dave")
    for each in (one, two):
        each.get(f"{at}/lines/{FIRST}")
    one.send({"owner_label_en": "Mine", "owner_label_zh": ""})
    two.send({"owner_label_en": "Theirs", "owner_label_zh": ""})
    assert two.status == 409
    assert "Stored now: Mine" in two.text
    assert len(two.doc.xpath('//p[@class="stored"]')) == 1  # only where it differs
    assert two.doc.xpath('string(//input[@id="owner_label_en"]/@value)') == "Theirs"
    assert now(house).lines[0].line.owner_label.en == "Mine"
    two.send({})
    assert two.status == 200
    assert now(house).lines[0].line.owner_label.en == "Theirs"


def test_the_conflict_page_shows_what_was_stored_in_the_other_language(house: House, at: str) -> None:
    one, two = house.sign_in("alice"), house.sign_in("dave")
    for each in (one, two):
        each.get(f"{at}/lines/{FIRST}")
    one.send({"owner_label_zh": "王丽", "name_en": ""})
    two.send({"owner_label_zh": "李强"})
    assert two.status == 409
    assert two.doc.xpath('//p[@class="stored"]/span[@lang="zh-CN"][text()="王丽"]')
    assert "<span" not in two.text  # nor where there is one language only


def test_two_who_edit_different_lines_do_not_meet(house: House, at: str) -> None:
    one, two = house.sign_in("alice"), house.sign_in("dave")
    one.get(f"{at}/lines/{FIRST}")
    two.get(f"{at}/lines/{SECOND}")
    assert one.send({"name_en": "Mine"}).status == 200
    assert two.send({"name_en": "Theirs"}).status == 200
    assert names(house)[:2] == ["Mine", "Theirs"]


def test_a_line_that_was_locked_meanwhile_is_not_saved(house: House, at: str) -> None:
    one, two = house.sign_in("alice"), house.sign_in("dave")
    two.get(f"{at}/lines/{FIRST}")
    press(one, at, FIRST, "lock")
    two.send({"name_en": "Theirs"})
    assert two.status == 409
    assert names(house)[0] == "Rebase targets on potential"


def test_a_conflict_is_shown_and_settled_either_way(house: House, at: str, alice: Staff) -> None:
    alice.get(f"{at}/lines/{FIRST}").send(
        {"owner_label_zh": "丁", "owner_label_en": "Ding", "leading": "3.2"}
    )
    base = plan().lines[0].leading.baseline
    assert base is not None
    again(
        house,
        owner_label=Text("新", "New one"),
        leading=replace(plan().lines[0].leading, baseline=replace(base, value=2.6), target=3.1),
    )
    alice.get(at)
    assert "conflict" in alice.text
    alice.get(f"{at}/lines/{FIRST}")
    assert "Proposed now: New one. Yours: Ding" in alice.text
    for level in ("2.45", "2.60", "3.20"):  # both baselines, and the target
        assert level in alice.text
    alice.send({"settle": "owner_label"})
    view = now(house).lines[0]
    assert [each.field for each in view.conflicts] == ["leading"]
    assert view.line.owner_label.en == "Ding"
    alice.get(f"{at}/lines/{FIRST}").send({"name_en": "x"})  # saving something else settles nothing
    assert [each.field for each in now(house).lines[0].conflicts] == ["leading"]
    alice.get(f"{at}/lines/{FIRST}").send({"back": "leading"})
    view = now(house).lines[0]
    assert (view.conflicts, view.line.leading.target) == ((), 3.1)


def test_a_locked_line_follows_no_analysis_and_no_edit(house: House, at: str, alice: Staff) -> None:
    press(alice, at, FIRST, "lock")
    again(house, owner_label=Text("新", "New one"))
    assert now(house).lines[0].line == plan().lines[0]
    page = alice.get(f"{at}/lines/{FIRST}")
    assert "Proposed now: New one" in page.text
    assert page.doc.xpath('//input[@name="name_en"]') == []
    token = {"csrf_token": page.token, "name_en": "x"}
    assert alice.client.post(f"{at}/lines/{FIRST}", data=token).status_code in (409, 422)
    press(alice, at, FIRST, "unlock")
    assert now(house).lines[0].line.owner_label.en == "New one"


def test_a_line_without_its_finding_stays_marked(house: House, at: str, alice: Staff) -> None:
    alice.get(f"{at}/lines/{FIRST}").send({"name_en": "Kept"})
    given = plan()
    make_run(house.installation, house.assessment, replace(given, lines=given.lines[1:]))
    assert [view.origin for view in now(house).lines] == ["proposed"] * 3 + ["gone"]
    assert "no longer shown by the data" in alice.get(at).text
    assert alice.get(f"{at}/lines/{FIRST}").send({"name_en": "Kept still"}).status == 200
    press(alice, at, FIRST, "remove")
    assert len(now(house).plan.lines) == 3


def test_taking_out_is_undone_and_a_second_click_does_nothing(house: House, at: str, alice: Staff) -> None:
    press(alice, at, SECOND, "remove")
    assert (alice.status, len(now(house).lines)) == (200, 3)
    assert alice.get(f"{at}/lines/{SECOND}").status == 200
    press(alice, at, SECOND, "restore")
    assert names(house)[1] == "CRM diet"
    alice.get(at)
    form = next(f for f in alice.forms if (f.get("action") or "").endswith(f"{SECOND}/deed"))
    given = {**dict(form.form_values()), "deed": "remove"}
    for _ in range(2):
        assert alice.client.post(form.get("action"), data=given).status_code == 302
    assert [view.line.action for view in now(house).removed] == ["crm_diet"]
    given = plan()
    make_run(house.installation, house.assessment, replace(given, lines=given.lines[:1]))
    press(alice, at, SECOND, "restore")  # its finding is gone, and it comes back all the same
    assert names(house) == ["Rebase targets on potential", "CRM diet"]


def test_lines_move_and_a_double_click_moves_once(house: House, at: str, alice: Staff) -> None:
    alice.get(at)
    form = next(f for f in alice.forms if f.xpath('.//button[@value="up"]') and SECOND in f.get("action"))
    given = {**dict(form.form_values()), "deed": "up"}
    for _ in range(2):
        alice.client.post(form.get("action"), data=given)
    assert names(house)[:3] == ["CRM diet", "Rebase targets on potential", "Discovery practice lab"]
    press(alice, at, FIRST, "down")
    assert names(house)[:3] == ["CRM diet", "Discovery practice lab", "Rebase targets on potential"]
    alice.get(at).send({}, next(n for n, f in enumerate(alice.forms) if f.get("action").endswith("/order")))
    assert now(house).plan == with_left()


def test_what_was_not_chosen_is_taken_all_the_same(house: House, at: str, alice: Staff) -> None:
    alice.get(at)
    place = next(n for n, f in enumerate(alice.forms) if "/take/" in f.get("action"))
    action = alice.forms[place].get("action")
    alice.send({}, place)
    assert (alice.status, names(house)[-1]) == (200, "Negotiation drill")
    assert [view.origin for view in now(house).lines][-1] == "added"
    assert alice.client.post(action, data={"csrf_token": alice.token}).status_code == 302
    assert len(now(house).lines) == 5
    assert "Negotiation drill" not in [each.name.en for each in now(house).plan.not_chosen]


def test_an_own_action_in_one_language_comes_into_the_plan_once(house: House, at: str, alice: Staff) -> None:
    alice.get(f"{at}/add").send(OWN)
    assert (alice.status, alice.path) == (200, at)
    line = now(house).plan.lines[-1]
    assert (line.name, line.owner_label.en) == (Text("", "Visit lost customers"), "")
    assert (line.leading.target, line.leading.unit, line.lagging.target) == (10, "count", None)
    assert "Visit lost customers" in house.sign_in("alice", "zh").get(at).text
    alice.get(f"{at}/add")
    form = alice.forms[-1]
    given = dict(form.form_values()) | OWN
    for _ in range(2):
        alice.client.post(f"{at}/add", data=given)
    assert len(now(house).lines) == 6
    press(alice, at, line_hash(str(line.key)), "remove")
    press(alice, at, line_hash(str(line.key)), "restore")
    assert len(now(house).lines) == 6
    alice.get(f"{at}/lines/{line_hash(str(line.key))}").send({"leading": "25", "name_zh": "回访"})
    edited = now(house).find(line_hash(str(line.key)))
    assert edited is not None
    assert (edited.line.leading.target, edited.line.name.zh) == (25, "回访")


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"name_en": ""}, ["name_zh"]),
        ({"cause": "99|nowhere"}, ["cause"]),
        ({"leading_name_en": ""}, ["leading_name_zh"]),
        ({"leading_unit": "furlongs"}, ["leading_unit"]),
        ({"leading_better": "0"}, ["leading_better"]),
        ({"leading": "-3"}, ["leading"]),
        ({"begins": "2026-02-03"}, ["begins"]),
        ({"fresh": "../../etc"}, []),
    ],
)
def test_what_an_own_action_can_be(
    house: House, at: str, alice: Staff, given: dict[str, str], wrong: list[str]
) -> None:
    alice.get(f"{at}/add").send(OWN | given)
    assert (alice.status, alice.wrong) == (422 if wrong else 200, wrong)
    assert len(now(house).lines) == (4 if wrong else 5)


def test_versions_are_kept_viewed_and_compared(house: House, at: str, alice: Staff) -> None:
    alice.get(f"{at}/keep").send({"note": "as proposed"})
    assert alice.path == f"{at}/versions"
    alice.get(f"{at}/keep").send({"note": "as proposed"})  # nothing changed: not kept twice
    alice.get(f"{at}/lines/{FIRST}").send({"owner_label_en": "Zoe", "owner_label_zh": ""})
    press(alice, at, SECOND, "remove")
    alice.get(f"{at}/keep").send({"note": ""})
    with house.installation.store.reading() as session:
        versions = versions_of(session, house.assessment)
    assert [(each.number, each.note) for each in versions] == [(2, ""), (1, "as proposed")]
    assert "CRM diet" in alice.get(f"{at}/versions/{versions[1].id}").text
    assert "CRM diet" not in alice.get(f"{at}/versions/{versions[0].id}").text
    alice.get(f"{at}/compare?before={versions[1].id}&after={versions[0].id}")
    for part in ("Sales director", "Zoe", "CRM diet"):
        assert part in alice.text
    assert "Zoe" not in alice.get(f"{at}/compare?before={versions[0].id}&after=now").text
    assert alice.get(f"{at}/compare?before=x&after={'0' * 32}").path == f"{at}/versions"
    assert alice.get(f"{at}/versions/{'0' * 32}").status == 404
    assert alice.get(f"{at}/keep").send({"note": "x" * 201}).wrong == ["note"]


@pytest.mark.slow
def test_every_action_is_in_the_log(house: House, at: str, alice: Staff) -> None:
    alice.get(f"{at}/lines/{FIRST}").send({"name_en": "x"})
    for action in ("lock", "unlock", "remove", "restore"):
        press(alice, at, FIRST, action)
    press(alice, at, SECOND, "up")
    alice.get(f"{at}/add").send(OWN)
    alice.get(f"{at}/keep").send({})
    with house.installation.store.reading() as session:
        found = {entry.action for entry in newest_entries(session, 30)}
    assert found == {
        "signed_in",
        "plan_line_changed",
        "plan_line_locked",
        "plan_line_unlocked",
        "plan_line_removed",
        "plan_line_restored",
        "plan_order_changed",
        "plan_line_added",
        "plan_kept",
    }
    assert house.sign_in("dave").get("/staff/log").status == 200


def test_another_client_s_plan_does_not_exist(house: House, at: str, alice: Staff) -> None:
    alice.get(f"{at}/keep").send({})
    with house.installation.store.reading() as session:
        version = versions_of(session, house.assessment)[0].id
    foreign = f"/staff/clients/{house.b}/assessments/{house.assessment}/plan"
    for who in ("bob", "dave"):
        staff = house.sign_in(who)
        for page in ("", "/add", "/keep", "/versions", "/compare", f"/lines/{FIRST}", f"/versions/{version}"):
            assert staff.get(foreign + page).status == 404
        staff.get("/staff/account")
        for page in (f"/lines/{FIRST}/deed", "/order", f"/take/{FIRST}", f"/lines/{FIRST}"):
            given = {"csrf_token": staff.token, "deed": "remove"}
            assert staff.client.post(foreign + page, data=given).status_code == 404
    assert alice.get(f"{at}/lines/{'0' * 16}").status == 404


FIELDS = st.sampled_from(
    [
        "name_zh",
        "owner_label_en",
        "first_step_by",
        "begins",
        "kpi_by",
        "leading",
        "lagging",
        "rep_hours",
        "money",
        "decision_zh",
        "back",
        "settle",
        "seen",
        "deed",
        "cause",
        "leading_unit",
        "lagging_better",
        "fresh",
        "note",
    ]
)
TYPED = st.text(max_size=60) | st.floats().map(str) | st.integers().map(str) | st.dates().map(str)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(FIELDS, TYPED, max_size=6))
@pytest.mark.slow
def test_no_form_of_the_plan_ends_in_a_failure(at: str, alice: Staff, given: dict[str, str]) -> None:
    sent = {name: value.encode("utf-8", "replace").decode() for name, value in given.items()}
    for page in (f"lines/{FIRST}", "add", "keep"):
        assert alice.get(f"{at}/{page}").send(sent).status in (200, 404, 409, 422)
    assert alice.get(at).status == 200
