"""Names of the simulated company: people, teams, customers and products, all made up from lists of parts."""

from __future__ import annotations

import numpy as np

from diagnostic.demo.company.plan import COMPANY

SURNAMES = tuple(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹"
    "彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖"
)
FIRST = tuple("子志文建国海晓雨思佳明宇俊浩嘉欣梦雅静丽燕春秋立永振德光新长安少家景若心一天泽")
SECOND = tuple("轩强华伟军涛敏芳杰磊鹏飞超波斌辉宁洋琳娜婷颖慧洁霞玲琪瑶涵怡悦凯龙锋健康平林森然远")

PLACES = """
E01 沪东组 Shanghai East
E02 沪西组 Shanghai West
E03 宁镇组 Ningzhen
E04 苏州组 Suzhou
E05 无锡组 Wuxi
E06 通泰组 Tongtai
E07 徐淮组 Xuhuai
E08 皖南组 Wannan
E09 皖北组 Wanbei
E10 杭州组 Hangzhou
E11 宁波组 Ningbo
E12 温台组 Wentai
E13 华东水务大客户组 East water accounts
E14 华东化工大客户组 East chemical accounts
E15 华东食品大客户组 East food accounts
E16 华东电子大客户组 East electronics accounts
S01 广州组 Guangzhou
S02 深圳组 Shenzhen
S03 佛肇组 Fozhao
S04 东莞组 Dongguan
S05 珠江口组 Pearl River Mouth
S06 厦漳组 Xiazhang
S07 福州组 Fuzhou
S08 南宁组 Nanning
S09 粤东渠道组 Yuedong channel
S10 粤西渠道组 Yuexi channel
S11 闽桂渠道组 Mingui channel
S12 华南大客户组 South key accounts
N01 北京组 Beijing
N02 天津组 Tianjin
N03 石家庄组 Shijiazhuang
N04 唐秦组 Tangqin
N05 太原组 Taiyuan
N06 呼包组 Hubao
N07 济南组 Jinan
N08 青岛组 Qingdao
N09 烟威组 Yanwei
N10 郑州组 Zhengzhou
N11 华北渠道组 North channel
N12 华北大客户组 North key accounts
"""
REGION_NAMES = {"华东": ("华东", "East"), "华南": ("华南", "South"), "华北": ("华北", "North")}
COMPANY_NAMES = {COMPANY: (COMPANY, "Tinglan Flow Control")}
ROLE_NAMES = {
    "N": ("新人(入职不满12个月)", "New reps (under 12 months)"),
    "R": ("销售代表", "Sales reps"),
    "K": ("大客户经理", "Key-account reps"),
    "C": ("渠道经理", "Channel reps"),
}
BAND_NAMES = {
    "bottom": ("达成率后三分之一", "Bottom third of attainment"),
    "middle": ("达成率中三分之一", "Middle third of attainment"),
    "top": ("达成率前三分之一", "Top third of attainment"),
}
TENURE_NAMES = {"new": ("新任主管", "New managers"), "experienced": ("有经验的主管", "Experienced managers")}

PRODUCTS = ("离心泵", "隔膜泵", "调节阀", "蝶阀", "计量撬装", "加药撬装", "流量计", "备件与服务")
CUSTOMER_STEMS = tuple("青澄沛润恒景昌宏瑞禾启远岚峪溪泓湛朗泽川")
CUSTOMER_ENDS = tuple("源达盛丰益和泰兴诚宁")
CUSTOMER_TRADES = ("水务", "化工", "食品", "环保工程", "制药", "精细材料")
INHERITED_CLIENT = "江畔石化（模拟）"


def team_names() -> dict[str, tuple[str, str]]:
    """Team code to its label in both languages."""
    parts = [line.split(" ", 2) for line in PLACES.strip().splitlines()]
    return {code: (f"{code} {zh}", f"{code} {en}") for code, zh, en in parts}


def draw_people(rng: np.random.Generator, count: int) -> list[str]:
    """Different Chinese names, surname first."""
    names = [surname + first + second for surname in SURNAMES for first in FIRST for second in SECOND]
    return [names[place] for place in rng.choice(len(names), count, replace=False)]


def customers() -> list[str]:
    """All customer names there are: 1,200."""
    return [
        stem + end + trade for stem in CUSTOMER_STEMS for end in CUSTOMER_ENDS for trade in CUSTOMER_TRADES
    ]
