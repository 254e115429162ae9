import json
import subprocess
import sys

import pytest

from diagnostic.core.privacy.certificate import (
    Certificate,
    ReleaseAtom,
    ReleaseFigure,
    ReleaseGroup,
    certificate_of,
    hash_of_release,
    release_document,
)
from diagnostic.core.privacy.groups import publishable_groups
from diagnostic.core.privacy.publish import PublishingRules
from diagnostic.core.privacy.regroup import regroup
from diagnostic.text import Text, same
from tests.support.folders import ROOT

SCRIPT = ROOT / "docs" / "check_release.py"
RULES = PublishingRules()
ATOMS = (
    ReleaseAtom("m01", "morale", same("N1"), 9, 7),
    ReleaseAtom("m02", "morale", Text("N2 与 N3", "N2 + N3"), 20, 16),
    ReleaseAtom("m03", "morale", same("S1"), None, 30),
    ReleaseAtom("s01", "skills", same("R"), 40, 31),
)
GROUPS = (
    ReleaseGroup("m01-m03", "morale", Text("全公司", "Whole company"), ("m01", "m02", "m03")),
    ReleaseGroup("m01", "morale", same("N1"), ("m01",)),
    ReleaseGroup("m02", "morale", same("N2 + N3"), ("m02",)),
    ReleaseGroup("m03", "morale", same("S1"), ("m03",)),
    ReleaseGroup("m01-m02", "morale", same("N"), ("m01", "m02")),
    ReleaseGroup("s01", "skills", same("R"), ("s01",)),
)


def figure(groups, statistic="mean", value=3.5, n=7, measure="MO-ENE", ends=(1.0, 5.0)):
    return ReleaseFigure(tuple(groups.split()), measure, statistic, value, n, *ends)


def group(id, *atoms):
    return ReleaseGroup(id, "morale", same(id), atoms)


FIGURES = (
    figure("m01-m03", n=53),
    figure("m01", n=7),
    figure("m01", "pooled_low", 3.1, 7),
    figure("m03", "sd", 0.8, 30),
    figure("m02 m03", "g", 0.4, 46),
    figure("m01-m02", "item_mean", 3.2, 22, "ENE1"),
    figure("s01", "mean", 2.9, 31, "SK-KEY"),
    figure("m03", "share", "0 to 2 of 30", 30, "best3", (None, None)),
)
NOT_SHOWN = (("m01", "ENE1"),)
CERTIFICATE = Certificate(5, 10, 5, 7, {"company": 53, "atom": 53}, (same("N2 + N3"),), 1)


def document(figures=FIGURES, atoms=ATOMS, groups=GROUPS, not_shown=NOT_SHOWN):
    return release_document("w1", RULES, atoms, groups, figures, not_shown, {"morale": CERTIFICATE})


