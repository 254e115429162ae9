"""Who opened which link: from the token of a URL to what this rep may be asked, or to nothing at all.

Reading changes nothing, since WeChat, mail scanners and previews open links too. A link that can't be used says no
more than that: unknown, revoked and closed are one answer. Whether a sitting was sent with a link is not asked before
somebody sends one, so a used link can't look otherwise than an unused one (ADR 25).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from diagnostic.core.survey.sittings.sitting import Sitting
from diagnostic.core.wave.model import Tag, WaveForm
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.keys import keyed_hash
from diagnostic.storage.waves.sittings import sitting_that_used
from diagnostic.storage.waves.waves import Invited, find_invitation, read_wave


@dataclass(frozen=True, slots=True)
class FoundSitting:
    """A link of an open wave. `tags` are the rep's, in the order their modules are asked."""

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
    """The sitting behind a link of an open wave, used or not; None for every other link."""
    invited = look_up(installation, token)
    form = open_form(installation, shelf, invited, today)
    if invited is None or form is None:
        return None
    sitting = form.sitting(invited.tags)
    return FoundSitting(invited, form, sitting, tuple(form.tags[invited.tags[m]] for m in sitting.modules))


def has_arrived(installation: Installation, token: str, sitting_token: str) -> bool:
    """Whether the sitting of `sitting_token` was sent with this link already; asking changes nothing."""
    invited = look_up(installation, token)
    if invited is None:
        return False
    return sitting_that_used(installation.store, invited.id) == sitting_hash(installation, sitting_token)


def look_up(installation: Installation, token: str) -> Invited | None:
    hashed = keyed_hash(installation.keys.links(), "token", token)
    return find_invitation(installation.store, hashed)


def open_form(
    installation: Installation, shelf: WaveShelf, invited: Invited | None, today: date
) -> WaveForm | None:
    """The wave of a link, as long as its links may be used."""
    if invited is None or invited.revoked or invited.state != "open":
        return None
    form = shelf.form(installation, invited.wave_id)
    return form if today <= form.closes_on else None


def sitting_hash(installation: Installation, sitting_token: str) -> bytes:
    """What a receipt knows of the sitting of `sitting_token`."""
    return keyed_hash(installation.keys.links(), "sitting", sitting_token)
