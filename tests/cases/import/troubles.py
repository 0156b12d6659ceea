#!/usr/bin/env python3
"""Makes troubles.xlsx: a workbook with the kinds of trouble that people's tables have.

In: nothing but XlsxWriter 3.2. Out: troubles.xlsx beside this file, the same bytes each time. What becomes of each cell is in
tests/import.rs, by the names of cells: a row that moves here moves there.
"""
import datetime
import pathlib

import xlsxwriter

path = pathlib.Path(__file__).with_name("troubles.xlsx")
book = xlsxwriter.Workbook(str(path))
book.set_properties({"created": datetime.datetime(2026, 1, 1)})
text = book.add_format({"num_format": "@"})
percent = book.add_format({"num_format": "0.0%"})
plain = book.add_format({"num_format": "0.0"})
thousands = book.add_format({"num_format": "#,##0"})
scaled = book.add_format({"num_format": '0!.0,"万"'})
worded = book.add_format({"num_format": '0.00"万人"'})
day = book.add_format({"num_format": "yyyy/m/d"})
year = book.add_format({"num_format": 'yyyy"年"'})
month = book.add_format({"num_format": 'yyyy"年"m"月"'})

sheet = book.add_worksheet("数据")
sheet.merge_range("A1:G1", "昭通市教育主要指标（示例）")
for column, heading in enumerate(["序号", "指标", "年 份", "数值", "单位", "地区", "备注", "责任人"]):
    sheet.write(2, column, heading)

PASS, TEACHERS, SCHOOLS = "初中学业水平考试合格率", "教师数", "学校数"
rows = [
    # row 4 on: indicator, year, value, unit, place, note
    (PASS, 2001, 74.48, "%", "昭通市", None),                       # 4 a sound row
    (PASS, "２００２年", "７４．５", "％", "昭通市", None),           # 5 full width
    (TEACHERS, 2003, "1,234", "人", "昭通市", None),                # 6 thousands as text
    (TEACHERS, 2004, (12345, thousands), "人", "昭通市", None),     # 7 thousands by format
    (TEACHERS, 2005, "1.2万", "人", "昭通市", None),                # 8 a scale behind the digits
    (TEACHERS, 2006, 1.3, "万人", "昭通市", None),                  # 9 a scale in the unit
    (PASS, 2007, (0.745, percent), None, "昭通市", None),           # 10 a percentage by format
    (PASS, 2008, 0.746, "%", "昭通市", None),                       # 11 a fraction under %
    (PASS, 2009, "74.7%", None, "昭通市", None),                    # 12 % in the text
    (PASS, 2010, "75.1（初步统计）", "%", "昭通市", None),           # 13 a note in the cell
    (PASS, 2011, "75.2①", "%", "昭通市", None),                     # 14 a footnote mark
    (PASS, 2012, "75.3*", "%", "昭通市", None),                     # 15 another
    (PASS, 2013, "—", "%", "昭通市", None),                         # 16 no value
    (PASS, 2014, None, "%", "昭通市", None),                        # 17 an empty cell
    (PASS, 2015, "#DIV/0!", "%", "昭通市", None),                   # 18 an error as text
    (PASS, 2016, ("=1/0", None, "#DIV/0!"), "%", "昭通市", None),   # 19 an error
    (PASS, 2017, ("=D4+1", None, 75.48), "%", "昭通市", None),      # 20 a formula
    (PASS, 2018, (1 / 3, plain), "%", "昭通市", None),              # 21 too many digits
    (PASS, 2019, (82.499999999999996, plain), "%", "昭通市", None), # 22 the noise of floats
    (PASS, 2020, (82.46, plain), "%", "昭通市", None),              # 23 shown with fewer digits
    (TEACHERS, 2021, (12000, scaled), "人", "昭通市", None),        # 24 shown in ten thousands
    (TEACHERS, 2022, (1.25, worded), None, "昭通市", None),         # 25 a unit in the format
    (PASS, 2023, (datetime.date(2024, 3, 5), day), "%", "昭通市", None),  # 26 a day for a value
    (PASS, "24年", 76.1, "%", "昭通市", None),                      # 27 half a year
    (PASS, "2023-2024学年", 76.2, "%", "昭通市", None),             # 28 a school year
    (PASS, (datetime.date(2025, 1, 1), year), 76.3, "%", "昭通市", None),  # 29 a day shown as a year
    (SCHOOLS, (datetime.date(2024, 3, 1), month), 31, "所", "昭通市", None),  # 30 a day shown as a month
    ("初中学业水平考试合格律", 2026, 76.4, "%", "昭通市", None),      # 31 did you mean
    ("高考上线率", 2026, 76.5, "%", "昭通市", None),                # 32 unknown
    (PASS, 2027, 76.6, "人", "昭通市", None),                       # 33 a unit of something else
    (PASS, 2028, 76.7, "%", "昭通事", None),                        # 34 a place mistyped
    (TEACHERS, 2029, "2000多人", None, "昭通市", None),             # 35 a bound
    (TEACHERS, 2030, "七千人", None, "昭通市", None),               # 36 Chinese digits
    (PASS, 2001, 74.48, "%", "昭通市", None),                       # 37 the first row once more
    ("二、学校", None, None, None, None, None),                     # 38 a heading between rows
    (None, None, None, None, None, None),                           # 39 an empty row
    (SCHOOLS, 2031, 12, "所", "昭通市", "隐藏"),                     # 40 a hidden row
    (SCHOOLS, 2032, True, "所", "昭通市", None),                    # 41 TRUE
    (SCHOOLS, 2033, "(12)", "所", "昭通市", None),                  # 42 in parentheses
    (SCHOOLS, 2034, "12-15", "所", "昭通市", None),                 # 43 a range
    (SCHOOLS, 2035, "8O", "所", "昭通市", None),                    # 44 a letter O
    (SCHOOLS, 2036, 21, "所", "昭通市", None),                      # 45 merged names: 45 and 46
    (None, 2037, 22, "所", "昭通市", None),                         # 46
    (SCHOOLS, 2038, 23, "所", "昭通市", None),                      # 47 a merged value: 47 and 48
    (SCHOOLS, 2039, None, "所", "昭通市", None),                    # 48
    (None, 2040, 24, "所", "昭通市", None),                         # 49 no indicator
    (SCHOOLS, 2041, ("25", text), "所", "昭通市", None),            # 50 a number as text
    ("学校数（所）", 2042, 26, None, "昭通市", None),               # 51 a unit in the name
    (SCHOOLS, 45292, 27, "所", "昭通市", None),                     # 52 a day without its format
    (SCHOOLS, 2043, "82,5", "所", "昭通市", None),                  # 53 a comma for a point
    ("注：数据由各县汇总。", None, None, None, None, None),         # 54 a note below
]


