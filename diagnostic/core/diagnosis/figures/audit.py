"""The target audit in full sentences: what does not add up, who has targets and no sales, which cells look wrong.

Units are named; people are counted, since a report never names a rep.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from diagnostic.core.diagnosis.model.diagnosis import AuditLine
from diagnostic.core.figures.analysis.attainment import AttainmentGrid
from diagnostic.core.figures.analysis.targets import TargetFinding, TargetFindingCode, audit_targets
from diagnostic.core.figures.model.performance import PerformanceTable, Period
from diagnostic.text import Text, same

NAMED = 4  # more units or periods than this are counted, not listed
WARNINGS: frozenset[TargetFindingCode] = frozenset(
    {"children_differ", "target_twice", "no_actuals", "outlier_cell", "team_sized_target"}
)


def audit_lines(
    table: PerformanceTable,
    names: Mapping[str, Text],
    within: Period | None,
    grid: AttainmentGrid | None = None,
) -> tuple[AuditLine, ...]:
    """One line per kind of finding; a line per unit where targets do not add up."""
    found: dict[TargetFindingCode, list[TargetFinding]] = {}
    for finding in audit_targets(table, within=within, grid=grid):
        found.setdefault(finding.code, []).append(finding)
    return tuple(
        AuditLine(code, "warning" if code in WARNINGS else "info", words)
        for code, findings in found.items()
        for words in SENTENCES[code](findings, names)
    )


Sentence = Callable[[Sequence[TargetFinding], Mapping[str, Text]], Iterator[Text]]


def _children_differ(findings: Sequence[TargetFinding], names: Mapping[str, Text]) -> Iterator[Text]:
    for finding in findings:
        unit = (finding.owner or "").rpartition("/")[2]
        share = f"{100 * float(finding.details['ratio']):.1f}"
        yield Text(
            "“{unit}”下级目标之和是它自己目标的{share}%。",
            "The targets below {unit} add up to {share}% of its own target.",
        ).format(unit=names.get(unit) or same(unit or "—"), share=share)


def _mixed_periods(findings: Sequence[TargetFinding], names: Mapping[str, Text]) -> Iterator[Text]:
    del findings, names
    yield Text(
        "目标不都按同样长的期间给出；本报告已先折算到同样的月份再比较。",
        "Not all targets are for periods of the same length; they were put on the same months before anything was "
        "compared.",
    )


def _people(zh: str, en: str) -> Sentence:
    """A sentence that counts the people concerned."""

    def sentence(findings: Sequence[TargetFinding], names: Mapping[str, Text]) -> Iterator[Text]:
        del names
        yield Text(zh, en).format(n=len({finding.owner for finding in findings}))

    return sentence


def _outliers(findings: Sequence[TargetFinding], names: Mapping[str, Text]) -> Iterator[Text]:
    """Which months look as if a digit were too many, and by how much; whose they are is in the file."""
    del names
    periods = sorted({str(finding.details["period"]) for finding in findings})
    listed = ", ".join(periods[:NAMED]) + (" …" if len(periods) > NAMED else "")
    most = max(float(finding.details["factor"]) for finding in findings)
    yield Text(
        "有{n}个目标单元格远高于前后几期（最多{most}倍：{listed}），可能多打了一个零，请核对。",
        "{n} target {n:cell is|cells are} far above those around them (up to {most} times: {listed}); a digit too "
        "many? Please check.",
    ).format(n=len(findings), most=f"{most:.1f}", listed=listed)


def _wide_spread(findings: Sequence[TargetFinding], names: Mapping[str, Text]) -> Iterator[Text]:
    del names
    details = findings[0].details
    low, high = (f"{100 * float(details[end]):.0f}" for end in ("low", "high"))
    yield Text(
        "个人达成率相差很大：最低十分之一在{low}%以下，最高十分之一在{high}%以上；这样的差距很少只是个人所致。",
        "Attainment differs widely: the lowest tenth is below {low}%, the highest above {high}%; "
        "a spread like that is rarely the people's doing alone.",
    ).format(low=low, high=high)


SENTENCES: Mapping[TargetFindingCode, Sentence] = {
    "children_differ": _children_differ,
    "mixed_periods": _mixed_periods,
    "part_of_period": _people(
        "有{n}人在期间内入职或离职，目标只算在岗的时间，所以合计少于目标表里的数字。",
        "{n} {n:person|people} joined or left during the period; their targets count for the time they were there, so "
        "the sum is less than in the file of targets.",
    ),
    "months_missing": _people(
        "有{n}人的目标中间缺月份。",
        "{n} {n:person has|people have} gaps between target months.",
    ),
    "target_twice": _people(
        "有{n}个对象在同一期不止一条目标。",
        "{n} {n:owner has|owners have} more than one target for one period.",
    ),
    "no_actuals": _people(
        "有{n}人有目标，却没有任何业绩记录。",
        "{n} {n:person has|people have} targets and not one sales figure.",
    ),
    "no_target": _people(
        "有{n}人有业绩，却没有目标。",
        "{n} {n:person has|people have} sales and no target.",
    ),
    "zero_target": _people("有{n}个对象的目标为零。", "{n} {n:owner has|owners have} a target of zero."),
    "outlier_cell": _outliers,
    "team_sized_target": _people(
        "有{n}位主管个人名下的目标达到下属目标之和的一半或更多；如果其中包含下属的目标，相加就重复了。",
        "{n} {n:manager carries a target|managers carry targets} of half of what their people have together, or more; "
        "if {n:it contains|they contain} their people's, the sum counts them twice.",
    ),
    "wide_spread": _wide_spread,
}
