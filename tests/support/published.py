"""What the core publishes, as tests ask for it: who is behind a figure, and every scale of a sheet at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from diagnostic.core.privacy.groups import PublishedGroup, cells_of
from diagnostic.core.privacy.levels import PartitionLevel
from diagnostic.core.survey.scoring.reliability import ScaleQuality, scale_quality
from diagnostic.core.survey.scoring.score import ScoreSheet


def members_of(group: PublishedGroup, level: PartitionLevel) -> NDArray[np.bool_] | None:
    """Which respondents a group's figures on this level are computed on; None: not shown."""
    cells = cells_of(group, level.partition)
    return None if cells is None else np.isin(level.cell, cells)


def assess_scales(scores: ScoreSheet) -> tuple[ScaleQuality, ...]:
    """The quality of every scale, in the order of the sheet."""
    return tuple(scale_quality(scores, scale) for scale in scores.scales)
