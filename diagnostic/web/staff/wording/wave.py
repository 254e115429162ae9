"""Words of a wave: what it can show, publishing, links, participation, closing."""

from __future__ import annotations

from collections.abc import Mapping

from diagnostic.text import Text

WORDS: Mapping[str, Text] = {
    # the same on several pages
    "no_wave_head": Text("还没有开放的问卷", "No survey is open"),
    "no_wave": Text(
        "请先发布。发布之后，这里才有内容。", "Publish first; then there is something to see here."
    ),
    "wave_over": Text(
        "这一轮已经截止，请到“截止与封存”继续。", "This wave is closed. Go on at “Close and seal”."
    ),
    "go_publish": Text("去发布", "Go to publishing"),
    "go_mend": Text("去处理：{step}", "Mend it: {step}"),
    "figure_people": Text("{n} 人", "{n} {n:person|people}"),
    # what the report can show
    "shown_lead": Text(
        "匿名结果只按人群显示。下面是发送之前就能算出的：每个人群有多少人，预计有多少会单独显示。",
        "Anonymous results are shown for groups only. Below is what can be worked out before anything is sent: how "
        "many people each group has, and which groups are likely to be shown alone.",
    ),
    "shown_honest": Text(
        "受邀不等于作答。平均值要有 {k} 人作答，单个题目要有 {k_items} 人；不够的人群在封存时与相邻的合并。"
        "实际如何，封存之后才知道。",
        "Those invited are not those who answer. A mean needs {k} people who answered, a single question {k_items}; "
        "groups that fall short are merged with a neighbour at sealing. What really happens is known only then.",
    ),
    "shown_rate": Text("预计作答率", "Expected response rate"),
    "shown_rate_set": Text("按此重算", "Work it out"),
    "percent": Text("{n}%", "{n}%"),
    "shown_as": Text("作答率 {rate}% 时", "At a response rate of {rate}%"),
    "shown_sum": Text(
        "{tags} 个人群里有 {alone} 个单独显示；{share}% 的人，所在人群单独显示。最小的人群 {smallest} 人。",
        "Groups that stand alone: {alone} of {tags}; {share}% of people have their own group shown. "
        "The smallest group has {smallest} {smallest:person|people}.",
    ),
    "shown_chosen": Text("现在的选择", "chosen now"),
    "shown_take": Text("改为这样读", "Read it this way"),
    "shown_other": Text("换一种读法会怎样", "What the other ways would show"),
    "way_unit": Text("按部门", "By unit"),
    "way_role_band": Text("按角色和业绩分档", "By role and performance band"),
    "way_role_band_region": Text("按角色、业绩分档和大区", "By role, performance band and region"),
    "way_company": Text("全公司合在一起", "The whole company together"),
    "way_tenure": Text("新任主管和有经验的主管", "New and experienced managers"),
    "way_role": Text("按角色", "By role"),
    "shown_alone": Text("单独显示", "shown alone"),
    "shown_joined": Text(
        "合并显示（人数太少，发送前已合并）", "shown as one (too small each, merged before sending)"
    ),
    "shown_merged": Text("与{others}合并显示", "shown together with {others}"),
    "shown_parent": Text("只在“{above}”里显示", "shown only within “{above}”"),
    "shown_hidden": Text("不显示", "not shown"),
    "shown_and": Text("、", ", "),
    "shown_more": Text("{names}等另外 {n} 个", "{names} and {n} more"),
    "shown_group": Text("人群", "Group"),
    "shown_invited": Text("受邀", "Invited"),
    "shown_chance": Text("够 {k} 人作答（平均值）", "Chance of {k} answers (means)"),
    "shown_chance_items": Text("够 {k} 人作答（单个题目）", "Chance of {k} (single questions)"),
    "shown_then": Text("预计", "Expected"),
    "shown_chances": Text(
        "可能性按每个人各自以预计作答率作答算出（二项分布），不是承诺。",
        "Chances assume that each person answers on his own at the expected rate (binomial); they are no promise.",
    ),
    "shown_legend_alone": Text("单独显示", "shown alone"),
    "shown_legend_not": Text(
        "与别的合并、只在上级里显示或不显示",
        "merged with others, shown only within the unit above, or not shown",
    ),
    "shown_people": Text("会邀请 {n} 人。", "Number of people to be invited: {n}."),
    "shown_notes": Text("值得知道", "Worth knowing"),
    "shown_nothing": Text(
        "还没有可以分组的人。请先导入名册，再回到这里。",
        "There is nobody to group yet. Bring the roster in first.",
    ),
    "shown_frozen": Text(
        "问卷已经发布，分组从此固定，不能再改。",
        "The survey is published; its groups are fixed and can't be changed.",
    ),
    "shown_frozen_note": Text(
        "问卷已经发布，分组已经固定。下面是按现在的名册重算的样子，只供参考，不影响正在进行的问卷。",
        "The survey is published and its groups are fixed. Below is what today's roster would give, for information "
        "only; it changes nothing about the open survey.",
    ),
    "shown_moved": Text(
        "在你查看之后，有人改了这份草稿。请再看一遍，然后选择。",
        "Somebody changed this draft since you looked. Please look again, then choose.",
    ),
    "shown_not_a_choice": Text(
        "没有这种读法，请从列表里选。", "There is no such way; please choose from the list."
    ),
    "shown_next": Text("下一步：发布", "Next: publish"),
    "done_turned": Text("读法已改。", "Changed."),
    # publishing
    "publish_lead": Text(
        "下面的一切从发布起固定：问卷、分组、门槛、截止日和承诺。之后改名册或业绩，都不影响这一轮。",
        "From publishing on all of this is fixed: questions, groups, thresholds, closing day and promise. Later "
        "changes of roster or figures do not touch this wave.",
    ),
    "publish_faults": Text("还不能发布", "It can't be published yet"),
    "publish_summary": Text("会固定的内容", "What will be fixed"),
    "pub_people": Text("邀请", "Invited"),
    "pub_languages": Text("语言", "Languages"),
    "pub_languages_both": Text("中文和英文，作答的人自己选", "Chinese and English; each person chooses"),
    "pub_closes": Text("截止日", "Closes on"),
    "pub_purpose": Text("目的", "Purpose"),
    "pub_thresholds": Text("门槛", "Thresholds"),
    "pub_thresholds_said": Text(
        "平均值 {k} 人，单个题目 {k_items} 人，留言 {comments} 人",
        "{k} people for a mean, {k_items} for a single question, {comments} for comments",
    ),
    "pub_kept": Text("封存的回答保存", "Sealed answers are kept for"),
    "pub_months": Text("{n} 个月", "{n} {n:month|months}"),
    "pub_surveys": Text("问卷", "Survey"),
    "pub_version": Text("第 {n} 版", "version {n}"),
    "pub_asked": Text("问多少人", "People asked"),
    "pub_tags": Text("人群数", "Groups"),
    "pub_smallest": Text("最小人群", "Smallest group"),
    "pub_see": Text("看每个人群能否单独显示", "See which groups would be shown alone"),
    "pub_promise": Text("作答的人会读到的承诺", "The promise as people will read it"),
    "pub_fingerprint": Text(
        "发布后的指纹（人人可以核对）", "The fingerprint it will have (everybody can compare it)"
    ),
    "pub_after": Text(
        "发布之后还没有人收到链接：下一步生成链接，再由你发出。",
        "Publishing sends nothing: links are made in the next step, and you hand them out.",
    ),
    "pub_do": Text("发布", "Publish"),
    "pub_open_already": Text(
        "这次评估的问卷已经发布，还没有封存。问卷、分组和门槛都已固定。",
        "The survey of this assessment is published and not sealed yet. Questions, groups and thresholds are fixed.",
    ),
    "done_published": Text("已经发布。现在可以生成链接。", "Published. The links can be made now."),
    # links
    "links_lead": Text(
        "每个人有自己的链接，只算一次。链接只出现在这次下载的文件里，我们不保存，请妥善保管。",
        "Everybody has a link of his own that counts once. Links stand only in the file you download now; no copy is "
        "kept, so keep it safe.",
    ),
    "links_get": Text("生成链接并下载", "Make the links and download them"),
    "links_again": Text("重新生成全部链接", "Make all links again"),
    "links_again_note": Text(
        "链接已经生成过 {n} 次。重新生成之后，之前发出的链接全部失效，要把新的发给每个人。已经送到的回答不受影响。",
        "Links were made before (times: {n}). Making them again ends every link handed out before, and everybody needs "
        "his new one. Answers that have arrived stay.",
    ),
    "f_ended": Text("我知道之前的链接会全部失效", "I know that all earlier links will end"),
    "f_cards": Text(
        "同时生成可打印的二维码卡片（{n} 张，多花约 {s} 秒）",
        "QR cards to print as well ({n} cards, about {s} {s:second|seconds} more)",
    ),
    "links_in": Text(
        "压缩包里有表格 links.csv（{n} 人）和卡片 PDF（每页 8 张，按虚线裁开）。",
        "The ZIP holds the table links.csv ({n} {n:person|people}) and the cards as PDF (eight a page, cut along the "
        "dashes).",
    ),
    "links_base": Text("链接以 {base} 开头。", "Links begin with {base}."),
    "links_base_note": Text(
        "作答的人必须能打开这个地址；要换成别的，请管理员设置 public_url。",
        "People must be able to reach this address; an administrator can set another one (public_url).",
    ),
    "links_lost": Text("有人丢了链接", "Somebody lost his link"),
    "links_lost_note": Text(
        "找到这个人，生成一个新链接，旧的随即失效。本页不显示他是否作答过；请直接转交，不要自己使用。",
        "Find the person and make a new link; the old one ends. This page does not tell whether he has answered; pass "
        "the link on and do not use it yourself.",
    ),
    "f_person": Text("姓名、编号或部门", "Name, number or unit"),
    "link_one": Text("生成新链接", "New link"),
    "link_one_for": Text("给 {name} 生成新链接", "New link for {name}"),
    "links_nobody": Text("受邀的人里没有“{search}”。", "Nobody among those invited matches “{search}”."),
    "links_more_people": Text("还有更多，请写得更具体。", "There are more; please be more specific."),
    "link_head": Text("一个人的新链接", "A new link for one person"),
    "link_once": Text(
        "这个链接只显示这一次，之前的已经失效。", "This link is shown only now; the earlier one has ended."
    ),
    "link_qr": Text("也可以让他扫这个二维码：", "Or let him scan this code:"),
    "links_back": Text("回到链接", "Back to the links"),
    "links_words": Text("可以复制的文字", "Words to copy"),
    "links_words_note": Text(
        "用邮件或微信发送。文字里没有部门和分数，提醒发给所有人。",
        "For mail or WeChat. They name no unit and no score, and a reminder goes to everybody.",
    ),
    "text_invitation": Text("邀请", "Invitation"),
    "text_reminder": Text("提醒", "Reminder"),
    "in_zh": Text("中文", "in Chinese"),
    "in_en": Text("英文", "in English"),
    "links_do_not_use": Text(
        "请不要使用别人的链接。打开它看不出是否用过；只有用它发送一份回答才会知道；如果之前没用过，这份假回答"
        "就算作那个人的，他自己发送时会得知链接已经用过。",
        "Please do not use other people's links. Opening one does not tell whether it was used. Only sending answers "
        "with it does, and where it was not, these false answers count as that person's, who is told so when he sends "
        "his own.",
    ),
    # participation
    "part_lead": Text(
        "全公司有多少人作答，每天 {hour} 点（{zone}）统计一次，按 {step} 人一档向下取整。",
        "How many in the whole company have answered, counted once a day at {hour}:00 ({zone}) and rounded down to "
        "steps of {step}.",
    ),
    "part_day": Text("{invited} 人里至少 {n} 人", "at least {n} of {invited}"),
    "part_none": Text(
        "还没有统计过；第一次统计之后，这里每天一行。",
        "Nothing has been counted yet; after the first count there is a line a day here.",
    ),
    "part_next": Text("下一次统计：{when}", "Next count: {when}"),
    "part_closed": Text("问卷已经截止，不再统计。", "The survey is closed; nothing is counted any more."),
    "part_why": Text("为什么只有这些", "Why there is no more"),
    "part_why_1": Text(
        "看着人数一个一个增加，再看看谁刚放下手机，就能猜出是谁。所以一天只数一次，而且取整。",
        "Whoever watches a count go up by one and sees who has just put his phone away can tell who it was. So it is "
        "counted once a day, and rounded.",
    ),
    "part_why_2": Text(
        "没有按部门的作答率，也没有名单：作答与否由每个人自己决定，不应有人因此受到催促。",
        "There is no rate by unit and no list of names: taking part is each person's choice, and nobody should be "
        "pressed.",
    ),
    "part_closes": Text("截止日：{day}", "It closes on {day}"),
    "part_go_close": Text("截止与封存", "Close and seal"),
    "part_remind": Text(
        "想提醒大家？这里有可以复制的文字", "Want to remind everybody? Words to copy are here"
    ),
    # closing
    "close_lead": Text(
        "截止之后不再收回答。随后封存：在内存中打开全部信封，按作答人数重新分组，打乱次序保存，销毁密钥。",
        "After closing no answer is taken. Then the wave is sealed: all envelopes are opened in memory, answers are "
        "re-grouped by how many answered, shuffled and stored, and the key is destroyed.",
    ),
    "close_means": Text("这意味着", "What this means"),
    "close_means_1": Text(
        "所有链接随即失效，不能重新开放。", "All links end at once, and it can't be opened again."
    ),
    "close_means_2": Text(
        "封存之后，我们手里没有任何数据，能让我们或其他人合理地查出谁答了什么。",
        "After sealing we hold no data from which we or anyone can reasonably find out who answered what.",
    ),
    "close_means_3": Text(
        "整轮不足 {k} 人作答时，什么也不打开，密钥直接销毁，这一轮没有结果。",
        "With fewer than {k} answers in all nothing is opened: the key is destroyed, and the wave has no results.",
    ),
    "close_early": Text(
        "本来开放到 {day}。现在截止，之后的回答就收不到了。",
        "It was to stay open until {day}. If you close now, no later answer is taken.",
    ),
    "close_do": Text("截止并封存", "Close and seal"),
    "close_again": Text(
        "问卷已经截止，还没有封存完。可以再封存一次；重复封存没有害处。",
        "The survey is closed, and sealing is not finished. Seal it once more; doing it again does no harm.",
    ),
    "close_seal": Text("封存", "Seal"),
    "close_no_key": Text(
        "密钥不在这台机器上：截止之后不能在这里封存。请先把密钥带过来。",
        "The key is not on this machine: once closed, the wave can't be sealed here. Bring the key here first.",
    ),
    "sealed_head": Text("已经封存", "Sealed"),
    "sealed_lead": Text("封存证书：可以给任何人看。", "The certificate of sealing; anybody may see it."),
    "sealed_key": Text("密钥", "Key"),
    "sealed_key_gone": Text("已销毁", "destroyed"),
    "sealed_key_here": Text("还在，请再封存一次", "still here; seal once more"),
    "sealed_copy": Text("密钥副本", "Recovery copy"),
    "sealed_copy_none": Text("没有取走过", "none was taken"),
    "sealed_copy_taken": Text("取走过一份，必须销毁", "one was taken and must be destroyed"),
    "sealed_invited": Text("受邀", "Invited"),
    "sealed_answered": Text("作答", "Answered"),
    "sealed_groups": Text("人群", "Groups"),
    "sealed_smallest": Text("最小人群", "Smallest group"),
    "sealed_merged": Text("其中合并而成", "Of them merged"),
    "sealed_few": Text("不足 {k}", "under {k}"),
    "sealed_not": Text("人数太少，回答没有保存", "too few; not stored"),
    "sealed_written": Text(
        "只在公司层面，不分人群；整轮不足 {n} 人作答时不保存",
        "for the whole company only, in no group; not stored where fewer than {n} answered in the whole wave",
    ),
    "void_head": Text("作答的人太少，没有打开", "Too few answered; nothing was opened"),
    "void": Text(
        "整轮不足 {k} 人作答。没有打开任何回答，密钥已经销毁。需要的话，可以重新发布一轮。",
        "Fewer than {k} people answered in all. No answer was opened, and the key is destroyed. You can publish a new "
        "wave if you need one.",
    ),
    "copy_head": Text("密钥副本，以防机器损坏", "A recovery copy of the key, in case the machine is lost"),
    "copy_note": Text(
        "密钥只在这台机器上。机器坏了，已经送到的回答就打不开。可以取走一份副本，只给一次，证书上会写明；"
        "谁拿着它和数据库的备份，谁就能读到回答，所以请放在别人碰不到的地方，封存后立刻销毁。",
        "The key lies on this machine only; if the machine is lost, what has arrived can't be opened. You may take one "
        "copy, once; the certificate will say so. Whoever holds it and a backup of the database can read the "
        "answers: keep it where nobody gets at it, and destroy it right after sealing.",
    ),
    "copy_sure": Text("我会妥善保管，并在封存后销毁", "I will keep it safe and destroy it after sealing"),
    "copy_do": Text("取走副本", "Take the copy"),
    "copy_taken": Text(
        "副本已经取走，封存后必须销毁。", "The copy has been taken and must be destroyed after sealing."
    ),
}
