"""Opens a wave: tags are formed from the frozen roster, the promise is written down, and everybody gets a link.

From here on nothing about the wave changes: not the questions, not the tags, not the thresholds. The links are given
back once, in the clear, and only their keyed hashes are kept.
"""

from __future__ import annotations

from diagnostic.core.wave.wave_plan import WavePlan
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.opening import OpenedWave, add_open_wave
from diagnostic.usecases.waves.frame_wave import frame_wave


def open_wave(installation: Installation, plan: WavePlan) -> OpenedWave:
    """Open the wave and make the links. Raises BadDataError with every reason why it can't be opened."""
    framed = frame_wave(installation, plan)
    with installation.store.writing() as session:
        return add_open_wave(session, installation.keys, plan, framed)
