"""Reads targets and actuals from raw rows, and adds up actuals of the same owner, metric and period.

A sheet of single sales and a sheet of monthly sums therefore give the same result. Targets are never added up
here, so that the target audit sees targets that occur twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from diagnostic.core.figures.model.metrics import METRICS, Metric
from diagnostic.core.figures.model.performance import Amount, InputRead
from diagnostic.core.figures.model.repeated_rows import repeated_rows
from diagnostic.core.figures.reading.numbers import to_minor_units
from diagnostic.core.figures.reading.roster import unit_parts
from diagnostic.core.figures.reading.rows import (
    FileRow,
    check_columns,
    read_rows,
    refuse_if_none_good,
    tell_once,
)
from diagnostic.core.table import RawTable
from diagnostic.faults import Fault

NEEDED = ("owner_id", "metric", "period", "value")
KNOWN = ("owner_type", "owner_id", "metric", "period", "value", "unit", "currency")
OWNER_TYPES = ("person", "unit")
NUMBERED = list[tuple[int, Amount]]

# The words allowed in a unit column, and the factor by which each multiplies the value.
UNITS = {
    **dict.fromkeys(("money", "count", "share", "ratio", "days", "hours", "points"), Decimal(1)),
    **dict.fromkeys(("元", "个", "次", "家", "人", "天", "小时", "分", "件", "单"), Decimal(1)),
    **dict.fromkeys(("%", "percent"), Decimal("0.01")),
    **dict.fromkeys(("千元", "千", "k", "thousand"), Decimal(10) ** 3),
    **dict.fromkeys(("万元", "万", "w"), Decimal(10) ** 4),
    **dict.fromkeys(("百万", "百万元", "m", "million"), Decimal(10) ** 6),
    **dict.fromkeys(("亿元", "亿"), Decimal(10) ** 8),
}


def clean_amounts(
    table: RawTable, *, targets: bool, currency: str | None = None
) -> tuple[NUMBERED, tuple[Fault, ...], InputRead]:
    """The amounts of a sheet with their row numbers, the faults, and how much was read.

    targets: whether these are targets, which are never negative. currency: for money if neither its row nor its file
    states one. Raises BadDataError for missing or unknown columns, and if there are rows but none is good.
    """
    check_columns(table, NEEDED, KNOWN)
    read = read_rows(table, NEEDED, lambda row: _amount(row, targets, table.currency or currency))
    rows, faults = read.good, read.faults + _unknown_words(table)
    refuse_if_none_good(table, rows, faults)
    faults += _repeated(table, rows)
    return rows, tuple(faults), read.of("targets" if targets else "actuals", table)


def _repeated(table: RawTable, rows: NUMBERED) -> list[Fault]:
    """Rows that stand once more, named at the first of them; they go in, since they may be right."""
    copies = repeated_rows([amount for _, amount in rows])
    if not copies:
        return []
    again = [number for number, amount in rows if amount in {*copies}]
    first = again[len(again) - len(copies)]
    return [Fault("figures.rows_twice", table.source, first, values={"rows": len(copies)})]


def add_up(amounts: Iterable[Amount], repeated: Iterable[Amount] = ()) -> tuple[Amount, ...]:
    """Combines amounts with the same owner, metric, period and currency into their sum, if the metric is a sum.

    repeated: those of the amounts that stand once more; the sums say which of their values these are (`again`).
    """
    sums: dict[tuple[object, ...], Amount] = {}
    values: dict[tuple[object, ...], int | float] = {}
    again: dict[tuple[object, ...], tuple[int | float, ...]] = {}
    rows: Counter[tuple[object, ...]] = Counter()
    for place, amount in enumerate(amounts):
        key = _sum_of(amount, place)
        sums.setdefault(key, amount)
        values[key] = values.get(key, 0) + amount.value
        again[key] = again.get(key, ()) + amount.again
        rows[key] += amount.rows
    for amount in repeated:
        again[_sum_of(amount, None)] += (amount.value,)
    return tuple(
        replace(amount, value=values[key], again=again[key], rows=rows[key]) for key, amount in sums.items()
    )


def _sum_of(amount: Amount, place: int | None) -> tuple[object, ...]:
    """What the amounts of one sum have in common; a metric that does not add up stays at its place."""
    alike = place if METRICS[amount.metric].adds_up != "sum" else amount.currency
    return amount.owner_type, amount.owner_id, amount.metric, amount.period, alike


def _amount(row: FileRow, target: bool, currency: str | None) -> Amount | None:
    kind = (row.text("owner_type") or "person").lower()
    metric = METRICS.get((row.text("metric", needed=True) or "").lower())
    scale = _scale(row)
    owner, period = row.text("owner_id", needed=True), row.period("period")
    value = row.number_in("value", needed=True, negative=_may_be_negative(metric, target))
    if kind not in OWNER_TYPES or metric is None or scale is None or owner is None or period is None:
        return None
    if value is None or not _is_share(row, metric, value * scale):
        return None
    return Amount(
        "unit" if kind == "unit" else "person",
        "/".join(unit_parts(owner)) if kind == "unit" else owner,
        metric.key,
        period,
        *_value(value * scale, metric, row.text("currency") or currency),
    )


def _value(value: Decimal, metric: Metric, currency: str | None) -> tuple[int | float, str | None]:
    return (to_minor_units(value, currency), currency) if metric.unit == "money" else (float(value), None)


def _scale(row: FileRow) -> Decimal | None:
    unit = (row.text("unit") or "").lower()
    return Decimal(1) if not unit or unit == (row.text("currency") or "").lower() else UNITS.get(unit)


def _may_be_negative(metric: Metric | None, target: bool) -> bool:
    """Whether a value may be negative: sales (by returns) and growth can be, counts and targets can't."""
    return not target and metric is not None and (metric.unit == "money" or metric.key == "growth")


def _is_share(row: FileRow, metric: Metric, value: Decimal) -> bool:
    if metric.unit == "share" and value > 1:
        row.fault("figures.share_wrong", "value", value=row.cells["value"])
        return False
    return True


def _unknown_words(table: RawTable) -> list[Fault]:
    """One fault for each unknown word in the metric, owner type and unit columns."""

    def words(column: str) -> list[tuple[int, str | None]]:
        if column not in table.headings:
            return []
        cells = zip(table.row_numbers, table.column(column), strict=True)
        return [(number, None if cell is None else str(cell).lower()) for number, cell in cells]

    currencies = {word for _, word in words("currency") if word}
    return [
        *tell_once(
            "figures.metric_unknown",
            table.source,
            "metric",
            words("metric"),
            METRICS,
            known=", ".join(METRICS),
        ),
        *tell_once(
            "figures.value_unknown",
            table.source,
            "owner_type",
            words("owner_type"),
            OWNER_TYPES,
            known=", ".join(OWNER_TYPES),
        ),
        *tell_once("figures.unit_unknown", table.source, "unit", words("unit"), {*UNITS, *currencies}),
    ]
