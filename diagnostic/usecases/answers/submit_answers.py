"""Takes a finished sitting: the link is marked as used and the envelope stored, both or neither.

Sending again is harmless. The token of a sitting (random, in its form only) is hashed into the receipt: the
same sitting sent twice is thanked twice and stored once, and another sitting with the same link is not taken. This is
the one place that distinguishes a used link from an unused one, and never without a sitting (ADR 25).
"""

from __future__ import annotations

from datetime import date
from enum import Enum

from diagnostic.core.survey.sittings.sitting import Answer, Answers, Sitting, kept_answers
from diagnostic.core.wave.model import WaveForm
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.envelope import ModuleSheet, seal
from diagnostic.storage.waves.sittings import AlreadyUsedError, sitting_that_used, store_sitting
from diagnostic.storage.waves.waves import Invited
from diagnostic.usecases.answers.find_sitting import WaveShelf, has_arrived, look_up, open_form, sitting_hash


class Sent(Enum):
    """What became of it."""

    STORED = "stored"
    AGAIN = "again"  # this very sitting had arrived before
    USED_BEFORE = "used before"  # another sitting was sent with the link, and stays
    REFUSED = "refused"  # the link can't be used


def submit_answers(
    installation: Installation,
    shelf: WaveShelf,
    token: str,
    sitting_token: str,
    answers: Answers,
    today: date,
) -> Sent:
    """Store the sitting of `sitting_token`, sent with the link `token`.

    Answers are checked against its conditions once more.
    """
    invited = look_up(installation, token)
    form = open_form(installation, shelf, invited, today)
    if invited is None or form is None:
        return Sent.AGAIN if has_arrived(installation, token, sitting_token) else Sent.REFUSED
    # sealed before the receipt is asked for: an error in a sitting must not reveal whether the link was used
    sealed = seal(_sheets(form, invited, answers), form.id, form.public_key, form.envelope_size)
    if sitting_that_used(installation.store, invited.id) is None:
        try:
            hashed = sitting_hash(installation, sitting_token)
            stored = store_sitting(installation.store, form.id, invited.id, hashed, sealed)
        except AlreadyUsedError:
            pass  # another was faster
        else:
            return Sent.STORED if stored else Sent.REFUSED
    return Sent.AGAIN if has_arrived(installation, token, sitting_token) else Sent.USED_BEFORE


def _sheets(form: WaveForm, invited: Invited, answers: Answers) -> dict[str, ModuleSheet]:
    sitting = form.sitting(invited.tags)
    kept = kept_answers(sitting, answers)
    return {
        module: ModuleSheet(invited.tags[module], _of_module(sitting, module, kept))
        for module in sitting.modules
    }


def _of_module(sitting: Sitting, module: str, kept: Answers) -> dict[str, Answer]:
    return {item.code: kept[item.code] for item in sitting.items_of(module) if item.code in kept}
