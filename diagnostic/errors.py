"""Faults: what is wrong with what somebody gave us, where exactly, and in words of his language.

A fault names its code, and where it is known the source (file), row, column and key path. Codes are stable;
tests assert codes and places, never prose. Raised deep, turned into an exit code or a page in one place only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from diagnostic.text import Lang, Text

WORDS: dict[str, Text] = {
    # command line
    "arguments.wrong": Text(
        "参数有误:{reason}(./run help 列出用法)", "{reason} (./run help lists the usage)"
    ),
    "arguments.min_group": Text(
        "最小组人数不得低于 {minimum}(给出的是 {value})",
        "the minimum group is never below {minimum} (given: {value})",
    ),
    "arguments.map_first": Text(
        "--map 必须紧跟在它所属的输入选项之后",
        "--map belongs to the input option before it, and there is none",
    ),
    "arguments.language": Text("不支持的语言:{value}(可用 zh、en)", "unknown language: {value} (use zh, en)"),
    "arguments.nothing": Text(
        "没有任何输入:至少给出名册、目标、业绩、商机或答卷之一",
        "no input at all: give at least one of roster, targets, actuals, opportunities or answers",
    ),
    "settings.unknown_key": Text(
        "设置里没有这个键;请删去或改正", "there is no such setting; remove it or correct its name"
    ),
    "settings.bad_value": Text("设置的值不可用:{value}", "this value does not fit the setting: {value}"),
    # files
    "file.missing": Text("找不到文件", "there is no such file"),
    "file.unreadable": Text("文件无法读取:{reason}", "the file can't be read: {reason}"),
    # tables (readers)
    "table.empty": Text(
        "文件是空的,没有表头;请导出后重新提供", "the file is empty, it has no headings; export it again"
    ),
    "table.too_large": Text(
        "文件过大:{what} {size},上限 {limit};请拆分或去掉用不到的内容",
        "the file is too large: {what} {size}, the limit is {limit}; split it or leave out what nobody needs",
    ),
    "table.encoding": Text(
        "无法按 {encoding} 读出文字;请另存为 UTF-8,或在映射文件 [file] encoding 中写明编码",
        "the text can't be read as {encoding}; save the file as UTF-8 "
        "or name its encoding in the map, [file] encoding",
    ),
    "table.mixed_encoding": Text(
        "这一行的编码与文件其余部分不同;请把整个文件存为同一种编码(建议 UTF-8)",
        "this line is in another encoding than the rest of the file; save the whole file in one (best UTF-8)",
    ),
    "table.nul_byte": Text(
        "文件含有空字节,不是文本;请从原系统重新导出",
        "the file holds NUL bytes, so it is no text; export it again",
    ),
    "table.broken": Text("文件已损坏,无法读取:{reason}", "the file is damaged and can't be read: {reason}"),
    "table.quote_open": Text(
        "从这一行开始的引号没有正确结束;请补上或去掉引号",
        "a quotation mark that opens in this row does not close properly; close it or take it out",
    ),
    "table.encrypted": Text(
        "文件有密码保护;请去掉密码后另存", "the file is protected by a password; remove it and save again"
    ),
    "table.old_xls": Text(
        "这是旧版 .xls 文件;请在 Excel 中另存为 .xlsx", "this is an old .xls file; save it as .xlsx in Excel"
    ),
    "table.html": Text(
        "这是网页(HTML),不是表格文件;请在 Excel 中打开并另存为 .xlsx",
        "this is a web page (HTML), not a spreadsheet; open it in Excel and save it as .xlsx",
    ),
    "table.unsafe": Text(
        "文件的内部结构不安全({reason}),已拒绝;请在 Excel 中重新保存",
        "the file is built in an unsafe way ({reason}) and is refused; save it anew in Excel",
    ),
    "table.sheet_missing": Text(
        "没有名为“{sheet}”的工作表;现有:{there}", "there is no sheet “{sheet}”; there are: {there}"
    ),
    "table.header_row_missing": Text(
        "第 {header_row} 行没有表头;请改正映射文件中的 [file] header_row",
        "line {header_row} holds no headings; correct [file] header_row in the map",
    ),
    "table.heading_twice": Text(
        "表头“{heading}”出现了不止一次;请改名,使每列不同",
        "the heading “{heading}” stands there more than once; rename it so that all columns differ",
    ),
    "table.ragged_row": Text(
        "这一行有 {found} 个单元格,表头有 {expected} 个;请检查分隔符和引号",
        "this row has {found} cells, the headings are {expected}; look for a stray delimiter or quote",
    ),
    # maps (readers)
    "map.not_toml": Text("映射文件不是有效的 TOML:{reason}", "the map is not valid TOML: {reason}"),
    "map.key_unknown": Text(
        "映射文件里没有这个键;请删去或改正", "a map has no such key; remove it or correct its name"
    ),
    "map.key_missing": Text("映射文件缺少这个键", "this key of the map is missing"),
    "map.value_wrong": Text(
        "值 {value} 不可用;应为{wanted}", "the value {value} does not fit; it takes {wanted}"
    ),
    "map.column_unknown": Text(
        "映射文件用到“{column}”列,但表中没有;现有的列:{there}",
        "the map uses the column “{column}”, which the table lacks; its columns are: {there}",
    ),
    "map.target_twice": Text(
        "“{column}”被填写了不止一次;每个目标列只能有一个来源",
        "“{column}” is filled more than once; each of our columns takes one source",
    ),
    "map.lookup_missing": Text(
        "在 {file} 的“{key}”列中找不到“{value}”;请补上该行或改正此值",
        "“{value}” is not in the column “{key}” of {file}; add the row there or correct the value",
    ),
    "map.lookup_repeated": Text(
        "“{value}”在 {file} 的“{key}”列中出现多次且对应不同的值;请改用唯一的列,或写明 repeated = \"first\"",
        "“{value}” stands in the column “{key}” of {file} with different values; use a column "
        "without repeats or say repeated = \"first\"",
    ),
    # figures
    # surveys
    # answers
    "answers.person_column": Text(
        "答卷里有能认出个人的列。产品不接受能按人与业绩对上的答卷:一旦对上,就不再匿名。请先删去这一列再导入",
        "this column identifies people. Answers that can be joined to figures person by person are refused, "
        "because nobody would be anonymous any more; remove the column and try again",
    ),
    "answers.unknown_column": Text(
        "不认识的列:既不是题目编码,也不是分组列。请改正列名,或在映射文件里写明要用哪些列",
        "unknown column: neither an item code nor a grouping column; correct its heading, or list the columns "
        "to use in a map",
    ),
    "answers.missing_column": Text(
        "映射文件提到了这一列,答卷里却没有;请核对列名",
        "the map names this column, but the file has none of that name",
    ),
    "answers.no_items": Text(
        "没有一列是题目:请给出问卷定义,或在映射文件里把列对到题目",
        "no column holds an item: give the survey file these answers belong to, or a map from columns to "
        "items",
    ),
    "answers.modules_mixed": Text(
        "同一文件里有多个模块的题目({modules})。各模块的答卷之间不得有共同的行,请每个模块分成一个文件",
        "the file holds items of several modules ({modules}); modules never share a row, so give one file "
        "for each",
    ),
    "answers.item_twice": Text(
        "题目 {item} 出现在不止一列里;请只保留一列",
        "item {item} stands in more than one column; keep one of them",
    ),
    "answers.item_without_ends": Text(
        "没有任何问卷定义这道题:请在映射文件里写明它的最小值和最大值(min 小于 max)",
        "no survey file defines this item: give its min and max in the map, the lower one first",
    ),
    "answers.ends_differ": Text(
        "题目 {item} 在问卷里是 {minimum} 到 {maximum},映射文件写的不是这样;请改正其中一处",
        "item {item} runs from {minimum} to {maximum} in its survey file, and the map says otherwise; "
        "correct one of them",
    ),
    "answers.scale_item_unknown": Text(
        "量表 {scale} 列出的题目不存在:{items}", "scale {scale} lists items that do not exist: {items}"
    ),
    "answers.scale_mixed_ends": Text(
        "量表 {scale} 的各题最小值、最大值不同,不能直接求平均;请分成几个量表",
        "the items of scale {scale} have different ends, so their mean has no meaning; make several scales "
        "of it",
    ),
    "answers.kind_differs": Text(
        "同一组“{group}”被写成不同的类型:{kinds};每个组只能有一种",
        "group “{group}” is given several kinds ({kinds}); every group has one",
    ),
    "answers.not_an_answer": Text(
        "“{value}”既不是数字,也不是这道题的选项;若它表示未作答,请清空单元格,或在映射文件的 missing 里写明",
        "“{value}” is neither a number nor an option of this item; if it means no answer, empty the cell or "
        "list it under missing in the map",
    ),
    "answers.unknown_option": Text(
        "“{value}”里有这道题没有的选项", "“{value}” holds something that is no option of this item"
    ),
    "answers.too_many_chosen": Text(
        "选得比允许的多(“{value}”),此题按未作答处理",
        "more options than allowed (“{value}”), so this counts as no answer",
    ),
    "answers.off_scale": Text(
        "题目 {item} 有 {count} 个答案不在 {minimum}–{maximum} 的量尺上:{values}。说明这一列"
        "不是按所说的方式编码的,整道题不参与计算",
        "{count} answers to item {item} are not on its scale from {minimum} to {maximum}: {values}. The "
        "column is not coded as we were told, so the whole item is left out",
    ),
    "answers.item_empty": Text("题目 {item} 没有任何人作答", "nobody answered item {item}"),
    "answers.scale_cut": Text(
        "量表 {scale} 少了 {items},只用其余 {kept} 题计分",
        "scale {scale} lacks {items} and is scored from the {kept} items that are left",
    ),
    "answers.scale_empty": Text(
        "量表 {scale} 没有一道可用的题({items}),因此没有得分",
        "scale {scale} has no usable item ({items}), so it has no score",
    ),
    "answers.nobody": Text("没有人作答,因此没有调查结果", "nobody answered, so there are no survey results"),
    "answers.blank_rows": Text(
        "{count} 份答卷一道题都没有答,不计入人数", "{count} sheets hold no answer at all and are not counted"
    ),
    # playbook and cause map
    # machine
    "machine.lacks": Text("本机缺少 {what};请运行:{command}", "this machine lacks {what}; run: {command}"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. `row` counts as the reader of the file does: the first line of the file is row 1."""

    code: str
    source: str = ""
    row: int | None = None
    column: str | None = None
    path: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.code not in WORDS:
            raise KeyError(f"fault code without words: {self.code}")

    def message(self, lang: Lang) -> str:
        return WORDS[self.code].format(**self.values)[lang]

    def line(self, lang: Lang) -> str:
        """The fault as one line for a terminal: place, code, words."""
        label = {"zh": ("第 {} 行", "“{}”列"), "en": ("row {}", "column “{}”")}[lang]
        place = [
            self.source,
            label[0].format(self.row) if self.row is not None else "",
            label[1].format(self.column) if self.column is not None else "",
            self.path or "",
        ]
        where = ", ".join(part for part in place if part)
        return (
            f"{where}: [{self.code}] {self.message(lang)}" if where else f"[{self.code}] {self.message(lang)}"
        )

    def as_json(self) -> dict[str, object]:
        return {
            "code": self.code,
            "source": self.source,
            "row": self.row,
            "column": self.column,
            "path": self.path,
            "message": {"zh": self.message("zh"), "en": self.message("en")},
        }


class DiagnosticError(Exception):
    """Anything a user can mend; carries every fault found, never only the first."""

    exit_code = 1

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(fault.code for fault in faults))
        self.faults = tuple(faults)


class BadArgumentsError(DiagnosticError):
    exit_code = 2


class BadDataError(DiagnosticError):
    exit_code = 3


class MachineLacksError(DiagnosticError):
    exit_code = 4
