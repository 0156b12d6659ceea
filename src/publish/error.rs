//! What can go wrong while publishing, in plain words: the path, what failed, and the cause.
//!
//! In: what the other files of this room found. Out: one sentence each, safe to print on a terminal whatever the
//! paths hold. It must not choose an exit status; each variant says which one the command line gives it.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::path::is_unprintable;
use super::{MARKER, MARKER_LINE, MAX_SEGMENT};
use crate::bilingual::{Lang, both};

/// Why nothing was published. The published folder is as it was before.
#[derive(Debug)]
pub enum PublishError {
    /// Another build holds the lock of this target. Exit status 3.
    Busy {
        /// The lock file.
        lock: PathBuf,
    },
    /// The target must not be replaced. Exit status 3.
    Refused {
        /// The target.
        path: PathBuf,
        /// What speaks against it.
        reason: Refusal,
    },
    /// A path within the site is not fit for every file system and server. Exit status 2.
    Path {
        /// The path as it was given.
        path: String,
        /// What is wrong with it.
        fault: PathFault,
    },
    /// Two files would stand in the same place, on this or on a case-blind file system. Exit status 2.
    Clash {
        /// The path as it was given.
        path: String,
        /// The file or folder that was there before it.
        earlier: String,
    },
    /// A file of a frozen edition is not what the manifest of the edition says. Exit status 3.
    Damaged {
        /// The file in the archive.
        path: PathBuf,
    },
    /// A file could not be put earlier, so the tree is not whole and must not be published. Exit status 2.
    Incomplete,
    /// The world failed: disk full, no permission, and the like. Exit status 2.
    Io {
        /// What was tried, as a verb phrase: `create the folder`.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system answered.
        cause: io::Error,
    },
}

/// What speaks against replacing a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is `/`.
    Root,
    /// It is a file, a device or the like.
    NotAFolder,
    /// It is a symbolic link; replacing it would leave what it points to.
    Symlink,
    /// It is, or contains, the folder the program was started in.
    HoldsCurrentFolder,
    /// It is, or contains, this folder of the program's inputs.
    HoldsInput(PathBuf),
    /// Something is mounted on it: it cannot be exchanged with a folder beside it.
    MountPoint,
    /// It is a working tree of git, whose history would be lost.
    Repository,
    /// It is not empty and carries no [`MARKER`].
    Foreign,
    /// Its [`MARKER`] does not begin with [`MARKER_LINE`].
    OtherMarker,
    /// It is a frozen edition, and differs from what would be frozen now; with the first file that does.
    Frozen(String),
    /// It is a file or folder where a link to the current release has to stand.
    NotALink,
    /// The file system has no symbolic links.
    NoLinks,
}

/// What is wrong with a path within the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathFault {
    /// There is nothing in it.
    Empty,
    /// It begins with `/`.
    Absolute,
    /// `a//b` or `a/`.
    EmptySegment,
    /// A segment is `.` or `..`.
    DotSegment,
    /// A backslash separates folders on Windows.
    Backslash,
    /// A control character, or one that turns the direction of writing.
    Control(char),
    /// One of `< > : " | ? *`, which Windows does not allow.
    Character(char),
    /// `CON`, `NUL`, `COM1` and the like, with or without an extension.
    ReservedName,
    /// Windows drops a dot or space at the end of a name.
    TrailingDotOrSpace,
    /// A segment has more than [`MAX_SEGMENT`] bytes.
    SegmentTooLong,
}

impl PublishError {
    /// Makes the function that turns the system's answer into an error.
    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> PublishError {
        let path = path.to_path_buf();
        move |cause| PublishError::Io { action, path, cause }
    }
}

