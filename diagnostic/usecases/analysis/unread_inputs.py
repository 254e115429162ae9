"""States how much of each input could be read, for the report, and decides whether an input may be used at all.

An input of which more than a tenth can't be read is refused, unless a person accepts it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from diagnostic.core.diagnosis.model.input_line import InputLine
from diagnostic.core.figures.model.performance import InputRead
from diagnostic.faults import Fault
from diagnostic.i18n import both
from diagnostic.text import Text

if TYPE_CHECKING:
    from diagnostic.core.survey.answer_files.collect import AnswersRead

FIGURES = ("roster", "targets", "actuals", "opportunities")
TOO_MUCH = 0.10
OPTION = "--accept-unread"
CELLS_SHOWN_FROM = 10  # respondents; with fewer, a share of cells could reveal single people
LEFT_OUT = {  # rows that were read but not used: duplicates, and days that contradict each other
    "figures.duplicate_person": "roster",
    "figures.end_before_start": "roster",
    "figures.duplicate_opportunity": "opportunities",
    "figures.closed_before_created": "opportunities",
}
NAMES: Mapping[str, Text] = {
    "roster": both("the roster"),
    "targets": both("the targets"),
    "actuals": both("the actuals"),
    "opportunities": both("the deals"),
    "answers": both("the answers"),
}


def read_of(answers: AnswersRead) -> InputRead:
    return InputRead(
        f"answers:{answers.sheet.module}",
        answers.rows,
        answers.sheet.n,
        cells=answers.cells,
        cells_unread=answers.cells_unread,
        sheets_unread=answers.sheets_unread,
    )


def accepted(reads: Iterable[InputRead], names: Collection[str]) -> list[InputRead]:
    """The same reads; those of which too much is unread are marked as accepted if an option names them."""
    return [
        replace(read, accepted_by=OPTION) if _name(read) in names and too_much_unread(read) else read
        for read in reads
    ]


def refusals(reads: Iterable[InputRead]) -> list[Fault]:
    """A fault for each input of which too much is unread, unless that was accepted."""
    return [_refusal(read) for read in reads if is_refused(read)]


def is_refused(read: InputRead) -> bool:
    """Whether too much of the input is unread and that was not accepted."""
    return too_much_unread(read) and read.accepted_by is None


def too_much_unread(read: InputRead) -> bool:
    """Whether more than a tenth of its rows, cells or sheets could not be read."""
    return line_of(read).unread_share > TOO_MUCH


def input_lines(reads: Sequence[InputRead], faults: Iterable[Fault]) -> tuple[InputLine, ...]:
    """One line for each kind of figures, given or not, and one for each module of answers."""
    left_out = _left_out(faults)
    known = {read.kind: read for read in reads}
    figures = [
        line_of(known[kind], left_out[kind]) if kind in known else InputLine(kind, False) for kind in FIGURES
    ]
    answers = [_answer_line(read) for read in reads if read.kind not in FIGURES]
    return (*figures, *answers)


def line_of(read: InputRead, left_out: int = 0) -> InputLine:
    """The line of an input that was given; `left_out` is the number of rows that were read but not used."""
    unread = read.rows - read.good - read.no_data
    return InputLine(
        read.kind,
        True,
        read.rows,
        read.good - left_out,
        unread + left_out,
        unread,
        read.no_data,
        read.cells,
        read.cells_unread,
        read.sheets_unread,
        read.accepted_by,
    )


def _answer_line(read: InputRead) -> InputLine:
    """The line of a module, without the counts of cells if it has so few respondents that they could reveal people."""
    line = line_of(read)
    return line if read.good >= CELLS_SHOWN_FROM else replace(line, cells=0, cells_unread=0)


def _left_out(faults: Iterable[Fault]) -> Counter[str]:
    rows = {(LEFT_OUT[fault.code], fault.source, fault.row) for fault in faults if fault.code in LEFT_OUT}
    return Counter(kind for kind, _, _ in rows)


def _refusal(read: InputRead) -> Fault:
    line = line_of(read)
    by_cells = line.cells > 0 and line.cells_unread / line.cells >= line.unread_share
    unread, rows = (line.cells_unread, line.cells) if by_cells else (line.unread, line.rows - line.no_data)
    if line.sheets_unread and line.sheets_unread / (line.sheets_unread + 1) >= line.unread_share:
        unread, rows = line.sheets_unread, line.sheets_unread + 1
    values = {
        "input": NAMES[_name(read)],
        "name": _name(read),
        "share": f"{100 * line.unread_share:.1f}",
        "unread": unread,
        "rows": rows,
    }
    return Fault("input.mostly_unread", read.kind, values=values)


def _name(read: InputRead) -> str:
    """The name of the input in the option, such as "targets" or "answers"."""
    return read.kind.partition(":")[0]
