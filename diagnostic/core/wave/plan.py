"""From a roster to a wave: who is asked what, and under which finest groups each module's answers would be stored.

Reps are asked every module but the managers'; managers are asked theirs and for comments. Skills are read by role and
band, conditions by unit, comments and the client's own modules by company, managers as new or experienced; a
consultant may turn a module's tag the other way. Nothing here merges small groups: that is `tags_of`, by the one rule
that also holds after sealing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from diagnostic.core.figures.analysis.bands import Band, form_bands
from diagnostic.core.figures.analysis.tenure import is_new_rep, manager_tenure
from diagnostic.core.figures.model.performance import Person, Roster
from diagnostic.core.privacy.rules import PublishingRules
from diagnostic.core.privacy.tags import form_tags
from diagnostic.core.survey.sittings.length import COMMENTS, MANAGERS
from diagnostic.core.wave.group_labels import GROUP_WORDS
from diagnostic.core.wave.model import Leaf, Tag, UnitPath, joined_leaf
from diagnostic.faults import Fault
from diagnostic.text import LANGS, Text, same

Tagging = tuple[str, ...]
COMPANY: Tagging = ()
BY_UNIT: Tagging = ("unit",)
BY_BAND: Tagging = ("role", "band")
BY_BAND_AND_REGION: Tagging = ("role", "band", "region")
BY_TENURE: Tagging = ("tenure",)
CHOICES: Mapping[str, tuple[Tagging, ...]] = {
    "skills": (BY_BAND, BY_BAND_AND_REGION, BY_UNIT),
    "morale": (BY_UNIT, BY_BAND),
    "manager": (BY_TENURE,),
    "comments": (COMPANY,),
}
"""What a module may be tagged by, the usual choice first; a module of the client's own is in `OWN_CHOICES`."""
OWN_CHOICES = (COMPANY, BY_UNIT, BY_BAND)

EVERYBODY = Text("全公司", "the whole company")
DIRECT = Text("{unit}直属", "{unit} itself")
REP = "R"
LEVEL_OF_WORD: Mapping[str, str] = {
    **dict.fromkeys(("n", "new rep", "新人"), "N"),
    **dict.fromkeys(("k", "key account", "key_account", "kam", "大客户", "大客户经理"), "K"),
    **dict.fromkeys(("c", "channel", "渠道", "渠道经理"), "C"),
}
"""Roles that are asked items of their own; every other word of a client's is a rep."""
KIND_OF_LEVEL: Mapping[str, str] = {"C": "channel"}


@dataclass(frozen=True, slots=True)
class ModulePlan:
    """How a module is tagged: grouping columns, outermost first, and the finest groups the roster knows."""

    module: str
    columns: tuple[str, ...]
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class Invitee:
    """A person who is asked: the client's key for them, and their leaf in each module they are asked."""

    person: str
    leaves: Mapping[str, UnitPath]


@dataclass(frozen=True, slots=True)
class Staffing:
    """The people a wave could ask: those employed on its day, the client's names of units, and what each attained.

    `asked` is the period of the assessment, `has` the period of the figures where none lies in that period.
    """

    people: tuple[Person, ...]
    names: Mapping[str, Text]
    attained: Mapping[str, float]
    day: date
    asked: str = ""
    has: str = ""


