//! Files of authors: a new project, imported records, formatted files.
//!
//! In: paths and bytes. Out: whole files or none, and an error that says which. It must not write over a file unless asked
//! to replace it, nor into a folder that holds anything when a project begins.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::error::Printable;
use crate::bilingual::Lang;

/// Why an author's file was not written.
#[derive(Debug)]
pub enum WriteError {
    /// The folder of a new project holds something already. Exit status 3.
    NotEmpty(PathBuf),
    /// There is a file of this name already. Exit status 3.
    Exists(PathBuf),
    /// The world failed. Exit status 2.
    Io(PathBuf, io::Error),
}

impl WriteError {
    fn io(path: &Path) -> impl FnOnce(io::Error) -> WriteError {
        let path = path.to_path_buf();
        move |cause| match cause.kind() {
            io::ErrorKind::AlreadyExists => WriteError::Exists(path),
            _ => WriteError::Io(path, cause),
        }
    }

    /// What failed, in one sentence of one language.
    pub fn message(&self, lang: Lang) -> String {
        let (WriteError::NotEmpty(path) | WriteError::Exists(path) | WriteError::Io(path, _)) = self;
        let path = Printable::path(path);
        match (self, lang) {
            (WriteError::NotEmpty(_), Lang::Zh) => {
                format!("{path} 不是空文件夹，没有写入任何文件；请换一个名字")
            }
            (WriteError::NotEmpty(_), Lang::En) => {
                format!("{path} is not an empty folder: nothing was written; choose another name")
            }
            (WriteError::Exists(_), Lang::Zh) => format!("{path} 已经存在，没有改动；请换一个名字"),
            (WriteError::Exists(_), Lang::En) => {
                format!("{path} exists and was not touched; choose another name")
            }
            (WriteError::Io(_, cause), Lang::Zh) => {
                format!("写入 {path} 时出错：{}", Printable::text(&cause.to_string()))
            }
            (WriteError::Io(_, cause), Lang::En) => {
                format!("could not write {path}: {}", Printable::text(&cause.to_string()))
            }
        }
    }
}

/// Writes the files of a new project into a folder that is empty or does not exist.
///
/// # Errors
/// [`WriteError::NotEmpty`] before anything is written; otherwise what kept a file from being written.
pub fn new_project(folder: &Path, files: &[(String, String)]) -> Result<(), WriteError> {
    let not_empty = || WriteError::NotEmpty(folder.to_path_buf());
    match fs::read_dir(folder).map(Iterator::count) {
        Ok(0) => {}
        Ok(_) => return Err(not_empty()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => return Err(not_empty()),
        Err(error) => return Err(WriteError::Io(folder.to_path_buf(), error)),
    }
    for (path, text) in files {
        new_file(&folder.join(path), text.as_bytes())?;
    }
    Ok(())
}

/// Writes a file that does not exist yet, and the folders above it: whole, or not at all.
///
/// # Errors
/// [`WriteError::Exists`] where there is one; otherwise what kept it from being written.
pub fn new_file(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(WriteError::Exists(path.to_path_buf()));
    }
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(WriteError::io(parent))?;
    }
    let draft = draft(path, bytes)?;
    // A link, unlike a rename, never takes the place of a file that somebody else made meanwhile.
    let linked = fs::hard_link(&draft, path);
    let _ = fs::remove_file(&draft);
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            // There are file systems without hard links.
            let file = OpenOptions::new().write(true).create_new(true).open(path);
            file.and_then(|mut file| file.write_all(bytes)).map_err(WriteError::io(path))
        }
        linked => linked.map_err(WriteError::io(path)),
    }
}

/// Puts new bytes in the place of a file's old ones: whole, or not at all.
///
/// # Errors
/// What kept it from being written; the old file is as it was.
pub fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let permissions = fs::metadata(path).map_err(WriteError::io(path))?.permissions();
    let draft = draft(path, bytes)?;
    let done = fs::set_permissions(&draft, permissions).and_then(|()| fs::rename(&draft, path));
    if done.is_err() {
        let _ = fs::remove_file(&draft);
    }
    done.map_err(WriteError::io(path))
}

/// The bytes in a file beside the one they are meant for; its name begins with a dot, so that no build reads it.
fn draft(path: &Path, bytes: &[u8]) -> Result<PathBuf, WriteError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let draft = path.with_file_name(format!(".{name}.dajuan-{}", std::process::id()));
    let file = OpenOptions::new().write(true).create_new(true).open(&draft);
    let written = file.and_then(|mut file| file.write_all(bytes));
    if let Err(error) = written {
        let _ = fs::remove_file(&draft);
        return Err(WriteError::io(&draft)(error));
    }
    Ok(draft)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_written_over_and_no_draft_stays_behind() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("content/a.toml");
        new_file(&path, b"one").unwrap();
        assert!(matches!(new_file(&path, b"two"), Err(WriteError::Exists(_))));
        assert_eq!(fs::read(&path).unwrap(), b"one");
        replace_file(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
        let files = [("b.toml".to_owned(), String::new())];
        assert!(matches!(new_project(root.path(), &files), Err(WriteError::NotEmpty(_))));
        assert!(matches!(new_project(&path, &files), Err(WriteError::NotEmpty(_))));
        assert!(!root.path().join("b.toml").exists());
    }
}
