"""What the figure measures are called and mean, in both languages; which way is better."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from diagnostic.core.diagnosis.model.result import Unit
from diagnostic.text import Text


@dataclass(frozen=True, slots=True)
class MeasureWords:
    name: Text
    definition: Text
    unit: Unit
    better: Literal[1, -1] = 1


def _words(
    name: tuple[str, str], definition: tuple[str, str], unit: Unit, better: Literal[1, -1] = 1
) -> MeasureWords:
    return MeasureWords(Text(*name), Text(*definition), unit, better)


MEASURE_WORDS: Mapping[str, MeasureWords] = {
    "sales": _words(("销售额", "Sales"), ("本期实际销售额", "What was sold in the period"), "money"),
    "attainment": _words(
        ("目标达成率", "Attainment"),
        ("实际销售额之和除以目标之和", "Sum of actual sales over sum of targets"),
        "share",
    ),
    "attainment_of_kind": _words(
        ("同类其余的目标达成率", "Attainment of others of its kind"),
        (
            "不含本组：团队为同一类型的其他团队，大区等为其余全部；实际之和除以目标之和",
            "Without the group itself: of the other teams of a team's type, of all others for a region; actual sales "
            "over targets",
        ),
        "share",
    ),
    "adjusted_attainment": _words(
        ("按潜力折算的达成率", "Potential-adjusted attainment"),
        (
            "实际之和除以按片区潜力折算的目标之和；只折算目标本身没有考虑到的部分",
            "Actual sales over targets allowed for territory potential, as far as the targets ignore it",
        ),
        "share",
    ),
    "ramp_attainment": _words(
        ("按爬坡目标折算的达成率", "Ramp-adjusted attainment"),
        ("新人按爬坡目标计算的达成率", "Attainment with ramp-up targets for new reps"),
        "share",
    ),
    "win_rate": _words(
        ("赢单率", "Win rate"), ("赢单数除以已结案商机数", "Deals won over deals closed"), "share"
    ),
    "closed_deals": _words(
        ("结案商机数", "Deals closed"), ("赢单与丢单之和", "Deals won and lost together"), "count"
    ),
    "deal_size": _words(
        ("平均单额", "Deal size"), ("赢单金额除以赢单数", "Value of deals won over their number"), "money"
    ),
    "cycle_days": _words(
        ("成交周期", "Sales cycle"),
        ("赢单从建立到结案的天数", "Days from creation to closing of deals won"),
        "days",
        -1,
    ),
    "opportunities": _words(
        ("每人在岗月结案商机数", "Closed deals per rep and month in post"),
        ("结案商机数除以在岗月数之和", "Deals closed over the months reps were in post"),
        "count",
    ),
    "created_deals": _words(
        ("每人在岗月新建商机数", "Deals created per rep and month in post"),
        (
            "新建商机数除以在岗月数之和；只含赢单都有建立日期的人员",
            "Deals created over the months reps were in post; of reps whose deals won all have a day of creation",
        ),
        "count",
    ),
    "visits": _words(
        ("每人在岗月拜访次数", "Visits per rep and month in post"),
        ("客户拜访次数除以在岗月数之和", "Client visits over the months reps were in post"),
        "count",
    ),
    "new_customers": _words(
        ("每人在岗月新客户数", "New clients per rep and month in post"),
        (
            "首次成交的客户数除以在岗月数之和",
            "Clients won for the first time over the months reps were in post",
        ),
        "count",
    ),
    "accounts_per_rep": _words(
        ("人均客户数", "Accounts per rep"), ("每人负责的客户", "Clients each rep looks after"), "count", -1
    ),
    "leaver_rate": _words(
        ("离职率", "Leavers"),
        ("本期离职人数除以在岗人数", "Reps who left in the period over headcount"),
        "share",
        -1,
    ),
    "next_step_missing_share": _words(
        ("无下一步的商机占比", "Open deals without a next step"),
        ("没有写明下一步的在跟商机占比", "Share of open deals that name no next step"),
        "share",
        -1,
    ),
    "duplicate_share": _words(
        ("重复商机占比", "Duplicate deals"),
        ("重复报备的商机占比", "Share of deals registered twice"),
        "share",
        -1,
    ),
    "stage23_conversion": _words(
        ("第2至第3阶段转化率", "Stage 2 to 3 conversion"),
        (
            "进入第3阶段的商机除以进入第2阶段的商机",
            "Deals that reached stage 3 over deals that entered stage 2",
        ),
        "share",
    ),
    "channel_share": _words(
        ("渠道占比", "Partner share"),
        ("伙伴销售额占全部销售额", "Partner sales as a share of all sales"),
        "share",
    ),
    "approval_days": _words(
        ("审批天数", "Days to approval"), ("一次审批的平均天数", "Mean days an approval takes"), "days", -1
    ),
    "retention": _words(
        ("客户留存率", "Client retention"),
        ("一年后仍在合作的客户占比", "Share of clients that stay"),
        "share",
    ),
    "satisfaction": _words(
        ("客户满意度", "Client satisfaction"), ("客户给出的评分", "Score given by clients"), "points"
    ),
    "discount_share": _words(
        ("折扣率", "Discount"), ("成交价相对标价的折让", "Reduction from list price"), "share", -1
    ),
    "contacts_per_account": _words(
        ("每家客户的联系人数", "Contacts per account"),
        ("每家客户认识的人", "People known per client"),
        "count",
    ),
    "potential": _words(
        ("片区潜力指数", "Territory potential"),
        (
            "片区市场潜力，1为按目标加权的平均",
            "Market potential of the territory, 1 is the mean weighted by targets",
        ),
        "ratio",
    ),
    "potential_spread": _words(
        ("潜力差距", "Spread of potential"),
        (
            "潜力最高与最低的二十分之一之差",
            "Distance between the highest and lowest twentieth of territories",
        ),
        "ratio",
        -1,
    ),
    "target_on_potential": _words(
        ("目标随潜力变化的程度", "How targets follow potential"),
        (
            "潜力高一成，目标高几成（同岗位内）；0 为不考虑潜力，1 为完全按潜力",
            "By how many tenths targets grow with a tenth more potential, within roles; 0 ignores it, 1 follows it",
        ),
        "ratio",
    ),
    "inherited_share": _words(
        ("继承客户占比", "Inherited accounts"),
        ("来自前任留下客户的销售额占比", "Share of sales from accounts a predecessor left"),
        "share",
    ),
    "new_share": _words(
        ("新人占比", "New reps"), ("入职不满一年的销售占比", "Share of reps in their first year"), "share", -1
    ),
    "admin_hours": _words(
        ("每周事务性工时", "Administration"),
        ("每人每周花在行政事务上的小时", "Hours a week each rep spends on administration"),
        "hours",
        -1,
    ),
    "largest_client_share": _words(
        ("最大客户占比", "Largest client"),
        ("最大一家客户占赢单金额的比例", "The largest client's share of the value won"),
        "share",
        -1,
    ),
    "manager_months": _words(
        ("主管在岗月数", "Months of the manager in post"),
        ("到期末主管在本岗位的月数", "Months in post at the end of the period"),
        "months",
    ),
    "span": _words(
        ("管理幅度", "Span"), ("每位主管直接带的销售人数", "Reps per manager who leads any"), "count", -1
    ),
    "target_raise": _words(
        ("下半年目标加码", "Raise of targets"),
        (
            "目标下半年相对上半年的增长，超出同类其余的部分",
            "Growth of targets from first to second half beyond that of others of its kind",
        ),
        "share",
        -1,
    ),
    "target_mismatch": _words(
        ("目标拆分差额", "Targets that do not add up"),
        (
            "下级目标之和与上级目标之差占上级目标的比例",
            "Distance of the sum of the parts' targets from the target of the whole",
        ),
        "share",
        -1,
    ),
    "attainment_spread": _words(
        ("达成率悬殊度", "Spread of attainment"),
        ("达成率第九十分位除以第十分位", "Ninth decile of attainment over the first"),
        "ratio",
        -1,
    ),
    "sales_spread": _words(
        ("业绩悬殊度", "Spread of sales"),
        (
            "每在岗月销售额与同岗位平均之比：第九十分位除以第十分位",
            "Sales a month in post over those of the role: ninth decile over the first",
        ),
        "ratio",
        -1,
    ),
    "season_dip": _words(
        ("季度普遍下滑", "Weak quarter of all"),
        (
            "某季度两年都比均分低多少（仅限不满一年的期间），或八成以上区域和单位占比都比上年同季低多少",
            "How far a quarter lies below an even share in both years (in periods of less than a year), or fell below "
            "its share of a year before in eight in ten regions and units",
        ),
        "share",
        -1,
    ),
    "period_end_share": _words(
        ("季末成交占比", "Closed in the last month of a quarter"),
        (
            "季度最后一个月的赢单金额占比（均匀时为三分之一）",
            "Share of the value won that closed in a quarter's last month (even: a third)",
        ),
        "share",
        -1,
    ),
    "same_target_share": _words(
        ("目标一刀切的比例", "Reps with one and the same target"),
        (
            "与至少两位同事目标完全相同的人占比",
            "Share of reps whose target is the very same as two colleagues'",
        ),
        "share",
        -1,
    ),
}
