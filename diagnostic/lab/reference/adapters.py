"""Which adapter answers which statistic: `inputs.stat` of a case -> what the product finds, under the case's names."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from diagnostic.lab.reference.case import ReferenceCase
from diagnostic.lab.reference.draws import bootstrap_case, gap_case, parallel_case
from diagnostic.lab.reference.groups import one_sample_case, paired_case, power_case, two_group_case
from diagnostic.lab.reference.many import (
    correlation_case,
    friedman_case,
    jonckheere_case,
    k_group_case,
    rater_icc_case,
    rci_case,
    tost_case,
)
from diagnostic.lab.reference.quality import careless_case, omega_case
from diagnostic.lab.reference.relations import padjust_case, priority_case, regression_case
from diagnostic.lab.reference.scales import alpha_case, blup_case, icc_case, rwg_case
from diagnostic.lab.reference.shares import proportion_case, ratio_case

Adapter = Callable[[ReferenceCase], Mapping[str, object]]

ADAPTERS: Mapping[str, Adapter] = {
    "alpha": alpha_case,
    "blup": blup_case,
    "bootstrap": bootstrap_case,
    "careless": careless_case,
    "correlation": correlation_case,
    "friedman": friedman_case,
    "gap": gap_case,
    "icc": icc_case,
    "jonckheere": jonckheere_case,
    "k_group": k_group_case,
    "omega": omega_case,
    "one_sample": one_sample_case,
    "padjust": padjust_case,
    "paired": paired_case,
    "parallel": parallel_case,
    "power": power_case,
    "priority": priority_case,
    "proportion": proportion_case,
    "rater_icc": rater_icc_case,
    "ratio": ratio_case,
    "rci": rci_case,
    "regression": regression_case,
    "rwg": rwg_case,
    "tost": tost_case,
    "two_group": two_group_case,
}
