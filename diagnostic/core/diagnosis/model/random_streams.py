"""Where chance comes from in a diagnosis: one root seed, and a separate stream for every statistic."""

from __future__ import annotations

import zlib

import numpy as np


def stable_rng(seed: int, key: str) -> np.random.Generator:
    """A separate generator for each statistic: a new figure never changes the draws of another."""
    return np.random.default_rng(np.random.SeedSequence([seed, zlib.crc32(key.encode())]))
