//! The settings of a site, and the tables within them.
//!
//! In: nothing. Out: the kind of `content/site.toml`.

use super::shared::{ROUNDINGS, field};
use super::{Ids, Keys, Kind, Many, Need, Type, examples};
use crate::bilingual::both;
use crate::model::{Audience, FigureFile, SvgText};
use Need::{Optional, Required};

/// The settings of a site: the keys of `content/site.toml`.
pub static SITE: Kind = Kind {
    key: "site",
    words: both("网站设置", "site settings"),
    many: Many::Top,
    ids: Ids::Attached,
    fields: Keys::of(&[
        field("title", Type::Text, Required, "网站标题", "the title", "\"…\""),
        field("languages", Type::List(&Type::Tag), Required, "语言，第一种为默认", "the languages, the default first", "[\"zh-Hans\"]"),
        field("theme", Type::Id, Optional, "主题（默认 default）", "the theme (`default` by default)", "\"default\""),
        field("publisher", Type::Text, Optional, "发布者", "the publisher", "\"…\""),
        field("licence", Type::Text, Optional, "许可", "the licence", "\"CC BY 4.0\""),
        field("base_url", Type::Url, Optional, "网站的网址，用于引用；不写则引用里只有站内地址", "where the site stands, for citations; without it they have the address within the site", "\"https://www.example.gov.cn/answers\""),
        field("contact", Type::Text, Optional, "联系方式", "how to reach the publisher", "\"…\""),
        field("footer", Type::Table(&FOOTER_TABLE), Optional, "每页页脚另外写什么：主办、备案号、链接", "what the foot of each page names besides: who answers for the site, registrations, links", "{ sponsor = \"昭通市人民政府\" }"),
        field("government", Type::Table(&GOVERNMENT_TABLE), Optional, "政府网站的网页标签，只有政府网站才写", "the page tags of Chinese government sites; only where it is one", "{ domain = \"www.example.gov.cn\", id_code = \"5300000000\", column_type = \"规划计划\", source = \"昭通市教育体育局\", published = \"2026-01-15 09:00\" }"),
        field("as_of", Type::Date, Required, "截止日期：到期与否以此为准，不看时钟", "the day as of which the site speaks, never the clock", "2025-12-31"),
        field("audience", Type::Choice(Audience::CHOICES), Optional, "面向公开或内部（默认公开）", "for the public (the default) or internal", "\"public\""),
        field("figure_files", Type::List(&Type::Choice(FigureFile::CHOICES)), Optional, "每项数据的网页旁边有哪些文件（默认都有）", "the files beside the page of each figure (all by default)", "[\"csv\", \"svg\"]"),
        field("svg_text", Type::Choice(SvgText::CHOICES), Optional, "下载的 SVG 里文字怎样存（默认为文字）", "how downloaded SVG files keep their text (as text by default)", "\"outlines\""),
        field("font", Type::Line, Optional, "图表所带字体缺字时补用的字体：themes/<主题>/fonts/ 里的文件名", "a font for characters that the bundled ones lack: the name of a file in themes/<theme>/fonts/", "\"Rare.otf\""),
        field("spreadsheets", Type::Flag, Optional, "每个 CSV 另存一份供 Excel 等打开（带 BOM，不含公式）", "whether each CSV has a variant for Excel and the like (with a BOM, without formulas)", "true"),
        field("archive", Type::Flag, Optional, "全部数据文件另打成一个 ZIP", "whether all data files stand in one ZIP too", "true"),
        field("rounding", Type::Choice(ROUNDINGS), Optional, "显示时的修约规则（默认 GB/T 8170）", "how figures are rounded for display", "\"gb8170\""),
    ], &[]),
    one_of: &[],
    example: examples::SITE,
};

static GOVERNMENT_TABLE: Kind = Kind {
    key: "government",
    words: both("政府网站标签", "government site"),
    many: Many::Within,
    ids: Ids::Attached,
    fields: Keys::of(&[
        field("site_name", Type::Text, Optional, "网站名称 SiteName（默认为本站标题）", "SiteName (the title by default)", "\"昭通市人民政府\""),
        field("domain", Type::Line, Required, "网站域名 SiteDomain；写了 base_url 的，与其域名相同", "SiteDomain; that of base_url where there is one", "\"www.example.gov.cn\""),
        field("id_code", Type::Line, Required, "网站标识码 SiteIDCode，10 位", "SiteIDCode, ten characters", "\"5300000000\""),
        field("column_type", Type::Text, Required, "栏目类别 ColumnType", "ColumnType: what kind of column it is", "\"规划计划\""),
        field("source", Type::Text, Required, "内容来源 ContentSource", "ContentSource: whom the content is from", "\"昭通市教育体育局\""),
        field("published", Type::Line, Required, "发布时间 PubDate，北京时间，不早于截止日期", "PubDate, in Beijing time, not before `as_of`", "\"2026-01-15 09:00\""),
    ], &[]),
    one_of: &[],
    example: examples::GOVERNMENT,
};

static FOOTER_TABLE: Kind = Kind {
    key: "footer",
    words: both("页脚", "footer"),
    many: Many::Within,
    ids: Ids::Attached,
    fields: Keys::of(&[
        field("sponsor", Type::Text, Optional, "主办单位", "who answers for the site", "\"昭通市人民政府\""),
        field("undertaker", Type::Text, Optional, "承办单位", "who runs it", "\"昭通市教育体育局\""),
        field("icp", Type::Line, Optional, "ICP 备案号，链接到工业和信息化部的备案系统", "the ICP registration, linked to the registry of the ministry", "\"滇ICP备00000000号\""),
        field("police", Type::Line, Optional, "公安备案号，链接到公安机关的备案平台", "the registration with the police, linked to its registry", "\"滇公网安备53000000000000号\""),
        field("links", Type::List(&Type::Table(&LINK_TABLE)), Optional, "其他网站的链接", "links to other sites", "[{ text = \"云南省教育厅\", url = \"https://www.example.gov.cn/\" }]"),
    ], &[]),
    one_of: &[],
    example: examples::FOOTER,
};

static LINK_TABLE: Kind = Kind {
    key: "links",
    words: both("链接", "link"),
    many: Many::Within,
    ids: Ids::Attached,
    fields: Keys::of(&[
        field("text", Type::Text, Required, "文字", "what it says", "\"云南省教育厅\""),
        field("url", Type::Url, Required, "网址", "where it leads", "\"https://www.example.gov.cn/\""),
    ], &[]),
    one_of: &[],
    example: examples::LINK,
};