impl PublishError {
    /// What failed, in one sentence of one language.
    pub fn message(&self, lang: Lang) -> String {
        let zh = lang == Lang::Zh;
        match self {
            PublishError::Busy { lock } => {
                let lock = Printable::path(lock);
                let words = both("另一个生成正在写入这里，占用了", "another build is writing here: it holds");
                format!("{} {lock}", words.get(lang))
            }
            PublishError::Refused { path, reason } => {
                let (path, reason) = (Printable::path(path), reason.message(lang));
                if zh {
                    format!("不能替换 {path}：{reason}")
                } else {
                    format!("{path} is not replaced: {reason}")
                }
            }
            PublishError::Path { path, fault } => {
                let (path, fault) = (Printable::text(path), fault.message(lang));
                if zh {
                    format!("`{path}` 不能作为路径：{fault}")
                } else {
                    format!("`{path}` cannot be a path: {fault}")
                }
            }
            PublishError::Clash { path, earlier } if path == earlier => {
                let path = Printable::text(path);
                if zh { format!("`{path}` 写了两次") } else { format!("`{path}` is written twice") }
            }
            PublishError::Clash { path, earlier } => {
                let (path, earlier) = (Printable::text(path), Printable::text(earlier));
                if zh {
                    format!("`{earlier}` 占了 `{path}` 的位置")
                } else {
                    format!("`{earlier}` stands in the way of `{path}`")
                }
            }
            PublishError::Damaged { path } => {
                let path = Printable::path(path);
                if zh {
                    format!("年度版的文件与其清单不符，请用 dajuan verify 核对并从备份恢复：{path}")
                } else {
                    format!(
                        "a file of a frozen edition is not what its manifest says; look at it with dajuan verify and restore it: {path}"
                    )
                }
            }
            PublishError::Incomplete => both(
                "有文件没有写成，所以不发布网站",
                "a file could not be written, so the site is not published",
            )
            .get(lang)
            .to_owned(),
            PublishError::Io { action, path, cause } => {
                let (path, cause) = (Printable::path(path), Printable::text(&cause.to_string()));
                if zh {
                    format!("{} {path} 时出错：{cause}", action_zh(action))
                } else {
                    format!("could not {action} {path}: {cause}")
                }
            }
        }
    }
}

/// What was tried, in Chinese.
fn action_zh(action: &str) -> &'static str {
    match action {
        "create the folder" => "建立文件夹",
        "flush" => "写入磁盘",
        "find a free name beside" => "取临时名称",
        "find the folder" => "寻找文件夹",
        "keep the permissions of" => "保留权限",
        "list" => "列出内容",
        "lock" => "加锁",
        "look at" | "look at the lock file" => "查看",
        "open the lock file" => "打开锁文件",
        "publish" => "发布",
        "put aside" => "移开旧网站",
        "put back" => "放回旧网站",
        "put back (the next build tries again) the old site" => "放回旧网站（下次生成会再试）",
        "read" => "读取",
        "write" => "写入",
        _ => "处理",
    }
}

/// The English sentence.
impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl Error for PublishError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            PublishError::Io { cause, .. } => Some(cause),
            _ => None,
        }
    }
}

impl Refusal {
    /// What speaks against it, in one language.
    pub fn message(&self, lang: Lang) -> String {
        let words = match self {
            Refusal::Root => both("它是文件系统的根", "it is the root of the file system"),
            Refusal::NotAFolder => both("它不是文件夹", "it is not a folder"),
            Refusal::Symlink => {
                both("它是符号链接，请写文件夹本身", "it is a symbolic link; name the folder itself")
            }
            Refusal::HoldsCurrentFolder => {
                both("当前文件夹就是它，或者在它里面", "the current folder is this folder or lies in it")
            }
            Refusal::HoldsInput(input) => {
                let input = Printable::path(input);
                return match lang {
                    Lang::Zh => format!("{input} 就是它，或者在它里面，会被删掉"),
                    Lang::En => format!("{input} is this folder or lies in it, and would be deleted"),
                };
            }
            Refusal::MountPoint => both(
                "它是挂载点，请写其中的一个文件夹",
                "something is mounted on it; name a folder inside it",
            ),
            Refusal::Repository => both(
                "里面有 .git，历史会丢失；请写到别处再复制",
                "it holds a .git, whose history would be lost; publish elsewhere and copy",
            ),
            Refusal::Foreign => {
                return match lang {
                    Lang::Zh => format!("它不是空的，也不是本程序生成的（里面没有 {MARKER}）"),
                    Lang::En => {
                        format!("it is not empty and was not made by this program (no {MARKER} in it)")
                    }
                };
            }
            Refusal::Frozen(first) => {
                let first = Printable::text(first);
                return match lang {
                    Lang::Zh => format!(
                        "这个年度版已经冻结，内容不同（先见于 {first}）；冻结之后不再改写，请用别的名称"
                    ),
                    Lang::En => format!(
                        "it was frozen with other bytes (the first difference is {first}); an edition is never rewritten: use another name"
                    ),
                };
            }
            Refusal::NotALink => both(
                "这里应当是指向当前版本的符号链接，却是文件或文件夹",
                "it has to be the link to the current release, and is a file or folder",
            ),
            Refusal::NoLinks => both(
                "这个文件系统不支持符号链接；请改用 --out 直接写入网站文件夹",
                "its file system has no symbolic links; use --out, which writes the folder of the site itself",
            ),
            Refusal::OtherMarker => {
                return match lang {
                    Lang::Zh => format!("它的 {MARKER} 不是以“{MARKER_LINE}”一行开头"),
                    Lang::En => format!("its {MARKER} does not begin with the line `{MARKER_LINE}`"),
                };
            }
        };
        words.get(lang).to_owned()
    }
}

