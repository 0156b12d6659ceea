//! The checks that a freeze performs, after the four kinds of DA/T 70 (真实性、完整性、可用性、安全性).
//!
//! In: [`Facts`] that the freeze found. Out: `checks.json` and `checks.txt`. It must not give a seal of approval: each line says
//! what was checked and what came out, and what was not checked is listed as such.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Value, json};

use crate::bilingual::{Bilingual, Lang, both};

/// What a freeze found, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The name of the edition.
    pub edition: String,
    /// The day as of which it was made.
    pub as_of: String,
    /// The files of the site, and their bytes.
    pub site: (usize, u64),
    /// The pages of the site.
    pub pages: usize,
    /// The input files.
    pub inputs: usize,
    /// The files that were read back from the bag.
    pub read_back: usize,
    /// The registered documents, and those of them with a fingerprint of a copy.
    pub documents: (usize, usize),
    /// Warnings of the check of the inputs.
    pub warnings: usize,
    /// The particulars of the publisher that are not given, by their keys in `content/site.toml`.
    pub not_given: Vec<&'static str>,
    /// How many files there are of each ending.
    pub formats: BTreeMap<String, usize>,
}

/// The list of checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checks {
    edition: String,
    as_of: String,
    checks: Vec<Check>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Check {
    id: &'static str,
    kind: Bilingual,
    what: Bilingual,
    outcome: Outcome,
    /// What was found, in Chinese and English.
    found: [String; 2],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Passed,
    Noted,
    NotPerformed,
}

impl Outcome {
    const fn key(self) -> &'static str {
        match self {
            Outcome::Passed => "passed",
            Outcome::Noted => "noted",
            Outcome::NotPerformed => "not-performed",
        }
    }

    const fn words(self) -> Bilingual {
        match self {
            Outcome::Passed => both("通过", "passed"),
            Outcome::Noted => both("记录", "noted"),
            Outcome::NotPerformed => both("未检测", "not performed"),
        }
    }
}

const AUTHENTICITY: Bilingual = both("真实性", "authenticity");
const INTEGRITY: Bilingual = both("完整性", "integrity");
const USABILITY: Bilingual = both("可用性", "usability");
const SECURITY: Bilingual = both("安全性", "security");

/// That this is a list of checks and not a certificate.
const NOTICE: Bilingual = both(
    "检测项目参照 DA/T 70—2018 的四类列出，由程序在冻结时执行；这不是检测机构的结论，也不表示符合该标准。",
    "The checks follow the four kinds of DA/T 70-2018 and were performed by the program when the edition was frozen. This is \
     neither the finding of a testing body nor a claim of conformity to that standard.",
);

impl Checks {
    /// The list for what was found.
    pub fn of(facts: &Facts) -> Checks {
        let mut checks = authenticity(facts);
        checks.extend(integrity(facts));
        checks.extend(usability(facts));
        checks.extend(security());
        Checks { edition: facts.edition.clone(), as_of: facts.as_of.clone(), checks }
    }

    /// For programs.
    pub fn json(&self) -> String {
        let pair = |words: Bilingual| json!({ "zh": words.get(Lang::Zh), "en": words.get(Lang::En) });
        let check = |check: &Check| {
            json!({
                "id": check.id,
                "kind": pair(check.kind),
                "check": pair(check.what),
                "outcome": check.outcome.key(),
                "found": { "zh": check.found[0], "en": check.found[1] },
            })
        };
        let list: Vec<Value> = self.checks.iter().map(check).collect();
        let all = json!({
            "format": "dajuan-checks/1",
            "edition": self.edition,
            "as_of": self.as_of,
            "notice": pair(NOTICE),
            "checks": list,
        });
        format!("{all:#}\n")
    }

    /// For people, in both languages.
    pub fn text(&self) -> String {
        let mut text = format!(
            "年度版 {0}（数据截至 {1}）冻结时的检测项目\nChecks performed when edition {0} (as of {1}) was frozen\n\n{2}\n{3}\n",
            self.edition,
            self.as_of,
            NOTICE.get(Lang::Zh),
            NOTICE.get(Lang::En)
        );
        let mut kind = None;
        for check in &self.checks {
            if kind.replace(check.kind) != Some(check.kind) {
                let _ = write!(text, "\n{} · {}\n", check.kind.get(Lang::Zh), check.kind.get(Lang::En));
            }
            for (lang, found, id) in
                [(Lang::Zh, &check.found[0], check.id), (Lang::En, &check.found[1], "  ")]
            {
                let (what, outcome) = (check.what.get(lang), check.outcome.words().get(lang));
                let (colon, stop) = if lang == Lang::Zh { ("：", "。") } else { (": ", ".") };
                let rest = if found.is_empty() {
                    stop.to_owned()
                } else {
                    format!("{}{found}{stop}", if lang == Lang::Zh { "，" } else { ", " })
                };
                let _ = writeln!(text, "  {id}  {what}{colon}{outcome}{rest}");
            }
        }
        text
    }
}

fn check(id: &'static str, kind: Bilingual, what: Bilingual, outcome: Outcome, found: [String; 2]) -> Check {
    Check { id, kind, what, outcome, found }
}

