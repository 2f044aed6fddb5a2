//! What lies in folders. Each is asked for once: a module's file may be in one of several places, and asking for each of them,
//! for each platform, takes longer than reading the files.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// The most entries of a folder that are kept. Of a larger one, files are asked for one by one.
const MOST_ENTRIES: usize = 20_000;

/// Whether names that differ in how they are written may mean the same file. Then only what a name is known as is known.
const IS_LAX: bool = cfg!(any(windows, target_vendor = "apple"));

/// The folders that were asked for.
#[derive(Default)]
pub(super) struct Folders {
    /// By their paths as they were given.
    ids: HashMap<OsString, FolderId>,
    asked: Vec<Asked>,
    /// Room for a name.
    name: OsString,
}

/// A folder that was asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct FolderId(usize);

/// What came of asking for a folder.
enum Asked {
    Listed(Folder),
    /// There is no such folder.
    Absent,
    /// It can't be listed, or holds too much.
    Unlisted,
}

/// A folder that is there.
struct Folder {
    /// Its path without symbolic links.
    real: PathBuf,
    entries: HashMap<OsString, Entry>,
    /// Whether there is nothing but files among them.
    has_files_alone: bool,
}

/// What something in a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// A file, and no link to one.
    File,
    /// A folder, and no link to one.
    Folder,
    /// A symbolic link, or something else that is not read.
    Other,
}

/// What is known of a path.
pub(super) enum Known<'f> {
    /// Nothing is there.
    Nothing,
    /// A file is there, in the folder of this path without symbolic links.
    File(&'f Path),
    /// A folder, likewise.
    Folder(&'f Path),
    /// It has to be asked for.
    Unknown,
}

impl Folders {
    /// A folder, which is asked for if it was not yet.
    pub fn id(&mut self, path: &Path) -> FolderId {
        if let Some(known) = self.ids.get(path.as_os_str()) {
            return *known;
        }
        let asked = match self.in_parent(path) {
            Some(Known::Nothing | Known::File(_)) => Asked::Absent,
            Some(Known::Folder(parent)) => Folder::read(parent.join(path.file_name().unwrap_or_default())),
            Some(Known::Unknown) | None => match Path::new(".").join(path).canonicalize() {
                Ok(real) => Folder::read(real),
                Err(error) if error.kind() == ErrorKind::NotFound => Asked::Absent,
                Err(_) => Asked::Unlisted,
            },
        };
        let id = FolderId(self.asked.len());
        self.asked.push(asked);
        self.ids.insert(path.as_os_str().to_owned(), id);
        id
    }

    /// Whether there is no such folder.
    pub fn is_absent(&self, folder: FolderId) -> bool {
        matches!(self.asked.get(folder.0), Some(Asked::Absent))
    }

    /// What is under a name in a folder.
    pub fn look(&self, folder: FolderId, name: &OsStr) -> Known<'_> {
        let folder = match self.asked.get(folder.0) {
            Some(Asked::Listed(folder)) => folder,
            Some(Asked::Absent) => return Known::Nothing,
            Some(Asked::Unlisted) | None => return Known::Unknown,
        };
        match folder.entries.get(name) {
            Some(Entry::File) => Known::File(&folder.real),
            Some(Entry::Folder) => Known::Folder(&folder.real),
            Some(Entry::Other) => Known::Unknown,
            None if IS_LAX => Known::Unknown,
            None => Known::Nothing,
        }
    }

    /// Whether there may be a folder of a name in a folder.
    pub fn may_have(&self, folder: FolderId, name: &str) -> bool {
        let is_known = |folder: &Asked| matches!(folder, Asked::Listed(folder) if folder.has_files_alone);
        // Names that are written in other ways are of files here as well.
        !self.asked.get(folder.0).is_some_and(is_known)
            && !matches!(self.look(folder, OsStr::new(name)), Known::Nothing)
    }

    /// What is under a name with something behind it.
    pub fn look_for(&mut self, folder: FolderId, name: &str, end: &str) -> Known<'_> {
        let mut whole = std::mem::take(&mut self.name);
        whole.clear();
        whole.push(name);
        whole.push(end);
        self.name = whole;
        self.look(folder, &self.name)
    }

    /// What is at a path.
    pub fn at(&mut self, path: &Path) -> Known<'_> {
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else { return Known::Unknown };
        let folder = self.id(parent);
        self.look(folder, name)
    }

    /// The path without symbolic links, of a file whose folder says that it is one.
    pub fn real_file(&mut self, path: &Path) -> Option<PathBuf> {
        match self.at(path) {
            Known::File(folder) => Some(folder.join(path.file_name()?)),
            Known::Nothing | Known::Folder(_) | Known::Unknown => None,
        }
    }

    /// Whether there is anything at a path.
    pub fn exists(&mut self, path: &Path) -> bool {
        match self.at(path) {
            Known::Nothing => false,
            Known::File(_) | Known::Folder(_) => true,
            Known::Unknown => path.exists(),
        }
    }

    /// The names in a folder with what they are, in order; none where it can't be listed.
    pub fn entries(&mut self, folder: &Path) -> Vec<(OsString, Entry)> {
        let id = self.id(folder);
        let mut entries: Vec<_> = match self.asked.get(id.0) {
            Some(Asked::Listed(known)) => known.entries.iter().map(|(name, entry)| (name.clone(), *entry)).collect(),
            Some(Asked::Absent) => Vec::new(),
            Some(Asked::Unlisted) | None => list(folder, usize::MAX).unwrap_or_default(),
        };
        entries.sort_by(|(one, _), (other, _)| one.cmp(other));
        entries
    }

    /// What the folder around says of one, if it was asked for: most folders that a module might have are not there, and to
    /// ask the system for each takes long.
    fn in_parent(&self, path: &Path) -> Option<Known<'_>> {
        let (parent, name) = (path.parent()?, path.file_name()?);
        Some(self.look(*self.ids.get(parent.as_os_str())?, name))
    }
}

impl Folder {
    fn read(real: PathBuf) -> Asked {
        let entries = match list(&real, MOST_ENTRIES + 1) {
            Ok(entries) if entries.len() <= MOST_ENTRIES => entries,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return Asked::Absent;
            }
            _ => return Asked::Unlisted,
        };
        let has_files_alone = entries.iter().all(|(_, entry)| *entry == Entry::File);
        Asked::Listed(Self { real, entries: entries.into_iter().collect(), has_files_alone })
    }
}

fn list(folder: &Path, most: usize) -> io::Result<Vec<(OsString, Entry)>> {
    let entry = |entry: io::Result<fs::DirEntry>| {
        let entry = entry?;
        let kind = match entry.file_type() {
            Ok(kind) if kind.is_file() => Entry::File,
            Ok(kind) if kind.is_dir() => Entry::Folder,
            _ => Entry::Other,
        };
        Ok((entry.file_name(), kind))
    };
    fs::read_dir(folder)?.take(most).map(entry).collect()
}
