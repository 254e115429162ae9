"""The worked examples in the docstrings hold."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from types import ModuleType

import pytest

import diagnostic.core.diagnosis

MODULES = [
    importlib.import_module(f"diagnostic.core.diagnosis.{found.name}")
    for found in pkgutil.iter_modules(diagnostic.core.diagnosis.__path__)
]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rsplit(".", 1)[1])
def test_worked_examples(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0
