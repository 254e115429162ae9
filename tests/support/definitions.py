"""Which definitions of the package are reached by others: every top-level name, and who mentions it.

A reader of this file needs one picture: the package as a graph. Its nodes are the functions, classes and constants at
the top of each module; an arrow leads from a definition to each name it mentions, through imports where there are any.
What a module does outside of its definitions counts as done by the module itself.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.support.folders import ROOT

Definition = tuple[str, str]  # module, name; of what a module does outside of its definitions the name is ""
DEFINES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class Source:
    """One module: its definitions, and what each of its names means (a definition, or a module and "")."""

    module: str
    parts: Mapping[str, tuple[ast.stmt, ...]]
    names: Mapping[str, Definition]


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree_of(path: Path) -> ast.Module:
    """The file as Python reads it; each is read once in a process."""
    return ast.parse(path.read_text("utf-8"))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree_of(path)))


def read_package(folder: str = "diagnostic") -> dict[str, Source]:
    trees = {module_of(path): tree_of(path) for path in sorted((ROOT / folder).rglob("*.py"))}
    return {module: _source(module, tree, trees) for module, tree in trees.items()}


def _source(module: str, tree: ast.Module, all_modules: Mapping[str, ast.Module]) -> Source:
    parts: dict[str, tuple[ast.stmt, ...]] = {"": ()}
    for statement in tree.body:
        for name in _defined(statement) or [""]:
            parts[name] = (*parts.get(name, ()), statement)
    names: dict[str, Definition] = {name: (module, name) for name in parts if name}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in all_modules:
            for each in node.names:
                inside = f"{node.module}.{each.name}"
                target = (inside, "") if inside in all_modules else (node.module, each.name)
                names[each.asname or each.name] = target
    return Source(module, parts, names)


def _defined(statement: ast.stmt) -> list[str]:
    if isinstance(statement, DEFINES):
        return [statement.name]
    if isinstance(statement, ast.Assign):
        return [target.id for target in statement.targets if isinstance(target, ast.Name)]
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return [statement.target.id]
    return []


def mentioned(source: Source, part: str) -> Iterator[Definition]:
    """What a definition mentions, by its own names and as an attribute of a module."""
    for statement in source.parts[part]:
        if part == "__all__" or isinstance(statement, ast.Import | ast.ImportFrom):
            continue
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and node.id in source.names:
                yield source.names[node.id]
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                module, name = source.names.get(node.value.id, ("", "?"))
                if not name:
                    yield module, node.attr


def reached(package: Mapping[str, Source], begins: Callable[[str], bool]) -> set[Definition]:
    """Every definition that is reached from the modules where `begins` is true."""
    found: set[Definition] = set()
    waiting = [
        (module, part) for module, source in package.items() if begins(module) for part in source.parts
    ]
    while waiting:
        module, part = waiting.pop()
        if (module, part) in found or module not in package:
            continue
        found.add((module, part))
        source = package[module]
        if part and part not in source.parts:  # a name that this module has from another
            waiting.append(source.names.get(part, ("", "")))
            continue
        waiting += [*mentioned(source, part), (module, "")]
    return found
