"""The sitting a kind of person would get, behind no link: what reps see, for staff to look at."""

from __future__ import annotations

from diagnostic.core.survey.sittings.length import RespondentKind, modules_for
from diagnostic.core.wave.model import Leaf, Tag, WaveForm, sitting_for
from diagnostic.i18n import both
from diagnostic.storage.waves.waves import Invited
from diagnostic.usecases.answers.find_sitting import FoundSitting

EXAMPLE = both("(example group)")


def preview_sitting(form: WaveForm, kind: RespondentKind) -> FoundSitting:
    """What somebody of this kind is asked in the wave, if all of their group are of it. The groups are examples."""
    tags = [_tag(module, kind, form) for module in modules_for(kind, form.instruments)]
    sitting = sitting_for(tags, form.instruments, form.choice)
    tag_of = {tag.module: tag for tag in tags}
    invited = Invited("", form.id, {module: tag.id for module, tag in tag_of.items()}, False, "open")
    return FoundSitting(invited, form, sitting, tuple(tag_of[module] for module in sitting.modules))


def _tag(module: str, kind: RespondentKind, form: WaveForm) -> Tag:
    leaf = Leaf((), (), kind.team_type or None, kind.level)
    return Tag(module, module, EXAMPLE, 2 * form.rules.k, (leaf,))
