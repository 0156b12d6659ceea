//! Lessons of the codes D7: tables that are imported.
//!
//! In: nothing. Out: the table, in the order of codes. A table is imported as observations into the tests' base project, from the document
//! `zhaotong-report-2025` and for `zhaotong` where it does not say otherwise.

use super::{Example, Lesson, deed};
use crate::bilingual::both;

const fn table(code: &'static str, faulty: &'static str, mended: &'static str) -> Lesson {
    Lesson { code, example: Example::Table { faulty, mended } }
}

const GOOD: &str = "指标,年份,数值\n学校数,2025,31";

pub(super) const LESSONS: &[Lesson] = &[
    deed(
        "D701",
        both("导入 Word 文件或旧的 .xls", "importing a Word file or an old .xls"),
        both("另存为 .xlsx 或 CSV", "saving it as .xlsx or CSV"),
    ),
    deed(
        "D702",
        both("导入解压后超过 256 MB 的工作簿", "importing a workbook of more than 256 MB"),
        both("只留要导入的工作表", "keeping the sheet that is needed"),
    ),
    table("D703", "学校,今年\n学校数,31", GOOD),
    deed(
        "D704",
        both("工作簿里另有一张没有列名的封面", "a workbook with a cover sheet beside its table"),
        both("给封面写上列名，或者不管它", "giving the sheet headings, or leaving it"),
    ),
    table("D705", "指标,年份,数值,完成值\n学校数,2025,31,30", GOOD),
    table("D706", "指标,年份,数值,填表人\n学校数,2025,31,甲", GOOD),
    table("D707", "指标,数值\n学校数,31", GOOD),
    table("D708", "指标,年份,数值\n学校数,,31", GOOD),
    table("D709", "指标,年份,数值\n学校数,2025,#DIV/0!", GOOD),
    table("D710", "指标,年份,数值\n学校数,2025,三十一", GOOD),
    deed(
        "D711",
        both("公式 =1/3 的结果 0.333333333333333", "0.333333333333333, the value of =1/3"),
        both("文件印的 0.33", "0.33, as the document prints it"),
    ),
    table("D712", "指标,年份,数值\n学校数,25年,31", GOOD),
    table("D713", "指标,年份,数值\n学校数,2025,2025/3/5", "指标,年份,数值\n学校数,2025,3-5"),
    table("D714", "指标,年份,数值\n学校书,2025,31", GOOD),
    deed(
        "D715",
        both("两个指标都叫“学校数”", "two indicators with one name"),
        both("格里写编号 schools", "writing the id in the cell"),
    ),
    table("D716", "指标,年份,数值,单位\n学校数,2025,31,人", "指标,年份,数值,单位\n学校数,2025,31,所"),
    deed(
        "D717",
        both("一个数值合并在两行里", "a value merged over two rows"),
        both("取消合并，写在所属的一行", "splitting the cell"),
    ),
    deed(
        "D718",
        both("只有公式、没有算出数值的一格", "a formula without a value"),
        both("在 Excel 中重新保存", "saving the workbook in Excel"),
    ),
    table("D719", "指标,年份,数值\n学校数,2025,31\n学校数,2025,31", GOOD),
    table("D720", "编号,指标,年份,数值\nzt-001,学校数,2025,31", "编号,指标,年份,数值\nrs-001,学校数,2025,31"),
    deed(
        "D721",
        both("存的是 12000，格式 0!.0,\"万\" 显示 1.2万", "12000 shown as 1.2 by the format 0!.0,"),
        both("数值 1.2，单位万人", "1.2 with the unit 万人"),
    ),
    table(
        "D722",
        "指标,年份,数值,状态（SDMX 字母）\n学校数,2025,31,初步",
        "指标,年份,数值,状态（SDMX 字母）\n学校数,2025,31,P",
    ),
    table("D723", "编号,指标,年份,数值\n第一条,学校数,2025,31", "编号,指标,年份,数值\nrs-001,学校数,2025,31"),
    deed(
        "D724",
        both("“10-20”导入为 CSV", "importing 10-20 into a CSV"),
        both("--out 写 .toml", "giving --out a .toml"),
    ),
    deed(
        "D725",
        both("只有隐藏工作表的工作簿", "a workbook whose sheets are all hidden"),
        both("取消隐藏", "unhiding one"),
    ),
    deed("D726", both("隐藏的工作表", "a hidden sheet"), both("取消隐藏", "unhiding it")),
    deed(
        "D727",
        both("筛选时看不见的行", "rows that a filter hides"),
        both("清除筛选", "clearing the filter"),
    ),
    deed("D728", both("隐藏的列", "a hidden column"), both("取消隐藏", "unhiding it")),
    deed(
        "D729",
        both("有批注的格", "a cell with a comment"),
        both("把要紧的话写进备注列", "writing what matters in the notes column"),
    ),
    table("D730", "指标,年份,数值\n学校数,2025,31\n注：数据由各县汇总。,,", GOOD),
    table("D731", "指标,年份,数值\n学校数,2025,31\n教师数,2025,", GOOD),
    table("D732", "指标,年份,数值\n学校数,2025,31\n教师数,2025,—", GOOD),
    deed(
        "D733",
        both("设为文本的一格里的 25", "25 in a cell that is formatted as text"),
        both("转换为数字", "converting it to a number"),
    ),
    deed(
        "D734",
        both("公式 =D4+1 算出的 75.48", "75.48, the value of =D4+1"),
        both("照文件填写的 75.48", "75.48 as the document has it"),
    ),
    table(
        "D735",
        "指标,年份,数值\n学校数,2025,31（含教学点）",
        "指标,年份,数值,备注\n学校数,2025,31,含教学点",
    ),
    deed(
        "D736",
        both("82.46 按 0.0 显示为 82.5", "82.46 shown as 82.5 by the format 0.0"),
        both("照文件填写 82.5", "82.5 as the document has it"),
    ),
    table(
        "D737",
        "指标,年份,数值\n初中学业水平考试合格率,2025,0.745",
        "指标,年份,数值\n初中学业水平考试合格率,2025,74.5",
    ),
];
