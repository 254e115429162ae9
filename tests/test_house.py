"""The rules of the code base: where code lives, what imports what, what a name means (CONTRIBUTING.md lists them)."""

from __future__ import annotations

import ast
import re
import tokenize
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from grimp import ImportGraph, build_graph

from tests.support.definitions import Source, nodes_of, reached, read_package, tree_of
from tests.support.folders import ROOT

MOST_MODULES = 15
ARROWS = {  # package: the most arrows between what lies inside it; of what is named here, its own parts are counted
    "core.diagnosis": 17,
    "core.report": 57,
    "core.stats": 6,
    "web.staff": 36,
    "storage": 12,
    "usecases": 3,
}
OPENED = ("core.report.sections",)
BESIDE = ("diagnostic.lab", "diagnostic.demo")  # what checks or shows the product and is no part of it
MAY_WRITE = {
    "diagnostic/usecases": "where every transaction of the product lives",
    "diagnostic/storage": "what offers them",
    "diagnostic/jobs/run_job.py": "the end of a job goes into its row, whatever the use case did",
    "diagnostic/jobs/worker.py": "the sweep puts jobs of dead workers back",
    "diagnostic/demo/populate.py": "a simulated company comes into the tables without anybody at the keyboard",
}

OLD_WORDS = re.compile(
    r"(?<![a-z])(?:anew|deeds?|who(?:m)?ever|hears|nought|he|him|his|himself)(?![a-z])", re.I
)


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def none_of(found: Iterable[str]) -> None:
    lines = sorted(found)
    assert not lines, "\n".join(["", *lines])


# --- folders


def test_no_folder_holds_more_modules_than_a_reader_takes_in_at_once() -> None:
    counts: dict[str, int] = defaultdict(int)
    for path in sources("diagnostic", "tests", "tools"):
        if path.name != "__init__.py":
            counts[named(path.parent)] += 1
    none_of(f"{folder}: {count}" for folder, count in counts.items() if count > MOST_MODULES)


# --- arrows


@pytest.fixture(scope="module")
def imports() -> ImportGraph:
    return build_graph("diagnostic", cache_dir=None)


def arrows(imports: ImportGraph, package: str) -> set[tuple[str, str]]:
    """An arrow leads from one direct child of the package to another that it imports, however often it does.

    A child is a module or a package; of one that is OPENED its own children count in its place.
    """

    def child(module: str) -> str:
        parts = module.removeprefix(f"diagnostic.{package}.").split(".")
        return ".".join(parts[: 2 if f"{package}.{parts[0]}" in OPENED else 1])

    inside = [module for module in imports.modules if module.startswith(f"diagnostic.{package}.")]
    pairs = {
        (child(module), child(other))
        for module in inside
        for other in imports.find_modules_directly_imported_by(module)
        if other in inside
    }
    return {(one, other) for one, other in pairs if one != other}


@pytest.mark.parametrize("package", ARROWS)
def test_the_rooms_of_a_package_know_few_of_each_other(imports: ImportGraph, package: str) -> None:
    found = arrows(imports, package)
    table = "\n".join(f"  {one} -> {other}" for one, other in sorted(found))
    assert len(found) <= ARROWS[package], (
        f"{len(found)} arrows in {package}, at most {ARROWS[package]}:\n{table}"
    )


# --- what is never reached


@pytest.fixture(scope="module")
def product() -> dict[str, Source]:
    return {name: source for name, source in read_package().items() if not name.startswith(BESIDE)}


def in_core(module: str) -> bool:
    return module.startswith("diagnostic.core.")


def test_every_module_of_the_core_is_reached_from_the_product(imports: ImportGraph) -> None:
    """From the web, a job or a word of the command line, and not only through the lab, the demo or a test."""
    waiting = [m for m in imports.modules if not in_core(m) and not m.startswith(BESIDE)]
    seen = set(waiting)
    while waiting:
        further = imports.find_modules_directly_imported_by(waiting.pop())
        waiting += [module for module in further if module not in seen and not module.startswith(BESIDE)]
        seen.update(waiting)
    packages = {module.rpartition(".")[0] for module in imports.modules}
    none_of(module for module in imports.modules - seen - packages if in_core(module))


@pytest.mark.slow
def test_every_definition_of_the_core_is_reached_from_the_product(product: dict[str, Source]) -> None:
    """A method enters the core with the diagnosis that uses it; until then it waits in `lab/statistics`."""
    found = reached(product, lambda module: not in_core(module))
    unused = [
        f"{module}.{name}"
        for module, source in product.items()
        if in_core(module)
        for name in source.parts
        if name not in ("", "__all__") and (module, name) not in found
    ]
    none_of(unused)


