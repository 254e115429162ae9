"""What the tags of a module mean: whether they are units or kinds of people, and which groups they declare.

Everything is read off the tags and the roster, never off an answer, so it is settled before any answer is
read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from diagnostic.core.diagnosis.model.result import GroupKind
from diagnostic.core.diagnosis.survey.groups import Attribute
from diagnostic.core.diagnosis.survey.levels import LEVEL_OF_ROLE
from diagnostic.core.privacy.regroup import NOBODY, Partition
from diagnostic.core.survey.instrument import Scale
from diagnostic.core.survey.sheets.answers import AnswerSheet

PEOPLE_COLUMNS: Mapping[str, GroupKind] = {"role": "role", "band": "band", "tenure": "manager_tenure"}


def made_of_units(sheet: AnswerSheet) -> bool:
    """Whether the tags are units (region, team), so that units are the n of every test."""
    return bool(sheet.group_columns) and not set(sheet.group_columns) & PEOPLE_COLUMNS.keys()


def declared_attributes(sheet: AnswerSheet, of_units: Sequence[Attribute]) -> tuple[Attribute, ...]:
    """The groups that are compared: each column where tags are kinds of people; where they are units, the outermost
    column (if it is not the units themselves) and what the roster says of units."""
    if not made_of_units(sheet):
        return tuple(_column(sheet, depth) for depth in range(len(sheet.group_columns)))
    regions = (_column(sheet, 0),) if len(sheet.group_columns) > 1 else ()
    return (*regions, *(_on_leaves(each, sheet) for each in of_units))


def _column(sheet: AnswerSheet, depth: int) -> Attribute:
    return Attribute(
        PEOPLE_COLUMNS.get(sheet.group_columns[depth], "region"),
        {leaf: value for leaf in sheet.leaves if (value := sheet.shared(leaf, depth)) is not None},
        {leaf[depth]: label[depth] for leaf, label in zip(sheet.leaves, sheet.leaf_labels, strict=True)},
    )


def _on_leaves(attribute: Attribute, sheet: AnswerSheet) -> Attribute:
    """An attribute of units, known by the end of the unit's path, put on the leaves of this sheet.

    A leaf made of several units has the value they share, or none.
    """
    found = {
        leaf: {_known_by_its_end(attribute, unit) for unit in sheet.units_of(leaf)} for leaf in sheet.leaves
    }
    known = {
        leaf: value for leaf, values in found.items() if len(values) == 1 and (value := min(values, key=str))
    }
    return replace(attribute, value_of=known)


def _known_by_its_end(attribute: Attribute, unit: tuple[str, ...]) -> str | None:
    """The value under the longest end of the unit's path that is known."""
    ends = (unit[-depth:] for depth in range(len(unit), 0, -1))
    return next((attribute.value_of[end] for end in ends if end in attribute.value_of), None)


def leaf_kinds(sheet: AnswerSheet, of_units: Sequence[Attribute]) -> Sequence[str] | None:
    """Team type of each leaf, so that small units merge with their like first; None where nothing says it."""
    types = next((each for each in of_units if each.kind == "team_type"), None)
    if sheet.leaf_kinds is not None or not made_of_units(sheet) or types is None:
        return sheet.leaf_kinds
    on_leaves = _on_leaves(types, sheet)
    return [on_leaves.value_of.get(leaf, "") for leaf in sheet.leaves]


def atom_of_people(sheet: AnswerSheet, base: Partition) -> NDArray[np.intp]:
    """(n,) the published atom of each respondent: nothing that leaves the core knows a finer tag."""
    return np.array(base.atom_of_leaf, dtype=np.intp)[sheet.leaf_of]


def reference_of_people(sheet: AnswerSheet, scale: Scale, base: Partition) -> NDArray[np.float64]:
    """(n,) the reference of each respondent's score: their role's required level, or the middle of the scale.

    The role is that of the atom, not of the tag; an atom that mixes roles is compared with the level of a
    rep. nan where the role has no required level on this scale.
    """
    if not scale.required:
        return np.full(sheet.n, sum(sheet.ends(scale)) / 2)
    levels = [LEVEL_OF_ROLE.get(role, "R") for role in _roles_of_atoms(sheet, base)]
    required = [scale.required[level].value if level in scale.required else np.nan for level in levels]
    atom = atom_of_people(sheet, base)
    return np.where(atom == NOBODY, np.nan, np.array([*required, np.nan])[atom])


def _roles_of_atoms(sheet: AnswerSheet, base: Partition) -> list[str]:
    if "role" not in sheet.group_columns:
        return ["R"] * len(base.atoms)
    place = sheet.group_columns.index("role")
    roles = [{sheet.shared(leaf, place) for leaf in atom.leaves} for atom in base.atoms]
    return [next(iter(own)) or "R" if len(own) == 1 else "R" for own in roles]
