//! The faults of tables that are imported: D7.
//!
//! In: nothing. Out: the faults, in the order of their codes. It must not contain logic.

use super::{Fault, Severity, both};

catalogue! { IMPORTING;
    NOT_A_TABLE "D701" "not-a-table" Error
        "{name} 读不出表格", "no table can be read from {name}";
        "{why}", "{why}";
        "在 Excel 或 WPS 中另存为 .xlsx，或者 CSV（UTF-8）", "save it as .xlsx or as CSV (UTF-8) in Excel or another spreadsheet";
    TABLE_TOO_LARGE "D702" "table-too-large" Error
        "{name} 太大", "{name} is too large";
        "解压后至多 256 MB、200 万格", "a workbook has 256 MB at most once it is unpacked, and two million cells";
        "只留下要导入的工作表，或者按年份拆开", "keep only the sheet that is imported, or split it by year";
    NO_HEADINGS "D703" "no-headings" Error
        "“{sheet}”里找不到表头", "no row of headings is found in “{sheet}”";
        "前 30 行里没有一行同时写着需要的列名", "none of the first 30 rows has the headings that are needed";
        "写上列名：{known}；dajuan import --template 给出一份空表", "write the headings: {known}; `dajuan import --template` makes an empty table";
    SHEET_UNREAD "D704" "sheet-unread" Warning
        "工作表“{sheet}”没有读", "the sheet “{sheet}” was not read";
        "里面没有需要的列名", "it has no row with the headings that are needed";
        "要读的写上列名：{known}；不读的不用改", "write the headings if it is to be read: {known}; otherwise leave it";
    HEADING_TWICE "D705" "heading-twice" Error
        "{cell}：“{heading}”与“{other}”是同一列", "{cell}: “{heading}” means the same as “{other}”";
        "不知道取哪一列", "it is not known which of the two is meant";
        "删去一列，或改列名", "delete one of the columns or change its heading";
    HEADING_UNKNOWN "D706" "heading-unknown" Warning
        "{cell}：“{heading}”这一列没有用上", "{cell}: the column “{heading}” is not used";
        "不认识这个列名", "the heading is unknown";
        "要用的改列名{near}；不用的不必改", "change the heading if it is to be used{near}; otherwise leave it";
    COLUMN_MISSING "D707" "column-missing" Error
        "没有“{heading}”一列", "there is no column “{heading}”";
        "每条记录都要有它", "every record needs it";
        "加上这一列{flag}", "add the column{flag}";
    CELL_EMPTY "D708" "cell-empty" Error
        "{cell}：空着", "{cell} is empty";
        "每条记录都要写：{words}", "every record needs: {words}";
        "填上；不是数据的行删去", "fill it in, or delete the row if it holds no data";
    CELL_ERROR "D709" "cell-error" Error
        "{cell}：{error} 是算错的结果", "{cell}: {error} is an error of the spreadsheet";
        "公式没有算出数值", "its formula gave no value";
        "改正公式，或照文件填写数值", "mend the formula, or type the value that the document has";
    NO_AMOUNT "D710" "no-amount" Error
        "{cell}：“{text}”读不成数值", "{cell}: “{text}” cannot be read as a value";
        "{reason}", "{reason}";
        "只写数字，例如 82.5；单位写在单位列，说明写在备注列", "write digits alone, such as 82.5; the unit has its own column, and so has a note";
    TOO_MANY_DIGITS "D711" "figure-digits" Error
        "{cell}：{text} 的位数太多", "{cell}: {text} has too many digits";
        "至多 15 位数字、6 位小数；表里按“{format}”显示", "15 digits and 6 decimal places at most; the cell shows it by the format “{format}”";
        "照文件填写印出的数字，不要留算出来的尾数", "type the digits that the document prints, without the rest of a calculation";
    NO_TIME "D712" "no-time" Error
        "{cell}：“{text}”读不成年份或时期", "{cell}: “{text}” cannot be read as a year or period";
        "能读的有 2024、2024年、2023-2025年、2024年3月、2024年上半年", "what can be read: 2024, 2023-2025, 2024-03, 2024-03-05, 2024Q1";
        "改成其中一种写法", "write it in one of these ways";
    DAY_FOR_FIGURE "D713" "day-for-figure" Error
        "{cell}：应是数值，却是日期 {text}", "{cell}: a value is expected, and it is the day {text}";
        "表格软件常把 3-5、3/5 一类的输入变成日期", "spreadsheets turn 3-5 and 3/5 into days";
        "把这一格设为“文本”或“数值”，照文件重新填写", "format the cell as text or number and type the value of the document anew";
    NAME_UNKNOWN "D714" "name-unknown" Error
        "{cell}：没有叫“{text}”的{kind}", "{cell}: there is no {kind} named “{text}”";
        "要先登记，才能导入它的记录", "it has to be registered before records of it are imported";
        "改正名称{near}；或者先登记：指标、地区、单位在 content/，文件在 seeds/；几个单位之间用分号", "mend the name{near}, or register it first: indicators, places and bodies in content/, documents in seeds/; several bodies are parted by a semicolon";
    NAME_OF_SEVERAL "D715" "name-of-several" Error
        "{cell}：叫“{text}”的{kind}不止一个", "{cell}: more than one {kind} is named “{text}”";
        "不知道是哪一个", "it is not known which is meant";
        "这一格改写编号（id）", "write its id in the cell";
    UNIT_DISAGREES "D716" "unit-disagrees" Error
        "{cell}：单位“{unit}”与“{other}”不符", "{cell}: the unit “{unit}” does not fit “{other}”";
        "同一个数有两种单位，或者与指标的单位不是一回事", "one figure has two units, or a unit in which its indicator is not counted";
        "核对文件，改正单位；指标用错的，改正指标", "check the document and mend the unit, or the indicator";
    MERGED_FIGURE "D717" "merged-figure" Error
        "{cell}：一个数值合并在几行里", "{cell}: one value is merged over several rows";
        "不知道它属于哪一行", "it is not known to which row it belongs";
        "取消合并，把数值写在它所属的那一行", "split the cell and write the value in the row to which it belongs";
    FORMULA_WITHOUT_VALUE "D718" "formula-without-value" Error
        "{cell}：有公式，没有算出的数值", "{cell} has a formula, and no value that it gave";
        "文件保存时没有计算，程序也不代算", "the file was saved without calculating, and this program does not calculate it";
        "在 Excel 中打开并重新保存，或改成数值", "open and save it in Excel, or type the value";
    FIGURE_TWICE "D719" "figure-twice" Error
        "{cell}：与 {other} 是同一项数据", "{cell} is the same figure as {other}";
        "地区、指标、时期和来源都相同", "place, indicator, period and source are the same";
        "删去一行；地区或年份写错的，改正", "delete one of the rows, or mend its place or year";
    ID_TAKEN "D720" "id-taken" Error
        "{cell}：编号 {id} 已经用了", "{cell}: the id {id} is taken";
        "导入不改动已有的记录", "an import changes no record that exists";
        "换一个编号，或者删去编号列，由程序编号", "choose another id, or delete the column and let the program number the records";
    FORMAT_SCALED "D721" "format-scaled" Error
        "{cell}：存的是 {text}，显示的却缩小了千倍或万倍", "{cell} stores {text} and shows it in thousands or ten thousands";
        "数字格式是“{format}”，不知道文件印的是哪一个", "its format is “{format}”: it is not known which of the two the document prints";
        "把格式设为常规，照文件填写数值和单位", "set the format to General and type value and unit as the document has them";
    NO_CHOICE "D722" "no-choice" Error
        "{cell}：“{text}”不是这一列能写的词", "{cell}: “{text}” is none of the words of this column";
        "这一列只能写规定的词", "the column takes certain words alone";
        "能写的词见 docs/format.md", "docs/format.md lists them";
    NO_TEXT "D723" "no-text" Error
        "{cell}：“{text}”不能用在这一列", "{cell}: “{text}” cannot stand in this column";
        "文字太长、含有印不出的字符，或者编号不合规则", "it is too long, holds characters that cannot be printed, or is no id";
        "对照文件重新输入", "type it anew from the document";
    NOT_IN_TABLE "D724" "not-in-table" Error
        "{cell}：“介于两数之间”写不进 CSV", "{cell}: a value between two numbers cannot stand in a CSV";
        "表格的一格放不下两个数", "a cell of a table does not hold two numbers";
        "输出改为 .toml", "write .toml instead";
    NOTHING_TO_READ "D725" "nothing-to-read" Error
        "没有可读的工作表", "there is no sheet to read";
        "工作表都是空的、隐藏的，或者没有指定的那一张", "all sheets are empty or hidden, or the one that was named does not exist";
        "取消隐藏，或改正 --sheet", "unhide it, or mend --sheet";
    HIDDEN_SHEET "D726" "hidden-sheet" Warning
        "隐藏的工作表“{sheet}”没有读", "the hidden sheet “{sheet}” was not read";
        "看不见的内容不导入", "what cannot be seen is not imported";
        "要导入的先取消隐藏", "unhide it if it is to be imported";
    HIDDEN_ROWS "D727" "hidden-rows" Warning
        "隐藏或筛掉的行没有读：{names}", "hidden or filtered rows were not read: {names}";
        "看不见的内容不导入", "what cannot be seen is not imported";
        "要导入的先取消隐藏或筛选", "unhide them or clear the filter if they are to be imported";
    HIDDEN_COLUMNS "D728" "hidden-columns" Warning
        "隐藏的列没有读：{names}", "hidden columns were not read: {names}";
        "看不见的内容不导入", "what cannot be seen is not imported";
        "要导入的先取消隐藏", "unhide them if they are to be imported";
    COMMENTS_UNREAD "D729" "comments-unread" Warning
        "批注没有读：{names}", "comments were not read: {names}";
        "批注不是表格的内容，却可能改变数据的意思", "a comment is no part of the table, but may change what a figure means";
        "看一遍批注；要给读者看的写进备注列", "read them; what readers should know belongs in the notes column";
    ROW_UNREAD "D730" "row-unread" Warning
        "{cell}：这一行只有一格文字，没有取用", "{cell}: the row has a single text and was not used";
        "小标题和表下的注不是数据", "headings between rows and notes below a table are no data";
        "是数据的补全；否则不用改", "complete it if it is data; otherwise leave it";
    NO_FIGURE "D731" "no-figure" Warning
        "{cell}：这一行没有数值", "{cell}: the row has no value";
        "空格不当作零", "an empty cell is no zero";
        "有数值的填上；没有的不用改", "fill in the value if there is one; otherwise leave it";
    NO_VALUE "D732" "no-value" Warning
        "{cell}：“{text}”表示没有数值，不产生记录", "{cell}: “{text}” says that there is no value: no record is made";
        "没有数值不是零，也不是没有完成", "no value is neither zero nor a target missed";
        "核对文件；确实没有的不用改", "check the document; leave it if there is none";
    NUMBER_AS_TEXT "D733" "number-as-text" Warning
        "{cell}：数字“{text}”存成了文字", "{cell}: the number “{text}” is stored as text";
        "按看到的数字取用", "it is taken as it is seen";
        "不用改；要消除提示，在表格中转换为数字", "leave it, or convert it to a number in the spreadsheet";
    FORMULA_VALUE "D734" "formula-value" Warning
        "{cell}：取公式最后算出的 {value}（={formula}）", "{cell}: {value} is taken, as the formula last gave it (={formula})";
        "推算的数不一定是文件里的数", "what is calculated need not be what the document says";
        "核对文件；推算的数据可以另写 formula", "check the document; a derived figure may be written with `formula`";
    NOTE_TAKEN "D735" "note-taken" Warning
        "{cell}：括号里的“{note}”作为备注", "{cell}: “{note}” in parentheses is taken for a note";
        "数值和说明写在了一格", "value and note stand in one cell";
        "核对；说明最好写在备注列", "check it; a note belongs in its own column";
    FORMAT_ROUNDS "D736" "format-rounds" Warning
        "{cell}：取存储的 {text}，表里按“{format}”显示的位数较少", "{cell}: {text} is taken as it is stored; the format “{format}” shows fewer digits";
        "显示的数和存储的数不同", "what is shown and what is stored differ";
        "核对文件印的是哪一个", "check which of the two the document prints";
    FRACTION "D737" "fraction" Warning
        "{cell}：{value}% 不到百分之一，可能本是小数", "{cell}: {value} % is less than one per cent, and may be a fraction";
        "单位是 %，数值却小于 1，例如 0.745 可能是 74.5%", "the unit is %, and the value below 1: 0.745 may be 74.5 %";
        "核对文件；是小数的，把单元格设为百分比格式或乘以 100", "check the document; format the cell as a percentage if it is a fraction";
}
