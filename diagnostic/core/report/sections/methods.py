"""The methods with their sources, and the glossary: texts of the appendix that are the same in every report.

A method is listed only if the diagnosis used it, so that the list describes this report.
"""

from __future__ import annotations

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.text import Text

# Pairs: beginnings of the codes of a method; what was done, and where the method is described.
METHODS: tuple[tuple[tuple[str, ...], Text], ...] = (
    (
        ("proportion",),
        Text(
            "比率的区间：Wilson；两个比率之差：Newcombe。",
            "Intervals of shares: Wilson (1927), doi:10.1080/01621459.1927.10502953; of differences: Newcombe "
            "(1998), Statistics in Medicine 17, 873-890.",
        ),
    ),
    (
        ("ratio.logit",),
        Text(
            "赢单率等比率的区间以人（或单位）为样本，逐个去掉（logit 尺度），说的是同样的人再来一批会怎样；"
            "10 人起才有，完整清点的数字没有抽样区间。",
            "Intervals of win rates and other shares take reps (or units) for the sample, leaving one out at a time on "
            "the logit scale: they speak of other deals or reps like these, from ten on; a complete count has none; "
            "Donner and Klar (2000), doi:10.1177/096228020000900201.",
        ),
    ),
    (
        ("ratio.teams",),
        Text(
            "大区、新任主管的团队与其余比较：以团队为样本（每边至少 4 个），看各团队的实际与按岗位应有之比，"
            "随机效应回归（团队间方差：Paule-Mandel；标准误：Knapp-Hartung，不小于原值），t 检验；"
            "有上任前一年的数据时，新任主管的团队扣除那一年的水平。"
            "各组与上一年比较：看各团队的变化，团队间方差由全部团队一起估计。",
            "Regions and the teams of new managers against the rest: teams are the sample, four a side at least, each "
            "by what it shows over what its mix of roles would show; random-effects regression, variance between teams "
            "by Paule and Mandel (1982), doi:10.6028/jres.087.022, errors by Knapp and Hartung (2003), doi:"
            "10.1002/sim.1482, never made smaller; where figures reach back, teams of new managers are "
            "allowed for the year before them. Groups against their own year before: by their teams' changes, the "
            "variance between teams read off all of them.",
        ),
    ),
    (
        ("ratio", "ratio.difference", "target_actual"),
        Text(
            "达成率为实际之和除以目标之和（不是个人达成率的平均）；区间用刀切法标准误（对数尺度，以人为样本，"
            "说的是同样的人再来一批会怎样），10 人起；差用刀切法标准误。",
            "Attainment is sum of actuals over sum of targets, never the mean of ratios; intervals (log scale, of "
            "other reps like these, from ten reps on) and differences by the jackknife over reps (Quenouille 1956), "
            "doi:10.1093/biomet/43.3-4.353.",
        ),
    ),
    (
        ("mean",),
        Text(
            "量表分为作答题目的平均（至少三分之二的题已答）；5 至 9 人的组，区间用已公布各组的合并标准差，"
            "只说明这些组本身，不能推及其他组。",
            "A scale score is the mean of its items if two thirds are answered; groups of 5 to 9 use the pooled "
            "standard deviation of the published groups, and speak of these groups only, not of others like them.",
        ),
    ),
    (
        ("two_group.student", "two_group.units"),
        Text(
            "工作条件的组间比较：以单位平均数为样本，p 用合并方差；两边各有 4 个单位起，区间用各自的方差（Welch）。",
            "Group comparisons of conditions: unit means are the sample, p by the pooled variance; from 4 units a side "
            "on the interval rests on each side's own variance, Welch (1947), doi:10.1093/biomet/34.1-2.28.",
        ),
    ),
    (
        ("two_group.permutation", "ratio.permutation", "ratio.counts"),  # counts: of stored runs
        Text(
            "技能的组间比较，以及按人比较、一方某个岗位少于 30 人的业绩比较：置换检验（把人在各自岗位内随机分到两边，"
            "比较学生化的差），偏态与小组也不多报；区间由同一检验反推。少的一边预计不到 5 次的计数不比较。",
            "Group comparisons of skills, and of figures over reps with fewer than 30 of a role on a side: studentised "
            "permutation test (people are assigned to the sides at random, within their role), which keeps its 5% in "
            "small and skewed groups; Janssen (1997), doi:10.1016/S0167-7152(97)00043-6. Intervals come from the same "
            "test. Counts of which the smaller side would have fewer than 5 are not compared.",
        ),
    ),
    (
        ("one_sample",),
        Text(
            "与要求水平比较：单样本 t 检验，20 人起；更少则不说。",
            "Against the required level: one-sample t test from 20 people on; with fewer nothing is said.",
        ),
    ),
    (
        ("icc",),
        Text(
            "单位之间差别的份额：单因素 ICC（1）。",
            "Share of differences between units: one-way ICC(1), Shrout and Fleiss (1979), doi:"
            "10.1037/0033-2909.86.2.420.",
        ),
    ),
    (
        ("blup",),
        Text(
            "单个单位：经验贝叶斯估计，向公司平均收缩，并对单位间方差的不确定性求平均；只作谈话线索，10 个单位起。",
            "Single units: empirical-Bayes estimates shrunk towards the company and averaged over what the variance "
            "between units may be, for talks only, from 10 units on; Morris (1983), doi:10.2307/2287098.",
        ),
    ),
    (
        ("regression.lmg",),
        Text(
            "相伴程度：LMG 份额，在单位内中心化；区间为逐个去掉单位的刀切法（logit 尺度），8 个单位起。",
            "Derived importance: LMG shares, centred within units; intervals by leaving one unit out at a time, on the "
            "logit scale, from 8 units on; Grömping (2007), doi:10.1198/000313007X188252.",
        ),
    ),
    (
        ("regression.within",),
        Text(
            "目标是否随片区潜力变化：岗位内的对数回归；只折算目标没有考虑到的部分，目标之和不变。",
            "Whether targets follow the potential of territories: log-log regression within roles; attainment is "
            "allowed for potential only as far as targets ignore it, and the sum of targets stays as it is.",
        ),
    ),
    (
        ("follow_up",),
        Text(
            "与上一轮相比：两轮都单独公布的单位，以单位平均数之差为样本（每轮作答者不同），t 检验；5 个单位起。",
            "Change since an earlier wave: differences of the means of units that stand alone in both, units are the "
            "sample (other people answer each time), t test, from 5 units on; Donner and Klar (2000), "
            "doi:10.1177/096228020000900201.",
        ),
    ),
    (
        ("careless",),
        Text(
            "敷衍作答：同一选项连选过半且几乎没有变化的答卷；只计数，不剔除。",
            "Careless answering: sheets with one answer over half of the items and hardly any variation; counted, "
            "never left out; Johnson (2005), doi:10.1016/j.jrp.2004.09.009; Dunn et al. (2018), "
            "doi:10.1007/s10869-016-9479-0.",
        ),
    ),
    (
        ("omega",),
        Text(
            "omega：单因素模型（最大似然）的信度，与 alpha 并列。",
            "Omega: reliability under one factor (maximum likelihood), beside alpha; McDonald (1999), "
            "doi:10.4324/9781410601087.",
        ),
    ),
    (
        ("priority",),
        Text(
            "先后的把握：对回答者自助抽样（有单位时先抽单位），计算进入前三的比例。",
            "Order of needs: bootstrap of respondents (units first where nested), share of draws among the three "
            "largest.",
        ),
    ),
    (
        ("jonckheere",),
        Text(
            "随业绩段的趋势（−1 至 1）：Kendall tau，刀切法区间，Jonckheere-Terpstra 检验并校正同分；只作描述。",
            "Trend over the bands (-1 to 1): Kendall's tau with a jackknife interval, Jonckheere (1954), "
            "doi:10.1093/biomet/41.1-2.133, corrected for ties; a description, no finding.",
        ),
    ),
)
ALWAYS: tuple[Text, ...] = (
    Text(
        "多重比较：事先声明的问卷比较与对照要求水平的比较，各在整份报告内用 Holm 校正；业绩数据的比较与探索性清单用 "
        "Benjamini-Hochberg 校正，单个团队的业绩比较另算一组。",
        "Many comparisons: declared survey contrasts, and comparisons with the required level, are adjusted by Holm "
        "(1979), Scandinavian Journal of Statistics 6, 65-70, each over the whole report; comparisons of the figures "
        "and exploratory lists by Benjamini and Hochberg (1995), doi:10.1111/j.2517-6161.1995.tb02031.x, figures of "
        "single teams apart from those of other groups.",
    ),
    Text(
        "“没有要紧的差别”只在等效检验（两个单侧检验，界限为半个标准差）通过时才说。",
        "“No difference that matters” is said only after two one-sided tests within half a standard "
        "deviation; Schuirmann (1987), doi:10.1007/BF01068419.",
    ),
    Text(
        "“最小可见差距”是现有人数以 80% 的把握能看出的差距。",
        "The smallest visible gap is the one these numbers would show with 80% power.",
    ),
    Text(
        "差距一律为实际减参照，负数为不足。区间都是 95%。",
        "A gap is always actual minus reference: negative is short. All intervals are 95%.",
    ),
)
ALPHA = Text(
    "量表质量：Cronbach alpha 与 Feldt 区间；0.80 以上为好，0.70 以上为可用，是惯例，不是法则；数字在前，评级在后。",
    "Scale quality: Cronbach's alpha (1951), doi:10.1007/BF02310555, with Feldt's interval (1965), doi:"
    "10.1007/BF02289499; good from .80, usable from .70 are conventions, and the number comes first.",
)
GLOSSARY: tuple[tuple[Text, Text], ...] = (
    (
        Text("百分点（pp）", "Percentage points (pp)"),
        Text("两个百分数之差。", "The difference of two percentages."),
    ),
    (Text("达成率", "Attainment"), Text("实际 ÷ 目标，按总和计算。", "Actual divided by target, on sums.")),
    (Text("缺口", "Shortfall"), Text("目标 − 实际。", "Target minus actual.")),
    (Text("赢单率", "Win rate"), Text("赢单 ÷（赢单 + 丢单）。", "Won deals divided by won and lost deals.")),
    (
        Text("95% 区间", "95% interval"),
        Text(
            "同样的做法重复多次，二十次里约十九次会罩住真实数值的范围。",
            "A range that, repeated often, covers the true value about nineteen times in twenty.",
        ),
    ),
    (Text("明确", "Clear"), Text("校正后 p 小于 0.05。", "Adjusted p below 0.05.")),
    (
        Text("较可能", "Likely"),
        Text(
            "结果：校正后 p 在 0.05 至 0.10 之间；原因：至少两种独立迹象。",
            "Of a result: adjusted p from 0.05 to 0.10; of a cause: at least two independent signs.",
        ),
    ),
    (
        Text("不能判断", "Cannot tell"),
        Text(
            "差别可能是偶然，也可能太小，现有数据看不出。",
            "May be chance, or too small for these data to show.",
        ),
    ),
    (
        Text("没有要紧的差别（等效）", "No difference that matters (equivalent)"),
        Text(
            "等效检验表明差别小于半个标准差。",
            "An equivalence test shows that it is below half a standard deviation.",
        ),
    ),
    (
        Text("校正 p", "Adjusted p"),
        Text(
            "考虑了一共做了多少次比较之后的 p。",
            "The p value after allowing for the number of comparisons made.",
        ),
    ),
    (
        Text("标准差（SD）", "Standard deviation (SD)"),
        Text("人与人之间差别大小的尺度。", "The yardstick of how much people differ."),
    ),
    (
        Text("公平比较", "Fair comparison"),
        Text(
            "扣除片区潜力、新人爬坡、继承客户之后再比。",
            "Comparing after territory potential, ramp-up and inherited accounts are taken out.",
        ),
    ),
    (
        Text("要求水平", "Required level"),
        Text(
            "胜任该岗位的人在同一套题上的分值。",
            "The score a fully competent person in the role has on the same items.",
        ),
    ),
    (
        Text("先行指标", "Leading measure"),
        Text("行动见效时最先动的数字。", "The number that moves first if an action works."),
    ),
)


def methods_used(diagnosis: Diagnosis) -> tuple[Text, ...]:
    """The methods used by results of this diagnosis, then the quality of scales if any was graded, then ALWAYS."""
    used = {result.method for result in diagnosis.results}
    found = [
        text
        for starts, text in METHODS
        if any(method.startswith(start) for method in used for start in starts)
    ]
    return (*found, *((ALPHA,) if diagnosis.scales else ()), *ALWAYS)
