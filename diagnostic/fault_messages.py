"""What each code of a fault says: what is wrong, and what to do about it."""

from __future__ import annotations

from diagnostic.i18n import N_

MESSAGES: dict[str, str] = {
    # command line
    "arguments.wrong": N_("{reason} (./run help lists the usage)"),
    "arguments.min_group": N_("the minimum group is never below {minimum} (given: {value})"),
    "arguments.map_first": N_("--map belongs to the input option before it, and there is none"),
    "arguments.language": N_("unknown language: {value} (use zh, en)"),
    "arguments.nothing": N_(
        "no input at all: give at least one of roster, targets, actuals, opportunities or answers"
    ),
    "arguments.dry_run": N_("import only tries a file so far: add --dry-run"),
    "arguments.period_twice": N_(
        "--period says {given} and the assessment file {stated}; give the period once, or the same twice"
    ),
    "arguments.period_wrong": N_("“{value}” is no period; write 2026, 2026-Q1, 2026-01 or 2026-01/2026-06"),
    "arguments.accept_unread": N_("--accept-unread takes one of: {known} (given: {value})"),
    "settings.unknown_key": N_("there is no such setting; remove it or correct its name"),
    "settings.bad_value": N_("this value does not fit the setting: {value}"),
    # files
    "file.missing": N_("there is no such file"),
    "file.unreadable": N_("the file can't be read: {reason}"),
    "file.unwritable": N_("this place can't be written to: {reason}"),
    # waves
    "wave.unknown": N_("there is no such wave"),
    "wave.no_survey": N_("the wave has no survey; choose at least one"),
    "wave.module_unknown": N_("no survey belongs to the module “{module}”"),
    "wave.too_few": N_(
        "only {asked} {asked:person is|people are} asked “{module}”, fewer than {k}: it can't be anonymous; ask more "
        "people or leave this survey out"
    ),
    "wave.person_twice": N_("“{person}” is invited more than once"),
    "wave.person_nowhere": N_("“{person}” belongs to no group of the wave"),
    "wave.still_open": N_("the wave is still open; close it first"),
    "wave.not_sealed": N_("the wave is not sealed yet"),
    "wave.key_missing": N_(
        "the wave's key is not here: it lies elsewhere, or was destroyed by sealing after this backup was made; "
        "without it the envelopes stay closed for ever, and no answer is taken any more; the wave can be given up "
        "on the page “Close and seal”"
    ),
    "wave.key_here": N_("the wave's key is here: seal the wave instead of giving it up"),
    "wave.over": N_("the wave has ended already"),
    "wave.copy_taken": N_("the recovery copy of this wave has been taken; there is only one"),
    "wave.wrong_key": N_("this is not the key of this wave"),
    "wave.not_compacted": N_(
        "the answers are sealed and the key is destroyed, but the database was busy and is not compacted yet; "
        "do it once more"
    ),
    # planning a wave
    "plan.nobody": N_("nobody in the roster is employed today; bring the roster in first"),
    "plan.no_unit": N_(
        "people without a unit in the roster: {n}; surveys read by unit will not be asked of them"
    ),
    "plan.no_role": N_("people without a role in the roster: {n}; they are taken as sales reps"),
    "plan.no_attainment": N_(
        "people without an attainment (no target or no result): {n}; they are placed in the middle band"
    ),
    "plan.no_figures": N_(
        "nobody has an attainment yet, so there are no performance bands and groups are by role only"
    ),
    "plan.no_figures_in_period": N_(
        "of months that are over there are figures of {has}, and none of this assessment's period ({asked})"
    ),
    "plan.values_in_doubt": N_(
        "{n} {n:value of the figures is|values of the figures are} in doubt and nobody has confirmed {n:it|them}; the "
        "performance bands are fixed when the survey is published and rest on {n:it|them}"
    ),
    "plan.managers_left_out": N_(
        "the roster shows only {n} {n:manager|managers} (of the role M, manager or director, or named as a line "
        "manager), fewer than {k}: their survey can't be anonymous, so managers "
        "are not asked"
    ),
    "plan.comments_few": N_(
        "only {n} {n:person is|people are} asked for comments; they are shown from {needed} respondents on, so none "
        "will be shown"
    ),
    "plan.closes_early": N_("it would close on {day}, which is not after today; choose a later day"),
    "plan.open_already": N_("this assessment has a wave that is not sealed yet; close and seal it first"),
    "plan.moved": N_(
        "surveys, roster or figures have changed since you looked; please look again, then publish"
    ),
    # links
    "links.not_open": N_("this wave is not open, so no links can be made"),
    "links.made_meanwhile": N_(
        "the links were made since you looked; if you need them again, confirm and make them again"
    ),
    # analyses and reports
    "analysis.nothing": N_("there is nothing to analyse yet: seal a wave, or bring in targets and results"),
    "analysis.period_empty": N_(
        "there are figures of {has}, and none of this assessment's period ({asked}); bring in that period's figures, "
        "or correct the period"
    ),
    "analysis.unread": N_(
        "{share} % of {input} could not be read; bring in the mended file, take the import back, or accept it "
        "with your name"
    ),
    "report.no_run": N_(
        "there is no such run or version of the plan; they may have been deleted with their assessment"
    ),
    "report.taken_back": N_(
        "the confirmation of doubtful values this run rests on was taken back; analyse again, then make the report"
    ),
    "store.other_shape": N_(
        "this was stored by another version of the product, which this one can't read; analyse again (finished reports "
        "can still be read)"
    ),
    "report.unknown": N_("there is no such report"),
    # jobs
    "job.unknown_kind": N_(
        "the worker does not know this kind of work ({kind}); bring all machines to the same version"
    ),
    "job.gave_up": N_(
        "the worker broke off {attempts} {attempts:time|times} before the work was done. It may lack memory; try "
        "again, or tell your administrator"
    ),
    "job.failed": N_(
        "something unexpected went wrong (reference {reference}). Try again; if it fails once more, tell your "
        "administrator the reference"
    ),
    # accounts
    "user.not_an_email": N_("“{email}” is no email address"),
    "user.no_role": N_("a new account needs --role"),
    "user.unknown": N_("there is no account “{email}”"),
    "debug.real_data": N_(
        "debug mode is for simulated data only, and {count} {count:client|clients} here "
        "{count:is|are} real; use ./run serve, or set DIAGNOSTIC_INSTANCE to another folder"
    ),
    "server.address": N_(
        "the pages can't be served at {bind} ({reason}); choose another port: DIAGNOSTIC_BIND=127.0.0.1:8001 ./run ..."
    ),
    "server.no_database": N_("there is no database yet; run: ./run upgrade"),
    "server.database_away": N_(
        "the database can't be reached: {reason}; start it, or mend the setting “database”"
    ),
    "user.taken": N_("there is an account “{email}” already"),
    # store
    "store.newer": N_(
        "the database is of a newer version (revision {revision}) than this program; install that version, or go back "
        "to an earlier backup with ./run restore"
    ),
    "packages.vulnerable": N_("{package} {version} has a known vulnerability, {id}; mended in: {fixed}"),
    "packages.not_asked": N_(
        "the advisory database could not be asked about {unknown} of {all} {all:package|packages}, so nothing can be "
        "said of them; on a machine with the internet run: ./run check packages"
    ),
    "packages.no_audit": N_(
        "pip-audit, which asks about known vulnerabilities, is not installed; run: python3 -m pip install pip-audit"
    ),
    "checkout.needed": N_(
        "“{word}” works on the source of the product: clone its repository, and give the script “run” there the same "
        "arguments"
    ),
    "store.old": N_("the database has not the shape this version needs; run: ./run upgrade"),
    "store.upgrade_failed": N_(
        "the upgrade failed and the database is as it was (backup: {backup}): {reason}"
    ),
    "store.busy": N_(
        "the database was in use all the time, and nothing was changed; stop the service and try again"
    ),
    "backup.empty": N_("the database is empty: there is nothing to back up"),
    "backup.exists": N_("this file exists already and is not written over"),
    "backup.damaged": N_("this is no backup of ours, or it is damaged; nothing was changed"),
    "backup.other_kind": N_("this backup is of another kind of database ({kind}); nothing was changed"),
    "backup.newer": N_("this backup is of a newer version (revision {revision}); install that version first"),
    "backup.failed": N_("it did not work, and the database is as it was: {reason}"),
    # sittings (a phone sent it; the page says it in its own words)
    "sitting.off_scale": N_("this value is not on the scale"),
    "sitting.unknown_option": N_("there is no such option"),
    "sitting.unknown_item": N_("there is no such question"),
    "sitting.too_many": N_("too many are chosen"),
    "sitting.no_number": N_("please give a number"),
    "sitting.too_long": N_("this is too long, please shorten it"),
    # witness cases
    "witness.none_there": N_("the folder holds no witness case (*.json); name the folder that does"),
    "witness.broken": N_("the witness case can't be read: {reason}"),
    # a statistic on the shell
    "stats.unknown": N_("there is no statistic {name} (./run stats --list names them all)"),
    "stats.no_name": N_("name a statistic, or ask for --list"),
    "stats.no_data": N_("this statistic needs data: give --data"),
    "stats.no_json": N_("--inputs is no JSON object: {reason}"),
    "stats.input_missing": N_("this input is missing"),
    "stats.input_unknown": N_("the statistic takes no such input"),
    "stats.input_names": N_("this takes names of columns"),
    "stats.inputs_unfit": N_("the inputs don't fit the statistic: {reason}"),
    "stats.no_column": N_("the file has no such column"),
    "stats.no_number": N_("“{value}” is no number"),
    "stats.cannot_say": N_("cannot say: {reason} (there are {n}, it takes {needed})"),
    # tables (readers)
    "table.empty": N_("the file is empty, it has no headings; export it again"),
    "table.too_large": N_(
        "the file is too large: {what} {size}, the limit is {limit}; split it or leave out what nobody needs"
    ),
    "table.encoding": N_(
        "the text can't be read as {encoding}; save the file as UTF-8 "
        "or name its encoding in the map, [file] encoding"
    ),
    "table.mixed_encoding": N_(
        "this line is in another encoding than the rest of the file; save the whole file in one (best UTF-8)"
    ),
    "table.nul_byte": N_("the file holds NUL bytes, so it is no text; export it again"),
    "table.broken": N_(
        "the file is damaged, or no Excel workbook; open it in Excel and save it again, as .xlsx or CSV"
    ),
    "table.no_table": N_("this is a PDF, a picture or an archive, not a table; export it as .xlsx or CSV"),
    "table.quote_open": N_(
        "a quotation mark that opens in this row does not close properly; close it or take it out"
    ),
    "table.encrypted": N_("the file is protected by a password; remove it and save again"),
    "table.old_xls": N_("this is an old .xls file; save it as .xlsx in Excel"),
    "table.html": N_("this is a web page (HTML), not a spreadsheet; open it in Excel and save it as .xlsx"),
    "table.unsafe": N_(
        "the file is built in an unsafe way ({reason}) and is refused; save it again in Excel"
    ),
    "table.sheet_missing": N_("there is no sheet “{sheet}”; there are: {there}"),
    "table.header_row_missing": N_(
        "line {header_row} holds no headings; correct [file] header_row in the map"
    ),
    "table.heading_twice": N_(
        "the heading “{heading}” stands there more than once; rename it so that all columns differ"
    ),
    "table.cell_too_long": N_(
        "a cell of this row is longer than {limit} characters; shorten it, or look for a quotation mark that is never "
        "closed"
    ),
    "table.sheets_unread": N_(
        "{n} more {n:sheet looks|sheets look} like the one that was read and {n:was|were} not: {sheets}; join them, or "
        "name the sheet in the map, [file] sheet"
    ),
    "table.ragged_row": N_(
        "this row has {found} {found:cell|cells}, the headings are {expected}; look for a stray delimiter or quote"
    ),
    # maps (readers)
    "map.not_toml": N_("the map is not valid TOML: {reason}"),
    "map.key_unknown": N_("a map has no such key; remove it or correct its name"),
    "map.key_missing": N_("this key of the map is missing"),
    "map.value_wrong": N_("the value {value} does not fit; it takes {wanted}"),
    "map.column_unknown": N_(
        "the map uses the column “{column}”, which the table lacks; its columns are: {there}"
    ),
    "map.target_twice": N_("“{column}” is filled more than once; each of our columns takes one source"),
    "map.lookup_missing": N_(
        "“{value}” is not in the column “{key}” of {file}; add the row there or correct the value"
    ),
    "map.lookup_repeated": N_(
        "“{value}” stands in the column “{key}” of {file} with different values; use a column "
        'without repeats or say repeated = "first"'
    ),
    # figures
    "figures.column_missing": N_(
        "the column “{column}” is needed and missing; add it, or say in a map what it is called here"
    ),
    "figures.column_unknown": N_(
        "unknown column “{column}”; the columns are: {known}. Rename it, or list the columns to use in a map"
    ),
    "figures.no_good_row": N_(
        "not one row can be used; see the faults of the rows. Often the order of dates or the decimal mark is "
        "the reason ([file] in the map)"
    ),
    "figures.cell_empty": N_("this cell must not be empty"),
    "figures.number_wrong": N_("“{value}” is not surely a number"),
    "figures.number_negative": N_("a negative number does not fit here ({value})"),
    "figures.share_wrong": N_("“{value}” is no share; write 0.85 or 85%"),
    "figures.date_wrong": N_(
        "“{value}” is not surely a date; write 2025-03-31, or name the order in the map, [file] date_order"
    ),
    "figures.period_wrong": N_("“{value}” is no period; write 2025, 2025-Q1 or 2025-03"),
    "figures.email_wrong": N_("“{value}” is no email address; correct it or leave it empty"),
    "figures.value_unknown": N_(
        "“{value}” is none of: {known} ({rows} {rows:row|rows}). Correct it, or replace it in the map, [values]"
    ),
    "figures.metric_unknown": N_(
        "unknown metric “{value}” ({rows} {rows:row|rows} left out); the metrics are: {known}"
    ),
    "figures.unit_unknown": N_("unknown unit “{value}” ({rows} {rows:row|rows} left out)"),
    "figures.duplicate_person": N_(
        "“{value}” stands in the roster more than once (first in row {first}); the first row counts"
    ),
    "figures.duplicate_opportunity": N_(
        "the deal “{value}” stands there more than once (first in row {first}); the first row counts"
    ),
    "figures.rows_twice": N_(
        "{rows} {rows:row with an amount stands|rows with an amount stand} in the file once more, with the same owner "
        "and period; they are counted. Take them out, or say that they are right"
    ),
    "figures.end_before_start": N_("the last day lies before the first day"),
    "figures.owner_unknown": N_(
        "“{value}” is not in the roster ({rows} {rows:row|rows}); these figures count for the company only. Add the "
        "owner to the roster or correct it"
    ),
    "figures.unit_not_in_roster": N_(
        "the roster has no unit “{value}” ({rows} {rows:row|rows}), so these figures count nowhere. Write the unit as "
        "the roster does, by its path or its last part"
    ),
    "figures.owner_ambiguous": N_(
        "“{value}” is more than one in the roster ({rows} {rows:row|rows}); use the id or the full path"
    ),
    "figures.closed_before_created": N_("closed on {closed}, before it was created on {created}"),
    "figures.won_without_close": N_("the deal is won but has no closing date"),
    "figures.won_without_amount": N_("the deal is won but has no amount"),
    "figures.names_alike": N_(
        "“{value}” and “{other}” are nearly the same ({rows} {rows:row|rows}); if they are one, say so in the map, "
        "[values.{heading}]"
    ),
    "figures.name_not_listed": N_(
        "“{value}” is not in the list given ({rows} {rows:row|rows}); the rows are counted as they are. Correct it or "
        "add it to the list"
    ),
    "figures.currency_unknown": N_(
        "“{value}” is no code of a currency; write three capital letters, such as CNY"
    ),
    "figures.sum_too_large": N_("too large to be kept: {value}"),
    "figures.currency_mixed": N_("the money is in several currencies: {value}; convert it to one first"),
    # surveys
    "surveys.not_toml": N_("the survey file is not valid TOML: {reason}"),
    "surveys.none_there": N_("the folder holds no survey file (*.toml); name the folder that does"),
    "surveys.key_unknown": N_("a survey file has no such key here; it may have: {known}"),
    "surveys.key_missing": N_("this key is missing; add it"),
    "surveys.language_missing": N_("the words of this language are missing; every text takes both zh and en"),
    "surveys.language_wrong": N_("the English side (en) holds Chinese characters; put it in English"),
    "surveys.value_wrong": N_("the value {value} does not fit; it takes {wanted}"),
    "surveys.code_twice": N_("the code {code} is already that of {first}; every code is used once"),
    "surveys.code_reserved": N_("the pages themselves use the name {code}; give the item another code"),
    "surveys.code_two_files": N_("the code {code} is already used in {first}; no two surveys share a code"),
    "surveys.type_missing": N_("the item has no type; give it one, or name a format"),
    "surveys.format_unknown": N_("there is no format {name}; there are: {known}"),
    "surveys.format_mixed": N_(
        "the item takes its answers from format {name} and has no {key} of its own; drop one of the two"
    ),
    "surveys.key_unfit": N_("an item of type {type} takes no {key}; remove it"),
    "surveys.options_missing": N_("an item of type {type} takes two options or more"),
    "surveys.option_values": N_("the values of the options must be, in the order shown: {expected}"),
    "surveys.label_twice": N_("two options read alike (“{label}”); word them differently"),
    "surveys.choose_missing": N_("say with choose how many are to be chosen (1 to {most})"),
    "surveys.choose": N_("{choose} can't be chosen here; it takes 1 to {most}"),
    "surveys.minimum_maximum": N_("the minimum {minimum} must lie below the maximum {maximum}"),
    "surveys.item_unknown": N_("there is no item {item}; correct the code or add the item"),
    "surveys.item_unscored": N_(
        "item {item} can't be scored; a scale takes ratings, frequencies, and numbers with both ends"
    ),
    "surveys.item_two_scales": N_("item {item} already belongs to {first}; an item belongs to one scale"),
    "surveys.scale_mixed_ends": N_(
        "the items have different ends ({there}), so their mean has no meaning; a scale has one metric"
    ),
    "surveys.scale_unknown": N_("there is no scale {scale}; correct the code"),
    "surveys.minimum_share": N_('{value} is no share between 0 and 1; write for instance "2/3"'),
    "surveys.core_and_more": N_(
        "a core scale is asked of everybody and takes no {key}; remove it or say core = false"
    ),
    "surveys.never_asked": N_(
        "nobody would ever be asked this scale; say core = true, or give it a rotation, roles or team_types"
    ),
    "surveys.marker_twice": N_("scale {scale} already has its marker item {first}; a scale has one"),
    "surveys.area_unknown": N_("there is no area {area}; they are A1 to A48"),
    "surveys.required_off_scale": N_(
        "the required level {value} is not on the scale from {low:g} to {high:g}"
    ),
    "surveys.panel_range": N_("the required level must lie in the panel's range: low <= value <= high"),
    "surveys.anchors": N_("the values of the anchors must rise and lie between {low:g} and {high:g}"),
    "surveys.importance_item": N_("{item} is no item of type best; importance takes one"),
    "surveys.importance_lacks": N_("option {value} leads to no scale; add it"),
    "surveys.importance_option": N_("{value} is no option of the item; correct it"),
    "surveys.item_no_page": N_("item {item} stands on no page; put it on one"),
    "surveys.item_two_pages": N_("item {item} already stands on {first}; an item is shown once"),
    "surveys.scale_split": N_(
        "the items of a scale stand on one page, next to each other, in the scale's order"
    ),
    "surveys.condition_later": N_(
        "item {item} does not stand on an earlier page, so the condition can't be known; move it forward"
    ),
    "surveys.condition_shuffled": N_(
        "neither page of a condition may be shuffled, or {item} might come later; take shuffled out"
    ),
    "surveys.condition_words": N_("the answer to {item} is free text and can't be a condition"),
    "surveys.condition_value": N_("item {item} never has the answer {value}; give one it can have"),
    "surveys.too_long_zh": N_("{length} Chinese characters are too many; an item takes {longest} at most"),
    "surveys.too_long_en": N_("{length} English words are too many; an item takes {longest} at most"),
    "surveys.negation": N_(
        "an agreement item holds the negation “{word}”; name what happens instead, or the opposite experience and "
        "reverse it"
    ),
    "surveys.negation_double": N_("the sentence holds several negations ({words}); put it positively"),
    "surveys.reversed_first": N_(
        "scale {scale} must not open with a reversed item; let another one come first"
    ),
    "surveys.reversed_many": N_(
        "{count} reversed {count:item is|items are} too many; this scale takes {most} at most"
    ),
    # answers
    "answers.person_column": N_(
        "this column identifies people. Answers that can be joined to figures person by person are refused, "
        "because nobody would be anonymous any more; remove the column and try again"
    ),
    "answers.unknown_column": N_(
        "unknown column: neither an item code nor a grouping column; correct its heading, or list the columns "
        "to use in a map"
    ),
    "answers.missing_column": N_("the map names this column, but the file has none of that name"),
    "answers.no_items": N_(
        "no column holds an item: give the survey file these answers belong to, or a map from columns to "
        "items"
    ),
    "answers.modules_mixed": N_(
        "the file holds items of several modules ({modules}); modules never share a row, so give one file "
        "for each"
    ),
    "answers.item_twice": N_("item {item} stands in more than one column; keep one of them"),
    "answers.item_without_ends": N_(
        "no survey file defines this item: give its min and max in the map, the lower one first"
    ),
    "answers.ends_differ": N_(
        "item {item} runs from {minimum} to {maximum} in its survey file, and the map says otherwise; "
        "correct one of them"
    ),
    "answers.scale_item_unknown": N_("scale {scale} lists items that do not exist: {items}"),
    "answers.scale_mixed_ends": N_(
        "the items of scale {scale} have different ends, so their mean has no meaning; make several scales "
        "of it"
    ),
    "answers.item_two_scales": N_(
        "item {item} belongs to the scales {first} and {scale}: one mean minus the other would tell the item, "
        "or the few who left it out; give each item to one scale"
    ),
    "answers.item_two_modules": N_(
        "the modules “{module}” and “{other}” hold the same items ({items}): the same answers in two groupings "
        "can be subtracted from each other; keep the items in one of them"
    ),
    "answers.kind_differs": N_("group “{group}” is given several kinds ({kinds}); every group has one"),
    "answers.unknown_option": N_("“{value}” holds something that is no option of this item"),
    "answers.too_many_chosen": N_("more options than allowed (“{value}”), so this counts as no answer"),
    "answers.off_scale": N_(
        "{count} {count:answer|answers} to item {item} {count:is|are} not on its scale from {minimum} to {maximum}: "
        "{values}. The column is not coded as we were told, so the whole item is left out"
    ),
    "answers.item_empty": N_("nobody answered item {item}"),
    "answers.scale_cut": N_(
        "scale {scale} lacks {items} and is scored from the {kept} {kept:item that is|items that are} left"
    ),
    "answers.scale_empty": N_("scale {scale} has no usable item ({items}), so it has no score"),
    "answers.nobody": N_("nobody answered, so there are no survey results"),
    "answers.no_good_row": N_(
        "not one row holds an answer that can be read; see the faults. Often the answers are written in other words "
        "than the survey's ([values] in the map)"
    ),
    "answers.label_unread": N_(
        "“{label}” is no answer that is known ({cells} {cells:cell|cells} in {columns} {columns:column|columns}); say "
        "in the map what it stands for, or list it under missing"
    ),
    "answers.biased_loss": N_(
        "in {item} only the answer “{label}” could not be read ({share} % of the answers), so what is left leans to "
        "the other answers"
    ),
    "answers.column_lost": N_(
        "{share} % of the answers to {item} could not be read; its scale rests on the rest"
    ),
    "answers.blank_rows": N_(
        "{count} {count:sheet holds|sheets hold} no answer at all and {count:is|are} not counted"
    ),
    # playbook and cause map
    "playbook.not_toml": N_("the file is not valid TOML: {reason}"),
    "playbook.key_unknown": N_("there is no such key here; remove it or correct its name"),
    "playbook.key_missing": N_("this key is missing; add it"),
    "playbook.language_missing": N_(
        "the words of this language are missing; every text takes both zh and en"
    ),
    "playbook.language_wrong": N_("the English side (en) holds Chinese characters; put it in English"),
    "playbook.punctuation": N_("half-width punctuation in Chinese text; use the full-width marks"),
    "playbook.placeholders": N_(
        "the two languages have different placeholders; use the same {{names}} in both"
    ),
    "playbook.value_wrong": N_("the value {value} does not fit; it takes {wanted}"),
    "playbook.row_twice": N_("row {row} stands there more than once; give each row a number of its own"),
    "playbook.row_unknown": N_("the cause map has no row {row}; use a number it has"),
    "playbook.order": N_(
        "row {row} is out of reading order (fair comparison, skill, condition, review; order rises row by row)"
    ),
    "playbook.sign_unknown": N_("[signs] has no sign “{sign}”; correct it or define it there"),
    "playbook.sign_form": N_(
        "“{sign}” has the wrong form: a sign about a scale is KIND:SCALE or KIND:SCALE@LEVEL, any other a plain name"
    ),
    "playbook.sign_source": N_(
        "“{sign}” is in the wrong list: survey signs belong in survey_signs, figures in figure_signs"
    ),
    "playbook.need_unlisted": N_(
        "needs names “{sign}”, which is not among the row's signs; list it there first"
    ),
    "playbook.veto_stage": N_(
        "only fair-comparison rows may veto, and never one of their own kind (row {row})"
    ),
    "playbook.team_by_survey": N_(
        "a single team is judged by figures only: give this list of needs a figure sign or drop team"
    ),
    "playbook.area_unnamed": N_("the area {area} has no name; add it in [areas]"),
    "playbook.area_unknown": N_("there is no area {area}; they run from A1 to A48"),
    "playbook.area_without_row": N_("no row belongs to the area {area}; add it to the row it fits"),
    "playbook.area_without_action": N_("no action answers the area {area}; add it to the action that does"),
    "playbook.action_twice": N_(
        "the action “{action}” stands there more than once; give each a code of its own"
    ),
    "playbook.action_unknown": N_(
        "the playbook has no action “{action}”; correct the code or add the action"
    ),
    "playbook.action_against_itself": N_(
        "an action can't need or oppose itself, nor both need and oppose another"
    ),
    "playbook.need_other_row": N_(
        "“{action}” is needed but answers none of the same rows; correct it or give it one of them"
    ),
    "playbook.not_mutual": N_(
        "only one of row {row} and action “{action}” names the other; name it in both files"
    ),
    "playbook.level_missing": N_("row {row} asks for an action at the level {level} and has none; add one"),
    "playbook.owner_unknown": N_("[owners] has no “{owner}”; correct it or add it there"),
    "playbook.role_unknown": N_("[roles] has no “{role}”; correct it or add it there"),
    "playbook.veto_unknown": N_("[vetoes] has no “{veto}”; correct it or add it there"),
    "playbook.decision_missing": N_(
        "a company-level action says what the executive has to decide; add decision"
    ),
    "playbook.lead_weeks": N_("the leading measure moves no later than the KPI; correct the weeks"),
    # assessment
    "assessment.bad_value": N_("this entry of the assessment file can't be used: {reason}"),
    "assessment.period_wrong": N_("“{value}” is no period; write 2026, 2026-Q1, 2026-01 or 2026-01/2026-06"),
    "input.mostly_unread": N_(
        "{share} % of {input} could not be read ({unread} of {rows}), so nothing is computed from it; mend the file, "
        "or accept it with --accept-unread {name}"
    ),
    "answers.module_twice": N_("there are two files of answers for the module “{module}”; join them"),
    "figures.two_rosters": N_("only one roster can be given; join the files"),
    # machine
    "machine.lacks": N_("this machine lacks {what}; run: {command}"),
}
