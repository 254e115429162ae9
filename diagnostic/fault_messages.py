"""What each code of a fault says, in both languages: what is wrong, and what to do about it."""

from __future__ import annotations

from diagnostic.text import Text

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
    "arguments.dry_run": Text(
        "import 目前只能试运行:请加上 --dry-run", "import only tries a file so far: add --dry-run"
    ),
    "settings.unknown_key": Text(
        "设置里没有这个键;请删去或改正", "there is no such setting; remove it or correct its name"
    ),
    "settings.bad_value": Text("设置的值不可用:{value}", "this value does not fit the setting: {value}"),
    # files
    "file.missing": Text("找不到文件", "there is no such file"),
    "file.unreadable": Text("文件无法读取:{reason}", "the file can't be read: {reason}"),
    "file.unwritable": Text("无法写入这里:{reason}", "this place can't be written to: {reason}"),
    # waves
    "wave.unknown": Text("没有这一轮调查", "there is no such wave"),
    "wave.no_survey": Text("这一轮没有问卷;请至少选一份", "the wave has no survey; choose at least one"),
    "wave.module_unknown": Text("没有问卷属于模块“{module}”", "no survey belongs to the module “{module}”"),
    "wave.too_few": Text(
        "“{module}”只邀请了 {asked} 人,少于 {k} 人,无法匿名;请扩大范围或不问这份问卷",
        "only {asked} {asked:person is|people are} asked “{module}”, fewer than {k}: it can't be anonymous; ask more "
        "people or leave this survey out",
    ),
    "wave.person_twice": Text("“{person}”被邀请了不止一次", "“{person}” is invited more than once"),
    "wave.person_nowhere": Text("“{person}”不属于任何已知的组", "“{person}” belongs to no group of the wave"),
    "wave.still_open": Text("这一轮还在进行;请先关闭", "the wave is still open; close it first"),
    "wave.not_sealed": Text("这一轮还没有封存", "the wave is not sealed yet"),
    "wave.key_missing": Text(
        "这一轮的密钥不在本机:它在别处,或在此备份之后已随封存销毁;没有密钥,信封永远无法打开,也不再接收答卷;"
        "在“截止与封存”一页可以放弃这一轮",
        "the wave's key is not here: it lies elsewhere, or was destroyed by sealing after this backup was made; "
        "without it the envelopes stay closed for ever, and no answer is taken any more; the wave can be given up "
        "on the page “Close and seal”",
    ),
    "wave.key_here": Text(
        "这一轮的密钥就在本机,可以封存,不必放弃",
        "the wave's key is here: seal the wave instead of giving it up",
    ),
    "wave.over": Text("这一轮已经结束", "the wave has ended already"),
    "wave.copy_taken": Text(
        "这一轮的密钥副本已经取走过,只给一次",
        "the recovery copy of this wave has been taken; there is only one",
    ),
    "wave.wrong_key": Text("这不是这一轮的密钥", "this is not the key of this wave"),
    "wave.not_compacted": Text(
        "答卷已封存、密钥已销毁,但数据库正忙,尚未压缩;请再执行一次",
        "the answers are sealed and the key is destroyed, but the database was busy and is not compacted yet; "
        "do it once more",
    ),
    # planning a wave
    "plan.nobody": Text(
        "名册里今天没有在职的人；请先导入名册",
        "nobody in the roster is employed today; bring the roster in first",
    ),
    "plan.no_unit": Text(
        "{n} 人在名册里没有写明部门，按部门分组的问卷不会问他们",
        "people without a unit in the roster: {n}; surveys read by unit will not be asked of them",
    ),
    "plan.no_role": Text(
        "{n} 人在名册里没有写明角色，按销售代表处理",
        "people without a role in the roster: {n}; they are taken as sales reps",
    ),
    "plan.no_attainment": Text(
        "{n} 人没有达成率（缺目标或缺业绩），归入业绩中段",
        "people without an attainment (no target or no result): {n}; they are placed in the middle band",
    ),
    "plan.no_figures": Text(
        "还没有任何人的达成率，所以没有业绩分档，只按角色分组",
        "nobody has an attainment yet, so there are no performance bands and groups are by role only",
    ),
    "plan.managers_left_out": Text(
        "只有 {n} 名主管，少于 {k} 人，主管问卷无法匿名，这一轮不问主管",
        "there {n:is|are} only {n} {n:manager|managers}, fewer than {k}: their survey can't be anonymous, so managers "
        "are not asked",
    ),
    "plan.comments_few": Text(
        "只邀请了 {n} 人写留言；要有 {needed} 人作答才会公布，所以这一轮的留言不会公布",
        "only {n} {n:person is|people are} asked for comments; they are shown from {needed} respondents on, so none "
        "will be shown",
    ),
    "plan.closes_early": Text(
        "截止日 {day} 不在今天之后；请改到以后的日子",
        "it would close on {day}, which is not after today; choose a later day",
    ),
    "plan.open_already": Text(
        "这次评估还有一轮没有封存；请先截止并封存",
        "this assessment has a wave that is not sealed yet; close and seal it first",
    ),
    "plan.moved": Text(
        "在你查看之后，问卷、名册或业绩有了变化；请再看一遍，然后发布",
        "surveys, roster or figures have changed since you looked; please look again, then publish",
    ),
    # links
    "links.not_open": Text(
        "这一轮没有开放，不能再生成链接", "this wave is not open, so no links can be made"
    ),
    "links.made_meanwhile": Text(
        "在你查看之后，链接已经生成过一次；需要的话，请确认后重新生成",
        "the links were made since you looked; if you need them again, confirm and make them anew",
    ),
    # analyses and reports
    "analysis.nothing": Text(
        "还没有可以分析的内容:请先封存一轮调查,或导入目标与业绩",
        "there is nothing to analyse yet: seal a wave, or bring in targets and results",
    ),
    "report.no_run": Text(
        "没有这次诊断或这个版本的计划;它们可能已随评估删除",
        "there is no such run or version of the plan; they may have been deleted with their assessment",
    ),
    "store.other_shape": Text(
        "这是另一个版本的产品保存的,本版本读不了;请重新分析(已有的报告仍可阅读)",
        "this was stored by another version of the product, which this one can't read; analyse again (finished reports "
        "can still be read)",
    ),
    "report.unknown": Text("没有这份报告", "there is no such report"),
    # jobs
    "job.unknown_kind": Text(
        "本机的工作进程不认识这种任务（{kind}）；请把所有机器升级到同一版本",
        "the worker does not know this kind of work ({kind}); bring all machines to the same version",
    ),
    "job.gave_up": Text(
        "工作进程中断了 {attempts} 次，任务没有完成。可能是内存不足；请重试，或联系管理员",
        "the worker broke off {attempts} {attempts:time|times} before the work was done. It may lack memory; try "
        "again, or tell your administrator",
    ),
    "job.failed": Text(
        "出现了意外的问题（编号 {reference}）。请重试；如果仍然失败，请把编号告诉管理员",
        "something unexpected went wrong (reference {reference}). Try again; if it fails once more, tell your "
        "administrator the reference",
    ),
    # accounts
    "user.not_an_email": Text("“{email}”不是邮箱地址", "“{email}” is no email address"),
    "user.no_role": Text("新建账号要写明 --role", "a new account needs --role"),
    "user.unknown": Text("没有“{email}”这个账号", "there is no account “{email}”"),
    "debug.real_data": Text(
        "调试模式只能用于模拟数据,这里却有 {count} 个真实客户;请用 ./run serve,或另设 DIAGNOSTIC_INSTANCE",
        "debug mode is for simulated data only, and {count} {count:client|clients} here "
        "{count:is|are} real; use ./run serve, or set DIAGNOSTIC_INSTANCE to another folder",
    ),
    "server.address": Text(
        "不能在 {bind} 提供网页({reason});请换一个端口,例如:DIAGNOSTIC_BIND=127.0.0.1:8001 ./run …",
        "the pages can't be served at {bind} ({reason}); choose another port: DIAGNOSTIC_BIND=127.0.0.1:8001 ./run ...",
    ),
    "user.taken": Text("已经有“{email}”的账号", "there is an account “{email}” already"),
    # store
    "store.newer": Text(
        "数据库属于更新的版本(修订 {revision}),本版本无法使用;请安装新版本,或用 ./run restore 恢复较早的备份",
        "the database is of a newer version (revision {revision}) than this program; install that version, or go back "
        "to an earlier backup with ./run restore",
    ),
    "packages.vulnerable": Text(
        "{package} {version} 有已知漏洞 {id};修复版本:{fixed}",
        "{package} {version} has a known vulnerability, {id}; mended in: {fixed}",
    ),
    "packages.not_asked": Text(
        "{all} 个软件包中有 {unknown} 个无法查询漏洞库,不能说没有漏洞;请在能上网的机器上运行:./run check packages",
        "the advisory database could not be asked about {unknown} of {all} {all:package|packages}, so nothing can be "
        "said of them; on a machine with the internet run: ./run check packages",
    ),
    "store.old": Text(
        "数据库还不是本版本需要的样子;请运行:./run upgrade",
        "the database has not the shape this version needs; run: ./run upgrade",
    ),
    "store.upgrade_failed": Text(
        "升级失败,数据库保持原样(备份:{backup}):{reason}",
        "the upgrade failed and the database is as it was (backup: {backup}): {reason}",
    ),
    "store.busy": Text(
        "数据库一直被占用,没有任何改动;请停止服务后再试",
        "the database was in use all the time, and nothing was changed; stop the service and try again",
    ),
    "backup.empty": Text(
        "数据库是空的,没有可备份的内容", "the database is empty: there is nothing to back up"
    ),
    "backup.exists": Text("这个文件已经存在,不会覆盖", "this file exists already and is not written over"),
    "backup.damaged": Text(
        "这不是本产品的备份,或文件已损坏;没有任何改动",
        "this is no backup of ours, or it is damaged; nothing was changed",
    ),
    "backup.other_kind": Text(
        "这个备份属于另一种数据库({kind});没有任何改动",
        "this backup is of another kind of database ({kind}); nothing was changed",
    ),
    "backup.newer": Text(
        "这个备份来自更新的版本(修订 {revision});请先安装新版本",
        "this backup is of a newer version (revision {revision}); install that version first",
    ),
    "backup.failed": Text(
        "没有成功,数据库保持原样:{reason}", "it did not work, and the database is as it was: {reason}"
    ),
    # sittings (a phone sent it; the page says it in its own words)
    "sitting.off_scale": Text("这个值不在量表上", "this value is not on the scale"),
    "sitting.unknown_option": Text("没有这个选项", "there is no such option"),
    "sitting.unknown_item": Text("没有这道题", "there is no such question"),
    "sitting.too_many": Text("选得太多了", "too many are chosen"),
    "sitting.no_number": Text("请填一个数", "please give a number"),
    "sitting.too_long": Text("写得太长了,请缩短", "this is too long, please shorten it"),
    # witness cases
    "witness.none_there": Text(
        "文件夹里没有参考案例(*.json);请指出放案例的文件夹",
        "the folder holds no witness case (*.json); name the folder that does",
    ),
    "witness.broken": Text("参考案例无法读取:{reason}", "the witness case can't be read: {reason}"),
    # a statistic on the shell
    "stats.unknown": Text(
        "没有这个统计量:{name}(./run stats --list 列出全部)",
        "there is no statistic {name} (./run stats --list names them all)",
    ),
    "stats.no_name": Text("请给出统计量的名称,或用 --list", "name a statistic, or ask for --list"),
    "stats.no_data": Text("这个统计量需要数据:请给出 --data", "this statistic needs data: give --data"),
    "stats.no_json": Text("--inputs 不是 JSON 对象:{reason}", "--inputs is no JSON object: {reason}"),
    "stats.input_missing": Text("缺少这项输入", "this input is missing"),
    "stats.input_unknown": Text("这个统计量没有这项输入", "the statistic takes no such input"),
    "stats.input_names": Text("这里要给列名", "this takes names of columns"),
    "stats.inputs_unfit": Text("输入的值不适用:{reason}", "the inputs don't fit the statistic: {reason}"),
    "stats.no_column": Text("文件里没有这一列", "the file has no such column"),
    "stats.no_number": Text("“{value}”不是数", "“{value}” is no number"),
    "stats.cannot_say": Text(
        "无法计算:{reason}(现有 {n},需要 {needed})", "cannot say: {reason} (there are {n}, it takes {needed})"
    ),
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
        "this row has {found} {found:cell|cells}, the headings are {expected}; look for a stray delimiter or quote",
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
        '“{value}”在 {file} 的“{key}”列中出现多次且对应不同的值;请改用唯一的列,或写明 repeated = "first"',
        "“{value}” stands in the column “{key}” of {file} with different values; use a column "
        'without repeats or say repeated = "first"',
    ),
    # figures
    "figures.column_missing": Text(
        "缺少必需的列“{column}”;请补上该列,或在映射文件里指明它叫什么",
        "the column “{column}” is needed and missing; add it, or say in a map what it is called here",
    ),
    "figures.column_unknown": Text(
        "不认识的列“{column}”;可用的列:{known}。请改名,或用映射文件说明要用哪些列",
        "unknown column “{column}”; the columns are: {known}. Rename it, or list the columns to use in a map",
    ),
    "figures.no_good_row": Text(
        "没有一行可用;请看各行的错误,常见原因是日期顺序或小数点写法(映射文件 [file])",
        "not one row can be used; see the faults of the rows. Often the order of dates or the decimal mark is "
        "the reason ([file] in the map)",
    ),
    "figures.cell_empty": Text("此处不能为空", "this cell must not be empty"),
    "figures.number_wrong": Text("“{value}”不是可以确定的数字", "“{value}” is not surely a number"),
    "figures.number_negative": Text(
        "此处不能是负数({value})", "a negative number does not fit here ({value})"
    ),
    "figures.share_wrong": Text(
        "“{value}”不是比例;请写成 0.85 或 85%", "“{value}” is no share; write 0.85 or 85%"
    ),
    "figures.date_wrong": Text(
        "“{value}”不是可以确定的日期;请写成 2025-03-31,或在映射文件 [file] date_order 中写明顺序",
        "“{value}” is not surely a date; write 2025-03-31, or name the order in the map, [file] date_order",
    ),
    "figures.period_wrong": Text(
        "“{value}”不是期间;请写成 2025、2025-Q1 或 2025-03",
        "“{value}” is no period; write 2025, 2025-Q1 or 2025-03",
    ),
    "figures.email_wrong": Text(
        "“{value}”不是邮箱地址；请改正或留空", "“{value}” is no email address; correct it or leave it empty"
    ),
    "figures.value_unknown": Text(
        "“{value}”不在可用的值之内:{known}({rows} 行)。请改正,或在映射文件 [values] 中对应",
        "“{value}” is none of: {known} ({rows} {rows:row|rows}). Correct it, or replace it in the map, [values]",
    ),
    "figures.metric_unknown": Text(
        "不认识的指标“{value}”({rows} 行未导入);可用的指标:{known}",
        "unknown metric “{value}” ({rows} {rows:row|rows} left out); the metrics are: {known}",
    ),
    "figures.unit_unknown": Text(
        "不认识的单位“{value}”({rows} 行未导入)", "unknown unit “{value}” ({rows} {rows:row|rows} left out)"
    ),
    "figures.duplicate_person": Text(
        "“{value}”在名册中出现不止一次(首次在第 {first} 行);只取第一次",
        "“{value}” stands in the roster more than once (first in row {first}); the first row counts",
    ),
    "figures.duplicate_opportunity": Text(
        "商机“{value}”出现不止一次(首次在第 {first} 行);只取第一次",
        "the deal “{value}” stands there more than once (first in row {first}); the first row counts",
    ),
    "figures.end_before_start": Text("离职日期早于入职日期", "the last day lies before the first day"),
    "figures.owner_unknown": Text(
        "名册里没有“{value}”({rows} 行);这些数字只计入公司合计,请补入名册或更正",
        "“{value}” is not in the roster ({rows} {rows:row|rows}); these figures count for the company only. Add the "
        "owner to the roster or correct it",
    ),
    "figures.owner_ambiguous": Text(
        "“{value}”对应名册中不止一个({rows} 行);请用编号或完整路径",
        "“{value}” is more than one in the roster ({rows} {rows:row|rows}); use the id or the full path",
    ),
    "figures.closed_before_created": Text(
        "成交日期 {closed} 早于创建日期 {created}", "closed on {closed}, before it was created on {created}"
    ),
    "figures.won_without_close": Text("已赢单但没有成交日期", "the deal is won but has no closing date"),
    "figures.won_without_amount": Text("已赢单但没有金额", "the deal is won but has no amount"),
    "figures.names_alike": Text(
        "“{value}”与“{other}”几乎相同({rows} 行);若是同一个,请在映射文件 [values.{heading}] 中统一",
        "“{value}” and “{other}” are nearly the same ({rows} {rows:row|rows}); if they are one, say so in the map, "
        "[values.{heading}]",
    ),
    "figures.name_not_listed": Text(
        "“{value}”不在给出的清单内({rows} 行);这些行照常计入,请更正或补入清单",
        "“{value}” is not in the list given ({rows} {rows:row|rows}); the rows are counted as they are. Correct it or "
        "add it to the list",
    ),
    "figures.currency_unknown": Text(
        "“{value}”不是货币代码;应为三个大写字母,如 CNY",
        "“{value}” is no code of a currency; write three capital letters, such as CNY",
    ),
    "figures.sum_too_large": Text("数字太大,无法保存:{value}", "too large to be kept: {value}"),
    "figures.currency_mixed": Text(
        "金额使用了不同的币种:{value};请先换算成一种",
        "the money is in several currencies: {value}; convert it to one first",
    ),
    # surveys
    "surveys.not_toml": Text(
        "问卷文件不是有效的 TOML:{reason}",
        "the survey file is not valid TOML: {reason}",
    ),
    "surveys.none_there": Text(
        "文件夹里没有问卷文件(*.toml);请指出放问卷的文件夹",
        "the folder holds no survey file (*.toml); name the folder that does",
    ),
    "surveys.key_unknown": Text(
        "问卷文件里没有这个键;此处可用:{known}",
        "a survey file has no such key here; it may have: {known}",
    ),
    "surveys.key_missing": Text(
        "缺少这个键;请补上",
        "this key is missing; add it",
    ),
    "surveys.language_missing": Text(
        "缺少这一种语言的文字;中文(zh)和英文(en)都要写",
        "the words of this language are missing; every text takes both zh and en",
    ),
    "surveys.language_wrong": Text(
        "英文(en)一侧写着汉字;请改成英文",
        "the English side (en) holds Chinese characters; put it in English",
    ),
    "surveys.value_wrong": Text(
        "值 {value} 不可用;应为{wanted}",
        "the value {value} does not fit; it takes {wanted}",
    ),
    "surveys.code_twice": Text(
        "编码 {code} 已由 {first} 使用;每个编码只能用一次",
        "the code {code} is already that of {first}; every code is used once",
    ),
    "surveys.code_reserved": Text(
        "编码 {code} 由答题页面自己使用;请换一个",
        "the pages themselves use the name {code}; give the item another code",
    ),
    "surveys.code_two_files": Text(
        "编码 {code} 在 {first} 中已用过;各问卷的编码不得相同",
        "the code {code} is already used in {first}; no two surveys share a code",
    ),
    "surveys.type_missing": Text(
        "题目没有类型;请写明 type,或用 format 指向一种答题格式",
        "the item has no type; give it one, or name a format",
    ),
    "surveys.format_unknown": Text(
        "没有名为 {name} 的答题格式;现有:{known}",
        "there is no format {name}; there are: {known}",
    ),
    "surveys.format_mixed": Text(
        "题目已用格式 {name},不能再自写 {key};请去掉其中一个",
        "the item takes its answers from format {name} and has no {key} of its own; drop one of the two",
    ),
    "surveys.key_unfit": Text(
        "{type} 类型的题目不用 {key};请删去",
        "an item of type {type} takes no {key}; remove it",
    ),
    "surveys.options_missing": Text(
        "{type} 类型的题目至少要有两个选项",
        "an item of type {type} takes two options or more",
    ),
    "surveys.option_values": Text(
        "选项的值必须按显示顺序为:{expected}",
        "the values of the options must be, in the order shown: {expected}",
    ),
    "surveys.label_twice": Text(
        "两个选项的文字相同(“{label}”);请改成不同的文字",
        "two options read alike (“{label}”); word them differently",
    ),
    "surveys.choose_missing": Text(
        "请用 choose 写明选几项(1 到 {most})",
        "say with choose how many are to be chosen (1 to {most})",
    ),
    "surveys.choose": Text(
        "选 {choose} 项不可行;应为 1 到 {most}",
        "{choose} can't be chosen here; it takes 1 to {most}",
    ),
    "surveys.minimum_maximum": Text(
        "最小值 {minimum} 必须小于最大值 {maximum}",
        "the minimum {minimum} must lie below the maximum {maximum}",
    ),
    "surveys.item_unknown": Text(
        "没有编码为 {item} 的题目;请改正编码或补上题目",
        "there is no item {item}; correct the code or add the item",
    ),
    "surveys.item_unscored": Text(
        "题目 {item} 不能计分;量表里只能有评分、频率题和写明最小值、最大值的数字题",
        "item {item} can't be scored; a scale takes ratings, frequencies, and numbers with both ends",
    ),
    "surveys.item_two_scales": Text(
        "题目 {item} 已属于 {first};一道题只属于一个量表",
        "item {item} already belongs to {first}; an item belongs to one scale",
    ),
    "surveys.scale_mixed_ends": Text(
        "各题的量尺不同({there}),不能求平均;一个量表的题目要用同一量尺",
        "the items have different ends ({there}), so their mean has no meaning; a scale has one metric",
    ),
    "surveys.scale_unknown": Text(
        "没有编码为 {scale} 的量表;请改正编码",
        "there is no scale {scale}; correct the code",
    ),
    "surveys.minimum_share": Text(
        '{value} 不是 0 到 1 之间的比例;例如写 "2/3"',
        '{value} is no share between 0 and 1; write for instance "2/3"',
    ),
    "surveys.core_and_more": Text(
        "核心量表人人都答,不能再写 {key};请去掉它,或写 core = false",
        "a core scale is asked of everybody and takes no {key}; remove it or say core = false",
    ),
    "surveys.never_asked": Text(
        "这个量表谁也不会答到;请写 core = true,或写明 rotation、roles、team_types 之一",
        "nobody would ever be asked this scale; say core = true, or give it a rotation, roles or team_types",
    ),
    "surveys.marker_twice": Text(
        "量表 {scale} 已有标志题 {first};每个量表只设一道",
        "scale {scale} already has its marker item {first}; a scale has one",
    ),
    "surveys.area_unknown": Text(
        "没有领域 {area};可用 A1 到 A48",
        "there is no area {area}; they are A1 to A48",
    ),
    "surveys.required_off_scale": Text(
        "要求水平 {value} 不在量尺 {low:g} 到 {high:g} 之内",
        "the required level {value} is not on the scale from {low:g} to {high:g}",
    ),
    "surveys.panel_range": Text(
        "要求水平必须在专家组范围之内:low ≤ value ≤ high",
        "the required level must lie in the panel's range: low <= value <= high",
    ),
    "surveys.anchors": Text(
        "锚点的值必须由小到大、各不相同,并在 {low:g} 到 {high:g} 之内",
        "the values of the anchors must rise and lie between {low:g} and {high:g}",
    ),
    "surveys.importance_item": Text(
        "{item} 不是选 k 项(best)的题目;重要性要用这种题",
        "{item} is no item of type best; importance takes one",
    ),
    "surveys.importance_lacks": Text(
        "选项 {value} 没有对应的量表;请补上",
        "option {value} leads to no scale; add it",
    ),
    "surveys.importance_option": Text(
        "{value} 不是该题的选项;请改正",
        "{value} is no option of the item; correct it",
    ),
    "surveys.item_no_page": Text(
        "题目 {item} 不在任何一页上;请放到某一页",
        "item {item} stands on no page; put it on one",
    ),
    "surveys.item_two_pages": Text(
        "题目 {item} 已在 {first} 上;一道题只出现一次",
        "item {item} already stands on {first}; an item is shown once",
    ),
    "surveys.scale_split": Text(
        "一个量表的题目要在同一页上,按量表的顺序连在一起",
        "the items of a scale stand on one page, next to each other, in the scale's order",
    ),
    "surveys.condition_later": Text(
        "题目 {item} 不在更前的一页上,条件无从判断;请把它移到前面的页",
        "item {item} does not stand on an earlier page, so the condition can't be known; move it forward",
    ),
    "surveys.condition_shuffled": Text(
        "条件涉及的两页不能打乱顺序(shuffled);请去掉 shuffled",
        "neither page of a condition may be shuffled, or {item} might come later; take shuffled out",
    ),
    "surveys.condition_words": Text(
        "题目 {item} 的答案是文字,不能作条件",
        "the answer to {item} is free text and can't be a condition",
    ),
    "surveys.condition_value": Text(
        "题目 {item} 不会有答案 {value};请改成可能的值",
        "item {item} never has the answer {value}; give one it can have",
    ),
    "surveys.too_long_zh": Text(
        "{length} 个字,太长;题目最多 {longest} 个字",
        "{length} Chinese characters are too many; an item takes {longest} at most",
    ),
    "surveys.too_long_en": Text(
        "英文 {length} 个词,太长;题目最多 {longest} 个词",
        "{length} English words are too many; an item takes {longest} at most",
    ),
    "surveys.negation": Text(
        "同意题里有否定词“{word}”;请改写成正面的经历,或写相反的经历并设 reversed",
        "an agreement item holds the negation “{word}”; name what happens instead, or the opposite experience and "
        "reverse it",
    ),
    "surveys.negation_double": Text(
        "一句里有几个否定词({words});请改写成肯定句",
        "the sentence holds several negations ({words}); put it positively",
    ),
    "surveys.reversed_first": Text(
        "量表 {scale} 的第一题不能反向计分;请换一题打头",
        "scale {scale} must not open with a reversed item; let another one come first",
    ),
    "surveys.reversed_many": Text(
        "反向题有 {count} 道,太多;这个量表最多 {most} 道",
        "{count} reversed {count:item is|items are} too many; this scale takes {most} at most",
    ),
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
    "answers.item_two_scales": Text(
        "题目 {item} 同时属于量表 {first} 和 {scale}:两个平均分相减会露出题目的分数,甚至少数人的回答;每题只归一个量表",
        "item {item} belongs to the scales {first} and {scale}: one mean minus the other would tell the item, "
        "or the few who left it out; give each item to one scale",
    ),
    "answers.item_two_modules": Text(
        "模块“{module}”与“{other}”有相同的题目({items}):同一批答卷按两种分组公布,相减就能露出少数人;请只留在一个模块里",
        "the modules “{module}” and “{other}” hold the same items ({items}): the same answers in two groupings "
        "can be subtracted from each other; keep the items in one of them",
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
        "{count} {count:answer|answers} to item {item} {count:is|are} not on its scale from {minimum} to {maximum}: "
        "{values}. The column is not coded as we were told, so the whole item is left out",
    ),
    "answers.item_empty": Text("题目 {item} 没有任何人作答", "nobody answered item {item}"),
    "answers.scale_cut": Text(
        "量表 {scale} 少了 {items},只用其余 {kept} 题计分",
        "scale {scale} lacks {items} and is scored from the {kept} {kept:item that is|items that are} left",
    ),
    "answers.scale_empty": Text(
        "量表 {scale} 没有一道可用的题({items}),因此没有得分",
        "scale {scale} has no usable item ({items}), so it has no score",
    ),
    "answers.nobody": Text("没有人作答,因此没有调查结果", "nobody answered, so there are no survey results"),
    "answers.blank_rows": Text(
        "{count} 份答卷一道题都没有答,不计入人数",
        "{count} {count:sheet holds|sheets hold} no answer at all and {count:is|are} not counted",
    ),
    # playbook and cause map
    "playbook.not_toml": Text("措施库文件不是有效的 TOML：{reason}", "the file is not valid TOML: {reason}"),
    "playbook.key_unknown": Text(
        "这里没有这个键；请删去或改正", "there is no such key here; remove it or correct its name"
    ),
    "playbook.key_missing": Text("缺少这个键；请补上", "this key is missing; add it"),
    "playbook.language_missing": Text(
        "缺少这一种语言的文字；中文（zh）和英文（en）都要写",
        "the words of this language are missing; every text takes both zh and en",
    ),
    "playbook.language_wrong": Text(
        "英文（en）一侧写着汉字；请改成英文",
        "the English side (en) holds Chinese characters; put it in English",
    ),
    "playbook.punctuation": Text(
        "中文里用了半角标点；请改成全角", "half-width punctuation in Chinese text; use the full-width marks"
    ),
    "playbook.placeholders": Text(
        "中英文的占位符不一致；两边要用同样的 {{名称}}",
        "the two languages have different placeholders; use the same {{names}} in both",
    ),
    "playbook.value_wrong": Text(
        "值 {value} 不可用；应为{wanted}", "the value {value} does not fit; it takes {wanted}"
    ),
    "playbook.row_twice": Text(
        "第 {row} 行写了不止一次；每行一个编号",
        "row {row} stands there more than once; give each row a number of its own",
    ),
    "playbook.row_unknown": Text(
        "病因图里没有第 {row} 行；请改成已有的编号", "the cause map has no row {row}; use a number it has"
    ),
    "playbook.order": Text(
        "第 {row} 行的阅读顺序不对；先公平比较，再技能、条件、复盘，order 逐行递增",
        "row {row} is out of reading order (fair comparison, skill, condition, review; order rises row by row)",
    ),
    "playbook.sign_unknown": Text(
        "[signs] 里没有“{sign}”这个迹象；请改正，或在那里写明",
        "[signs] has no sign “{sign}”; correct it or define it there",
    ),
    "playbook.sign_form": Text(
        "“{sign}”的写法不对：需要量表或级别的迹象写作 KIND:SCALE 或 KIND:SCALE@LEVEL，其余只写名称",
        "“{sign}” has the wrong form: a sign about a scale is KIND:SCALE or KIND:SCALE@LEVEL, any other a plain name",
    ),
    "playbook.sign_source": Text(
        "“{sign}”列错了地方：问卷迹象写在 survey_signs，业绩迹象写在 figure_signs",
        "“{sign}” is in the wrong list: survey signs belong in survey_signs, figures in figure_signs",
    ),
    "playbook.need_unlisted": Text(
        "needs 用到“{sign}”，但它不在这一行的迹象里；请先列出",
        "needs names “{sign}”, which is not among the row's signs; list it there first",
    ),
    "playbook.veto_stage": Text(
        "只有公平比较的行可以否决，而且不能否决公平比较的行（第 {row} 行）",
        "only fair-comparison rows may veto, and never one of their own kind (row {row})",
    ),
    "playbook.team_by_survey": Text(
        "单个团队只能凭业绩判断：这一组 needs 里至少要有一个业绩迹象，或去掉 team",
        "a single team is judged by figures only: give this list of needs a figure sign or drop team",
    ),
    "playbook.area_unnamed": Text(
        "领域 {area} 没有名称；请在 [areas] 补上", "the area {area} has no name; add it in [areas]"
    ),
    "playbook.area_unknown": Text(
        "没有领域 {area}；可用 A1 至 A48", "there is no area {area}; they run from A1 to A48"
    ),
    "playbook.area_without_row": Text(
        "没有一行涉及领域 {area}；请加到相应的行",
        "no row belongs to the area {area}; add it to the row it fits",
    ),
    "playbook.area_without_action": Text(
        "领域 {area} 没有任何行动；请加到相应的行动",
        "no action answers the area {area}; add it to the action that does",
    ),
    "playbook.action_twice": Text(
        "行动“{action}”写了不止一次；每个行动一个代码",
        "the action “{action}” stands there more than once; give each a code of its own",
    ),
    "playbook.action_unknown": Text(
        "措施库里没有行动“{action}”；请改正或补上",
        "the playbook has no action “{action}”; correct the code or add the action",
    ),
    "playbook.action_against_itself": Text(
        "行动不能以自己为前提或与自己抵触，也不能既依赖又抵触同一行动",
        "an action can't need or oppose itself, nor both need and oppose another",
    ),
    "playbook.need_other_row": Text(
        "前提行动“{action}”不针对同一原因；请改正，或让它也对应同一行",
        "“{action}” is needed but answers none of the same rows; correct it or give it one of them",
    ),
    "playbook.not_mutual": Text(
        "第 {row} 行与行动“{action}”只有一边提到对方；两边都要写",
        "only one of row {row} and action “{action}” names the other; name it in both files",
    ),
    "playbook.level_missing": Text(
        "第 {row} 行需要 {level} 层面的行动，但没有；请补一个",
        "row {row} asks for an action at the level {level} and has none; add one",
    ),
    "playbook.owner_unknown": Text(
        "[owners] 里没有“{owner}”；请改正或补上", "[owners] has no “{owner}”; correct it or add it there"
    ),
    "playbook.role_unknown": Text(
        "[roles] 里没有“{role}”；请改正或补上", "[roles] has no “{role}”; correct it or add it there"
    ),
    "playbook.veto_unknown": Text(
        "[vetoes] 里没有“{veto}”；请改正或补上", "[vetoes] has no “{veto}”; correct it or add it there"
    ),
    "playbook.decision_missing": Text(
        "公司层面的行动要写明请高层决定什么；请补上 decision",
        "a company-level action says what the executive has to decide; add decision",
    ),
    "playbook.lead_weeks": Text(
        "先行指标要早于或等于最终指标见效；请改正周数",
        "the leading measure moves no later than the KPI; correct the weeks",
    ),
    # assessment
    "assessment.bad_value": Text(
        "评估文件里这一项不可用:{reason}", "this entry of the assessment file can't be used: {reason}"
    ),
    "answers.module_twice": Text(
        "模块“{module}”有两份答卷文件;请合并成一份",
        "there are two files of answers for the module “{module}”; join them",
    ),
    "figures.two_rosters": Text(
        "只能给一份名册;请合并成一份", "only one roster can be given; join the files"
    ),
    # machine
    "machine.lacks": Text("本机缺少 {what};请运行:{command}", "this machine lacks {what}; run: {command}"),
}
