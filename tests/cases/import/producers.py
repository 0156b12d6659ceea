"""One small table, written by three programs: `python3 producers.py` (openpyxl, XlsxWriter and LibreOffice are needed).

In: nothing. Out: `producers/*.xlsx`, which an import has to read alike. The table is made up.
"""

import datetime
import pathlib
import subprocess

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment

OUT = pathlib.Path(__file__).parent / "producers"
HEAD = ["指标", "年份", "数值", "单位", "位置", "备注"]
ROWS = [
    ["初中学业水平考试合格率", 2024, 0.714, None, "第二段", None],
    ["初中学业水平考试合格率", "2025年", "７２．５％", None, "第三段", "初步数"],
    ["教师数", datetime.date(2025, 1, 1), 12345, None, "第四段", None],
    ["学校数", 2025, 1.2, "万所", "第五段", "按口径计"],
]
FORMATS = {(0, 2): "0.0%", (2, 1): 'yyyy"年"', (2, 2): "#,##0"}


def by_openpyxl(path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "结果"
    for row in [HEAD, *ROWS]:
        sheet.append(row)
    for (row, column), form in FORMATS.items():
        sheet.cell(row + 2, column + 1).number_format = form
    sheet["C3"].comment = Comment("以年报为准", "编者")
    book.save(path)


def by_xlsxwriter(path):
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("结果")
    for column, words in enumerate(HEAD):
        sheet.write(0, column, words)
    for number, row in enumerate(ROWS):
        for column, value in enumerate(row):
            form = FORMATS.get((number, column))
            form = form and book.add_format({"num_format": form})
            if isinstance(value, datetime.date):
                sheet.write_datetime(number + 1, column, datetime.datetime(value.year, value.month, value.day), form)
            elif value is not None:
                sheet.write(number + 1, column, value, form)
    sheet.write_rich_string(4, 5, "按", book.add_format({"bold": True}), "口径", "计")
    book.close()


OUT.mkdir(exist_ok=True)
by_openpyxl(OUT / "openpyxl.xlsx")
by_xlsxwriter(OUT / "xlsxwriter.xlsx")
# By way of its own format, so that every part of the file is LibreOffice's.
for target, source in [("ods", OUT / "openpyxl.xlsx"), ("xlsx", OUT / "libreoffice.ods")]:
    subprocess.run(["soffice", "--headless", "--convert-to", target, "--outdir", OUT / "made", source], check=True)
    made = OUT / "made" / f"{source.stem}.{target}"
    made.rename(OUT / f"libreoffice.{target}")
(OUT / "libreoffice.ods").unlink()
(OUT / "made").rmdir()
