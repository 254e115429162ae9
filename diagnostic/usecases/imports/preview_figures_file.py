"""What would come in from a file of figures, before anything is kept: the dry run of `./run import`.

For the person who made the export: how many rows are good, which are not and why, and the sums to compare with
their own system. Nothing is written; a file that cannot be used at all ends in BadDataError.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from diagnostic.core.figures.model.metrics import METRICS
from diagnostic.core.figures.model.performance import Amount, Opportunity
from diagnostic.core.figures.model.periods import Period, spanning
from diagnostic.core.figures.reading.amounts import clean_amounts
from diagnostic.core.figures.reading.deals import clean_deals
from diagnostic.core.figures.reading.numbers import minor_units
from diagnostic.core.figures.reading.roster import clean_roster
from diagnostic.core.table import RawTable
from diagnostic.faults import Fault
from diagnostic.i18n import both
from diagnostic.readers.maps.column_map import read_mapped_table
from diagnostic.text import Lang

InputFileKind = Literal["roster", "targets", "actuals", "opportunities"]


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """`good` of `rows` rows would come in; `totals` by metric (money in whole units) or by stage of deals."""

    source: str
    kind: InputFileKind
    columns: tuple[str, ...]
    rows: int
    good: int
    totals: Mapping[str, float]
    period: Period | None
    faults: tuple[Fault, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "source": self.source,
            "kind": self.kind,
            "columns": list(self.columns),
            "rows": self.rows,
            "good": self.good,
            "totals": dict(self.totals),
            "period": self.period.label if self.period else None,
            "faults": [fault.as_json() for fault in self.faults],
        }

    def lines(self, lang: Lang) -> tuple[str, ...]:
        """For a terminal: what came, how much of it is good, over which days, and the sums to compare."""
        period = f", {self.period.label}" if self.period else ""
        words = both("{good} of {rows} {rows:row|rows} can be used")
        return (
            f"{self.source} ({self.kind}): {words.format(good=self.good, rows=self.rows)[lang]}{period}",
            *(f"  {name}: {value:,.2f}".removesuffix(".00") for name, value in self.totals.items()),
        )


def preview_figures_file(
    path: Path, map_path: Path | None = None, kind: InputFileKind | None = None
) -> ImportPreview:
    """What the file at `path` holds, through the map at `map_path`; `kind` is recognised by the columns if not given.

    Targets and actuals look alike: without `kind` a file of amounts is taken as actuals. Raises BadDataError when
    the file, the map or its columns cannot be used.
    """
    table, _ = read_mapped_table(path, map_path)
    kind = kind or _kind(table)
    if kind == "roster":
        roster, faults, _ = clean_roster(table)
        people = {"people": float(len(roster.people)), "units": float(len(roster.units))}
        return _preview(table, kind, len(roster.people), people, None, faults)
    if kind == "opportunities":
        deals, faults, _ = clean_deals(table)
        return _preview(table, kind, len(deals), *_deal_totals([deal for _, deal in deals]), faults)
    amounts, faults, _ = clean_amounts(table, targets=kind == "targets")
    return _preview(table, kind, len(amounts), *_amount_totals([amount for _, amount in amounts]), faults)


def _kind(table: RawTable) -> InputFileKind:
    if "opportunity_id" in table.headings:
        return "opportunities"
    return "actuals" if "metric" in table.headings else "roster"


def _preview(
    table: RawTable,
    kind: InputFileKind,
    good: int,
    totals: Mapping[str, float],
    period: Period | None,
    faults: tuple[Fault, ...],
) -> ImportPreview:
    return ImportPreview(table.source, kind, table.headings, len(table.rows), good, totals, period, faults)


def _deal_totals(deals: list[Opportunity]) -> tuple[dict[str, float], Period | None]:
    totals = {"open": 0.0, "won": 0.0, "lost": 0.0, "won_value": 0.0}
    for deal in deals:
        totals[deal.stage] += 1
        if deal.stage == "won":
            totals["won_value"] += (deal.amount or 0) / minor_units(deal.currency)
    days = tuple(Period(deal.closed, deal.closed) for deal in deals if deal.closed)
    return totals, spanning(days) if days else None


def _amount_totals(amounts: list[Amount]) -> tuple[dict[str, float], Period | None]:
    """Sums of metrics that are sums; of the others the number of figures would say nothing and is left out."""
    sums: dict[tuple[str, int], float] = {}
    for amount in amounts:
        if METRICS[amount.metric].adds_up == "sum":
            scale = minor_units(amount.currency) if METRICS[amount.metric].unit == "money" else 1
            key = (amount.metric, scale)
            sums[key] = sums.get(key, 0) + amount.value
    totals: dict[str, float] = {}
    for (metric, scale), value in sums.items():
        totals[metric] = totals.get(metric, 0.0) + value / scale
    periods = tuple({amount.period for amount in amounts})
    return totals, spanning(periods) if periods else None
