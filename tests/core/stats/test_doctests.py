"""The worked examples in the docstrings hold, and every public function that computes has one."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil

import pytest

import diagnostic.core.stats

MODULES = [
    importlib.import_module(f"diagnostic.core.stats.{found.name}")
    for found in pkgutil.iter_modules(diagnostic.core.stats.__path__)
]
INNER = {"checks", "t_test", "cannot_say"}  # arithmetic shared by others, shown by them


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rsplit(".", 1)[1])
def test_worked_examples(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rsplit(".", 1)[1])
def test_public_functions_have_an_example(module: object) -> None:
    name = module.__name__.rsplit(".", 1)[1]  # type: ignore[attr-defined]
    own = [
        function
        for word, function in inspect.getmembers(module, inspect.isfunction)
        if not word.startswith("_") and function.__module__ == module.__name__  # type: ignore[attr-defined]
    ]
    bare = [function.__name__ for function in own if ">>>" not in (function.__doc__ or "")]
    allowed = {"tie_term", "tail_share", "effect_from_t", "outcome_and_predictors", "grouped"}
    assert name in INNER or set(bare) <= allowed
