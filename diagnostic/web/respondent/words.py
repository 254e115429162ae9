"""Every word of the rep's pages, in both languages; what the promise says is filled in from the wave itself."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from diagnostic.text import Lang, Text
from diagnostic.web.phrase import by_language

WORDS: Mapping[str, Text] = {
    # the frame
    "survey": Text("匿名问卷", "Anonymous survey"),
    "skip_link": Text("跳到正文", "Skip to the content"),
    "other_language": Text("English", "中文"),
    "back": Text("上一页", "Back"),
    "next": Text("下一页", "Next"),
    "to_review": Text("回到检查页", "Back to the review"),
    "clear_page": Text("清空本页的回答", "Clear the answers on this page"),
    "skip_part": Text("跳过这一部分", "Skip this part"),
    "skip_note": Text("已选的答案会一并清除。", "Answers already given in it are removed."),
    "progress": Text("第 {at} 页，共 {all} 页", "Page {at} of {all}"),
    "error_title": Text("请再看一下：", "Please look again: "),
    "errors_head": Text("有地方需要改一改。", "Something needs another look."),
    "errors_note": Text("其他回答都还在。", "All your other answers are kept."),
    "strange": Text(
        "这一页没有完整地送到，请从这里重新开始。给你添麻烦了。",
        "That page did not arrive in one piece. Please begin again from here; we are sorry for the trouble.",
    ),
    "lost": Text(
        "网络好像断了。你的回答都还在这一页上，请稍后再点一次。",
        "The connection seems to be lost. Nothing is lost: your answers are still on this page. Please press again.",
    ),
    "sending": Text("正在发送……", "Sending..."),
    # the promise
    "promise_title": Text("说说你的工作，放心地说", "Tell us how your work really goes"),
    "about": Text(
        "这份匿名问卷的目的：{purpose}。大约需要 {minutes} 分钟。除了最下面的“同意”，每一题都可以不答。",
        "The purpose of this anonymous survey: {purpose}. It takes about {minutes} {minutes:minute|minutes}. Apart "
        "from your consent below, every question may be left empty.",
    ),
    "once": Text(
        "链接只算一次。如果你已经发送过，就已经完成了：再发送的内容都不会保存。",
        "Your link counts once. If you have already sent your answers, you are done: nothing you send again is stored.",
    ),
    "promises": Text("我们的承诺", "What we promise"),
    "not_used": Text(
        "不用于考核、晋升、薪酬、裁撤。", "It is not used for appraisal, promotion, pay or dismissal."
    ),
    "sealing": Text(
        "每份回答一送到就加密。{closes}截止之后，回答会打乱次序封存，密钥随即销毁。"
        "封存之后，我们手里没有任何数据，能让我们或其他人合理地查出谁答了什么。",
        "Each answer is encrypted as it arrives. After the survey closes on {closes}, answers are shuffled and sealed, "
        "and the key is destroyed. After sealing we hold no data from which we or anyone can reasonably find out who "
        "answered what.",
    ),
    "groups_only": Text(
        "结果只按人群公布：平均值至少要有 {k} 人作答，单个题目至少要有 {k_items} 人；不够的人群会先合并。",
        "Results are shown for groups only: a mean needs at least {k} people who answered, a single question at least "
        "{k_items}. Groups that are too small are merged first.",
    ),
    "comments_rule": Text(
        "留言至少有 {comments} 人作答才会公布，只在全公司层面，打乱次序，并遮去名单上的姓名。",
        "Comments are shown from {comments} respondents on, for the whole company only, shuffled, and with the names "
        "of the roster masked.",
    ),
    "free_choice": Text(
        "参加与否由你决定。谁答了、谁没答，我们不会列给任何人看。",
        "Taking part is your choice. Who has answered and who has not is never listed to anyone.",
    ),
    "kept": Text(
        "封存的回答保存 {months} 个月。", "Sealed answers are kept for {months} {months:month|months}."
    ),
    "groups": Text("你的回答会计入哪些人群", "The groups your answers count in"),
    "groups_note": Text(
        "和回答一起保存的，只有它所属的人群。各部分分开存放，互不相连。",
        "All that is stored with an answer is the group it belongs to. The parts are stored apart and are not linked.",
    ),
    "invited": Text("{n} 人受邀", "{n} {n:person|people} invited"),
    "joined": Text("、", ", "),
    "not_promised": Text("哪些事我们不能承诺", "What we can't promise"),
    "limit_open": Text(
        "问卷开放期间，谁同时掌握服务器和密钥，谁就有能力读到送来的回答。",
        "While the survey is open, whoever controls the server and its key can read what arrives.",
    ),
    "limit_link": Text(
        "谁手里有你的链接（包括发链接的人），谁就能用它发送一份回答，先送到的算数。请不要转发。",
        "Whoever has your link, also whoever hands links out, could send answers with it, and what arrives first "
        "counts. Please do not pass it on.",
    ),
    "limit_members": Text(
        "同一人群里的人知道自己的答案：{k} 人的平均值，是把你藏在另外 {others} 人之中。",
        "A member of a group knows his own answer: a mean of {k} hides you among {others} others.",
    ),
    "limit_lists": Text(
        "对主管来说，团队和绩效分档是有名有姓的名单：关于它们的平均值，说的就是这些人。",
        "To a manager, teams and performance bands are lists of named people: a mean about them is a mean about them.",
    ),
    "limit_erase": Text(
        "发送之后无法撤回或删除你的那一份，因为我们不知道哪一份是你的。",
        "After sending, your answers can't be found again and erased, since we do not know which are yours.",
    ),
    "limit_words": Text(
        "自己写的文字可能让人认出你，请不要写姓名、客户名或只有你知道的事。",
        "Your own words can give you away: please name no person, no client and nothing only you know.",
    ),
    "check": Text("想核实这份承诺", "Check this promise"),
    "fingerprint_note": Text(
        "承诺、问卷和名单在开放时一起定下，指纹如下。同一次调查人人相同，开放期间不会变，可以和同事对一对。",
        "Promise, questions and roster were fixed together when the survey opened; this is their fingerprint. It is "
        "the same for everybody and does not change while the survey is open: compare it with a colleague's.",
    ),
    "fingerprint": Text("指纹", "Fingerprint"),
    "consent": Text("我读过以上说明，自愿参加。", "I have read this and take part of my own free will."),
    "consent_missing": Text(
        "要开始作答，请先勾选同意。不想参加的话，关掉这一页就好。",
        "To begin, please tick your consent. If you would rather not take part, just close this page.",
    ),
    "own_phone": Text(
        "这是我自己的手机，请把草稿留在这部手机上",
        "This is my own phone: keep a draft on it",
    ),
    "own_note": Text(
        "发送后或 24 小时后自动删除，不会存到服务器。共用的设备请不要勾选。",
        "It is removed after sending or after 24 hours, and never kept on a server. "
        "Please leave this empty on a shared device.",
    ),
    "resume_head": Text("这部手机上有一份草稿", "There is a draft on this phone"),
    "resume": Text("继续上次的作答", "Go on where you stopped"),
    "forget": Text("删除草稿", "Delete the draft"),
    "start": Text("开始", "Begin"),
    # questions
    "choose_exactly": Text("请选 {k} 项", "Choose {k}"),
    "choose_at_most": Text("最多选 {k} 项", "Choose up to {k}"),
    "choose_any": Text("可以选多项", "Choose as many as apply"),
    "chosen": Text("已选 {n} 项，最多 {k} 项", "{n} of {k} chosen"),
    "full": Text(
        "已经选满 {k} 项，想换的话请先取消一项", "{k} are chosen already; to change, take one away first"
    ),
    "number_hint": Text("填 {low} 到 {high} 之间的数", "A number from {low} to {high}"),
    "text_hint": Text("最多约 {zh} 个字", "Up to about {en} characters"),
    "comment_hint": Text(
        "请不要写姓名和客户名。留言无法逐条跟进。最多约 {zh} 个字。",
        "Please name no person and no client. Comments can't be followed up. Up to about {en} characters.",
    ),
    "letters_left": Text("还可以写约 {n} 个字", "Characters left: about {n}"),
    "letters_over": Text("超出约 {n} 个字，请缩短一些", "Too long; characters to take out: about {n}"),
    # what is wrong with a value
    "sitting.off_scale": Text("请重新选一项。", "Please choose again."),
    "sitting.off_scale.number": Text(
        "请填 {low} 到 {high} 之间的数。", "Please give a number from {low} to {high}."
    ),
    "sitting.no_number": Text(
        "请用数字填写，{low} 到 {high} 之间。", "Please write a number, from {low} to {high}."
    ),
    "sitting.unknown_option": Text("请重新选一项。", "Please choose again."),
    "sitting.too_many": Text("选得多了，请只留 {k} 项。", "That is too many; please keep {k}."),
    "sitting.too_long": Text(
        "写得有些长，请缩短到 {zh} 个字左右。",
        "That is too long; please shorten it to about {en} characters.",
    ),
    # review, sent
    "review_title": Text("发送前再看一眼", "One last look before you send"),
    "review_note": Text(
        "共 {all} 题，已答 {given} 题。空着的题可以补，也可以就这样发送。",
        "You have answered {given} of {all} {all:question|questions}. You may fill in the rest, or send it as it is.",
    ),
    "send_note": Text(
        "发送之后不能再修改或撤回，因为我们不知道哪一份是你的。",
        "After sending nothing can be changed or taken back, since we do not know which answers are yours.",
    ),
    "change": Text("修改", "Change"),
    "empty": Text("未回答", "Left empty"),
    "send": Text("发送", "Send"),
    "done_title": Text("谢谢，你的回答已经送到", "Thank you, your answers have arrived"),
    "done_note": Text(
        "接下来不用做什么，可以关掉这一页。再次打开链接，看起来会和没用过一样，所以从那里看不出你是否作答；再发送的内容都不会保存。",
        "There is nothing more to do, and you may close this page. If you open the link again it looks as if it had "
        "never been used, so that opening it tells nobody whether you have answered. Nothing sent again is stored.",
    ),
    "done_next_head": Text("接下来会怎样", "What happens next"),
    "done_next": Text(
        "问卷截止后，所有回答打乱次序封存，密钥销毁。结果只按人群汇总，用来改进目标、流程、培训和支持。",
        "When the survey closes, all answers are shuffled and sealed, and the key is destroyed. Results are put "
        "together for groups only, to improve targets, processes, training and support.",
    ),
    # sent with a link that had been used
    "used_title": Text("这个链接之前已经用过", "This link had been used before"),
    "used_note": Text(
        "你刚才填写的内容没有保存，保留的是最先送到的那一份。",
        "What you filled in just now was not stored; what was sent first stays.",
    ),
    "used_next_head": Text("最先那一份是谁发送的", "Who sent the first answers"),
    "used_next": Text(
        "如果是你自己，就不用再做什么。如果不是你，那就是别人用了你的链接。我们不知道哪一份是用它发送的，所以无法取出或更改；"
        "要不要告诉发给你链接的人，由你决定。",
        "If it was you, there is nothing more to do. If it was not, somebody else has used your link. We do not know "
        "which answers came with it, so they can't be found and taken out; whether you tell the person who gave you "
        "the link is your choice.",
    ),
    # support, the same for everybody
    "support_head": Text("如果最近感到吃力", "If things have felt too much"),
    "support": Text(
        "如果你最近感到撑不住，可以找信任的人聊聊，{eap}也可以拨打全国心理援助热线 {hotline}（以当地公布为准）。"
        "如有紧急危险，请拨打 {emergency}。",
        "If things have felt too much lately, talk to someone you trust{eap}, or your local helpline (in mainland "
        "China {hotline}). In an emergency call local emergency services (in mainland China {emergency}).",
    ),
    "support_same": Text(
        "这段话对所有人相同，与你的回答无关。", "Everyone sees this text; it does not depend on your answers."
    ),
    # pages for both languages at once
    "gone_title": Text("这个链接现在不能使用", "This link can't be used now"),
    "gone": Text(
        "它可能不完整，也可能换成了新的，或者问卷已经截止。为了保护匿名，我们不显示是哪一种。",
        "It may be incomplete or replaced by a newer one, or the survey may be over. To protect everybody's anonymity "
        "we do not say which.",
    ),
    "gone_sent": Text(
        "如果你已经发送过，你的回答已经安全送到，不用再做什么。",
        "If you have sent your answers already, they have arrived safely and there is nothing more to do.",
    ),
    "gone_else": Text(
        "如果还没有作答，请从最近一次邀请里重新打开完整的链接。",
        "If you have not answered yet, please open the whole link again from your latest invitation.",
    ),
    "later": Text("请过几分钟再试一次。", "Please try again in a few minutes."),
    "missing_title": Text("这里没有页面", "There is no page here"),
    "missing": Text(
        "请从邀请里重新打开完整的链接。", "Please open the whole link again from your invitation."
    ),
    "large_title": Text("送来的内容太长了", "That was too much text"),
    "large": Text(
        "请返回上一页，把文字缩短一些再继续。你之前的回答都在那一页里。",
        "Please go back one page and shorten the text. Your earlier answers are still on that page.",
    ),
    "method_title": Text("这样打不开", "That does not work here"),
    "broken_title": Text("出了点问题", "Something went wrong"),
    "broken": Text(
        "问题在我们这边。请返回上一页再试一次，你的回答还在那一页上；重复发送不会重复保存。",
        "The fault is ours. Please go back one page and try again; your answers are still on that page, and sending "
        "twice stores them once.",
    ),
}

IN: Mapping[Lang, Mapping[str, Markup]] = by_language(WORDS)
OF_SCRIPT = ("lost", "sending", "chosen", "full", "letters_left", "letters_over")
