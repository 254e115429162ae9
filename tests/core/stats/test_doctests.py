"""The worked examples in the docstrings of the core hold, and every public function of the statistics has its passport.

A passport: what it computes (formula or rule), a source (DOI, or author and year), what it refuses, a worked example.
"""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest

import diagnostic.core
import diagnostic.core.stats
import diagnostic.lab.statistics

CORE = [
    importlib.import_module(found.name)
    for found in pkgutil.walk_packages(diagnostic.core.__path__, "diagnostic.core.")
    if not found.ispkg
]
LAB = [
    importlib.import_module(found.name)
    for found in pkgutil.walk_packages(diagnostic.lab.statistics.__path__, "diagnostic.lab.statistics.")
    if not found.ispkg
]
STATS = [module for module in CORE if module.__name__.startswith("diagnostic.core.stats.")] + LAB
SOURCE = (
    r"10\.\d{4,}/|\b(18|19|20)\d\d\b|[Ss]ources?\b.* as|[Ee]rrors as|[Rr]aises as|rule of|Arithmetic|Pythagoras"
    r"|Sources stand"
)
REFUSES = r"[Rr]aises|[Ee]rrors|ValueError|[Rr]efuse"


def own_functions(module: ModuleType) -> Iterator[Callable[..., object]]:
    for word, function in inspect.getmembers(module, inspect.isfunction):
        if not word.startswith("_") and function.__module__ == module.__name__:
            yield function


def short(module: ModuleType) -> str:
    return module.__name__.removeprefix("diagnostic.core.")


@pytest.mark.slow
@pytest.mark.parametrize("module", [*CORE, *LAB], ids=short)
def test_worked_examples_hold(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("module", STATS, ids=short)
def test_every_public_function_has_source_errors_and_an_example(module: ModuleType) -> None:
    for function in own_functions(module):
        text = function.__doc__ or ""
        assert ">>>" in text, f"{function.__name__} has no worked example"
        assert re.search(SOURCE, text), f"{function.__name__} has no source"
        assert re.search(REFUSES, text), f"{function.__name__} does not say what it refuses"


def test_the_statistics_are_there() -> None:
    assert len(STATS) >= 35
    assert sum(len(list(own_functions(module))) for module in STATS) >= 110
