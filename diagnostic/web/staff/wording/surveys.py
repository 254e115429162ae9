"""Words of choosing surveys for a wave, of own survey files, and of the preview."""

from __future__ import annotations

from collections.abc import Mapping

from diagnostic.text import Text

WORDS: Mapping[str, Text] = {
    "surveys_lead": Text(
        "选择这一轮要问什么，写明目的和截止日期。发布之前随时可以改；发布之后，这一轮就固定下来。",
        "Choose what the wave asks, and say what for and until when. All of it can change until you publish; from then "
        "on the wave is fixed.",
    ),
    "survey_preview_open": Text("按销售人员看到的样子预览", "Preview as a rep sees it"),
    "survey_preview_stored": Text("预览显示的是已保存的选择。", "The preview shows what is saved."),
    "survey_upload_open": Text("添加自己的问卷", "Add a survey of your own"),
    "f_ask": Text("这一轮问哪些问卷", "Which surveys the wave asks"),
    "ask_note": Text(
        "全部自带问卷已默认选中。注明“同一张答卷”的几份存在一起，用同一个分组。",
        "All shipped surveys are proposed. Those said to be on one sheet are stored together, under one group.",
    ),
    "survey_items": Text("{n} 题", "{n} {n:question|questions}"),
    "survey_items_of": Text(
        "每人最多 {n} 题（共 {all} 题）",
        "{n} of {all} {all:question|questions} at most for one person",
    ),
    "minutes": Text("约 {n} 分钟", "about {n} min"),
    "survey_langs": Text("语言：{langs}", "complete in {langs}"),
    "lang_zh": Text("中文", "Chinese"),
    "lang_en": Text("英文", "English"),
    "survey_beside": Text("同一张答卷：{titles}", "on one sheet with: {titles}"),
    "survey_version": Text("版本 {version}", "version {version}"),
    "source_shipped": Text("自带", "shipped"),
    "source_own": Text("自己的", "your own"),
    "survey_renewed": Text(
        "产品带来了这份问卷的新内容，保存时会用新的。",
        "The product has newer content for this survey; saving takes it.",
    ),
    "survey_own_note": Text(
        "自己添加的问卷一定会问；不想问时请移除。",
        "Surveys of your own are always asked; remove one to leave it out.",
    ),
    "survey_scales": Text("量什么：{n} 个量表", "What it measures: {n} {n:scale|scales}"),
    "survey_no_scales": Text(
        "没有量表，只收集文字或单项回答。", "No scales: it collects words or single answers."
    ),
    "scale_core": Text("人人都答", "asked of everybody"),
    "scale_rotation": Text("轮换 {name}", "rotation {name}"),
    "scale_roles": Text("只问：{who}", "only asked of: {who}"),
    "survey_download": Text("下载（TOML）", "Download (TOML)"),
    "survey_remove": Text("移除", "Remove"),
    # what is asked beside the core
    "f_extra": Text("核心题之外再问什么", "What is asked beside the core"),
    "extra_note": Text(
        "二选一：要么请大家指出最重要的几项，要么多问一组轮换量表；两样都问会太长。后面是最长一份问卷的时间。",
        "One or the other: either people name what matters most, or one more group of scales is asked in turn; both "
        "would be too long. The time is that of the longest sitting.",
    ),
    "extra_none": Text("只问核心题", "The core only"),
    "extra_importance": Text("也问什么最重要", "Rate importance too"),
    "extra_importance_note": Text(
        "请每人选出最能帮助自己完成目标的几项，报告里与现状对照。",
        "Everybody picks what would help most; the report sets it against how things are.",
    ),
    "extra_rotation": Text("轮换 {name}", "Rotation {name}"),
    "extra_empty": Text("所选问卷里没有这一组", "nothing of it in the chosen surveys"),
    "extra_time": Text(
        "最多 {items} 题，约 {n} 分钟（邀请页写“大约 {told} 分钟”）",
        "{items} {items:question|questions} at most, about {n} min (reps are told “about {told} "
        "{told:minute|minutes}”)",
    ),
    # what reps are told
    "told_head": Text("告诉销售人员什么", "What reps are told"),
    "f_purpose_zh": Text("目的（中文）", "Purpose, in Chinese"),
    "f_purpose_en": Text("目的（英文）", "Purpose, in English"),
    "purpose_zh_note": Text(
        "接在“这份匿名问卷的目的：”后面，一句话。",
        "Follows “这份匿名问卷的目的：” on the first page; one sentence.",
    ),
    "purpose_en_note": Text(
        "接在 “The purpose of this anonymous survey:” 后面，一句话。",
        "Follows “The purpose of this anonymous survey:”; one sentence.",
    ),
    "f_closes_on": Text("截止日期", "Closing day"),
    "closes_note": Text(
        "当天结束之前都可以答。通常开放两周。",
        "Answers are taken until the end of that day. Two weeks are usual.",
    ),
    # thresholds
    "thresholds": Text("匿名门槛和保存期限", "Thresholds and how long answers are kept"),
    "thresholds_note": Text(
        "门槛写进匿名承诺，可以提高，不能降低。提高以后，小组更容易被合并，报告能单独显示的组更少。",
        "Thresholds are part of the promise: they can be raised, never lowered. The higher they are, the more groups "
        "are merged, and the fewer stand alone in the report.",
    ),
    "f_k": Text("显示平均值所需人数", "People needed for a mean"),
    "k_note": Text("最低 {n} 人。", "At least {n}."),
    "f_k_items": Text("显示单题和分布所需人数", "People needed for single questions and distributions"),
    "k_items_note": Text(
        "最低 {n} 人，也不低于上面的人数。", "At least {n}, and never below the number above."
    ),
    "f_comments": Text("显示留言所需人数", "Respondents needed for comments"),
    "comments_note": Text("全公司最低 {n} 人作答。", "At least {n} in the whole company."),
    "f_retention_months": Text("封存后保存几个月", "Months answers are kept after sealing"),
    "retention_note": Text("1 到 120 个月，写在邀请页上。", "From 1 to 120; reps are told."),
    "threshold_now": Text(
        "现在：{k} / {items} / {comments} 人，{months} 个月",
        "now {k} / {items} / {comments}, {months} {months:month|months}",
    ),
    # what is wrong
    "survey_needed": Text("请至少选一份问卷。", "Please choose at least one survey."),
    "closes_past": Text("截止日期已经过去。", "That day is over."),
    "not_whole": Text("请填整数。", "Please give a whole number."),
    "below_lowest": Text("低于允许的最低值。", "That is below the lowest value allowed."),
    "above_highest": Text("这个数太大了。", "That is too much."),
    "k_items_low": Text("不能低于平均值所需人数。", "This can't be below the number for a mean."),
    "tick_to_replace": Text("要替换，请先勾选。", "To replace it, please tick this first."),
    "tick_to_remove": Text("要移除，请先勾选。", "To remove it, please tick this first."),
    "survey_large": Text(
        "文件太大，问卷文件最大 256 kB。", "That file is too large; a survey file may have 256 kB."
    ),
    "w_source": Text("问卷", "Survey"),
    "w_path": Text("位置", "Place"),
    "w_line": Text("第 {n} 行", "line {n}"),
    "w_whole": Text("整个文件", "the file"),
    "joint_head": Text("这些问卷不能放在同一轮里", "These surveys can't be asked in one wave"),
    "joint_note": Text(
        "没有保存。请取消其中一份，或者改掉自己问卷里重复的编码后重新上传。",
        "Nothing is stored. Leave one of them out, or give your own survey other codes and send it again.",
    ),
    "surveys_conflict": Text(
        "你打开页面之后，有人改了这些设置。你填的内容还在，旁边是现在保存的；再按一次“保存”就以你的为准。",
        "Somebody else changed this after you opened it. What you chose is still here, beside what is stored now; save "
        "again and yours stands.",
    ),
    "surveys_moved": Text("现在保存的问卷：{titles}", "Now stored: {titles}"),
    # the frozen wave
    "frozen_head": Text("这一轮已经发布", "This wave is published"),
    "frozen_note": Text(
        "问卷、目的、日期和门槛从发布起就固定了，这样每个人答的都是承诺过的那一份。封存之后可以准备下一轮。",
        "Surveys, purpose, day and thresholds are fixed since it was published, so that everybody answers what was "
        "promised. The next wave can be prepared once this one is sealed.",
    ),
    "frozen_refused": Text("没有保存：这一轮已经发布。", "Nothing was stored: the wave is published."),
    "frozen_surveys": Text("这一轮问的问卷", "Surveys of this wave"),
    "frozen_rules": Text("目的、日期和门槛", "Purpose, day and thresholds"),
    "months_n": Text("{n} 个月", "{n} {n:month|months}"),
    # an own survey
    "survey_upload_head": Text("添加自己的问卷", "Add a survey of your own"),
    "survey_upload_lead": Text(
        "问卷是一份 TOML 文件，每句话都写中文和英文。最容易的办法：下载一份自带的问卷，改好编码和内容，再上传。",
        "A survey is a TOML file with every sentence in Chinese and English. The easy way: download one that ships "
        "with the product, change its codes and content, and send it here.",
    ),
    "f_survey": Text("问卷文件（TOML，最大 256 kB）", "Survey file (TOML, up to 256 kB)"),
    "survey_file_note": Text(
        "先检查整份文件，有一处不对就全部列出，什么也不保存。",
        "The whole file is checked first; if anything is wrong all of it is listed, and nothing is stored.",
    ),
    "survey_send": Text("检查并添加", "Check and add"),
    "survey_examples": Text("从这些文件开始", "Files to begin from"),
    "survey_schema": Text("给编辑器用的结构说明（JSON Schema）", "The schema for editors (JSON Schema)"),
    "survey_schema_note": Text(
        "会用它的编辑器能补全键名，当场指出错误；放在问卷文件旁边，第一行写 “#:schema survey.schema.json”。",
        "Editors that use it complete keys and mark faults as you type: put it beside the file, and write "
        "“#:schema survey.schema.json” as the first line.",
    ),
    "survey_faults_head": Text("“{name}”里有 {n} 处要改", "{n} {n:thing|things} to mend in “{name}”"),
    "survey_faults_note": Text(
        "没有保存任何内容。改好以后请重新上传。", "Nothing is stored. Mend them and send the file again."
    ),
    "survey_faults_more": Text("另有 {n} 处没有列出。", "{n} more {n:is|are} not listed."),
    "survey_replace_head": Text("替换同一编码的问卷", "Replace the survey of the same code"),
    "survey_replace_lead": Text(
        "这一轮已经有编码为 {code} 的问卷。一轮里一个编码只能有一份，替换之后只问你上传的这一份。",
        "The wave has a survey with the code {code} already. A code stands once in a wave: after replacing only yours "
        "is asked.",
    ),
    "survey_there": Text("现在的", "There now"),
    "survey_sent": Text("你上传的“{name}”", "Yours, “{name}”"),
    "f_replace": Text("替换它", "Replace it"),
    "survey_replace_shipped": Text(
        "移除你的问卷以后，自带的那一份可以再次勾选。",
        "The shipped one can be ticked again once yours is removed.",
    ),
    "survey_replace_own": Text(
        "现在的这一份是有人上传的，替换后不再保存。需要的话，请先下载。",
        "The one there was sent by somebody and is not kept. Download it first if it may be needed.",
    ),
    "survey_replace_do": Text("替换", "Replace"),
    "survey_remove_head": Text("移除自己的问卷", "Remove a survey of your own"),
    "survey_remove_lead": Text(
        "“{title}”将不再属于这一轮，上传的文件也不再保存。需要的话，请先下载；以后可以重新上传。",
        "“{title}” will be no part of the wave any more, and the file you sent is not kept. Download it first if it "
        "may be needed; it can be sent again.",
    ),
    "f_remove": Text("移除它", "Remove it"),
    "survey_remove_shipped": Text(
        "之后可以重新勾选自带的同名问卷。", "The shipped survey of that code can be ticked again afterwards."
    ),
    "survey_remove_last": Text(
        "这是这一轮唯一的问卷。请先选另一份，再移除它。",
        "It is the only survey of the wave. Choose another one before you remove it.",
    ),
    "done_surveys": Text("已保存这一轮的问卷和设置。", "The surveys and settings of the wave are saved."),
    "done_survey_added": Text("问卷“{title}”已添加。", "The survey “{title}” is added."),
    "done_survey_removed": Text("问卷“{title}”已移除。", "The survey “{title}” is removed."),
    # the preview
    "survey_preview_head": Text("预览问卷", "Preview of the surveys"),
    "survey_preview_lead": Text(
        "下面就是销售人员手机上的页面，可以照样作答到最后。这里什么也不会保存或发送。",
        "These are the pages on a rep's phone; answer them to the end if you like. Nothing is stored or "
        "sent from here.",
    ),
    "survey_preview_example": Text(
        "组名、人数和校验码是示例；真实的要到发布时才有。",
        "The group, its headcount and the fingerprint are examples; the real ones come with publishing.",
    ),
    "f_level": Text("给谁看", "As seen by"),
    "f_team_type": Text("团队类型", "Kind of team"),
    "f_shown": Text("语言", "Language"),
    "level_R": Text("销售", "Rep"),
    "level_N": Text("新销售（不满一年）", "New rep (under a year)"),
    "level_K": Text("大客户销售", "Key-account rep"),
    "level_M": Text("主管", "Manager"),
    "team_any": Text("不分或混合", "none, or mixed"),
    "team_field": Text("外勤", "Field"),
    "team_key_account": Text("大客户", "Key accounts"),
    "team_channel": Text("渠道", "Channel"),
    "team_note": Text(
        "角色和团队类型的题，只在整组人都属于这一类时才会问。",
        "Questions for a role or kind of team are asked only where the whole group is of it.",
    ),
    "survey_preview_show": Text("显示", "Show"),
    "survey_preview_items": Text(
        "共 {n} 题，约 {minutes} 分钟", "{n} {n:question|questions}, about {minutes} min"
    ),
    "survey_preview_frame": Text("预览：什么也不保存", "Preview: nothing is stored"),
    "survey_preview_tab": Text("在新窗口里打开", "Open in a window of its own"),
    # the log
    "a_surveys_chosen": Text("选择问卷", "chose surveys"),
    "a_survey_added": Text("添加问卷", "added a survey"),
    "a_survey_removed": Text("移除问卷", "removed a survey"),
}
