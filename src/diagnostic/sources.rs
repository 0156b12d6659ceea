//! The texts that were read, and places in them.
//!
//! In: a path and its text. Out: [`Sources`], [`Origin`]. It must not read files: texts are handed to it.

use std::sync::Arc;

/// The number of a text within [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A text as it was read.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path below the project's folder, with `/` between its parts.
    pub path: String,
    /// The whole text; none where the file could not be read as text, which is a fault of its own, or where it was let go.
    pub text: Option<Arc<str>>,
    /// Whether the text was let go: whoever needs it has to give it back.
    pub is_let_go: bool,
}

/// All texts of a project, in the order of their paths.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The project as a whole.
    Project,
    /// A file as a whole.
    File(FileId),
    /// Bytes of a text.
    Span {
        /// The text.
        file: FileId,
        /// The first byte.
        start: u32,
        /// The byte after the last.
        end: u32,
    },
    /// A cell of a table.
    Cell {
        /// The table.
        file: FileId,
        /// The line of the file, counted from 1.
        row: u32,
        /// The column, counted from 1.
        column: u32,
    },
}

impl Origin {
    /// Bytes of a text.
    pub fn span(file: FileId, range: std::ops::Range<usize>) -> Origin {
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Origin::Span { file, start: narrow(range.start), end: narrow(range.end) }
    }

    /// The file, where there is one.
    pub fn file(self) -> Option<FileId> {
        match self {
            Origin::Project => None,
            Origin::File(file) | Origin::Span { file, .. } | Origin::Cell { file, .. } => Some(file),
        }
    }
}

/// A place as people count it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Position<'a> {
    pub(super) path: &'a str,
    pub(super) line: usize,
    pub(super) column: usize,
}

impl Sources {
    /// Adds a text and returns its number.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        self.push(SourceFile { path: path.into(), text: Some(text.into()), is_let_go: false })
    }

    /// Adds a file whose text could not be read and returns its number.
    pub fn add_unread(&mut self, path: impl Into<String>) -> FileId {
        self.push(SourceFile { path: path.into(), text: None, is_let_go: false })
    }

    fn push(&mut self, file: SourceFile) -> FileId {
        self.files.push(file);
        FileId(u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX))
    }

    /// The text with this number, where there is one.
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)
    }

    /// Adds a file whose text was read and let go, and returns its number: texts take as much room as what is read from them.
    pub fn add_let_go(&mut self, path: impl Into<String>) -> FileId {
        self.push(SourceFile { path: path.into(), text: None, is_let_go: true })
    }

    /// Gives back a text that was let go.
    pub fn give_back(&mut self, id: FileId, text: impl Into<Arc<str>>) {
        if let Some(file) = self.files.get_mut(id.0 as usize).filter(|file| file.is_let_go) {
            (file.text, file.is_let_go) = (Some(text.into()), false);
        }
    }

    /// All texts with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0u32..).map(FileId).zip(&self.files)
    }

    /// File, line and column of a place, each counted from 1; columns count characters.
    pub(super) fn position(&self, origin: Origin) -> Option<Position<'_>> {
        let file = self.get(origin.file()?)?;
        let (line, column) = match origin {
            Origin::Project => return None,
            Origin::File(_) => (1, 1),
            Origin::Cell { row, column, .. } => (row as usize, column as usize),
            Origin::Span { start, .. } => {
                let text = file.text.as_deref().unwrap_or_default();
                let before = text.get(..start as usize).unwrap_or(text);
                let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
                (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
            }
        };
        Some(Position { path: &file.path, line, column })
    }
}
