"""Words of figures and targets, of bringing them in, and of the names of units."""

from __future__ import annotations

from collections.abc import Mapping

from diagnostic.text import Text

WORDS: Mapping[str, Text] = {
    # what is there
    "figures": Text("业绩与目标", "Figures and targets"),
    "figures_lead": Text(
        "目标、实际业绩和商机是诊断的依据。个人的数字只有顾问能看到，不会和调查结果放在一起。",
        "Targets, actuals and deals are what the diagnosis rests on. Figures of named people are for consultants only "
        "and never stand beside survey results.",
    ),
    "f_figures_file": Text(
        "目标、业绩或商机文件（CSV 或 XLSX，最大 8 MB）",
        "File of targets, actuals or deals (CSV or XLSX, up to 8 MB)",
    ),
    "figures_file_note": Text(
        "下一步先看会有什么变化，确认之后才保存。空单元格不会覆盖已有的内容，文件里没有的也不会被删除。",
        "You will first see what would change; nothing is stored before you agree. An empty cell overwrites nothing, "
        "and what is not in the file stays.",
    ),
    "f_kind": Text("文件内容", "What the file holds"),
    "kind_open": Text("看文件再定", "work it out from the file"),
    "o_targets": Text("目标", "Targets"),
    "o_actuals": Text("实际业绩", "Actuals"),
    "o_opportunities": Text("商机", "Deals"),
    "figures_there": Text("已有的数据", "What is there"),
    "lines_n": Text("{n} 条", "Lines: {n}"),
    "covers": Text("期间：{period}", "Period: {period}"),
    "strangers_n": Text("{n} 个负责人不在名册里", "Owners not in the roster: {n}"),
    "strangers_note": Text(
        "不在名册里的人，其数字仍计入公司，但不计入任何部门。请检查编号或姓名是否和名册一致。",
        "Their figures count for the company and for no unit. Please check that ids or names are as in the roster.",
    ),
    "no_roster_yet": Text(
        "还没有名册，所以这些数字还归不到人和部门。",
        "There is no roster yet, so these figures belong to nobody so far.",
    ),
    "of_persons": Text("个人合计", "sum of persons"),
    "of_units": Text("最上层部门合计", "sum of the outermost units"),
    "deals_n": Text("{n} 个", "number: {n}"),
    "kind_empty": Text("还没有。", "None so far."),
    "figures_lines": Text("逐条查看", "Line by line"),
    "figures_empty": Text(
        "还没有数据。先导入一份文件。", "There are no figures. Begin by bringing in a file."
    ),
    "f_figures_search": Text("按负责人、指标、客户或编号搜索", "Search by owner, metric, customer or id"),
    "figures_none_found": Text("没有找到“{search}”。", "Nothing found for “{search}”."),
    "figures_undo_note": Text(
        "文件“{file}”（{kind}）：新增 {added} 条，变更 {changed} 条。撤销后数据回到导入之前。",
        "File “{file}” ({kind}): {added} added, {changed} changed. Undoing it brings the figures back as they were.",
    ),
    # columns
    "figure_columns_head": Text("这份文件怎么读", "How to read this file"),
    "figure_columns_lead": Text(
        "文件“{file}”：我们猜了一些，请确认或改正。下次遇到同样列名的文件就不用再说一遍。",
        "File “{file}”: some of this is guessed; please confirm or correct it. A file with the same headings will not "
        "be asked about again.",
    ),
    "layout_head": Text("文件的写法", "How it is written"),
    "layout_note": Text(
        "日期、小数点或列名看起来不对时，在这里改。",
        "Change this where days, numbers or headings were read wrongly.",
    ),
    "kind_note": Text(
        "目标和实际业绩看起来一样，请看清楚。改了之后，列会重新猜。",
        "Targets and actuals look alike, so please check. After a change the columns are guessed anew.",
    ),
    "kind_again": Text("按这个内容重新猜", "Guess again with this"),
    "columns_head": Text("哪一列是什么", "Which column is what"),
    "values_head": Text("这些值是什么意思", "What these values mean"),
    "values_note": Text(
        "“{heading}”列里的值。选“不导入”的，含这个值的行不会导入。",
        "Values of the column “{heading}”. Rows with a value that means nothing to us stay out.",
    ),
    "value_out": Text("不导入", "leave these rows out"),
    "values_open": Text("请说明下面这些值是什么意思。", "Please say what the values below mean."),
    "values_many": Text(
        "“{column}”选的列里有太多不同的值，应该不是这一列。",
        "The column chosen for “{column}” holds too many different values; it is probably another one.",
    ),
    "column_needed": Text("请选一列。", "Please choose a column."),
    "column_same": Text("每一行都是", "the same in every row"),
    "column_of_file": Text("文件里的列", "columns of the file"),
    "f_sheet": Text("工作表", "Sheet"),
    "sheet_first": Text("第一张", "the first one"),
    "f_header_row": Text("列名在第几行（选填）", "Line of the headings (optional)"),
    "header_row_note": Text("列名上面有标题行时填写。", "Only needed when a title stands above them."),
    "not_a_row": Text("请填一个行号，如 3。", "Please give the number of a line, such as 3."),
    "f_date_order": Text("日期的写法", "Days are written"),
    "o_ymd": Text("年-月-日", "year-month-day"),
    "o_dmy": Text("日-月-年", "day-month-year"),
    "o_mdy": Text("月-日-年", "month-day-year"),
    "f_decimal": Text("小数点", "Decimal sign"),
    "o_point": Text("点：1,234.50", "point: 1,234.50"),
    "o_comma": Text("逗号：1.234,50", "comma: 1.234,50"),
    "f_period": Text("期间列里的日期代表", "A day in the period column stands for"),
    "o_month": Text("那个月", "its month"),
    "o_quarter": Text("那个季度", "its quarter"),
    "o_year": Text("那一年", "its year"),
    "o_day": Text("那一天", "that day"),
    "currency_unsaid": Text("没有说", "not said"),
    "read_again": Text("按这个写法重新读", "Read it again like this"),
    "w_words_of_line": Text("内容", "Content"),
    "file_begins": Text("文件的开头", "How the file begins"),
    "g_owner_id": Text("负责人：编号、姓名或部门路径", "Owner: id, name, or path of the unit"),
    "g_owner_type": Text("负责人是人还是部门", "Whether the owner is a person or a unit"),
    "g_metric": Text("指标", "Metric"),
    "g_period": Text("期间", "Period"),
    "g_value": Text("数值", "Value"),
    "g_unit": Text("单位（如万元）", "Unit (such as thousand)"),
    "g_currency": Text("币种", "Currency"),
    "g_opportunity_id": Text("商机编号", "Deal id"),
    "g_stage": Text("阶段", "Stage"),
    "g_created": Text("创建日期", "Created"),
    "g_closed": Text("成交或丢单日期", "Closed"),
    "g_amount": Text("金额", "Amount"),
    "g_customer": Text("客户", "Customer"),
    "g_product": Text("产品", "Product"),
    "g_channel": Text("渠道", "Channel"),
    "g_owner": Text("负责人", "Owner"),
    "o_person": Text("人", "person"),
    "o_unit": Text("部门", "unit"),
    "o_open": Text("进行中", "open"),
    "o_won": Text("赢单", "won"),
    "o_lost": Text("丢单", "lost"),
    # the trial
    "figures_trial_kind": Text("按“{kind}”读取。", "Read as {kind}."),
    "figures_again": Text("改内容、列或写法", "Change kind, columns or format"),
    "figures_nothing": Text(
        "数据已经和这个文件一致，没有要改的。",
        "The figures are as in this file already; there is nothing to do.",
    ),
    "figures_moved": Text(
        "在你查看的时候，数据有了变化。下面是按现在的数据重新算的结果，请再确认一次。",
        "The figures changed while you were looking. Below is the result against the figures as they are now; please "
        "agree once more.",
    ),
    "notes_head": Text("值得看一眼", "Worth a look"),
    "notes_note": Text("这些不妨碍导入。", "None of this keeps a row out."),
    "g_line": Text("哪一条", "Line"),
    "figures_added_head": Text("新增的", "To be added"),
    "lines_more": Text("另有 {n} 条。", "And {n} more."),
    "w_figures.currency_mixed": Text(
        "这样会有不止一种货币：{value}。请先换算文件里的金额，或者改客户的货币。",
        "The money would be in more than one currency: {value}. Convert the file, or change the client's currency.",
    ),
    "w_figures.names_alike": Text(
        "“{value}”与“{other}”几乎相同（{rows} 行）；若是同一个，请在文件里统一。",
        "“{value}” and “{other}” are nearly the same ({rows} {rows:row|rows}); if they are one, please write them "
        "alike.",
    ),
    "w_figures.metric_unknown": Text(
        "不认识的指标“{value}”（{rows} 行）。请在“改内容、列或写法”里说明它是什么。",
        "Unknown metric “{value}” ({rows} {rows:row|rows}). Please say what it is under “Change kind, columns or "
        "format”.",
    ),
    "w_figures.no_good_row": Text(
        "没有一行能导入。请检查日期和数字的写法，以及各列的对应。",
        "Not one row can come in. Please check how days and numbers are written, and the columns.",
    ),
    # done
    "done_figures": Text(
        "数据已导入：新增 {added} 条，变更 {changed} 条。",
        "The figures are imported: {added} added, {changed} changed.",
    ),
    "done_figures_nothing": Text(
        "没有要改的，数据保持原样。", "There was nothing to do; the figures are as they were."
    ),
    "done_figures_undone": Text("已撤销，数据回到导入之前。", "Undone: the figures are as they were before."),
    "done_recalled": Text(
        "这份文件的列名以前见过，已按上次的对应读取。需要的话可以改。",
        "These headings were seen before; the file is read as last time. You can change that below.",
    ),
    # names of units
    "unit_names": Text("部门名称", "Names of units"),
    "unit_names_lead": Text(
        "报告有中英文两种，部门名称也可以各有一个。一边可以留空，这时用另一边。",
        "Reports come in Chinese and English, and a unit may have a name in each. One may stay empty; the other is "
        "then used.",
    ),
    "unit_names_empty": Text(
        "名册里还没有部门。先导入名册。", "There are no units yet. Begin with the roster."
    ),
    "u_zh": Text("中文名称", "Chinese name"),
    "u_en": Text("英文名称", "English name"),
    "f_unit": Text("按部门或名称搜索", "Search by unit or name"),
    "units_none_found": Text("没有找到“{search}”。", "Nothing found for “{search}”."),
    "units_moved": Text(
        "在你填写的时候，有人改了这些名称。现在的名称写在各行下面；再保存一次就用你填的。",
        "Somebody changed these names meanwhile. What is stored now stands under each; saving again keeps yours.",
    ),
    "done_units": Text("已保存 {n} 个部门的名称。", "Names saved; units changed: {n}."),
    # the log
    "a_figures_imported": Text("导入业绩数据", "imported figures"),
    "a_figures_import_undone": Text("撤销业绩数据导入", "undid an import of figures"),
    "a_unit_names_changed": Text("修改部门名称", "changed names of units"),
}
