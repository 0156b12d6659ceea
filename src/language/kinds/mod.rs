//! The table of kinds: each key with its type, its rule, its meaning in both languages and an example.
//!
//! In: nothing. Out: [`KINDS`], put together from the files of this folder. It must not contain logic: what cannot be said in the
//! table is said in `resolve`.

mod conditions;
mod documents;
mod plans;
mod registers;
mod results;
mod shared;

use super::examples;
use super::{Field, Ids, Kind, Many, Need, Type};
use crate::bilingual::both;
use crate::model::{Audience, FigureFile, SvgText};
use shared::{ROUNDINGS, field};

/// The kinds that a file may hold, in the order in which an author meets them.
pub const KINDS: &[&Kind] = &joined::<COUNT>(PARTS);

const PARTS: &[&[&Kind]] = &[documents::KINDS, registers::KINDS, plans::KINDS, results::KINDS];
const COUNT: usize = documents::KINDS.len() + registers::KINDS.len() + plans::KINDS.len() + results::KINDS.len();

/// The kinds of all parts in one list.
const fn joined<const N: usize>(parts: &[&[&'static Kind]]) -> [&'static Kind; N] {
    let mut all = [parts[0][0]; N];
    let (mut part, mut place, mut filled) = (0, 0, 0);
    while part < parts.len() {
        if place < parts[part].len() {
            all[filled] = parts[part][place];
            filled += 1;
            place += 1;
        } else {
            part += 1;
            place = 0;
        }
    }
    all
}

/// The settings of a site: the keys of `content/site.toml`.
pub static SITE: Kind = Kind {
    key: "site",
    words: both("网站设置", "site settings"),
    many: Many::Top,
    ids: Ids::Attached,
    fields: &[
        field("title", Type::Text, Need::Required, "网站标题", "the title", "\"…\""),
        field("languages", Type::List(&Type::Tag), Need::Required, "语言，第一种为默认", "the languages, the default first", "[\"zh-Hans\"]"),
        field("theme", Type::Id, Need::Optional, "主题（默认 default）", "the theme (`default` by default)", "\"default\""),
        field("publisher", Type::Text, Need::Optional, "发布者", "the publisher", "\"…\""),
        field("licence", Type::Text, Need::Optional, "许可", "the licence", "\"CC BY 4.0\""),
        field("base_url", Type::Url, Need::Optional, "网站的网址，用于引用；不写则引用里只有站内地址", "where the site stands, for citations; without it they have the address within the site", "\"https://www.example.gov.cn/answers\""),
        field("contact", Type::Text, Need::Optional, "联系方式", "how to reach the publisher", "\"…\""),
        field("as_of", Type::Date, Need::Required, "截止日期：到期与否以此为准，不看时钟", "the day as of which the site speaks, never the clock", "2025-12-31"),
        field("audience", Type::Choice(Audience::CHOICES), Need::Optional, "面向公开或内部（默认公开）", "for the public (the default) or internal", "\"public\""),
        field("figure_files", Type::List(&Type::Choice(FigureFile::CHOICES)), Need::Optional, "每项数据的网页旁边有哪些文件（默认都有）", "the files beside the page of each figure (all by default)", "[\"csv\", \"svg\"]"),
        field("svg_text", Type::Choice(SvgText::CHOICES), Need::Optional, "下载的 SVG 里文字怎样存（默认为文字）", "how downloaded SVG files keep their text (as text by default)", "\"outlines\""),
        field("font", Type::Line, Need::Optional, "图表所带字体缺字时补用的字体：themes/<主题>/fonts/ 里的文件名", "a font for characters that the bundled ones lack: the name of a file in themes/<theme>/fonts/", "\"Rare.otf\""),
        field("spreadsheets", Type::Flag, Need::Optional, "每个 CSV 另存一份供 Excel 等打开（带 BOM，不含公式）", "whether each CSV has a variant for Excel and the like (with a BOM, without formulas)", "true"),
        field("archive", Type::Flag, Need::Optional, "全部数据文件另打成一个 ZIP", "whether all data files stand in one ZIP too", "true"),
        field("rounding", Type::Choice(ROUNDINGS), Need::Optional, "显示时的修约规则（默认 GB/T 8170）", "how figures are rounded for display", "\"gb8170\""),
    ],
    one_of: &[],
    example: examples::SITE,
};

/// The kind of the front matter of a Markdown file.
pub static PROSE: Kind = Kind {
    key: "prose",
    words: both("Markdown 题头", "front matter"),
    many: Many::Top,
    ids: Ids::Attached,
    fields: &[
        field("title", Type::Text, Need::Required, "标题", "the title", "\"…\""),
        field("document", Type::Ref(&["document"]), Need::Optional, "据哪份文件写成：在该文件之前的年度版里没有这一篇", "the document after which it was written: an edition as of an earlier day lacks it", "\"zhaotong-report-2025\""),
    ],
    one_of: &[],
    example: examples::PROSE,
};

/// Whether a key may stand at the top of a file as a default: whether some kind inherits it.
pub fn is_inherited(key: &str) -> bool {
    KINDS.iter().flat_map(|kind| kind.fields).any(|field| field.key == key && field.need.is_inherited())
}

/// The keys that may stand at the top of a file as defaults, each once, in the order of the table.
pub fn defaults() -> Vec<&'static Field> {
    let mut defaults: Vec<&Field> = Vec::new();
    for field in KINDS.iter().flat_map(|kind| kind.fields).filter(|field| field.need.is_inherited()) {
        if defaults.iter().all(|known| known.key != field.key) {
            defaults.push(field);
        }
    }
    defaults
}
