"""The form in which somebody says how a file is to be read: its sheet and headings, days and numbers, what its columns
are and what their values mean. A value that is not a choice of the page was sent by hand and is ignored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import Field, Form, StringField
from wtforms.validators import ValidationError

from diagnostic.core.figures.reading.guess_values import CHOICES, unknown_values
from diagnostic.core.figures.reading.headings import FigureKind
from diagnostic.core.table import DateOrder, RawTable
from diagnostic.i18n import N_
from diagnostic.usecases.imports.columns.guess_match import guess_values
from diagnostic.usecases.imports.read_figures import KINDS, KNOWN, NEEDED
from diagnostic.web.staff.common import labels
from diagnostic.web.staff.common.context import Posted
from diagnostic.web.staff.common.fields import CURRENCIES, Choice, choice, tidy
from diagnostic.web.staff.common.page import _

ORDERS, DECIMALS, PERIODS = ("ymd", "dmy", "mdy"), ("point", "comma"), ("month", "quarter", "year", "day")
MARKS = {"point": ".", "comma": ","}
MOST_VALUES = 60  # a column with more different words holds no stages
LAST_ROW = 1000


class LayoutForm(Form):  # type: ignore[misc]
    """How a file is written. The words of its choices are in the reader's language."""

    sheet = Choice(choices=choice([("", "")]), default="")
    header_row = StringField(filters=[tidy], default="")
    date_order = Choice(choices=choice([(each, each) for each in ORDERS]), default="ymd")
    decimal = Choice(choices=choice([(each, each) for each in DECIMALS]), default="point")

    def offer(self, sheets: Sequence[str]) -> None:
        """Put the file's sheets and the reader's words into the choices."""
        self.sheet.choices = choice([("", _("the first one")), *((name, name) for name in sheets)])
        for field in (self.date_order, self.decimal):
            field.choices = choice([(each.value, _(labels.OPTIONS[each.value])) for each in field.choices])

    def validate_header_row(self, field: Field) -> None:
        given = field.data or ""
        if given and not (given.isascii() and given.isdigit() and 0 < int(given[:9]) <= LAST_ROW):
            raise ValidationError(N_("Please give the number of a line, such as 3."))

    @property
    def settings(self) -> dict[str, Any]:
        """How the file is written, as the form says."""
        row = self.header_row.data or ""
        return {
            "sheet": self.sheet.data or None,
            "header_row": int(row) if row else None,
            "date_order": self.date_order.data,
            "decimal": MARKS[self.decimal.data],
        }

    def take(self, date_order: DateOrder, decimal: str) -> None:
        """Choose how days and numbers seem to be written, once the file is seen."""
        self.date_order.data, self.decimal.data = date_order, "comma" if decimal == "," else "point"


class FigureForm(LayoutForm):
    """`currency` is only asked where the client has none yet."""

    kind = Choice(choices=choice([(kind, kind) for kind in KINDS]), default="actuals")
    period = Choice(choices=choice([(each, each) for each in PERIODS]), default="month")
    currency = Choice(choices=choice([("", ""), *((code, code) for code in CURRENCIES)]), default="")

    def offer(self, sheets: Sequence[str]) -> None:
        super().offer(sheets)
        for field in (self.kind, self.period):
            field.choices = choice([(each.value, _(labels.OPTIONS[each.value])) for each in field.choices])
        self.currency.choices[0].label = _("not said")

    @property
    def settings(self) -> dict[str, Any]:
        return {**super().settings, "currency": self.currency.data or None, "period": self.period.data}


def form_data(settings: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of a file, as the form has it."""
    row = settings.get("header_row")
    return {
        "sheet": settings.get("sheet") or "",
        "header_row": str(row) if row else "",
        "date_order": settings.get("date_order") or "ymd",
        "decimal": "comma" if settings.get("decimal") == "," else "point",
        "currency": settings.get("currency") or "",
        "period": settings.get("period") or "month",
    }


@dataclass(frozen=True, slots=True)
class SaidColumns:
    """What the form says about the columns: under which heading each of ours stands, what is the same in every row, and
    what values mean to us ("": nothing, such rows stay out). `missing` are the columns that still need saying, `open`
    those whose values do, `too_many` those with too many values to ask."""

    columns: Mapping[str, str]
    constants: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    missing: tuple[str, ...]
    open: tuple[str, ...]
    too_many: tuple[str, ...]

    @property
    def settings(self) -> dict[str, Any]:
        """All but the columns, as it is kept with the file."""
        return {"constants": self.constants, "values": self.values}


def read_said(posted: Posted, raw: RawTable, kind: FigureKind) -> SaidColumns:
    """Each column is the file's ("h:" and its heading) or the same in every row ("c:" and the word)."""
    columns: dict[str, str] = {}
    constants: dict[str, str] = {}
    for column in KNOWN[kind]:
        sort, _, given = posted.get(f"c_{column}", "").partition(":")
        if sort == "h" and given in raw.headings:
            columns[column] = given
        elif sort == "c" and given in CHOICES.get(column, ()):
            constants[column] = given
    missing = tuple(column for column in NEEDED[kind] if column not in {*columns, *constants})
    values, unsaid, too_many = _values(posted, raw, columns)
    return SaidColumns(columns, constants, values, missing, unsaid, too_many)


def _values(
    posted: Posted, raw: RawTable, columns: Mapping[str, str]
) -> tuple[dict[str, dict[str, str]], tuple[str, ...], tuple[str, ...]]:
    """What values mean; the columns whose values have not been asked yet; those with too many to ask."""
    values: dict[str, dict[str, str]] = {}
    unsaid: list[str] = []
    too_many: list[str] = []
    for column in CHOICES:
        heading = columns.get(column)
        unknown = unknown_values(column, raw.column(heading)) if heading is not None else []
        if len(unknown) > MOST_VALUES:
            too_many.append(column)
        elif unknown and posted.get(f"shown_{column}") != heading:
            unsaid.append(column)
            values[column] = guess_values(raw, column, heading or "")
        elif unknown:
            values[column] = _assigned(posted, column, unknown)
    return values, tuple(unsaid), tuple(too_many)


def _assigned(posted: Posted, column: str, unknown: Sequence[str]) -> dict[str, str]:
    pairs = zip(posted.getlist(f"v_{column}"), posted.getlist(f"a_{column}"), strict=False)
    said = {value: ours for value, ours in pairs if ours in CHOICES[column]}
    return {value: said.get(value, "") for value in unknown}
