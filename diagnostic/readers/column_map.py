"""The map: how a foreign file's headings, values and scales become ours. One schema for figures and answers.

A map is a TOML file::

    [file]
    sheet = "Deals"            # XLSX: default first visible sheet
    header_row = 1             # line of the headings
    encoding = "gb18030"       # default: BOM, then UTF-8, then GB18030
    delimiter = ";"            # default: guessed among , ; tab |
    decimal = ","              # default "."
    date_order = "dmy"         # default "ymd"
    currency = "USD"           # of money columns that do not say
    [columns]
    "源标题" = "target"          # source heading -> our column; columns not named here are dropped when any is
    [constants]
    stage = "won"              # a column the file lacks, the same in every row
    [join]                     # several source columns into one, outermost first
    unit_path = ["regional_office", "manager"]
    [values.stage]
    "Won" = "won"
    [lookup]                   # replaces the values of a column through a second file
    owner_id = { file = "Salesperson.csv", key = "EmployeeKey", value = "Salesperson" }
    [items."Q4[1  My immediate superviso"]
    code = "Q4_1"
    min = 1
    max = 5
    reversed = false
    missing = [9]
    name = { zh = "...", en = "..." }
    [scales.Q4]
    items = ["Q4_1", "Q4_2"]
    name = { zh = "...", en = "..." }
    minimum_share = 0.67
    [group]
    columns = ["department"]   # grouping columns, outermost first
    kinds = { team = "team_type" }  # column -> column that says the kind of its values (siblings of a kind merge first)
    labels.department = { "9" = { zh = "警务", en = "Police" } }
    module = "morale"
"""

from __future__ import annotations
