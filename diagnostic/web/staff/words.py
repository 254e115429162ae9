"""Every word of the staff pages, in both languages. Names of forms' fields begin with `f_`, what is wrong with one
with its fault's name, what has just been done with `done_`."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup, escape

from diagnostic.text import LANGS, Lang, Text

WORDS: Mapping[str, Text] = {
    # the frame
    "product": Text("销售团队诊断", "Sales Diagnostic"),
    "skip_link": Text("跳到正文", "Skip to the content"),
    "other_language": Text("English", "中文"),
    "main_menu": Text("主菜单", "Main menu"),
    "trail": Text("所在位置", "Where you are"),
    "clients": Text("客户", "Clients"),
    "accounts": Text("账号", "Accounts"),
    "log": Text("操作记录", "Log"),
    "own_account": Text("我的账号", "My account"),
    "sign_out": Text("退出", "Sign out"),
    "save": Text("保存", "Save"),
    "cancel": Text("取消", "Cancel"),
    "change": Text("修改", "Edit"),
    "search": Text("搜索", "Search"),
    "show_all": Text("显示全部", "Show all"),
    "optional": Text("选填", "optional"),
    "errors_head": Text(
        "有地方需要改一改，填写的内容都还在。",
        "Something needs another look; what you typed is kept.",
    ),
    "none": Text("—", "—"),
    "joined": Text("、", ", "),
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
    "executive_note": Text(
        "可以阅读的报告会出现在这里。目前还没有给你的报告。",
        "Reports you may read will be listed here. There are none for you yet.",
    ),
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
    "a_assessment_added": Text("新建评估", "created an assessment"),
    "a_roster_imported": Text("导入名册", "imported a roster"),
    "a_roster_import_undone": Text("撤销名册导入", "undid an import of a roster"),
    # clients
    "clients_lead": Text(
        "每个客户有自己的名册、业绩数据和评估。",
        "Each client has a roster, figures and assessments of its own.",
    ),
    "new_client": Text("新建客户", "New client"),
    "no_client_head": Text("从第一个客户开始", "Begin with your first client"),
    "no_client": Text(
        "建立客户之后，导入名册，再开始一次评估。只需要公司名称。",
        "Create a client, bring in its roster, then begin an assessment. All you need is the company's name.",
    ),
    "nothing_found": Text("没有名称含有“{search}”的客户。", "No client's name contains “{search}”."),
    "c_name": Text("名称", "Name"),
    "c_people": Text("名册人数", "People"),
    "c_assessments": Text("评估", "Assessments"),
    "f_search": Text("按名称搜索", "Search by name"),
    "f_name_zh": Text("中文名称", "Name in Chinese"),
    "f_name_en": Text("英文名称", "Name in English"),
    "one_name": Text(
        "至少填一种；另一种语言的报告会沿用它。",
        "One of the two is enough; reports in the other language then use it too.",
    ),
    "f_time_zone": Text("时区", "Time zone"),
    "f_currency": Text("币种", "Currency"),
    "currency_open": Text("由数据决定", "as the figures say"),
    "f_fiscal_year_start": Text("财年从几月开始", "The fiscal year begins in"),
    "change_client": Text("修改客户资料", "Edit the client"),
    "delete_client": Text("删除客户", "Delete the client"),
    "conflict": Text(
        "在你填写的时候，另一个人改了这份资料。下面是你填的内容，旁边注明了现在保存的值；再保存一次就以你的为准。",
        "Somebody else changed this while you were editing. Below is what you typed, with what is stored now beside "
        "it; save once more and yours will hold.",
    ),
    "now_stored": Text("现在保存的是：{value}", "Stored now: {value}"),
    "delete_lead": Text(
        "删除“{name}”之后无法恢复。会一并删除：",
        "Deleting “{name}” can't be undone. With it go:",
    ),
    "held_people": Text("名册上的 {n} 人、{units} 个部门", "the roster; people: {n}, units: {units}"),
    "held_figures": Text("{n} 条业绩数据", "lines of figures: {n}"),
    "held_assessments": Text(
        "{n} 次评估、{waves} 轮调查和其中封存的全部回答",
        "assessments: {n}, waves: {waves}, with all answers sealed in them",
    ),
    "held_not": Text(
        "以前的备份和已经交出的报告不受影响。",
        "Earlier backups and reports already handed over are not touched.",
    ),
    "delete_refused": Text(
        "现在不能删除：有 {n} 轮调查还没有封存，同事们的回答在里面。请先截止并封存。",
        "This can't be deleted now: waves that are not sealed yet hold people's answers ({n}). Close and seal first.",
    ),
    "f_sure": Text("我知道这无法恢复", "I know that this can't be undone"),
    "delete": Text("永久删除", "Delete for good"),
    "facts": Text("客户资料", "About this client"),
    "tree": Text("部门结构", "Units"),
    "tree_note": Text(
        "括号里是该部门及其下级在职的人数。", "The number is of people now in the unit and those below it."
    ),
    "tree_empty": Text(
        "导入名册之后，这里显示部门结构和人数。",
        "Once there is a roster, units and headcounts show here.",
    ),
    "unplaced": Text("未写明部门", "No unit given"),
    "people_n": Text("{n} 人", "{n}"),
    # assessments
    "assessments": Text("评估", "Assessments"),
    "new_assessment": Text("新建评估", "New assessment"),
    "no_assessment": Text("还没有评估。", "There is no assessment yet."),
    "no_assessment_next": Text(
        "评估把一段时间的业绩和一轮匿名调查放在一起，通常两周完成。",
        "An assessment brings the figures of a period and one anonymous survey together; it usually takes two weeks.",
    ),
    "f_title_zh": Text("中文标题", "Title in Chinese"),
    "f_title_en": Text("英文标题", "Title in English"),
    "f_first": Text("期间开始", "The period begins"),
    "f_last": Text("期间结束", "The period ends"),
    "period_note": Text(
        "诊断的业绩期间，两端的日子都算在内。", "The days whose figures are diagnosed, both ends included."
    ),
    "default_title": Text("{year} 年销售诊断", "Sales diagnosis {year}"),
    "period": Text("{first} 至 {last}", "{first} to {last}"),
    "path": Text("评估步骤", "The steps of the assessment"),
    "path_done": Text("已完成", "done"),
    "path_now": Text("现在做", "next"),
    "path_later": Text("尚未开放", "not yet"),
    "path_later_note": Text(
        "灰色的步骤在这个版本里还没有页面。", "Steps in grey have no page in this version yet."
    ),
    "s_client": Text("客户与部门结构", "Client and units"),
    "s_client_note": Text("{n} 个部门，来自名册", "{n} units, from the roster"),
    "s_client_empty": Text(
        "客户已建立，部门随名册导入",
        "The client is there; its units come with the roster",
    ),
    "s_roster": Text("名册", "Roster"),
    "s_roster_note": Text("{n} 人", "{n} people"),
    "s_roster_empty": Text("导入 CSV 或 Excel 名册", "Bring in the roster as CSV or Excel"),
    "s_surveys": Text("问卷与语言", "Surveys and languages"),
    "s_surveys_note": Text(
        "选择问卷，按销售人员看到的样子预览",
        "Choose surveys and see them as a rep will",
    ),
    "s_figures": Text("业绩与目标", "Figures and targets"),
    "s_figures_note": Text("先试导入，再正式导入", "A trial first, then the import"),
    "s_shown": Text("报告能显示什么", "What the report can show"),
    "s_shown_note": Text("哪些部门和分档单独成组", "Which units and bands would stand alone"),
    "s_publish": Text("发布", "Publish"),
    "s_publish_note": Text("问卷版本与匿名承诺从此固定", "Versions and the promise are fixed from here on"),
    "s_links": Text("作答链接", "Links"),
    "s_links_note": Text("CSV 或可打印的二维码卡片", "As a CSV or as QR cards to print"),
    "s_participation": Text("参与情况", "Participation"),
    "s_participation_note": Text(
        "全公司人数，每天一次，分级显示",
        "For the whole company, once a day, in steps",
    ),
    "s_close": Text("截止与封存", "Close and seal"),
    "s_close_note": Text("打乱次序，销毁密钥", "Answers are shuffled, the key is destroyed"),
    "s_diagnosis": Text("诊断", "Diagnosis"),
    "s_diagnosis_note": Text("差距、原因与证据", "Gaps, causes and the evidence"),
    "s_plan": Text("改进计划", "Plan"),
    "s_plan_note": Text("行动、负责人与日期", "Actions, owners and dates"),
    "s_report": Text("报告", "Report"),
    "s_report_note": Text("中英文 PDF", "PDF in Chinese and English"),
    # the roster
    "roster": Text("名册", "Roster"),
    "roster_lead": Text(
        "名册说明谁在哪个部门、担任什么角色。它用来分组和发送链接，不会出现在任何报告里。",
        "The roster says who belongs where and in which role. It forms groups and sends links; it stands in no report.",
    ),
    "f_file": Text("名册文件（CSV 或 XLSX，最大 8 MB）", "Roster file (CSV or XLSX, up to 8 MB)"),
    "file_note": Text(
        "下一步先看会有什么变化，确认之后才保存。空单元格不会覆盖已有的内容，名册里没有的人也不会被删除。",
        "You will first see what would change; nothing is stored before you agree. An empty cell overwrites nothing, "
        "and nobody is removed for not being in the file.",
    ),
    "look": Text("查看会有什么变化", "See what would change"),
    "roster_columns_head": Text("哪一列是什么", "Which column is what"),
    "columns_lead": Text(
        "文件“{file}”的列名和我们的不同。我们猜了一些，请确认或改正。",
        "The headings of “{file}” are not ours. Some were guessed: please confirm or correct them.",
    ),
    "columns_more": Text("更多可选的列", "More columns, all optional"),
    "columns_more_note": Text(
        "有了它们，部门之间的比较更公平；没有也可以。",
        "With them units are compared more fairly; it works without.",
    ),
    "columns_unused": Text("不会导入的列：{names}", "Columns that are left out: {names}"),
    "column_none": Text("没有这一列", "not in the file"),
    "k_person_id": Text("员工编号或唯一的姓名", "Person: number, or a name that is unique"),
    "k_name": Text("姓名", "Name"),
    "k_unit_path": Text("部门：整条路径或最上一级", "Unit: whole path, or the outermost level"),
    "k_unit_2": Text("部门：第二级", "Unit: second level"),
    "k_unit_3": Text("部门：第三级", "Unit: third level"),
    "k_unit_4": Text("部门：第四级", "Unit: fourth level"),
    "k_role": Text("角色", "Role"),
    "k_level": Text("职级", "Level"),
    "k_manager_id": Text("上级", "Manager"),
    "k_start": Text("入职日期", "First day"),
    "k_end": Text("离职日期", "Last day"),
    "k_email": Text("邮箱", "Email"),
    "k_lang": Text("语言（zh 或 en）", "Language (zh or en)"),
    "k_team_type": Text("团队类型", "Kind of team"),
    "k_manager_since": Text("现任上级自", "Manager since"),
    "k_territory_potential": Text("区域潜力指数", "Potential of the territory"),
    "k_inherited_share": Text("接手客户占比", "Share of inherited accounts"),
    "k_accounts": Text("客户数", "Accounts"),
    "k_admin_hours": Text("事务工时", "Hours of administration"),
    "k_row": Text("整行", "the row"),
    "trial_head": Text("会有什么变化", "What would change"),
    "trial_file": Text("文件：{file}", "File: {file}"),
    "t_added": Text("新增", "Added"),
    "t_changed": Text("变更", "Changed"),
    "t_same": Text("不变", "As before"),
    "t_absent": Text("文件里没有，保留", "Not in the file, kept"),
    "t_faulty": Text("不能导入的行", "Rows that can't come in"),
    "trial_nothing": Text(
        "名册已经和这个文件一致，没有要改的。",
        "The roster is as in this file already; there is nothing to do.",
    ),
    "apply": Text("导入（新增 {added}，变更 {changed}）", "Import (add {added}, change {changed})"),
    "apply_rest": Text(
        "有问题的行不会导入；改好之后，同一个文件可以再导入一次。",
        "Rows with faults stay out; once they are mended the same file can be brought in again.",
    ),
    "trial_moved": Text(
        "在你查看的时候，名册有了变化。下面是按现在的名册重新算的结果，请再确认一次。",
        "The roster changed while you were looking. Below is the result against the roster as it is now; please "
        "agree once more.",
    ),
    "faults_head": Text("有问题的地方", "What is wrong"),
    "faults_file": Text("下载这些行和原因（CSV）", "Download these rows with the reasons (CSV)"),
    "faults_more": Text("另有 {n} 处，见下载的文件。", "And {n} more; see the file."),
    "w_row": Text("行", "Row"),
    "w_column": Text("列", "Column"),
    "w_words": Text("原因", "Reason"),
    "w_figures.date_wrong": Text(
        "“{value}”不是可以确定的日期；请写成 2025-03-31 这样的形式。",
        "“{value}” is not surely a date; please write it like 2025-03-31.",
    ),
    "w_figures.value_unknown": Text(
        "“{value}”不在可用的值之内：{known}。请改正或留空。",
        "“{value}” is none of: {known}. Please correct it or leave it empty.",
    ),
    "w_figures.column_missing": Text("还缺少必需的列：{column}。", "A column is missing: {column}."),
    "changes_head": Text("变更的内容", "What changes"),
    "changes_more": Text("另有 {n} 人有变更。", "And changes of {n} more people."),
    "added_head": Text("新增的人", "People to be added"),
    "added_more": Text("另有 {n} 人。", "And {n} more."),
    "before": Text("现在", "Now"),
    "after": Text("导入之后", "After"),
    "other_file": Text("换一个文件", "Take another file"),
    "columns_again": Text("重新对应各列", "Match the columns again"),
    "undo_head": Text("最近一次导入", "The last import"),
    "undo_note": Text(
        "文件“{file}”：新增 {added} 人，变更 {changed} 人。撤销后名册回到导入之前。",
        "File “{file}”: {added} added, {changed} changed. Undoing it brings the roster back as it was.",
    ),
    "undo": Text("撤销这次导入", "Undo this import"),
    "roster_empty": Text(
        "名册还是空的。先导入一份文件。",
        "The roster is empty. Begin by bringing in a file.",
    ),
    "roster_people": Text("名册上的人", "People in the roster"),
    "roster_more": Text("只显示前 {n} 人。", "Only the first {n} are shown."),
    "p_name": Text("姓名", "Name"),
    "p_id": Text("编号", "Id"),
    "p_unit": Text("部门", "Unit"),
    "p_role": Text("角色", "Role"),
    "p_manager": Text("上级", "Manager"),
    "p_start": Text("入职", "First day"),
    "f_person": Text("按姓名、编号或部门搜索", "Search by name, id or unit"),
    "nobody_found": Text("没有找到“{search}”。", "Nobody found for “{search}”."),
    # what has been done
    "done_signed_out": Text("已退出。", "You are signed out."),
    "done_everywhere": Text("已在所有设备上退出。", "You are signed out everywhere."),
    "done_password": Text(
        "密码已修改，其他设备上的登录已结束。",
        "Your password is changed, and your other sessions have ended.",
    ),
    "done_client_added": Text(
        "客户已建立。下一步：导入名册。",
        "The client is created. Next: bring in its roster.",
    ),
    "done_saved": Text("已保存。", "Saved."),
    "done_client_deleted": Text("“{name}”已删除。", "“{name}” is deleted."),
    "done_assessment_added": Text("评估已建立。", "The assessment is created."),
    "done_imported": Text(
        "名册已导入：新增 {added} 人，变更 {changed} 人。",
        "The roster is imported: {added} added, {changed} changed.",
    ),
    "done_nothing": Text("没有要改的，名册保持原样。", "There was nothing to do; the roster is as it was."),
    "done_undone": Text("已撤销，名册回到导入之前。", "Undone: the roster is as it was before."),
    "done_no_undo": Text("没有可撤销的导入。", "There is no import to undo."),
    "done_sessions_ended": Text("此账号的所有登录已结束。", "All sessions of this account have ended."),
    "done_upload_gone": Text(
        "这份文件已经处理过或已过期，请重新上传。",
        "That file was dealt with or is too old; please send it again.",
    ),
    # what is wrong with a field
    "needed": Text("请填写。", "Please fill this in."),
    "needed_one": Text("请至少填一种语言的名称。", "Please give it in one language at least."),
    "too_long": Text("太长了，最多 {most} 个字符。", "That is too long; {most} characters at most."),
    "not_a_choice": Text("请从列表里选。", "Please choose from the list."),
    "not_a_date": Text("请填日期，如 2026-03-31。", "Please give a day, such as 2026-03-31."),
    "not_an_email": Text("请填一个邮箱地址。", "Please give an email address."),
    "period_backwards": Text("结束不能早于开始。", "The period can't end before it begins."),
    "email_taken": Text("已经有这个邮箱的账号。", "There is an account with this address already."),
    "password_short": Text("太短了，至少 12 个字符。", "That is too short; at least 12 characters."),
    "password_long": Text("太长了，最多 200 个字符。", "That is too long; 200 characters at most."),
    "password_common": Text(
        "这样的密码很容易被猜到，请换一个。", "That would be guessed soon; please take another one."
    ),
    "password_differs": Text("两次输入的不一样。", "The two are not the same."),
    "password_wrong": Text("当前密码不对。", "The current password is not right."),
    "not_yourself": Text("不能停用自己的账号。", "You can't switch off your own account."),
    "must_be_sure": Text("要删除，请先勾选。", "To delete, please tick this first."),
    "file_needed": Text("请选一个文件。", "Please choose a file."),
    "person_needed": Text("请指出哪一列是员工编号或姓名。", "Please say which column names the person."),
    # pages that say something does not work
    "e400_title": Text("这个请求没有完整地送到", "That did not arrive in one piece"),
    "e400": Text(
        "页面可能打开得太久，或者在另一个窗口里重新登录过。请返回上一页，刷新之后再试。",
        "The page may have been open for long, or you signed in again in another window. Go back, reload, try again.",
    ),
    "e403_title": Text("这里不对你开放", "This is not open to you"),
    "e403": Text("如果需要，请联系管理员。", "If you need it, please ask an administrator."),
    "e404_title": Text("没有这个页面", "There is no such page"),
    "e404": Text(
        "它可能已被删除，或者不属于你的客户。",
        "It may have been deleted, or it does not belong to one of your clients.",
    ),
    "e405_title": Text("这样打不开", "That does not work here"),
    "e405": Text("请从菜单重新进入。", "Please begin again from the menu."),
    "e413_title": Text("文件太大了", "That is too large"),
    "e413": Text(
        "名册文件最大 8 MB。请去掉多余的工作表或列再试。",
        "A roster file may have 8 MB. Please drop sheets or columns it does not need.",
    ),
    "e429_title": Text("请慢一点", "Please slow down"),
    "e429": Text("请等一分钟再试。", "Please wait a minute and try again."),
    "e500_title": Text("出了点问题", "Something went wrong"),
    "e500": Text(
        "问题在我们这边，没有保存任何内容。请返回上一页再试一次。",
        "The fault is ours, and nothing was saved. Please go back and try once more.",
    ),
    "to_start": Text("回到首页", "To the start page"),
}  # fmt: skip

IN: Mapping[Lang, Mapping[str, Markup]] = {
    lang: {name: escape(text[lang]) for name, text in WORDS.items()} for lang in LANGS
}
"""Escaped once; whatever is filled into them is escaped when it is."""
HTML_LANG: Mapping[Lang, str] = {"zh": "zh-CN", "en": "en"}
LOCALE: Mapping[Lang, str] = {"zh": "zh_Hans_CN", "en": "en"}
