"""The limits of a plan that people can follow. They arrive from configuration; the defaults are the
playbook's own."""

from __future__ import annotations

from dataclasses import dataclass

from diagnostic.core.plan.playbook import Action


@dataclass(frozen=True, slots=True)
class PlanRules:
    """`cheap_*` is what may be spent on a cause that is only to be checked; everything above waits for
    the talk."""

    lines_per_owner: int = 3  # in 90 days
    rep_hours_per_week: float = 2.0  # of each rep, over all lines that can apply to them
    lines: int = 12
    lines_per_cause: int = 2
    talks: int = 5
    cheap_company_days: float = 3
    cheap_manager_hours: float = 6
    cheap_rep_hours_per_week: float = 0.25

    def cheap(self, action: Action) -> bool:
        """Whether an action costs so little that a guess may carry it."""
        effort = action.effort
        return (
            effort.money == "low"
            and effort.company_days <= self.cheap_company_days
            and effort.manager_hours <= self.cheap_manager_hours
            and action.capacity.needs_hours_per_week <= self.cheap_rep_hours_per_week
        )