def put(row, column, value):
    if value is None:
        return
    if isinstance(value, tuple) and str(value[0]).startswith("="):
        sheet.write_formula(row, column, value[0], value[1], value[2])
    elif isinstance(value, tuple) and isinstance(value[0], datetime.date):
        sheet.write_datetime(row, column, datetime.datetime(value[0].year, value[0].month, value[0].day), value[1])
    elif isinstance(value, tuple) and isinstance(value[0], str):
        sheet.write_string(row, column, value[0], value[1])
    elif isinstance(value, tuple):
        sheet.write_number(row, column, value[0], value[1])
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    else:
        sheet.write_number(row, column, value)


for place, (indicator, when, value, unit, where, note) in enumerate(rows):
    row = 3 + place
    if any(cell is not None for cell in (when, value, unit)):
        sheet.write_number(row, 0, place + 1)
    for column, cell in enumerate([indicator, when, value, unit, where, note], start=1):
        put(row, column, cell)
sheet.set_row(39, None, None, {"hidden": True})
sheet.merge_range("B45:B46", SCHOOLS)
sheet.merge_range("D47:D48", 23)
sheet.write_comment("D4", "这一格有批注")
sheet.set_column("I:I", None, None, {"hidden": True})
sheet.write("I3", "来源")
sheet.write("I4", "看不见的来源")

wide = book.add_worksheet("分年")
for column, heading in enumerate(["指标", "单位", "2044年", "2045年（预计）", "2046"]):
    wide.write(0, column, heading)
wide.write_row(1, 0, [SCHOOLS, "所", 41, 42, 43])

book.add_worksheet("封面").write("A1", "本表由办公室编制")
secret = book.add_worksheet("底稿")
secret.write("A1", "指标")
secret.hide()
book.close()
