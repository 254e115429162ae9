"""The panel of six that says what a fully competent rep of each role would tick: each panellist's rating, item by item.

The product cannot read it yet; it lies beside the other inputs. Its requirement is the mean of the panel's scale
means, and has an error of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ordinary.parameters import NEW, ROLES, Parameters
from ordinary.structure import Floats, Ints
from ordinary.survey.forms import Form

ASKED = (NEW, *ROLES)
KINDS = ("rep", "rep", "manager", "manager", "manager", "leader")


@dataclass(frozen=True, slots=True)
class Panel:
    """(roles, panellists, items) ratings of 1 to 5, roles in the order of ASKED."""

    form: Form
    ratings: Ints

    def required(self, role: str, scale: str) -> float:
        """The mean of the panellists' scale means."""
        own = self.form.scale_of == self.form.scales.index(scale)
        return float(self.ratings[ASKED.index(role)][:, own].mean())


def draw_panel(rng: np.random.Generator, p: Parameters, form: Form, means: Floats) -> Panel:
    """`means` (roles, scales) of what reps tick: a panel wishes somewhat more, on one scale more than on another."""
    roles, items = len(means), len(form.codes)
    wish = means + rng.normal(*p.panel_wish, means.shape)
    each = wish[:, None, :] + rng.normal(0, p.panel_sd, (roles, p.panel, len(form.scales)))
    rated = each[:, :, form.scale_of] + rng.normal(0, p.panel_item_sd, (roles, p.panel, items))
    return Panel(form, np.clip(np.rint(rated), 1, 5).astype(np.int64))
