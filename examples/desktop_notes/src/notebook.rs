//! The notebook: notes in a folder, and a server to keep them in step with. The server of this example is another folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// The form in which this version of the app keeps notes.
pub const FORMAT: u32 = 2;

/// A note.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What it is called: letters, digits, spaces and hyphens, and the name of its file.
    pub title: String,
    /// What it says.
    pub text: String,
    /// How often it was changed. Of two notes of one title the one that was changed more often stays.
    pub revision: u32,
    /// The form in which it is kept; version 1 of the app wrote none.
    #[serde(default)]
    pub format: u32,
}

/// The notebook that all tasks of the app share.
#[derive(Clone, Debug)]
pub struct Notebook {
    folder: PathBuf,
    server: PathBuf,
}

/// Why the notebook could not be used.
#[derive(Debug, thiserror::Error)]
pub enum NotebookError {
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What happened.
        source: std::io::Error,
    },
    /// A note is not what was written.
    #[error("a note is damaged: {0}")]
    Note(#[from] serde_json::Error),
    /// A title can't be the name of a file.
    #[error("{0:?} can't be a note's title")]
    Title(String),
}

impl Notebook {
    /// The notebook in `folder`, whose notes the folder `server` has too.
    pub fn new(folder: impl Into<PathBuf>, server: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), server: server.into() }
    }

    /// All notes, in the order of their titles.
    ///
    /// # Errors
    ///
    /// When the folder or a note can't be read.
    pub fn notes(&self) -> Result<Vec<Note>, NotebookError> {
        Ok(read_all(&self.notes_folder())?.into_values().collect())
    }

    /// Writes a note, over an older one of its title.
    ///
    /// # Errors
    ///
    /// When it can't be written.
    pub fn write(&self, note: &Note) -> Result<(), NotebookError> {
        write(&self.notes_folder(), note)
    }

    /// The titles of the notes that are here or on the server, in order.
    ///
    /// # Errors
    ///
    /// When a folder can't be read.
    pub fn titles(&self) -> Result<BTreeSet<String>, NotebookError> {
        let here = read_all(&self.notes_folder())?.into_keys();
        Ok(here.chain(read_all(&self.server_folder())?.into_keys()).collect())
    }

    /// Brings a note into step with the server, and says where the newer one was.
    ///
    /// # Errors
    ///
    /// When a note can't be read or written.
    pub fn sync(&self, title: &str) -> Result<Option<Newer>, NotebookError> {
        let here = read_all(&self.notes_folder())?.remove(title);
        let there = read_all(&self.server_folder())?.remove(title);
        let revision = |note: &Option<Note>| note.as_ref().map(|note| note.revision);
        let newer = match (here, there) {
            (Some(here), there) if revision(&there) < Some(here.revision) => {
                write(&self.server_folder(), &here)?;
                Some(Newer::Here)
            }
            (here, Some(there)) if revision(&here) < Some(there.revision) => {
                write(&self.notes_folder(), &there)?;
                Some(Newer::OnServer)
            }
            _ => None,
        };
        Ok(newer)
    }

    /// Puts a note into the outbox, to be sent to somebody when there is a network.
    ///
    /// # Errors
    ///
    /// When it can't be written.
    pub fn put_into_outbox(&self, note: &Note) -> Result<(), NotebookError> {
        write(&self.folder.join("outbox"), note)
    }

    /// Sends what is in the outbox, and says how much that was.
    ///
    /// # Errors
    ///
    /// When a note can't be sent; it stays in the outbox.
    pub fn empty_outbox(&self) -> Result<usize, NotebookError> {
        let outbox = self.folder.join("outbox");
        let waiting = read_all(&outbox)?;
        for note in waiting.values() {
            write(&self.server.join("sent"), note)?;
            let path = path_of(&outbox, &note.title)?;
            fs::remove_file(&path).map_err(|source| NotebookError::File { path, source })?;
        }
        Ok(waiting.len())
    }

    /// Keeps a copy of all notes, and says how many those are.
    ///
    /// # Errors
    ///
    /// When the notes can't be read, or the copy can't be written.
    pub fn keep_copy(&self, name: &str) -> Result<usize, NotebookError> {
        let notes = self.notes()?;
        let copy = self.folder.join("copies").join(name);
        for note in &notes {
            write(&copy, note)?;
        }
        Ok(notes.len())
    }

    /// The names of the copies that were kept, in order.
    ///
    /// # Errors
    ///
    /// When the folder can't be read.
    pub fn copies(&self) -> Result<Vec<String>, NotebookError> {
        let names = entries(&self.folder.join("copies"))?.into_iter();
        Ok(names.filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned())).collect())
    }

    /// Writes a note that an older version of the app left in the form of today.
    ///
    /// # Errors
    ///
    /// When it can't be written.
    pub fn upgrade(&self, note: &Note) -> Result<(), NotebookError> {
        if note.format == FORMAT { Ok(()) } else { self.write(note) }
    }

    fn notes_folder(&self) -> PathBuf {
        self.folder.join("notes")
    }

    fn server_folder(&self) -> PathBuf {
        self.server.join("notes")
    }
}

