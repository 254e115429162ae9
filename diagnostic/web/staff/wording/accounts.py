"""Words of signing in, accounts and the log."""

from __future__ import annotations

from collections.abc import Mapping

from diagnostic.text import Text

WORDS: Mapping[str, Text] = {
    # signing in
    "sign_in": Text("登录", "Sign in"),
    "sign_in_lead": Text("供顾问和管理员使用。", "For consultants and administrators."),
    "sign_in_rep": Text(
        "收到问卷邀请的同事不需要账号：请直接打开邀请里的链接。",
        "If you were invited to a survey you need no account: just open the link in your invitation.",
    ),
    "sign_in_again": Text(
        "请先登录，登录后会回到刚才的页面。",
        "Please sign in; you will then be taken to the page you asked for.",
    ),
    "sign_in_kept": Text(
        "登录已过期，刚才填写的内容还在：登录之后可以接着提交。",
        "Your session has ended. What you typed is still here: sign in, and send it then.",
    ),
    "unsent_head": Text("登录过期前你正要提交的内容", "What you were about to send"),
    "unsent_lead": Text(
        "这些内容还没有保存。如果是你填写的，请提交；如果不认得，请不要提交。",
        "This has not been saved. If it is yours, send it now; if you do not know it, do not.",
    ),
    "unsent_send": Text("现在提交", "Send it now"),
    "unsent_drop": Text("不提交", "Do not send it"),
    "sign_in_lost": Text(
        "登录已过期，刚才的内容没有保存。请登录后返回上一页，填写的内容通常还在，再提交一次即可。",
        "Your session has ended, and what you sent was not saved. Please sign in, go back in your browser, where what "
        "you typed is usually still there, and send it again.",
    ),
    "sign_in_wrong": Text("邮箱或密码不对。", "The address or the password is not right."),
    "sign_in_wait": Text(
        "尝试次数过多。请等一分钟再试；账号没有被锁定。",
        "There were too many tries. Please wait a minute; the account is not locked.",
    ),
    "forgotten": Text(
        "忘记密码？请管理员为你设一个新密码。",
        "Forgotten your password? Ask an administrator for a new one.",
    ),
    "f_email": Text("邮箱", "Email address"),
    "f_password": Text("密码", "Password"),
    # the own account
    "change_password": Text("修改密码", "Change your password"),
    "password_rule": Text(
        "至少 12 个字符。几个不相干的词连起来最好记；常见密码和含有邮箱名的密码不接受。",
        "At least 12 characters. A few unrelated words are easy to remember; common passwords and those made of your "
        "address are refused.",
    ),
    "f_current": Text("当前密码", "Current password"),
    "f_fresh": Text("新密码", "New password"),
    "f_again": Text("再输入一次新密码", "New password again"),
    "everywhere": Text("在所有设备上退出", "Sign out everywhere"),
    "everywhere_note": Text(
        "用过别人的电脑，或者怀疑有人知道你的密码？这会立即结束你在所有设备上的登录，包括这一台。",
        "Used somebody else's computer, or afraid that somebody knows your password? This ends every session you have, "
        "this one too, at once.",
    ),
    "signed_in_as": Text("{email}，{role}", "{email}, {role}"),
    "administrator": Text("管理员", "administrator"),
    "consultant": Text("顾问", "consultant"),
    "executive": Text("高管", "executive"),
    # accounts
    "accounts_lead": Text(
        "顾问只看得到分给自己的客户；管理员看得到全部。答题的销售人员没有账号。",
        "A consultant sees the clients given to him, an administrator all of them. Reps who answer have no account.",
    ),
    "new_account": Text("新建账号", "New account"),
    "make_account": Text("建立账号", "Create the account"),
    "f_role": Text("角色", "Role"),
    "f_clients": Text("可以看到的客户", "Clients this account may see"),
    "f_active": Text("可以登录", "May sign in"),
    "all_clients": Text("全部客户", "all clients"),
    "no_clients": Text("还没有分配客户", "no client yet"),
    "inactive": Text("已停用", "switched off"),
    "new_password": Text("设一个新密码", "Set a new password"),
    "new_password_note": Text(
        "随机生成，只显示一次；此人在所有设备上的登录随即结束。",
        "It is made at random and shown once; all sessions of this account end.",
    ),
    "password_once": Text(
        "{email} 的密码，只显示这一次，请用安全的方式转交：",
        "The password of {email}, shown this once; please hand it over safely:",
    ),
    "no_clients_yet": Text("还没有客户。", "There are no clients yet."),
    # the log
    "f_account": Text("按邮箱搜索", "Search by email"),
    "f_log": Text("按账号、操作或对象搜索", "Search by account, deed or subject"),
    "log_lead": Text(
        "工作人员做过的事，最新的在前，时间为 UTC。这里不能修改，也从不记录答题的人。",
        "What staff did, newest first, in UTC. It can't be changed, and it never tells of the people who answer.",
    ),
    "log_at": Text("时间", "When"),
    "log_account": Text("账号", "Account"),
    "log_action": Text("做了什么", "What"),
    "log_subject": Text("对象", "About"),
    "a_signed_in": Text("登录", "signed in"),
    "a_sign_in_failed": Text("登录失败", "failed to sign in"),
    "a_signed_out": Text("退出", "signed out"),
    "a_signed_out_everywhere": Text("在所有设备上退出", "signed out everywhere"),
    "a_password_changed": Text("修改密码", "changed a password"),
    "a_account_added": Text("新建账号", "created an account"),
    "a_account_changed": Text("修改账号", "changed an account"),
    "a_client_added": Text("新建客户", "created a client"),
    "a_client_changed": Text("修改客户", "changed a client"),
    "a_client_deleted": Text("删除客户", "deleted a client"),
    "a_assessment_changed": Text("修改评估", "changed an assessment"),
    "a_assessment_deleted": Text("删除评估", "deleted an assessment"),
    "a_assessment_added": Text("新建评估", "created an assessment"),
    "a_roster_imported": Text("导入名册", "imported a roster"),
    "a_tagging_changed": Text("修改分组方式", "changed how a survey is read"),
    "a_wave_published": Text("发布问卷", "published a wave"),
    "a_links_made": Text("生成全部链接", "made all links"),
    "a_link_renewed": Text("重新生成一个链接", "made one link anew"),
    "a_key_copied": Text("取走密钥副本", "took the recovery copy of a key"),
    "a_key_put_back": Text("用副本恢复密钥", "put a key back from its recovery copy"),
    "a_wave_closed": Text("截止问卷", "closed a wave"),
    "a_wave_abandoned": Text("放弃一轮打不开的问卷", "gave up a wave that can't be opened"),
    "a_roster_import_undone": Text("撤销名册导入", "undid an import of a roster"),
    "a_job_begun": Text("开始任务", "began long work"),
    "a_job_cancelled": Text("取消任务", "cancelled long work"),
    "a_job_retried": Text("重试任务", "retried long work"),
    "a_plan_line_changed": Text("修改计划中的行动", "edited a line of a plan"),
    "a_plan_line_locked": Text("锁定计划中的行动", "locked a line of a plan"),
    "a_plan_line_unlocked": Text("解锁计划中的行动", "unlocked a line of a plan"),
    "a_plan_line_removed": Text("从计划中移除行动", "took a line out of a plan"),
    "a_plan_line_restored": Text("把行动放回计划", "put a line back into a plan"),
    "a_plan_line_added": Text("在计划中添加行动", "added a line to a plan"),
    "a_plan_order_changed": Text("调整计划的顺序", "changed the order of a plan"),
    "a_plan_kept": Text("保存计划版本", "kept a version of a plan"),
}
