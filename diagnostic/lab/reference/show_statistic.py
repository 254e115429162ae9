"""`./run stats`: any statistic of the product on a file of one's own, so that a number of the report can be checked.

For statisticians. The names are those of the reference cases or the method keys a report gives; what cannot be computed
comes back as a fault with its reason, never as an empty number.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from diagnostic.core.report.prose.words import REASONS
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.table import RawTable
from diagnostic.faults import BadArgumentsError, BadDataError, Fault
from diagnostic.lab.reference.case import MISSING, ReferenceCase
from diagnostic.lab.reference.compare import Disputed
from diagnostic.lab.reference.statistics import METHODS, STATISTICS, Statistic
from diagnostic.readers.tables import read_table


def list_statistics() -> Iterator[str]:
    """A line for every statistic, its words and inputs (optional ones in brackets), then for every method key."""
    for name, statistic in STATISTICS.items():
        inputs = " ".join(f"[{key}]" if key in statistic.optional else key for key in statistic.inputs)
        yield f"{name:<18}{statistic.words.zh} / {statistic.words.en}: {inputs}"
    for method, (name, path) in METHODS.items():
        yield f"{method:<24}= {'.'.join((name, *path))}"


def show_statistic(name: str, data: Path | None, inputs: str | None) -> dict[str, object]:
    """What the statistic finds in the columns that the inputs name.

    `inputs`: JSON, or the path of a file of it. BadArgumentsError for an unknown name or inputs that don't fit it,
    BadDataError for a file without the columns, cells that are no numbers, and what cannot be said of such data.
    """
    key, path = (name, ()) if name in STATISTICS else METHODS.get(name, (name, ()))
    if key not in STATISTICS:
        raise BadArgumentsError([Fault("stats.unknown", values={"name": name})])
    statistic = STATISTICS[key]
    given = _complete(statistic, _read_inputs(inputs))
    table = _table(statistic, data)
    columns = _columns(statistic, given, table) if table else {}
    found: Any = _found(statistic, ReferenceCase(name, key, given, {}, {}, columns), table)
    for part in path:
        found = found[part]
    return {
        "method": name,
        "statistic": key,
        "data": table.source if table else None,
        "rows": len(table.rows) if table else None,
        "inputs": given,
        "found": plain(found),
    }


def _read_inputs(inputs: str | None) -> dict[str, Any]:
    text = (inputs or "{}").strip()
    if not text.startswith("{"):
        try:
            text = Path(text).read_text(encoding="utf-8-sig")
        except FileNotFoundError as error:
            raise BadArgumentsError([Fault("file.missing", text)]) from error
        except (OSError, ValueError) as error:
            raise BadArgumentsError([Fault("file.unreadable", text, values={"reason": error})]) from error
    try:
        content = json.loads(text)
    except ValueError as error:
        raise BadArgumentsError([Fault("stats.no_json", values={"reason": error})]) from error
    if not isinstance(content, dict):
        raise BadArgumentsError([Fault("stats.no_json", values={"reason": type(content).__name__})])
    return content


def _complete(statistic: Statistic, content: dict[str, Any]) -> dict[str, Any]:
    """The inputs with what may be left out; every one that is missing or unknown is a fault."""
    content.pop("stat", None)
    faults = [
        Fault("stats.input_missing", path=key)
        for key in statistic.inputs
        if key not in content and key not in statistic.optional
    ]
    known = {*statistic.inputs, "standardise_sd"}
    faults += [Fault("stats.input_unknown", path=key) for key in content if key not in known]
    for key, kind in statistic.inputs.items():
        if kind != "value" and key in content and not _names(content[key], several=kind == "numbers"):
            faults.append(Fault("stats.input_names", path=key))
    if faults:
        raise BadArgumentsError(faults)
    return {**statistic.optional, **content}


def _names(value: object, several: bool) -> bool:
    """Names of columns: a text, a list of one, or where several are asked for a list of some."""
    names = value if isinstance(value, list) else [value]
    fits = len(names) >= 1 if several else len(names) == 1
    return fits and all(isinstance(name, str) for name in names)


def _table(statistic: Statistic, data: Path | None) -> RawTable | None:
    if not statistic.needs_data:
        return None
    if data is None:
        raise BadArgumentsError([Fault("stats.no_data")])
    return read_table(data)


def _columns(statistic: Statistic, given: Mapping[str, Any], table: RawTable) -> dict[str, tuple[str, ...]]:
    wanted: dict[str, str] = {}
    for key, kind in statistic.inputs.items():
        if kind != "value":
            names = given[key] if isinstance(given[key], list) else [given[key]]
            wanted |= {name: "label" if wanted.get(name) == "label" else kind for name in names}
    absent = [name for name in wanted if name not in table.headings]
    if absent:
        raise BadDataError([Fault("stats.no_column", table.source, column=name) for name in absent])
    columns = {name: tuple("" if c is None else str(c) for c in table.column(name)) for name in wanted}
    faults = [
        Fault("stats.no_number", table.source, row=row, column=name, values={"value": cell})
        for name, kind in wanted.items()
        if kind != "label"
        for row, cell in zip(table.row_numbers, columns[name], strict=True)
        if not _is_number(cell)
    ]
    if faults:
        raise BadDataError(faults[:50])
    return columns


def _is_number(cell: str) -> bool:
    if cell in MISSING:
        return True
    try:
        return bool(np.isfinite(float(cell)))
    except ValueError:
        return False


def _found(statistic: Statistic, case: ReferenceCase, table: RawTable | None) -> object:
    try:
        return statistic.adapter(case)
    except CannotSayError as refusal:
        values = {"reason": REASONS[refusal.reason], "n": _count(refusal.n), "needed": _count(refusal.needed)}
        fault = Fault("stats.cannot_say", table.source if table else "", path=refusal.reason, values=values)
        raise BadDataError([fault]) from refusal
    except (TypeError, ValueError, KeyError, IndexError, AttributeError) as error:
        raise BadArgumentsError([Fault("stats.inputs_unfit", values={"reason": error})]) from error


def _count(n: int | None) -> str:
    return "–" if n is None else str(n)


def plain(value: Any) -> Any:
    """What was found as JSON has it: numbers, texts, lists and objects; never a nan."""
    if isinstance(value, Disputed):
        return plain(value.ours)
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    if isinstance(value, float) and not np.isfinite(value):
        raise ValueError(f"no finite number: {value}")
    return value
