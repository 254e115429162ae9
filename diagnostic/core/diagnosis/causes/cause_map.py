"""The cause map: which signs in survey and figures together speak for which cause, and what must be
ruled out first.

Types and checks for the evaluation (which finds the signs), the plan (which follows `actions`) and the
report (which prints the words). The content is in report_templates/cause_map.toml, whose head
explains every field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from diagnostic.core.diagnosis.model.cause import CauseStage, ScopeKind
from diagnostic.core.diagnosis.model.result import ResultSource
from diagnostic.text import Text

CauseFamily = Literal["rep", "team", "company"]
# Where a sign comes from. Two signs are independent only if their origins differ.
SignOrigin = Literal["reps", "managers", "results", "roster", "deals", "records"]
SURVEY_ORIGINS: frozenset[SignOrigin] = frozenset({"reps", "managers"})
SIGN_CODE = re.compile(r"^(?P<kind>[a-z0-9_]+)(?::(?P<scale>[A-Z]{2}-[A-Z]{3})(?:@(?P<level>[NRKM]))?)?$")
AREAS = tuple(f"A{number}" for number in range(1, 49))  # stable keys of the cause areas


@dataclass(frozen=True, slots=True)
class SignCode:
    """A sign's code taken apart: `low:MO-TGT` is kind low of scale MO-TGT; `below_required:SK-DIS@R`
    has a level."""

    kind: str
    scale: str | None = None
    level: str | None = None


def parse_sign(code: str) -> SignCode:
    """Take a sign's code apart.

    >>> parse_sign("below_required:SK-DIS@R")
    SignCode(kind='below_required', scale='SK-DIS', level='R')
    >>> parse_sign("attainment_low")
    SignCode(kind='attainment_low', scale=None, level=None)

    Raises ValueError for anything else.
    """
    found = SIGN_CODE.match(code)
    if found is None:
        raise ValueError(f"not a sign code: {code!r}")
    return SignCode(found["kind"], found["scale"], found["level"])


@dataclass(frozen=True, slots=True)
class SignWords:
    """A kind of sign in words. Survey kinds have {scale} (and {level}) to fill in.

    `quiet` marks signs that say that something is as usual: they support a row but prove nothing by
    themselves, so they never count as one of the two independent signs. `measure` is the metric a
    figure sign is about.
    """

    kind: str
    origin: SignOrigin
    words: Text
    quiet: bool = False
    measure: str | None = None

    @property
    def source(self) -> ResultSource:
        return "survey" if self.origin in SURVEY_ORIGINS else "figures"


@dataclass(frozen=True, slots=True)
class CauseRow:
    """One row of the map.

    `needs` is read as "one of each": every inner tuple must have at least one sign that was found.
    `unless` are signs of a rival explanation: with one of them the row is only to be checked by talk.
    `vetoes` are the rows this one forbids in the same scope while it is likely. `measure` is what a
    plan line for this row is about.
    """

    number: int
    order: int
    name: Text
    stage: CauseStage
    areas: tuple[str, ...]
    measure: str
    survey_signs: tuple[str, ...]
    figure_signs: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...]
    check: Text
    disproof: Text
    questions: tuple[Text, ...]
    scope: tuple[ScopeKind, ...]
    families: tuple[CauseFamily, ...] = ()
    actions: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    vetoes: tuple[int, ...] = ()

    @property
    def signs(self) -> tuple[str, ...]:
        return (*self.survey_signs, *self.figure_signs)


@dataclass(frozen=True, slots=True)
class CauseMap:
    """All rows in reading order (fair comparison, skill, conditions, review), the sign words and the
    area names."""

    rows: tuple[CauseRow, ...]
    signs: Mapping[str, SignWords]
    levels: Mapping[str, Text]
    areas: Mapping[str, Text]

    def row(self, number: int) -> CauseRow:
        return next(row for row in self.rows if row.number == number)

    def sign(self, code: str) -> SignWords:
        """The words of a sign by its full code (`low:MO-TGT`) or its kind (`low`)."""
        return self.signs[parse_sign(code).kind]

    def words(self, code: str, scale: Text | None = None) -> Text:
        """The sign as a clause; `scale` is the name of the scale it is about."""
        level = parse_sign(code).level
        return self.sign(code).words.format(scale=scale, level=self.levels[level] if level else None)

    def source(self, code: str) -> ResultSource:
        """Whether a sign is seen in the survey or in the figures."""
        return self.sign(code).source

    def origin(self, code: str) -> SignOrigin:
        """Who or what says it; scales of the manager's view come from managers, all others from reps."""
        scale = parse_sign(code).scale
        return "managers" if scale is not None and scale.startswith("MV-") else self.sign(code).origin

    def independent(self, codes: Iterable[str]) -> bool:
        """Whether these signs come from at least two origins, not counting those that only say "as usual"."""
        return len({self.origin(code) for code in codes if not self.sign(code).quiet}) >= 2
