"""Defines the metrics of the product: name, unit, which direction is better, and how they combine over people.

How a metric combines decides whether a team's figure is correct: a win rate is the team's won deals over its
closed deals, never the mean of its members' rates.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from diagnostic.text import Text

MetricUnit = Literal["money", "share", "days", "count", "ratio", "points", "hours"]
AddsUp = Literal["sum", "ratio", "mean"]


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric. `better` is 1 if more is better, -1 if less is; only values with `adds_up` "sum" may be added."""

    key: str
    name: Text
    unit: MetricUnit
    better: Literal[1, -1] = 1
    adds_up: AddsUp = "sum"


def _total(key: str, zh: str, en: str, unit: MetricUnit = "count", better: Literal[1, -1] = 1) -> Metric:
    return Metric(key, Text(zh, en), unit, better)


def _ratio(key: str, words: tuple[str, str], unit: MetricUnit, better: Literal[1, -1] = 1) -> Metric:
    return Metric(key, Text(*words), unit, better, "ratio")


def _mean(key: str, words: tuple[str, str], unit: MetricUnit, better: Literal[1, -1] = 1) -> Metric:
    return Metric(key, Text(*words), unit, better, "mean")


_BUILT_IN = (
    _total("sales", "销售额", "sales", "money"),
    _total("ramp_sales", "新人爬坡期目标", "ramp target of new reps", "money"),
    _total("sales_before", "上年同期销售额", "sales of the same period a year before", "money"),
    _total("sales_change", "销售额同比变化", "change of sales on a year before", "money"),
    _ratio("attainment", ("目标达成率", "target attainment"), "ratio"),
    _total("target", "销售目标", "sales target", "money"),
    _ratio("growth", ("同比增长率", "growth on a year before"), "ratio"),
    _total("opportunities", "商机数", "opportunities"),
    _total("won", "赢单数", "deals won"),
    _total("lost", "丢单数", "deals lost", better=-1),
    _ratio("win_rate", ("赢单率", "win rate"), "share"),
    _total("won_value", "赢单金额", "value of deals won", "money"),
    _ratio("deal_size", ("平均单价", "mean deal size"), "money"),
    _mean("cycle_days", ("成交周期（天）", "sales cycle (days)"), "days", -1),
    _total("pipeline", "在手商机金额", "open pipeline", "money"),
    _total("new_customers", "新客户数", "new customers"),
    _total("visits", "拜访次数", "visits"),
    _mean("retention", ("客户保留率", "client retention"), "share"),
    _mean("satisfaction", ("客户满意度", "client satisfaction"), "points"),
    _total("channel_sales", "渠道销售额", "partner sales", "money"),
    _ratio("channel_share", ("渠道占比", "partner share of sales"), "share"),
    _total("leavers", "离职人数", "leavers", better=-1),
    _total("headcount", "在岗人数", "headcount"),
    _ratio("leaver_rate", ("离职率", "leaver rate"), "share", -1),
    _total("stage2_entered", "进入第二阶段的商机", "deals that entered stage 2"),
    _total("stage3_reached", "到达第三阶段的商机", "deals that reached stage 3"),
    _ratio("stage23_conversion", ("第二到第三阶段转化率", "conversion from stage 2 to 3"), "share"),
    _total("open_deals", "在手商机数", "open deals"),
    _total("deals_without_next_step", "没有下一步的商机", "open deals without a next step", better=-1),
    _ratio(
        "next_step_missing_share",
        ("没有下一步的商机占比", "share of open deals without a next step"),
        "share",
        -1,
    ),
    _total("duplicate_deals", "重复商机数", "duplicate deals", better=-1),
    _ratio("duplicate_share", ("重复商机占比", "share of duplicate deals"), "share", -1),
    _mean("approval_days", ("审批天数", "days to approval"), "days", -1),
    _mean("admin_hours", ("每周行政工时", "administrative hours a week"), "hours", -1),
    _mean("discount_share", ("折扣率", "discount"), "share", -1),
    _mean("contacts_per_account", ("每家客户的联系人数", "contacts per account"), "count"),
    _total("accounts", "客户数", "accounts"),
    _total("leads", "线索数", "leads"),
    _total("complaints", "投诉数", "complaints", better=-1),
    _total("complaints_reopened", "重复投诉数", "complaints reopened", better=-1),
)

METRICS = MappingProxyType({metric.key: metric for metric in _BUILT_IN})
