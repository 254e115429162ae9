"""The fingerprint of a study: the same frozen inputs always give the same one, whatever day or machine it is.

It is about what went in. The day of the analysis, the seed and the number of resamples belong to the run that was
made of it, and scores are computed from the answers; none of them counts here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache

import numpy as np

from diagnostic.core.diagnosis.model.study import Module, Study
from diagnostic.core.figures.model.performance import InputRead

THE_SAME_DAY = date(1, 1, 1)
Feed = Callable[[bytes], None]


def fingerprint_of(study: Study) -> str:
    """SHA-256 of the inputs in one fixed spelling."""
    digest = hashlib.sha256()
    dated = replace(study.assessment, as_of=THE_SAME_DAY)
    figures = study.figures and replace(study.figures, reads=_unaccepted(study.figures.reads))
    parts = (
        dated,
        study.rules,
        tuple(replace(line, accepted_by=None) for line in study.inputs),
        figures,
        study.instruments,
        study.notes,
        study.unit_names,
        tuple(_of_module(module) for module in study.modules),
        tuple(_of_module(module) for module in study.earlier),
        study.period,
        study.collected,
        study.comments,
        study.confirmed_by is not None,
        study.follows_potential,
        _unaccepted(study.reads),
    )
    _feed(parts, digest.update)
    return digest.hexdigest()


def _unaccepted(reads: Iterable[InputRead]) -> tuple[InputRead, ...]:
    """What was read, without who accepted it: that is no part of what went in."""
    return tuple(replace(read, accepted_by=None) for read in reads)


def _of_module(module: Module) -> tuple[object, ...]:
    return module.name, module.sheet, module.invited


def _feed(value: object, feed: Feed) -> None:
    """Every value with its kind before it and its end behind it, so that no two studies are spelled alike."""
    if isinstance(value, np.ndarray):
        feed(f"a{value.dtype.str}{value.shape}".encode())
        feed(np.ascontiguousarray(value).tobytes())
    elif is_dataclass(value) and not isinstance(value, type):
        feed(f"<{type(value).__name__}".encode())
        for name in _names(type(value)):
            _feed(getattr(value, name), feed)
        feed(b">")
    elif isinstance(value, Mapping):
        _feed(sorted(value.items(), key=repr), feed)
    elif isinstance(value, (frozenset, set)):
        _feed(sorted(value, key=repr), feed)
    elif isinstance(value, Iterable) and not isinstance(value, (str, bytes)):
        feed(b"(")
        for each in value:
            _feed(each, feed)
        feed(b")")
    else:
        feed(f"{type(value).__name__}:{value!r};".encode())


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