/// Which of two notes of one title was changed more often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Newer {
    /// The one in the notebook.
    Here,
    /// The one on the server.
    OnServer,
}

/// What is in a folder, in order; nothing when there is no folder yet.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, NotebookError> {
    let failed = |source| NotebookError::File { path: folder.to_owned(), source };
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        paths.push(entry.map_err(failed)?.path());
    }
    paths.sort();
    Ok(paths)
}

/// The notes of a folder, by their titles.
fn read_all(folder: &Path) -> Result<BTreeMap<String, Note>, NotebookError> {
    let mut notes = BTreeMap::new();
    for path in entries(folder)?.into_iter().filter(|path| path.extension().is_some_and(|is| is == "json")) {
        let text = fs::read_to_string(&path).map_err(|source| NotebookError::File { path, source })?;
        let note: Note = serde_json::from_str(&text)?;
        notes.insert(note.title.clone(), note);
    }
    Ok(notes)
}

/// Written beside and renamed: the app and its COM server are two processes, and neither is to read half a note.
fn write(folder: &Path, note: &Note) -> Result<(), NotebookError> {
    let path = path_of(folder, &note.title)?;
    let failed = |source| NotebookError::File { path: path.clone(), source };
    let text = serde_json::to_string_pretty(&Note { format: FORMAT, ..note.clone() })?;
    fs::create_dir_all(folder).map_err(failed)?;
    let file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    fs::write(file.path(), text).map_err(failed)?;
    file.persist(&path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Titles come from servers and from other people, and are not to name a file elsewhere.
fn path_of(folder: &Path, title: &str) -> Result<PathBuf, NotebookError> {
    let is_name = !title.is_empty() && title.chars().all(|each| each.is_alphanumeric() || " -".contains(each));
    if is_name { Ok(folder.join(format!("{title}.json"))) } else { Err(NotebookError::Title(title.to_owned())) }
}

#[cfg(test)]
mod tests {
    use super::{FORMAT, Newer, Note, Notebook, NotebookError};

    fn note(title: &str, revision: u32) -> Note {
        Note { title: title.to_owned(), text: format!("revision {revision}"), revision, format: FORMAT }
    }

    #[test]
    fn the_note_that_was_changed_more_often_stays() {
        let folder = tempfile::tempdir().unwrap();
        let here = Notebook::new(folder.path().join("here"), folder.path().join("server"));
        let other = Notebook::new(folder.path().join("other"), folder.path().join("server"));
        here.write(&note("Tides", 1)).unwrap();
        assert_eq!(here.sync("Tides").unwrap(), Some(Newer::Here));
        assert_eq!(other.sync("Tides").unwrap(), Some(Newer::OnServer));
        other.write(&note("Tides", 2)).unwrap();
        assert_eq!(other.sync("Tides").unwrap(), Some(Newer::Here));
        assert_eq!(here.sync("Tides").unwrap(), Some(Newer::OnServer));
        assert_eq!(here.sync("Tides").unwrap(), None);
        assert_eq!(here.notes().unwrap(), [note("Tides", 2)]);
    }

    #[test]
    fn what_was_sent_is_no_longer_in_the_outbox() {
        let folder = tempfile::tempdir().unwrap();
        let notebook = Notebook::new(folder.path(), folder.path().join("server"));
        notebook.put_into_outbox(&note("Tides", 1)).unwrap();
        assert_eq!(notebook.empty_outbox().unwrap(), 1);
        assert_eq!(notebook.empty_outbox().unwrap(), 0);
    }

    #[test]
    fn a_title_is_no_path() {
        let folder = tempfile::tempdir().unwrap();
        let notebook = Notebook::new(folder.path(), folder.path());
        for title in ["", "../Tides", "a/b", "a\\b", "C:a", "."] {
            assert!(matches!(notebook.write(&note(title, 1)), Err(NotebookError::Title(_))), "{title}");
        }
    }
}
