"""What a group is called: its unit's name, the names of a few merged units, or "the rest of" a unit.

A label names units only, never how many people are in them or why they were merged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from diagnostic.core.privacy.regroup import Partition, UnitPath
from diagnostic.text import Text, same

NAMED = 3  # more units than this are not listed
REST = Text("{unit}其余", "rest of {unit}")
MORE = Text("{names} 等 {count} 个单位", "{names} and {more} more")
COMPANY = Text("全公司", "Whole company")


def label_of(
    leaves: Sequence[UnitPath], partition: Partition, names: Mapping[UnitPath, Text] | None = None
) -> Text:
    """The label of a union of leaves in the tree of `partition`; `names` are used where they are given.

    >>> from diagnostic.core.privacy.regroup import regroup
    >>> units = [("North", "N01"), ("North", "N02"), ("North", "N03"), ("South", "S01")]
    >>> tree = regroup(units, [6, 3, 4, 8], 5)
    >>> label_of(units[1:3], tree)["en"], label_of(units[:3], tree)["en"], label_of(units, tree)["en"]
    ('N02 + N03', 'North', 'Whole company')
    """
    counted = {leaf for atom in partition.atoms for leaf in atom.leaves}
    nodes = _whole_nodes(frozenset(leaves), counted)
    labels = [_name(node, partition.paths, names or {}) for node in nodes]
    if len(nodes) <= NAMED:
        return _joined(labels)
    return _rest(nodes, counted, partition, names or {}) or MORE.format(
        names=_joined(labels[:2]), count=len(labels), more=len(labels) - 2
    )


def _whole_nodes(leaves: frozenset[UnitPath], counted: set[UnitPath]) -> list[UnitPath]:
    """The outermost units that together are exactly these leaves (units without any answer do not matter)."""
    nodes = {leaf[:depth] for leaf in leaves for depth in range(len(leaf) + 1)}
    whole = {node for node in nodes if _below(node, counted | leaves) <= leaves}
    return sorted(node for node in whole if not any(node[:depth] in whole for depth in range(len(node))))


def _below(node: UnitPath, leaves: set[UnitPath] | frozenset[UnitPath]) -> set[UnitPath]:
    return {leaf for leaf in leaves if leaf[: len(node)] == node}


def _rest(
    nodes: list[UnitPath], counted: set[UnitPath], partition: Partition, names: Mapping[UnitPath, Text]
) -> Text | None:
    """The rest of a unit: a group inside it that is its only merged atom."""
    parents = {node[:-1] for node in nodes}
    if len(parents) != 1:
        return None
    parent = parents.pop()
    merged = [a for a in partition.atoms if len(a.leaves) > 1 and set(a.leaves) & _below(parent, counted)]
    if len(merged) != 1:
        return None
    unit = _name(parent, partition.paths, names)
    return REST.format(unit=unit)


def _joined(labels: Sequence[Text]) -> Text:
    return Text(" + ".join(label["zh"] for label in labels), " + ".join(label["en"] for label in labels))


def _name(node: UnitPath, paths: Sequence[UnitPath], names: Mapping[UnitPath, Text]) -> Text:
    """Its name, else the last part of its path; with its parent's before it where another unit is called the same."""
    if not node:
        return names.get(node) or COMPANY
    own, depth = _called(node, names), len(node)
    twins = {path[:depth] for path in paths if len(path) >= depth and _called(path[:depth], names) == own}
    if len(twins) < 2 or depth < 2:
        return own
    parent = _called(node[:-1], names)
    return Text(f"{parent['zh']} {own['zh']}", f"{parent['en']} {own['en']}")


def _called(node: UnitPath, names: Mapping[UnitPath, Text]) -> Text:
    return names.get(node) or same(node[-1])
