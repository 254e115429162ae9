"""Takes a finished sitting: the link is marked as used and the envelope stored, both or neither.

Sending again is harmless. The word that made a sitting (random, in its form only) is hashed into the receipt: the
same sitting sent twice is thanked twice and stored once, and another sitting with the same link is not taken.
"""

from __future__ import annotations

from datetime import date
from enum import Enum

from diagnostic.core.survey.sitting import Answer, Answers, Sitting, kept_answers
from diagnostic.core.wave import WaveForm
from diagnostic.storage.envelope import ModuleSheet, seal
from diagnostic.storage.installation import Installation
from diagnostic.storage.keys import keyed_hash
from diagnostic.storage.sittings import AlreadyUsedError, store_sitting
from diagnostic.storage.waves import Invited, find_invitation
from diagnostic.usecases.find_sitting import WaveShelf, is_usable


class Sent(Enum):
    """What became of it."""

    STORED = "stored"
    AGAIN = "again"  # this very sitting had arrived before
    REFUSED = "refused"  # another sitting used the link, or it can't be used


def submit_answers(
    installation: Installation, shelf: WaveShelf, token: str, word: str, answers: Answers, today: date
) -> Sent:
    """Store the sitting `word` made with the link `token`. Answers are held against its conditions once more."""
    key = installation.keys.links()
    hashed, sitting_hash = keyed_hash(key, "token", token), keyed_hash(key, "sitting", word)
    invited = find_invitation(installation.store, hashed)
    if invited is None:
        return Sent.REFUSED
    if invited.used_by is not None:
        return Sent.AGAIN if invited.used_by == sitting_hash else Sent.REFUSED
    if not is_usable(invited):
        return Sent.REFUSED
    form = shelf.form(installation, invited.wave_id)
    if today > form.closes_on:
        return Sent.REFUSED
    sealed = seal(_sheets(form, invited, answers), form.id, form.public_key, form.envelope_size)
    try:
        stored = store_sitting(installation.store, form.id, invited.id, sitting_hash, sealed)
    except AlreadyUsedError:
        return _used_meanwhile(installation, hashed, sitting_hash)
    return Sent.STORED if stored else Sent.REFUSED


def _used_meanwhile(installation: Installation, hashed: bytes, sitting_hash: bytes) -> Sent:
    invited = find_invitation(installation.store, hashed)
    return Sent.AGAIN if invited is not None and invited.used_by == sitting_hash else Sent.REFUSED


def _sheets(form: WaveForm, invited: Invited, answers: Answers) -> dict[str, ModuleSheet]:
    sitting = form.sitting(invited.tags)
    kept = kept_answers(sitting, answers)
    return {
        module: ModuleSheet(invited.tags[module], _of_module(sitting, module, kept))
        for module in sitting.modules
    }


def _of_module(sitting: Sitting, module: str, kept: Answers) -> dict[str, Answer]:
    return {item.code: kept[item.code] for item in sitting.items_of(module) if item.code in kept}
