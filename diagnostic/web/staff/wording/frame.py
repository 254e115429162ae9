"""Words of the frame around every page, and of pages that say something does not work."""

from __future__ import annotations

from collections.abc import Mapping

from diagnostic.text import Text

WORDS: Mapping[str, Text] = {
    # the frame
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
    "optional": Text("选填", "optional"),
    "errors_head": Text(
        "有地方需要改一改，填写的内容都还在。",
        "Something needs another look; what you typed is kept.",
    ),
    "joined": Text("、", ", "),
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
    "done_assessment_deleted": Text("“{name}”已删除。", "“{name}” is deleted."),
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
    "must_be_sure": Text("请先勾选这一项。", "Please tick this first."),
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
    "e409_title": Text("由另一版本保存，无法显示", "Stored by another version"),
    "e409": Text(
        "这次诊断或计划是另一个版本的产品保存的，本版本读不了。请重新分析；已有的报告仍可阅读。",
        "This run or plan was stored by another version of the product, which this one can't read. Analyse again; "
        "finished reports can still be read.",
    ),
    "estale_title": Text("内容已被别人更改", "Somebody else has changed this"),
    "estale": Text(
        "在您打开页面之后，这里的内容已经改变，您的更改没有保存。请返回上一页，重新载入后再试。",
        "This has changed since you opened the page, and your change was not saved. Go back, load the page again and "
        "try once more.",
    ),
    "e422_title": Text("内容有误", "Something in it is wrong"),
    "e422": Text(
        "发送的内容有误，没有保存。请返回上一页，改正后再试。",
        "What you sent has something wrong in it, and nothing was saved. Go back, correct it and try again.",
    ),
    "e413_title": Text("内容太大了", "That is too large"),
    "e413": Text(
        "发送的内容超出了这个页面的上限，没有保存。请返回上一页，缩小文件或缩短文字再试；一个文件最大 8 MB。",
        "What you sent is more than this page takes, and nothing was saved. Please go back, make the file smaller or "
        "the text shorter, and try again; no file may be larger than 8 MB.",
    ),
    "e429_title": Text("请慢一点", "Please slow down"),
    "e429": Text("请等一分钟再试。", "Please wait a minute and try again."),
    "e500_title": Text("出了点问题", "Something went wrong"),
    "e_number": Text("记录编号：{n}", "Number in the log: {n}"),
    "e500": Text(
        "问题在我们这边，没有保存任何内容。请返回上一页再试一次。",
        "The fault is ours, and nothing was saved. Please go back and try once more.",
    ),
    "to_start": Text("回到首页", "To the start page"),
}
