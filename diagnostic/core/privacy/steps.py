"""Rounds a count shown while answers still come in down to steps, so that no single answer is seen arriving."""

from __future__ import annotations


def step_of(invited: int, k: int) -> int:
    """The step of a wave's daily count: a tenth of those invited, and never less than k.

    >>> step_of(400, 5), step_of(41, 5), step_of(12, 5)
    (40, 5, 5)
    """
    return max(k, -(-invited // 10))


def in_steps(count: int, step: int) -> int:
    """The count rounded down to its step.

    >>> in_steps(39, 10), in_steps(40, 10)
    (30, 40)
    """
    return count // step * step