def check(tmp_path, release, report=None):
    """Runs the auditor's script as an auditor would: on files, in a fresh Python without the product."""
    (tmp_path / "release.json").write_text(json.dumps(release), encoding="utf-8")
    files = ["release.json"]
    if report is not None:
        (tmp_path / "report.txt").write_text(report, encoding="utf-8")
        files.append("report.txt")
    done = subprocess.run(
        [sys.executable, "-I", str(SCRIPT), *files], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert not done.stderr
    return done.returncode, done.stdout


def test_the_document_has_the_fixed_form():
    release = document()
    assert list(release) == [
        "format",
        "wave",
        "k",
        "k_items",
        "atoms",
        "groups",
        "figures",
        "not_shown",
        "certificate",
    ]
    assert release["format"] == 1
    assert release["atoms"][1] == {
        "id": "m02",
        "module": "morale",
        "label": {"zh": "N2 与 N3", "en": "N2 + N3"},
        "invited": 20,
        "answered": 16,
    }
    assert set(release["groups"][0]) == {"id", "module", "label", "atoms"}
    assert release["figures"][0] == {
        "group": "m01-m03",
        "measure": "MO-ENE",
        "statistic": "mean",
        "value": 3.5,
        "n": 53,
        "min": 1.0,
        "max": 5.0,
    }
    assert release["figures"][4]["groups"] == ["m02", "m03"]
    assert "group" not in release["figures"][4]
    assert release["not_shown"] == [{"group": "m01", "measure": "ENE1"}]
    assert release["certificate"]["morale"]["smallest_group"] == 7


def test_the_hash_is_of_the_content_not_of_the_spelling():
    release = document()
    assert hash_of_release(release) == hash_of_release(json.loads(json.dumps(release)))
    assert hash_of_release(release) != hash_of_release(document(FIGURES[:-1]))
    with pytest.raises(ValueError, match="JSON"):
        hash_of_release({"value": float("nan")})


def test_a_certificate_says_what_was_published_and_merged():
    base = regroup([("N", "1"), ("N", "2"), ("N", "3"), ("S", "1")], [6, 3, 4, 8], 5)
    labels = {atom.id: same(atom.id) for atom in base.atoms}
    certificate = certificate_of(RULES, base, publishable_groups(base), labels, hidden=4)
    assert certificate.groups == 5  # the company, N, S, and the two atoms of N
    assert certificate.smallest_group == 6
    assert certificate.respondents == {"company": 21, "unit": 21, "atom": 13}
    assert certificate.merged == (same("a02"),)
    assert certificate.as_json()["hidden"] == 4
    empty = regroup([("N",)], [3], 5)
    assert certificate_of(RULES, empty, (), {}, 1).smallest_group is None


NO_UNION, NOT_BY_RULES = "no union of atoms", "not published by the rules"
SMALL = (ReleaseAtom("m01", "morale", same("N1"), 9, 4), *ATOMS[1:])
BAD = {
    "small atom": ({"atoms": SMALL, "figures": ()}, "atom m01 has fewer than 5"),
    "group of another module": ({"groups": (*GROUPS, group("x", "m01", "s01"))}, NO_UNION),
    "group of unknown atoms": ({"groups": (*GROUPS, group("x", "m09"))}, NO_UNION),
    "group of nobody": ({"groups": (*GROUPS, group("x"))}, NO_UNION),
    "mean of four": ({"figures": (figure("m01", n=4),)}, NOT_BY_RULES),
    "sd of nine": ({"figures": (figure("m02", "sd", 0.7, 9),)}, NOT_BY_RULES),
    "item of nine": ({"figures": (figure("m02", "item_mean", 3.1, 9, "ENE2"),)}, NOT_BY_RULES),
    "own interval of seven": ({"figures": (figure("m01", "low", 3.1, 7),)}, NOT_BY_RULES),
    "test with a side of seven": ({"figures": (figure("m01 m03", "p", 0.02, 37),)}, NOT_BY_RULES),
    "gap between seven and thirty": ({"figures": (figure("m01 m03", "gap", 0.3, 37),)}, NOT_BY_RULES),
    "unknown group": ({"figures": (figure("m77", n=9),)}, NOT_BY_RULES),
    "about nobody": ({"figures": (figure("", n=9),)}, NOT_BY_RULES),
    "more people than answered": ({"figures": (figure("m01", n=8),)}, NOT_BY_RULES),
    "shown and not shown": (
        {"figures": (figure("m01-m03 m01", "icc", 0.2, 53, "ENE1"),)},
        "said to be not shown",
    ),
}


@pytest.mark.parametrize(("change", "words"), BAD.values(), ids=BAD)
def test_what_may_not_leave_is_refused(change, words):
    with pytest.raises(ValueError, match=words):
        document(**change)


def test_ids_are_given_once_and_not_shown_names_known_groups():
    with pytest.raises(ValueError, match="twice"):
        document(groups=(*GROUPS, GROUPS[0]))
    with pytest.raises(ValueError, match="unknown group"):
        document(not_shown=(("m55", "ENE1"),))


def test_a_good_release_passes_the_auditors_script(tmp_path):
    report = "中高层 3.50 (n = 53),一部 3.50(n=7)\nsd 0.80 (n = 30); 12.34 万元; p = .02; 2.1.10"
    assert check(tmp_path, document()) == (0, f"{len(FIGURES)} figures checked, nothing wrong\n")
    assert check(tmp_path, document(), report)[0] == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda r: r.update(k=4), "thresholds are too low"),
        (lambda r: r.update(k_items=9), "thresholds are too low"),
        (lambda r: r["atoms"][0].update(answered=4), "only 4 answered"),
        (lambda r: r["groups"][1]["atoms"].append("s01"), "no union"),
        (lambda r: r["groups"][1]["atoms"].append("m99"), "no union"),
        (lambda r: r["groups"][1].update(atoms=[]), "no union"),
        (lambda r: r["figures"][1].update(n=4), "fewer than 5"),
        (lambda r: r["figures"][3].update(n=9), "fewer than 10"),
        (lambda r: r["figures"][5].update(n=9), "fewer than 10"),
        (lambda r: r["figures"][4].update(groups=["m01", "m03"], n=37), "fewer than 10"),
        (lambda r: r["figures"][4].update(groups=["m01", "m03"], n=37, statistic="gap"), "fewer than 10"),
        (lambda r: r["figures"][1].update(n=8), "more people"),
        (
            lambda r: r["figures"].append(r["figures"][0] | {"statistic": "reference", "n": 51}),
            "m01-m03 minus m01-m03 leaves 2 people",
        ),
        (lambda r: r["figures"][1].update(group="m88"), "unknown group"),
        (lambda r: r["figures"][1].update(value=4.9), "near the end"),
        (lambda r: r["figures"][5].update(value=1.05), "near the end"),
        (lambda r: r["not_shown"].append({"group": "m01", "measure": "MO-ENE"}), "not shown"),
        (
            lambda r: r["figures"].append(r["figures"][0] | {"group": "m01-m02", "n": 50}),
            "m01-m03 minus m01-m02 leaves 3 people",
        ),
    ],
)
def test_a_release_that_was_tampered_with_fails_the_auditors_script(tmp_path, change, words):
    release = document()
    change(release)
    code, lines = check(tmp_path, release)
    assert code == 1
    assert words in lines


def test_a_survey_score_in_the_report_that_is_not_in_the_release_is_found(tmp_path):
    code, lines = check(tmp_path, document(), "Energy 3.50 (n = 7), Voice 2.74 (n = 6)")
    assert (code, lines) == (1, "report: 2.74 (n = 6) is not in the release\n")