@pytest.mark.slow
def test_every_method_of_the_core_is_named_in_the_product(product: dict[str, Source]) -> None:
    """Only by its name, since what an object is at that place is not known here; templates count too."""
    statements = [each for source in product.values() for part in source.parts.values() for each in part]
    used = {node.attr for each in statements for node in ast.walk(each) if isinstance(node, ast.Attribute)}
    for path in (ROOT / "diagnostic").rglob("*"):
        if path.suffix in (".html", ".jinja"):
            used |= set(re.findall(r"\w+", path.read_text("utf-8")))
    unused = [
        f"{module}.{node.name}.{method.name}"
        for module, source in product.items()
        if in_core(module)
        for part in source.parts.values()
        for node in part
        if isinstance(node, ast.ClassDef)
        for method in node.body
        if isinstance(method, ast.FunctionDef)
        and not method.name.startswith("__")
        and method.name not in used
    ]
    none_of(unused)


# --- formatting and linting


def test_the_formatter_is_never_switched_off_and_the_linter_for_one_named_rule_only() -> None:
    switch = re.compile(r"#\s*fmt:\s*(?:skip|off)|#\s*noqa(?!:\s*[A-Z]+\d+)|#\s*ruff:\s*noqa\s*$", re.I)
    found = [
        f"{named(path)}:{number}"
        for path in sources("diagnostic", "tests", "tools")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if switch.search(line) and "re.compile" not in line
    ]
    none_of(found)


# --- transactions


def test_only_use_cases_write() -> None:
    found = [
        f"{named(path)}:{node.lineno}"
        for path in sources("diagnostic")
        if not named(path).startswith(tuple(MAY_WRITE))
        for node in nodes_of(path)
        if isinstance(node, ast.Attribute) and node.attr == "writing"
    ]
    none_of(found)


# --- names


def test_a_name_of_a_type_has_one_meaning() -> None:
    """Classes and the types that are given a name; the same type under the same name twice is one meaning.

    Tables are always written `t.Person`, and so carry their subject.
    """
    meanings: dict[str, dict[str, str]] = defaultdict(dict)
    for path in sources("diagnostic"):
        if named(path) != "diagnostic/storage/database/tables.py":
            for name, meaning in types_of(path):
                meanings[name].setdefault(meaning, named(path))
    none_of(
        f"{name}: {', '.join(sorted(places.values()))}"
        for name, places in meanings.items()
        if len(places) > 1
    )


def types_of(path: Path) -> Iterator[tuple[str, str]]:
    for node in tree_of(path).body:
        if isinstance(node, ast.ClassDef):
            yield node.name, f"class in {named(path)}"
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if re.fullmatch(r"_?[A-Z]\w*[a-z]\w*", name):
                yield name, ast.unparse(node.value).replace("npt.", "")


def test_nothing_is_written_twice_in_a_row_or_under_one_name() -> None:
    """As it comes out of a merge: the second one wins, and the first is read in vain."""
    none_of(
        f"{named(path)}:{line}: {what}"
        for path in sources("diagnostic", "tools")
        for line, what in (*named_twice(tree_of(path).body), *said_twice(path))
    )


def named_twice(body: list[ast.stmt]) -> Iterator[tuple[int, str]]:
    names: set[str] = set()
    for node in body:
        for name in given_names(node):
            if name in names:
                yield node.lineno, name
            names.add(name)


def said_twice(path: Path) -> Iterator[tuple[int, str]]:
    for node in nodes_of(path):
        for part in ("body", "orelse", "finalbody"):
            statements = getattr(node, part, None)
            if isinstance(statements, list):
                for before, each in pairwise(statements):
                    if type(each) is not type(before) or each.end_col_offset != before.end_col_offset:
                        continue
                    if ast.dump(each) == ast.dump(before):
                        yield each.lineno, ast.unparse(each)


def given_names(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.decorator_list:
        yield node.name
    elif isinstance(node, ast.Assign):
        yield from (each.id for each in node.targets if isinstance(each, ast.Name))
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id


# --- words


def test_comments_and_names_are_in_present_day_words() -> None:
    none_of(
        f"{named(path)}:{line}: {word}"
        for path in sources("diagnostic", "tests", "tools")
        if OLD_WORDS.search(
            path.read_text("utf-8")
        )  # most files hold none, and reading them closely takes long
        for line, text in comments_and_names(path)
        for word in OLD_WORDS.findall(text)
    )


def comments_and_names(path: Path) -> Iterator[tuple[int, str]]:
    """Line and text of every comment, every docstring, and every name of a function or class."""
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string
    for node in nodes_of(path):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.lineno, node.name
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.lineno, str(node.value.value)