fn none() -> [String; 2] {
    [String::new(), String::new()]
}

fn authenticity(facts: &Facts) -> Vec<Check> {
    let (documents, with) = facts.documents;
    vec![
        check(
            "A1",
            AUTHENTICITY,
            both(
                "网站各文件写入后重读，与编排时的 SHA-256 一致",
                "each file of the site, read back after it was written, has the SHA-256 with which it was composed",
            ),
            Outcome::Passed,
            [format!("{} 个文件", facts.site.0), format!("{} files", facts.site.0)],
        ),
        check(
            "A2",
            AUTHENTICITY,
            both(
                "保存包中的输入文件就是生成网站所用的文件，并有总摘要",
                "the inputs in the bag are those from which the site was made, with a digest over all of them",
            ),
            Outcome::Passed,
            [format!("{} 个文件", facts.inputs), format!("{} files", facts.inputs)],
        ),
        check(
            "A3",
            AUTHENTICITY,
            both(
                "登记的来源文件有所用文本的摘要",
                "registered documents have a digest of the text that was used",
            ),
            Outcome::Noted,
            [format!("{documents} 份中 {with} 份有"), format!("{with} of {documents} have")],
        ),
        check(
            "A4",
            AUTHENTICITY,
            both("来源文件本身的真伪", "whether the source documents themselves are genuine"),
            Outcome::NotPerformed,
            none(),
        ),
    ]
}

fn integrity(facts: &Facts) -> Vec<Check> {
    let missing = match facts.not_given.as_slice() {
        [] => ["均已填写".to_owned(), "all are given".to_owned()],
        keys => [format!("未填写 {}", keys.join("、")), format!("not given: {}", keys.join(", "))],
    };
    vec![
        check(
            "I1",
            INTEGRITY,
            both(
                "保存包的每个文件都在每份清单中，且只出现一次；总字节数与件数相符",
                "every file of the bag is in every manifest, once; bytes and number agree",
            ),
            Outcome::Passed,
            [format!("{} 个文件", facts.read_back), format!("{} files", facts.read_back)],
        ),
        check(
            "I2",
            INTEGRITY,
            both("输入文件没有错误", "the inputs have no errors"),
            Outcome::Passed,
            [format!("警告 {} 处", facts.warnings), format!("{} warnings", facts.warnings)],
        ),
        check(
            "I3",
            INTEGRITY,
            both("发布者、许可、联系方式", "publisher, licence and contact"),
            Outcome::Noted,
            missing,
        ),
    ]
}

fn usability(facts: &Facts) -> Vec<Check> {
    let list = |join: &str| {
        let each = facts.formats.iter().map(|(ending, count)| format!("{ending} {count}"));
        each.collect::<Vec<_>>().join(join)
    };
    vec![
        check(
            "U1",
            USABILITY,
            both(
                "保存包可以解开：逐个读出全部文件，校验值相符；没有加密",
                "the bag can be unpacked: all files were read from it with the right checksums; nothing is encrypted",
            ),
            Outcome::Passed,
            [format!("{} 个文件", facts.read_back), format!("{} files", facts.read_back)],
        ),
        check(
            "U2",
            USABILITY,
            both(
                "网页之间的链接都有去处，不依赖网络和脚本",
                "links between pages lead somewhere; nothing needs the network or a script",
            ),
            Outcome::Passed,
            [format!("{} 个页面", facts.pages), format!("{} pages", facts.pages)],
        ),
        check("U3", USABILITY, both("文件格式", "file formats"), Outcome::Noted, [list("、"), list(", ")]),
    ]
}

fn security() -> Vec<Check> {
    vec![
        check(
            "S1",
            SECURITY,
            both(
                "没有符号链接；文件名在常见系统上都可用",
                "no symbolic links; all names are fit for common systems",
            ),
            Outcome::Passed,
            none(),
        ),
        check(
            "S2",
            SECURITY,
            both(
                "每个网页都禁止外来脚本和外来内容（CSP）",
                "each page forbids foreign scripts and contents (CSP)",
            ),
            Outcome::Passed,
            none(),
        ),
        check("S3", SECURITY, both("恶意代码扫描", "scan for malicious code"), Outcome::NotPerformed, none()),
        check(
            "S4",
            SECURITY,
            both("存储载体与移交过程", "storage medium and transfer"),
            Outcome::NotPerformed,
            none(),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_names_all_four_kinds_and_what_was_not_done() {
        let facts = Facts { edition: "2025".to_owned(), documents: (3, 2), ..Facts::default() };
        let checks = Checks::of(&facts);
        let text = checks.text();
        for word in
            ["真实性", "完整性", "可用性", "安全性", "not performed", "3 份中 2 份有", "neither the finding"]
        {
            assert!(text.contains(word), "{word} in {text}");
        }
        let json: Value = serde_json::from_str(&checks.json()).unwrap();
        let ids: Vec<_> =
            json["checks"].as_array().unwrap().iter().map(|c| c["id"].as_str().unwrap()).collect();
        assert_eq!(ids, ["A1", "A2", "A3", "A4", "I1", "I2", "I3", "U1", "U2", "U3", "S1", "S2", "S3", "S4"]);
    }
}
