"""How much of one input was read and used."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InputLine:
    """One input of the run: given or not, rows read, rows used, rows with faults; and how much was not read.

    `no_data` rows (totals, notes) are neither read nor unread. `cells` are those that should hold a value; sheets that
    look like the one read, and were not, are `sheets_unread`.
    """

    name: str  # "roster", "targets", "actuals", "opportunities", "managers" or "answers:<module>"
    given: bool
    rows: int = 0
    used: int = 0
    faults: int = 0
    unread: int = 0
    no_data: int = 0
    cells: int = 0
    cells_unread: int = 0
    sheets_unread: int = 0
    accepted_by: str | None = None

    @property
    def unread_share(self) -> float:
        """The largest share of rows, cells or sheets that could not be read; 0 where nothing was looked at.

        >>> InputLine("answers:morale", True, rows=40, cells=120, cells_unread=16).unread_share
        0.13333333333333333
        """
        rows, sheets = self.rows - self.no_data, self.sheets_unread + 1
        return max(
            self.unread / rows if rows > 0 else 0.0,
            self.cells_unread / self.cells if self.cells else 0.0,
            self.sheets_unread / sheets,
        )
