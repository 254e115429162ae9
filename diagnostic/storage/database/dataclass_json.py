"""Frozen dataclasses of the core as packed JSON and back: what a run found, and plans, as the database keeps them.

pydantic reads the shape from the dataclass itself, so that a field that is added with a default needs nothing here;
what does not fit the shape any more is refused and never half read.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Hashable
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from diagnostic.faults import BadDataError, Fault

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")


class OtherShapeError(BadDataError):
    """It was stored by a version of the product that knew another shape."""


def pack(value: T, shape: type[T]) -> bytes:
    return zlib.compress(_adapter(cast(Hashable, shape)).dump_json(value))


def unpack(content: bytes, shape: type[T]) -> T:
    """Raises OtherShapeError where the content is not of this shape."""
    plain_json = zlib.decompress(content)
    value: T = _read(lambda: _adapter(cast(Hashable, shape)).validate_json(plain_json))
    return value


def plain(value: T, shape: Any) -> Any:
    """The value as a JSON column takes it. `shape` is the dataclass, or a union or tuple of such types."""
    return _adapter(shape).dump_python(value, mode="json")


def from_plain(content: Any, shape: Any) -> Any:
    """What `plain` was given. Raises OtherShapeError where the content is not of this shape."""
    return _read(lambda: _adapter(shape).validate_python(content))


def _read(read: Callable[[], Any]) -> Any:
    from pydantic import ValidationError

    try:
        return read()
    except ValidationError as error:
        raise OtherShapeError([Fault("store.other_shape")]) from error


@cache
def _adapter(shape: Hashable) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(cast(Any, shape))
