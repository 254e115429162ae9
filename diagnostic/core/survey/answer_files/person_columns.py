"""Which headings name a person. A file of answers that has one is always refused.

The threat: answers that carry a name, a number or an address can be joined to sales figures person by person,
and then no respondent was anonymous. The list is closed on purpose: a heading either is one of these
words or it is not; a guess would refuse honest files and still miss the clever ones. A column that is simply
not on the list is an unknown column, which is a fault of its own unless a map leaves it out.
"""

from __future__ import annotations

import re
import unicodedata

_WORDS = """
person personid personcode personname personnumber employee employeeid employeecode employeename
employeenumber employeeno empid empno empname empcode staffid staffno staffnumber staffname staffcode
workerid workername payrollnumber payrollid badge badgeid badgenumber userid user username login loginname
openid unionid wechat wechatid wxid repid rep repname salesrep salesrepid salesrepname salesperson
salespersonid salespersonname salesagent agent agentid agentname ownerid ownername name fullname firstname
lastname surname givenname familyname nickname displayname respondentid respondentname respondent
participantid participantname participant email emailaddress mail mailaddress workemail phone phonenumber
mobile mobilenumber cell cellphone telephone tel idcard idnumber nationalid passport passportnumber
socialsecuritynumber ssn token ip ipaddress deviceid sessionid invitation invitationid 工号 员工号 员工编号
员工工号 员工id 员工 员工姓名 人员编号 人员 人员姓名 职员编号 职工号 用户名 用户id 用户 账号 帐号
姓名 名字 真实姓名 昵称 销售员 销售人员 销售姓名 业务员 业务员姓名 业务员编号 销售代表姓名 答卷人 填写人
填表人 提交人 受访者 受访人 邮箱 电子邮箱 电子邮件 邮件 邮件地址 邮箱地址 工作邮箱 手机 手机号 手机号码 电话
电话号码 联系电话 联系方式 微信 微信号 微信昵称 身份证 身份证号 身份证号码 ip地址 来自ip
"""

PERSON_HEADINGS: frozenset[str] = frozenset(_WORDS.split())


def names_a_person(heading: str) -> bool:
    """True if the heading, freed of case, width, blanks and punctuation, is one that identifies people.

    >>> [names_a_person(heading) for heading in ("Employee ID", "E-Mail", " 工 号 ", "team", "SK-DIS-1")]
    [True, True, True, False, False]
    """
    plain = unicodedata.normalize("NFKC", heading).casefold()
    return re.sub(r"[\W_]+", "", plain) in PERSON_HEADINGS