@dataclass(frozen=True, slots=True)
class WaveGroups:
    """`notes` are worth knowing, `faults` have to be mended before the wave can open."""

    modules: tuple[ModulePlan, ...]
    invitees: tuple[Invitee, ...]
    notes: tuple[Fault, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class _Scheme:
    """One way to tag people: its columns, and everybody's leaf."""

    columns: tuple[str, ...]
    leaf_of: Mapping[str, Leaf]


def employed(people: Sequence[Person], day: date) -> tuple[Person, ...]:
    return tuple(p for p in people if (p.start is None or p.start <= day) and (p.end is None or p.end >= day))


def choices_of(module: str) -> tuple[Tagging, ...]:
    return CHOICES.get(module, OWN_CHOICES)


def tagging_of(module: str, chosen: Mapping[str, Tagging]) -> Tagging:
    """The choice for a module; the usual one where there is none, or one that is none of its choices."""
    choices = choices_of(module)
    found = chosen.get(module)
    return found if found in choices else choices[0]


def plan_groups(
    staffing: Staffing, modules: Sequence[str], chosen: Mapping[str, Tagging], rules: PublishingRules
) -> WaveGroups:
    """Who is asked which of the modules, and the finest groups of each. Modules that fewer than k could answer are
    left out where that is the managers', and are a fault otherwise."""
    led = Roster(staffing.people).managers
    managers = tuple(p for p in staffing.people if p.id in led)
    reps = tuple(p for p in staffing.people if p.id not in led)
    asks_managers = MANAGERS in modules and len(managers) >= rules.k
    role_of = {p.id: _role(p, staffing.day) for p in reps}
    bands = form_bands(role_of, staffing.attained)
    schemes: dict[str, _Scheme] = {}
    for module in dict.fromkeys(modules):
        if module == MANAGERS:
            if asks_managers:
                schemes[module] = _by_tenure(managers, staffing.day, rules.k)
        else:
            asked = (*reps, *managers) if module == COMMENTS and asks_managers else reps
            schemes[module] = _scheme(tagging_of(module, chosen), asked, staffing, role_of, bands)
    plans = tuple(
        ModulePlan(module, scheme.columns, tuple(dict.fromkeys(scheme.leaf_of.values())))
        for module, scheme in schemes.items()
    )
    invitees = tuple(
        Invitee(p.id, leaves)
        for p in staffing.people
        if (
            leaves := {
                m: scheme.leaf_of[p.id].values for m, scheme in schemes.items() if p.id in scheme.leaf_of
            }
        )
    )
    notes = _notes(staffing, schemes, reps, bands, rules)
    if MANAGERS in modules and not asks_managers:
        notes = [*notes, Fault("plan.managers_left_out", values={"n": len(managers), "k": rules.k})]
    return WaveGroups(plans, invitees, tuple(notes), tuple(_faults(schemes, rules)))


def tags_of(
    module: ModulePlan, invitees: Sequence[Invitee], rules: PublishingRules, new_id: Callable[[], str]
) -> list[Tag]:
    """The tags of a module: its leaves merged on invitees. Leaves without an invitee are in none."""
    counts: dict[UnitPath, int] = {}
    for invitee in invitees:
        if (leaf := invitee.leaves.get(module.module)) is not None:
            counts[leaf] = counts.get(leaf, 0) + 1
    leaves = {leaf.values: leaf for leaf in module.leaves if leaf.values in counts}
    kinds = [leaf.kind or "" for leaf in leaves.values()]
    formed = form_tags(list(leaves), [counts[path] for path in leaves], rules, kinds)
    return [
        _tag(new_id(), module.module, tuple(leaves[path] for path in atom.leaves), atom.answered)
        for atom in formed.atoms
    ]


def label_of(leaves: Sequence[Leaf]) -> Text:
    """What reps read as the name of their group."""
    labels = joined_leaf(leaves).labels
    return Text(*(" · ".join(each[lang] for each in labels) for lang in LANGS)) if labels else EVERYBODY


def _tag(id: str, module: str, leaves: tuple[Leaf, ...], invited: int) -> Tag:
    return Tag(id, module, label_of(leaves), invited, leaves)


def _role(person: Person, day: date) -> str:
    """The role as the figures group it: a rep in the first year is "N" whatever the role."""
    return "N" if is_new_rep(person, day) else person.role or REP


def _level(role: str) -> str:
    return LEVEL_OF_WORD.get(role.lower(), REP)


def _scheme(
    tagging: Tagging,
    asked: Sequence[Person],
    staffing: Staffing,
    role_of: Mapping[str, str],
    bands: Mapping[str, Band],
) -> _Scheme:
    if tagging in (BY_BAND, BY_BAND_AND_REGION):
        return _by_band(asked, staffing, role_of, bands, with_region=tagging == BY_BAND_AND_REGION)
    if tagging == BY_UNIT and any(person.path for person in asked):
        return _by_unit(asked, staffing, role_of)
    return _Scheme((), dict.fromkeys((person.id for person in asked), Leaf((), ())))


def _by_band(
    asked: Sequence[Person],
    staffing: Staffing,
    role_of: Mapping[str, str],
    bands: Mapping[str, Band],
    with_region: bool,
) -> _Scheme:
    """Role, then band where there are bands, then region where it is wanted. The kind is that of the whole role, so
    that a band never merges past its neighbour for the sake of a team type."""
    kind_of = {
        role: KIND_OF_LEVEL.get(_level(role))
        or _shared([p.team_type for p in asked if role_of[p.id] == role])
        for role in dict.fromkeys(role_of[p.id] for p in asked)
    }
    units = _by_unit([p for p in asked if p.path], staffing, role_of) if with_region else None
    regions = units is not None and len(units.columns) > 1 and all(p.path for p in asked)
    leaf_of = {}
    for person in asked:
        role = role_of[person.id]
        values, labels = [role], [GROUP_WORDS.get(role) or same(role)]
        if bands:
            values, labels = [*values, bands[person.id]], [*labels, GROUP_WORDS[bands[person.id]]]
        if units is not None and regions:
            unit = units.leaf_of[person.id]
            values, labels = [*values, unit.values[0]], [*labels, unit.labels[0]]
        leaf_of[person.id] = Leaf(tuple(values), tuple(labels), kind_of[role], _level(role))
    return _Scheme(("role", *(["band"] if bands else []), *(["region"] if regions else [])), leaf_of)


def _by_unit(asked: Sequence[Person], staffing: Staffing, role_of: Mapping[str, str]) -> _Scheme:
    """Units below what all share, every path made as long as the longest; people without a unit have no leaf."""
    placed = [person for person in asked if person.path]
    above = Roster(tuple(placed)).root_depth
    below = {person.path: person.path[min(above, len(person.path) - 1) :] for person in placed}
    depth = max((len(path) for path in below.values()), default=0)
    members: dict[UnitPath, list[Person]] = {}
    for person in placed:
        members.setdefault(person.path, []).append(person)
    leaves = {
        path: _unit_leaf(path, below[path], depth, staffing.names, own, role_of)
        for path, own in members.items()
    }
    return _Scheme(_unit_columns(depth), {person.id: leaves[person.path] for person in placed})


def _unit_leaf(
    path: UnitPath,
    below: UnitPath,
    depth: int,
    names: Mapping[str, Text],
    members: Sequence[Person],
    role_of: Mapping[str, str],
) -> Leaf:
    """People who stand in a unit that has units below it are a unit of their own there, named after it."""
    above = len(path) - len(below)
    labels = [
        names.get("/".join(path[: above + at]), same(path[above + at - 1])) for at in range(1, len(below) + 1)
    ]
    missing = depth - len(below)
    return Leaf(
        (*below, *[below[-1]] * missing),
        (*labels, *[DIRECT.format(unit=labels[-1])] * missing),
        _shared([person.team_type for person in members]),
        _shared([_level(role_of[person.id]) if person.id in role_of else None for person in members]),
    )


def _unit_columns(depth: int) -> tuple[str, ...]:
    if depth == 1:
        return ("team",)
    return ("region", *(f"level_{at}" for at in range(2, depth)), "team")


def _by_tenure(managers: Sequence[Person], day: date, k: int) -> _Scheme:
    """New and experienced managers where the roster says it of all of them and each side has k; else together."""
    tenure = {manager.id: side for manager in managers if (side := manager_tenure(manager, day)) is not None}
    sides = [list(tenure.values()).count(side) for side in ("new", "experienced")]
    if len(tenure) < len(managers) or min(sides) < k:
        return _Scheme((), dict.fromkeys((manager.id for manager in managers), Leaf((), (), None, "M")))
    leaf_of = {id: Leaf((side,), (GROUP_WORDS[side],), None, "M") for id, side in tenure.items()}
    return _Scheme(BY_TENURE, leaf_of)


def _shared(values: Sequence[str | None]) -> str | None:
    """The one value all have, or none."""
    found = set(values)
    return found.pop() if len(found) == 1 else None


def _notes(
    staffing: Staffing,
    schemes: Mapping[str, _Scheme],
    reps: Sequence[Person],
    bands: Mapping[str, Band],
    rules: PublishingRules,
) -> list[Fault]:
    columns = {column for scheme in schemes.values() for column in scheme.columns}
    unplaced = sum(not person.path for person in reps) if "team" in columns else 0
    counts = {
        "plan.no_unit": unplaced,
        "plan.no_role": sum(person.role is None for person in reps) if "role" in columns else 0,
        "plan.no_attainment": sum(person.id not in staffing.attained for person in reps) if bands else 0,
    }
    notes = [Fault(code, values={"n": n}) for code, n in counts.items() if n]
    if "role" in columns and not bands:
        where = {"has": staffing.has, "asked": staffing.asked}
        notes.append(
            Fault("plan.no_figures_in_period", values=where) if staffing.has else Fault("plan.no_figures")
        )
    asked = len(schemes[COMMENTS].leaf_of) if COMMENTS in schemes else rules.comments
    if asked < rules.comments:
        notes.append(Fault("plan.comments_few", values={"n": asked, "needed": rules.comments}))
    return notes


def _faults(schemes: Mapping[str, _Scheme], rules: PublishingRules) -> Iterator[Fault]:
    if not any(scheme.leaf_of for scheme in schemes.values()):
        yield Fault("plan.nobody")
        return
    for module, scheme in schemes.items():
        if len(scheme.leaf_of) < rules.k:
            yield Fault("wave.too_few", values={"module": module, "asked": len(scheme.leaf_of), "k": rules.k})