/// The English words.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl PathFault {
    /// What is wrong, in one language.
    pub fn message(&self, lang: Lang) -> String {
        let words = match self {
            PathFault::Empty => both("它是空的", "it is empty"),
            PathFault::Absolute => both("它以 / 开头", "it begins with `/`"),
            PathFault::EmptySegment => both("有一段是空的", "a segment is empty"),
            PathFault::DotSegment => both("有一段是 . 或 ..", "a segment is `.` or `..`"),
            PathFault::Backslash => both("含有反斜杠", "it holds a backslash"),
            PathFault::ReservedName => {
                both("有一段是 Windows 留给设备的名称", "a segment is a name that Windows keeps for devices")
            }
            PathFault::TrailingDotOrSpace => {
                both("有一段以点或空格结尾", "a segment ends with a dot or a space")
            }
            PathFault::Control(c) => {
                let code = u32::from(*c);
                return match lang {
                    Lang::Zh => format!("含有看不见的字符 U+{code:04X}"),
                    Lang::En => format!("it holds the invisible character U+{code:04X}"),
                };
            }
            PathFault::Character(c) => {
                return match lang {
                    Lang::Zh => format!("含有 Windows 不允许的 `{c}`"),
                    Lang::En => format!("it holds `{c}`, which Windows does not allow"),
                };
            }
            PathFault::SegmentTooLong => {
                return match lang {
                    Lang::Zh => format!("有一段超过 {MAX_SEGMENT} 字节"),
                    Lang::En => format!("a segment has more than {MAX_SEGMENT} bytes"),
                };
            }
        };
        words.get(lang).to_owned()
    }
}

/// The English words.
impl fmt::Display for PathFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

/// A text with everything escaped that could steer a terminal.
pub(super) struct Printable(String);

impl Printable {
    pub(super) fn path(path: &Path) -> Printable {
        Printable(path.to_string_lossy().into_owned())
    }

    pub(super) fn text(text: &str) -> Printable {
        Printable(text.to_owned())
    }
}

impl fmt::Display for Printable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            if is_unprintable(c) { write!(f, "{}", c.escape_unicode())? } else { write!(f, "{c}")? }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_path_failure_and_cause_and_cannot_steer_a_terminal() {
        let cause = io::Error::other("No space left on device (os error 28)");
        let error = PublishError::io("write", Path::new("/srv/\u{1b}[2Jx"))(cause);
        assert_eq!(
            error.to_string(),
            "could not write /srv/\\u{1b}[2Jx: No space left on device (os error 28)"
        );
        let clash = PublishError::Clash { path: "A".to_owned(), earlier: "a".to_owned() };
        assert_eq!(clash.to_string(), "`a` stands in the way of `A`");
    }

    #[test]
    fn every_action_has_chinese_words() {
        let files = [
            include_str!("carry.rs"),
            include_str!("freeze.rs"),
            include_str!("index.rs"),
            include_str!("leftovers.rs"),
            include_str!("lock.rs"),
            include_str!("place.rs"),
            include_str!("releases.rs"),
            include_str!("staging.rs"),
            include_str!("switch.rs"),
        ];
        let calls = files.iter().flat_map(|file| file.split("PublishError::io(\"").skip(1));
        let actions: Vec<&str> = calls.filter_map(|call| call.split('"').next()).collect();
        assert!(actions.len() > 10);
        for action in actions {
            assert_ne!(action_zh(action), "处理", "{action}");
        }
    }
}
