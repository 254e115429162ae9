"""Who opened which link: from the token of a URL to what this rep may be asked, or to nothing at all.

Reading changes nothing, since WeChat, mail scanners and previews open links too. A link that can't be used says no
more than that: unknown, revoked, used and closed are one answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from diagnostic.core.survey.sitting import Sitting
from diagnostic.core.wave import Tag, WaveForm
from diagnostic.storage.installation import Installation
from diagnostic.storage.keys import keyed_hash
from diagnostic.storage.waves import Invited, find_invitation, read_wave


@dataclass(frozen=True, slots=True)
class FoundSitting:
    """A link that may be used. `tags` are the rep's, in the order his modules are asked."""

    invited: Invited
    form: WaveForm
    sitting: Sitting
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class WaveShelf:
    """The waves read so far. A wave never changes once it is open, so a process reads it once."""

    forms: dict[str, WaveForm]

    def form(self, installation: Installation, wave_id: str) -> WaveForm:
        if wave_id not in self.forms:
            with installation.store.reading() as session:
                self.forms[wave_id] = read_wave(session, wave_id)
        return self.forms[wave_id]


def find_sitting(
    installation: Installation, shelf: WaveShelf, token: str, today: date
) -> FoundSitting | None:
    """The sitting behind a link that may still be used; None for every other link."""
    invited = look_up(installation, token)
    if invited is None or invited.used_by is not None or not is_usable(invited):
        return None
    form = shelf.form(installation, invited.wave_id)
    if today > form.closes_on:
        return None
    sitting = form.sitting(invited.tags)
    return FoundSitting(invited, form, sitting, tuple(form.tags[invited.tags[m]] for m in sitting.modules))


def has_arrived(installation: Installation, token: str, word: str) -> bool:
    """Whether the sitting `word` made was sent with this link already; asking changes nothing."""
    invited = look_up(installation, token)
    return invited is not None and invited.used_by == keyed_hash(installation.keys.links(), "sitting", word)


def look_up(installation: Installation, token: str) -> Invited | None:
    hashed = keyed_hash(installation.keys.links(), "token", token)
    return find_invitation(installation.store, hashed)


def is_usable(invited: Invited) -> bool:
    return not invited.revoked and invited.state == "open"
