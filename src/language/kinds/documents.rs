//! Documents, and what is said of them: copies, defects, annexes, passages that are not used.
//!
//! In: nothing. Out: the kinds.

use super::shared::*;
use super::{Ids, Keys, Kind, Many, Need, Type, examples};
use crate::bilingual::both;
use crate::model::DocumentKind;
use Need::{Optional, Required};

/// The kinds of this file, in the order of the reference.
pub(super) const KINDS: &[&Kind] = &[&DOCUMENT, &COPY, &DEFECT, &ANNEX, &EXCLUDED];

pub(super) static COVERAGE_TABLE: Kind = Kind {
    key: "covers",
    words: both("报告范围", "coverage"),
    many: Many::Within,
    ids: Ids::Attached,
    fields: Keys::of(&[
        field("place", Type::Ref(&["place"]), Required, "地区", "the place", "\"zhaotong\""),
        field("from", Type::Integer, Required, "起始年", "the first year", "2023"),
        field("to", Type::Integer, Required, "终止年", "the last year", "2025"),
    ], &[]),
    one_of: &[],
    example: examples::COVERAGE,
};

static DOCUMENT: Kind = Kind {
    key: "document",
    words: both("文件", "document"),
    many: Many::OneOrRecords,
    ids: Ids::Own,
    fields: Keys::of(&[
        ID,
        field("title", Type::Text, Required, "标题", "the title", "\"…\""),
        field("kind", Type::Choice(DocumentKind::CHOICES), Required, "种类", "the kind", "\"plan\""),
        field("place", Type::Ref(&["place"]), Required, "关于哪个地区", "the place it is about", "\"zhaotong\""),
        field("issuers", TEXTS, Optional, "制发机关", "who issued it", "[\"中共昭通市委\"]"),
        field("authors", TEXTS, Optional, "作者", "who wrote it", "[\"本报记者 沈迅\"]"),
        field("published_in", Type::Text, Optional, "报刊或网站", "the newspaper or site", "\"昭通新闻网\""),
        field("number", Type::Text, Optional, "文号", "the document number", "\"国发〔2007〕19号\""),
        field("url", Type::Url, Optional, "网址", "the address", "\"https://www.example.gov.cn/a.html\""),
        field("issued", Type::Period, Optional, "印发或发表时间", "when it was issued", "\"2023-09-06\""),
        field("issued_basis", Type::Text, Optional, "推定时间的依据", "from what an inferred date was inferred", "\"…\""),
        field("excerpt", Type::Flag, Optional, "是否摘录", "whether it is an excerpt", "true"),
        field("title_only", Type::Mark, Optional, "只知标题：其他文件提到的文件，不作出处", "whether only its title is known: named by other documents, no source", "true"),
        field("covers", Type::List(&Type::Table(&COVERAGE_TABLE)), Optional, "报告哪些地区和年份的结果", "the places and years on which it reports", "[{ place = \"zhaotong\", from = 2023, to = 2025 }]"),
        SORT_KEY, NOTE, STATE, AUDIENCE,
    ], &[]),
    one_of: &[],
    example: examples::DOCUMENT,
};

static COPY: Kind = Kind {
    key: "copy",
    words: both("文件版本", "copy of a document"),
    many: Many::Records,
    ids: Ids::Attached,
    fields: Keys::of(&[
        DOCUMENT_REF,
        field("id", Type::Id, Required, "在该文件内唯一的编号", "the id within the document", "\"print\""),
        field("medium", Type::Text, Required, "载体", "the medium", "\"报纸版面\""),
        field("title", Type::Text, Optional, "该版本的标题", "its title, where it differs", "\"…\""),
        field("published", Type::Period, Optional, "发表时间", "when it was published", "\"2023-09-08\""),
        field("sha256", Type::Sha256, Optional, "所用文本的 SHA-256", "SHA-256 of the text that was used", "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\""),
        field("differs", Type::Text, Optional, "与其他版本的差异", "how it differs from the other copies", "\"…\""),
        NOTE, STATE, AUDIENCE,
    ], &[]),
    one_of: &[],
    example: examples::COPY,
};

static DEFECT: Kind = Kind {
    key: "defect",
    words: both("文件本身的差错", "defect of a document"),
    many: Many::Records,
    ids: Ids::Attached,
    fields: Keys::of(&[
        DOCUMENT_REF,
        field("at", Type::Text, Required, "位置", "where", "\"四项保障措施\""),
        field("printed", Type::Text, Required, "原文", "what is printed", "\"2023—2023年\""),
        field("read_as", Type::Text, Required, "本站如何理解", "how it is read", "\"2023—2025年\""),
        COPIES, NOTE, STATE, AUDIENCE,
    ], &[]),
    one_of: &[],
    example: examples::DEFECT,
};

static ANNEX: Kind = Kind {
    key: "annex",
    words: both("附件", "annex of a document"),
    many: Many::Records,
    ids: Ids::Attached,
    fields: Keys::of(&[
        DOCUMENT_REF,
        field("number", Type::Integer, Required, "序号", "the number", "1"),
        field("title", Type::Text, Required, "名称（原文）", "the title as printed", "\"…\""),
        field("withheld", Type::Mark, Optional, "不公开", "whether it is not public", "true"),
        NOTE, STATE, AUDIENCE,
    ], &[]),
    one_of: &[],
    example: examples::ANNEX,
};

static EXCLUDED: Kind = Kind {
    key: "excluded",
    words: both("不取用的段落", "passage that is not used"),
    many: Many::Records,
    ids: Ids::Attached,
    fields: Keys::of(&[
        DOCUMENT_REF,
        field("at", Type::Text, Required, "位置", "where", "\"同版其他报道\""),
        field("about", Type::Text, Required, "说的是什么（自己的话，不写数字）", "what it is about, in your own words and without figures", "\"金融服务\""),
        COPIES, STATE, AUDIENCE,
    ], &[]),
    one_of: &[],
    example: examples::EXCLUDED,
};
