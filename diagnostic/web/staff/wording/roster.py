"""Words of the roster and of bringing one in."""

from __future__ import annotations

from collections.abc import Mapping

from diagnostic.text import Text

WORDS: Mapping[str, Text] = {
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
    "roster_nothing": Text(
        "名册已经和这个文件一致，没有要改的。",
        "The roster is as in this file already; there is nothing to do.",
    ),
    "apply": Text("导入（新增 {added}，变更 {changed}）", "Import (add {added}, change {changed})"),
    "apply_rest": Text(
        "有问题的行不会导入；改好之后，同一个文件可以再导入一次。",
        "Rows with faults stay out; once they are mended the same file can be brought in again.",
    ),
    "roster_moved": Text(
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
    "changes_more": Text("另有 {n} 人有变更。", "And changes of {n} more {n:person|people}."),
    "added_head": Text("新增的人", "People to be added"),
    "added_more": Text("另有 {n} 人。", "And {n} more."),
    "before": Text("现在", "Now"),
    "after": Text("导入之后", "After"),
    "other_file": Text("换一个文件", "Take another file"),
    "roster_again": Text("重新对应各列", "Match the columns again"),
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
    "p_name": Text("姓名", "Name"),
    "p_id": Text("编号", "Id"),
    "p_unit": Text("部门", "Unit"),
    "p_role": Text("角色", "Role"),
    "p_manager": Text("上级", "Manager"),
    "p_start": Text("入职", "First day"),
    "f_person": Text("按姓名、编号或部门搜索", "Search by name, id or unit"),
    "nobody_found": Text("没有找到“{search}”。", "Nobody found for “{search}”."),
}
