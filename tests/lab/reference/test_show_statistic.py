"""`./run stats`: the witnesses' numbers on the shell, every method key of a report, and faults."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from diagnostic import cli
from diagnostic.lab.reference.adapters import ADAPTERS
from diagnostic.lab.reference.compare import compare
from diagnostic.lab.reference.run_reference import read_case
from diagnostic.lab.reference.show_statistic import list_statistics, plain
from diagnostic.lab.reference.statistics import METHODS, STATISTICS
from tests.support.folders import DATA, ROOT

CASES = DATA / "witness"
QUICK = {
    "two_group",
    "ratio",
    "alpha",
    "proportion",
    "icc",
    "paired",
    "regression",
    "padjust",
    "power",
    "rci",
    "jonckheere",
}
Capture = pytest.CaptureFixture[str]


def ran(capsys: Capture, *arguments: object) -> tuple[int, dict[str, object], str]:
    code = cli.main(["stats", *(str(argument) for argument in arguments)])
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    return code, json.loads(captured.out) if captured.out.startswith("{") else {}, captured.err


@pytest.mark.parametrize("path", sorted(CASES.glob("*.json")), ids=lambda path: path.stem)
def test_the_shell_prints_what_the_witness_found(path: Path, capsys: Capture) -> None:
    case = json.loads(path.read_text())
    if case["inputs"]["stat"] not in QUICK:
        return  # the adapters are the same; here it is about the way in and out
    data = ["--data", path.parent / case["data"]] if case.get("data") else []
    code, printed, _ = ran(capsys, case["inputs"]["stat"], *data, "--inputs", json.dumps(case["inputs"]))
    assert code == 0
    assert compare(case["expected"], printed["found"], case["tolerance"]).failures == []


def test_inputs_may_stand_in_a_file(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "inputs.json").write_text('{"numerator": "actual", "denominator": "target"}')
    (tmp_path / "data.csv").write_text("\ufeffactual,target\n90,100\n120,100\n60,100\n", encoding="utf-8")
    code, printed, _ = ran(
        capsys, "ratio", "--data", tmp_path / "data.csv", "--inputs", tmp_path / "inputs.json"
    )
    assert code == 0
    assert printed["method"] == "ratio"
    assert printed["found"]["ratio_of_sums"] == 0.9  # type: ignore[index]


def test_every_statistic_is_listed_in_both_languages_with_its_inputs() -> None:
    page = "\n".join(list_statistics())
    for name, statistic in STATISTICS.items():
        assert f"{name:<18}" in page
        assert statistic.words.zh in page
        assert statistic.words.en in page
    assert {*ADAPTERS} <= {*STATISTICS}
    assert all(set(statistic.optional) <= set(statistic.inputs) for statistic in STATISTICS.values())


def methods_of_the_code() -> set[str]:
    """Every method key that stands in the code of the diagnosis."""
    text = "".join(path.read_text() for path in (ROOT / "diagnostic/core/diagnosis").glob("*.py"))
    starts = r"mean|two_group|one_sample|paired|ratio|proportion|icc|k_group|regression"
    return set(re.findall(rf'"((?:{starts})\.[a-z0-9_]+)"', text))


def test_every_method_key_of_a_report_can_be_computed_by_hand() -> None:
    assert methods_of_the_code() - {*METHODS} == set()
    assert all(name in STATISTICS for name, _ in METHODS.values())


def test_a_method_key_of_the_report_prints_its_own_part(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "a.csv").write_text("team,score\na,3\na,4\nb,4\nb,5\nc,3\nc,3\nd,4\nd,4\n")
    inputs = '{"var": "score", "group": "team"}'
    code, printed, _ = ran(capsys, "mean.nested", "--data", tmp_path / "a.csv", "--inputs", inputs)
    assert code == 0
    assert printed["found"] == {
        "n": 8,
        "units": 4,
        "mean": 3.75,
        "se": pytest.approx(0.32274861),
        "df": 3,
        "low": pytest.approx(2.72286918),
        "high": pytest.approx(4.77713082),
    }


TWO = '{"var": "v", "group": "g", "first": "a", "second": "b"}'


@pytest.mark.parametrize(
    ("arguments", "content", "code", "fault"),
    [
        (("tea_leaves",), "", 2, "stats.unknown"),
        ((), "", 2, "stats.no_name"),
        (("two_group", "--inputs", TWO), "", 2, "stats.no_data"),
        (("two_group", "--data", "here", "--inputs", "{not json"), "g,v\na,1\n", 2, "stats.no_json"),
        (("padjust", "--inputs", "nowhere.json"), "", 2, "file.missing"),
        (("padjust", "--inputs", "[1]"), "", 2, "file.missing"),
        (("two_group", "--data", "here", "--inputs", '{"var": "v"}'), "g,v\na,1\n", 2, "stats.input_missing"),
        (
            ("two_group", "--data", "here", "--inputs", TWO[:-1] + ', "x": 1}'),
            "g,v\na,1\n",
            2,
            "stats.input_unknown",
        ),
        (
            ("icc", "--data", "here", "--inputs", '{"vars": 3, "group": "g"}'),
            "g,v\na,1\n",
            2,
            "stats.input_names",
        ),
        (("padjust", "--inputs", '{"p": "x"}'), "", 2, "stats.inputs_unfit"),
        (("two_group", "--data", "nowhere.csv", "--inputs", TWO), "", 3, "file.missing"),
        (("two_group", "--data", "here", "--inputs", TWO), "g,w\na,1\n", 3, "stats.no_column"),
        (("two_group", "--data", "here", "--inputs", TWO), "g,v\na,one\n", 3, "stats.no_number"),
        (("two_group", "--data", "here", "--inputs", TWO), "g,v\na,inf\n", 3, "stats.no_number"),
        (("two_group", "--data", "here", "--inputs", TWO), "g,v\na,1\nb,2\n", 3, "stats.cannot_say"),
        (
            ("two_group", "--data", "here", "--inputs", TWO),
            "g,v\na,1\na,1\nb,1\nb,1\n",
            3,
            "stats.cannot_say",
        ),
        (("two_group.student", "--data", "here", "--inputs", TWO), "g,v\na,1\nb,NA\n", 3, "stats.cannot_say"),
    ],
)
def test_what_is_wrong_is_a_fault_with_its_exit_code(
    arguments: tuple[str, ...], content: str, code: int, fault: str, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "here.csv").write_text(content)
    given = [str(tmp_path / "here.csv") if word == "here" else word for word in arguments]
    found, printed, complaint = ran(capsys, *given, "--json")
    assert (found, f"[{fault}]" in complaint) == (code, True)
    assert printed["faults"][0]["code"] == fault  # type: ignore[index]


def test_no_case_prints_a_number_that_is_none() -> None:
    with pytest.raises(ValueError, match="nan"):
        plain({"p": [1.0, float("nan")]})


def test_a_case_read_for_the_runner_names_only_known_inputs() -> None:
    for path in CASES.glob("*.json"):
        case = read_case(path)
        assert {*case.inputs} - {"stat", "standardise_sd"} <= {*STATISTICS[case.stat].inputs}
