"""The target audit in full sentences: what does not add up, who has targets and no sales, which cells look wrong."""

from __future__ import annotations

from diagnostic.core.diagnosis.diagnosis import AuditLine
from diagnostic.core.figures.attainment_tree import TreeNode
from diagnostic.core.figures.performance import PerformanceTable


def audit_lines(table: PerformanceTable, tree: TreeNode) -> tuple[AuditLine, ...]:
    return ()
