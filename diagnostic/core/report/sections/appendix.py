"""The appendix: data used, scale quality, units, tables behind the charts, methods, glossary, certificate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis, InputLine, ScaleGrade
from diagnostic.core.diagnosis.model.result import Group, Measure, Result
from diagnostic.core.privacy.certificate import Certificate
from diagnostic.core.report.model.document import (
    Block,
    Bullets,
    Chart,
    Column,
    Heading,
    Paragraph,
    Section,
    Table,
    TableCell,
    TableRow,
)
from diagnostic.core.report.model.view import measure_name, survey_groups, used_scales
from diagnostic.core.report.prose import numbers
from diagnostic.core.report.prose.facts import Facts, facts_of
from diagnostic.core.report.prose.material import Material
from diagnostic.core.report.prose.tables import cell, plain_row
from diagnostic.core.report.prose.words import (
    GRADE_MARKS,
    GRADES,
    INPUTS,
    cannot_say,
    plus,
    sentences,
)
from diagnostic.core.report.sections.methods import GLOSSARY, methods_used
from diagnostic.core.report.sections.shortfall.figures_by_group import figures_by_group
from diagnostic.core.survey.modules import module_name
from diagnostic.text import Text, same

SAYS: dict[str, Text] = {
    "headline": Text(
        "数据来源、完整表格、方法与名词：正文里的每个数字都可以在这里核对。",
        "Data, tables, methods and terms: every number of the report can be checked here.",
    ),
    "units": Text(
        "单位按组织架构排列，不排名。数字是与公司平均的差，已向公司平均收缩；组很小，偶然性大，只作谈话线索，不作"
        "评价。精力、负荷与支持不按单位列出。",
        "Units stand in the order of the organisation and are not ranked. Numbers are differences from the "
        "company, shrunk towards it: groups are small and chance is large, so they are for talks and not "
        "for judging. Energy, load and support are not listed by unit.",
    ),
    "unit_means": Text(
        "单位按组织架构排列，不排名。数字是各组平均；组很小，偶然性大，只作谈话线索，不作评价。精力、负荷与支持"
        "不按单位列出。",
        "Units stand in the order of the organisation and are not ranked. Numbers are means of small "
        "groups in which chance is large: for talks, not for judging. Energy, load and support are not "
        "listed by unit.",
    ),
    "refused": Text(
        "评为“不成量表，不用”的题目组不计分，也不在报告其他地方出现。",
        "Items graded “no scale, not used” are not scored and appear nowhere else.",
    ),
    "certificate": Text(
        "公布的只有各组的汇总数字：每个公布的组至少 {k} 人；单题、区间与检验至少 {k_items} 人。人数不足的组先合并，"
        "仍不足则不显示。",
        "Only totals of groups were published: every published group has at least {k} people; items, intervals and "
        "tests at least {k_items}. Groups that are too small were merged, and left out where that was not enough.",
    ),
    "reproduce": Text(
        "同样的输入、同样的程序与字体，得到逐字节相同的文件。",
        "The same inputs, code and fonts give the same file byte for byte.",
    ),
}
PROVENANCE = {
    "release": Text("公布数据的指纹（release.json）", "Fingerprint of the release (release.json)"),
    "code": Text("程序版本", "Code version"),
    "seed": Text("随机数起点", "Random seed"),
}
LEVELS = {
    "company": Text("公司", "company"),
    "region": Text("大区", "region"),
    "atom": Text("最小的公布组", "smallest published groups"),
    "role": Text("岗位", "role"),
    "band": Text("业绩段", "band"),
    "team_type": Text("团队类型", "team type"),
    "manager_tenure": Text("主管任期", "tenure of manager"),
    "managers": Text("主管", "managers"),
    "attribute": Text("按名册属性的分组", "groups by roster"),
}


def section_appendix(material: Material, charts: Sequence[Chart]) -> Section:
    diagnosis, facts = material.diagnosis, facts_of(material.diagnosis)
    blocks: list[Block] = [Heading(Text("用了哪些数据", "The data used")), _inputs(diagnosis.inputs)]
    months = facts.first("appendix", "months.two_years", "months.one_year")
    blocks += [] if months is None else [Paragraph(months)]
    blocks += [Bullets(tuple(note.text for note in diagnosis.notes))] if diagnosis.notes else []
    blocks += [*figures_by_group(diagnosis), *_scales(diagnosis), *_units(diagnosis)]
    if charts:
        blocks.append(Heading(Text("图表背后的数据", "Data behind the charts")))
        blocks += [replace(chart.table, anchor=chart.anchor) for chart in charts if chart.behind is None]
    blocks += [Heading(Text("方法与出处", "Methods and sources")), Bullets(methods_used(diagnosis))]
    blocks += [Heading(Text("名词", "Glossary")), _glossary()]
    blocks += [*_certificates(diagnosis.certificates or {}, facts), *_provenance(diagnosis)]
    return Section("appendix", "", Text("附录", "Appendix"), SAYS["headline"], tuple(blocks))


def _inputs(lines: Sequence[InputLine]) -> Table:
    columns = (
        Column(Text("数据", "Input"), width=0.28),
        Column(Text("是否提供", "Given"), width=0.1),
        Column(Text("读到行数", "Rows read"), "right"),
        Column(Text("采用行数", "Rows used"), "right"),
        Column(Text("有问题的行", "Rows with faults"), "right"),
        Column(Text("不是数据的行", "Rows of no data"), "right"),
        Column(Text("没有读出", "Not read"), "right"),
        Column(Text("谁接受", "Accepted by"), width=0.14),
    )
    return Table(None, columns, tuple(_input(line) for line in lines))


def _input(line: InputLine) -> TableRow:
    kind, _, module = line.name.partition(":")
    name = INPUTS.get(kind, same(kind))
    name = plus(name, Text("（", " ("), module_name(module), Text("）", ")")) if module else name
    if not line.given:
        return plain_row(name, Text("未提供", "no"), *(numbers.DASH for _ in range(6)))
    counts = (line.rows, line.used, line.faults, line.no_data)
    return plain_row(
        name,
        Text("是", "yes"),
        *(numbers.integer(count) for count in counts),
        numbers.percent(line.unread_share, 1),
        same(line.accepted_by) if line.accepted_by else numbers.DASH,
    )


def _scales(diagnosis: Diagnosis) -> list[Block]:
    if not diagnosis.scales:
        return []
    columns = (
        Column(Text("量表", "Scale"), width=0.23),
        Column(Text("题数", "Items"), "right", 0.06),
        Column(Text("人数", "n"), "right", 0.06),
        Column(Text("alpha（95% 区间）", "alpha (95% interval)"), "right", 0.18),
        Column(same("omega"), "right", 0.07),
        Column(same("ICC(1) / ICC(2)"), "right", 0.13),
        Column(same("rwg(j)"), "right", 0.12),
        Column(Text("评级", "Grade"), width=0.15),
    )
    rows = tuple(_scale(diagnosis, line) for line in diagnosis.scales)
    refused = any(line.grade == "refused" for line in diagnosis.scales)
    table = Table(None, columns, rows, SAYS["refused"] if refused else None, "dense")
    return [
        Heading(Text("量表质量与一致程度", "Quality and agreement of the scales")),
        table,
        *_definitions(diagnosis),
    ]


def _scale(diagnosis: Diagnosis, line: ScaleGrade) -> TableRow:
    alpha = None if line.alpha is None else numbers.decimal(line.alpha)
    if alpha is not None and line.low is not None and line.high is not None:
        ends = numbers.span(numbers.decimal(line.low), numbers.decimal(line.high))
        alpha = plus(alpha, Text("（", " ("), ends, Text("）", ")"))
    words = GRADES[line.grade] if line.cannot_say is None else cannot_say(line.cannot_say)
    counts = (cell(numbers.integer(line.items)), cell(numbers.integer(line.n) if line.n else None))
    return TableRow(
        (
            TableCell(measure_name(diagnosis, line.measure)),
            *counts,
            cell(alpha),
            cell(None if line.omega is None else numbers.decimal(line.omega)),
            cell(_pair(line.icc1, line.icc2)),
            # rwg for uniform and for skewed chance answers, since it depends on that choice
            cell(_pair(line.rwg_uniform, line.rwg_skew)),
            TableCell(words, mark=GRADE_MARKS[line.grade]),
        )
    )


def _pair(*values: float | None) -> Text | None:
    """The values that are given, with " / " between them; None if there are none."""
    both = [numbers.decimal(value) for value in values if value is not None]
    return Text(" / ".join(v.zh for v in both), " / ".join(v.en for v in both)) if both else None


def _definitions(diagnosis: Diagnosis) -> list[Block]:
    rows = tuple(
        plain_row(measure.name, measure.definition)
        for measure in diagnosis.measures.values()
        if measure.kind != "metric" and measure.definition is not None
    )
    columns = (
        Column(Text("量表", "Scale"), width=0.3),
        Column(Text("看什么", "What it looks at"), width=0.7),
    )
    return (
        [Table(Text("量表定义", "Definitions of the scales"), columns, rows, None, "dense")] if rows else []
    )


def _units(diagnosis: Diagnosis) -> list[Block]:
    measures = used_scales(diagnosis, "condition", "scale")
    atoms = survey_groups(diagnosis, [measure.code for measure in measures], "atom")
    if not measures or len(atoms) < 2:
        return []
    gaps = {(r.group, r.measure): r for r in diagnosis.results.of("unit_company") if r.estimate is not None}
    means = {(r.group, r.measure): r for r in diagnosis.results.of("mean") if r.estimate is not None}
    shown = gaps or means
    asked = [measure for measure in measures if _differs(measure, atoms, shown)]
    if not asked:
        return []
    table = _unit_table(asked, atoms, shown, signed=bool(gaps))
    note = SAYS["units" if gaps else "unit_means"]
    return [
        Heading(Text("各单位（人数足够者）", "Units with enough answers")),
        Paragraph(note, "small"),
        table,
    ]


def _differs(measure: Measure, atoms: Sequence[Group], shown: Mapping[tuple[str, str], Result]) -> bool:
    """Whether the units' values of this measure differ when rounded to two decimals.

    Where all units are shrunk to the mean of the company, the column would hold zeros only.
    """
    values = {round(one.estimate or 0.0, 2) for atom in atoms if (one := shown.get((atom.id, measure.code)))}
    return len(values) > 1


def _unit_table(
    measures: Sequence[Measure], atoms: Sequence[Group], shown: Mapping[tuple[str, str], Result], signed: bool
) -> Table:
    columns = (
        Column(Text("单位", "Unit"), width=0.2),
        *(Column(measure.name, "center") for measure in measures),
    )
    rows = []
    for atom in atoms:
        cells = [_unit_cell(shown.get((atom.id, measure.code)), signed) for measure in measures]
        if not all(one.hidden for one in cells):
            rows.append(TableRow((TableCell(atom.label), *cells)))
    return Table(None, columns, tuple(rows), None, "dense")


def _unit_cell(result: Result | None, signed: bool) -> TableCell:
    if result is None or result.estimate is None:
        return TableCell(None, hidden=True)
    return TableCell(numbers.decimal(result.estimate, plus=signed), key=result.key)


def _glossary() -> Table:
    columns = (
        Column(Text("名词", "Term"), width=0.2),
        Column(Text("英文", "Chinese"), width=0.2),
        Column(Text("含义", "Meaning"), width=0.6),
    )
    rows = tuple(plain_row(term, Text(term.en, term.zh), meaning) for term, meaning in GLOSSARY)
    return Table(None, columns, rows, None, "dense")


def _certificates(certificates: Mapping[str, Certificate], facts: Facts) -> list[Block]:
    if not certificates:
        return []
    blocks: list[Block] = [Heading(Text("保密处理", "What was done for confidentiality"))]
    first = next(iter(certificates.values()))
    collected = facts.first("certificate", "collected.wave", "collected.files")
    blocks.append(
        Paragraph(sentences(collected, SAYS["certificate"].format(k=first.k, k_items=first.k_items)))
    )
    columns = (
        Column(Text("模块", "Module"), width=0.2),
        Column(Text("公布的组数", "Groups published"), "right"),
        Column(Text("最小的组", "Smallest group"), "right"),
        Column(Text("不显示的数字", "Figures not shown"), "right"),
        Column(Text("各层作答人数", "Respondents per level"), width=0.34),
    )
    rows = tuple(_certificate(module, line) for module, line in certificates.items())
    comments = facts.first("certificate", "comments.collected", "comments.unprinted")
    blocks.append(Table(None, columns, rows, comments))
    merged = tuple(text for line in certificates.values() for text in line.merged)
    return [*blocks, Heading(Text("合并情况", "What was merged"), 3), Bullets(merged)] if merged else blocks


def _certificate(module: str, line: Certificate) -> TableRow:
    smallest = numbers.DASH if line.smallest_group is None else numbers.integer(line.smallest_group)
    levels = [
        plus(LEVELS.get(name, same(name)), same(f" {count:,}")) for name, count in line.respondents.items()
    ]
    words = (
        Text("；".join(t["zh"] for t in levels), "; ".join(t["en"] for t in levels))
        if levels
        else numbers.DASH
    )
    return plain_row(
        module_name(module),
        numbers.integer(line.groups),
        smallest,
        numbers.integer(line.hidden),
        words,
    )


def _provenance(diagnosis: Diagnosis) -> list[Block]:
    if not diagnosis.provenance:
        return []
    columns = (Column(Text("项目", "Item"), width=0.4), Column(Text("值", "Value"), width=0.6))
    rows = tuple(
        plain_row(PROVENANCE.get(name, same(name)), same(value))
        for name, value in diagnosis.provenance.items()
    )
    return [Heading(Text("出处", "Provenance")), Table(None, columns, rows, SAYS["reproduce"])]
