"""Which kinds of long work there are, and the use case that does each: a kind is a line here."""

from __future__ import annotations

from collections.abc import Mapping

from diagnostic.usecases.work import Deed, Work


def seal(work: Work) -> None:
    """Seals the wave that is the job's subject."""
    from diagnostic.usecases.close_wave import seal_wave

    seal_wave(work.installation, work.job.subject, work.step)


KINDS: Mapping[str, Deed] = {
    "seal": seal,
}
