//! What lies in folders. Each is asked for once: a module's file may be in one of several places, and asking for each of them,
//! for each platform, takes longer than reading the files.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The most entries of a folder that are kept. Of a larger one, files are asked for one by one.
const MOST_ENTRIES: usize = 20_000;

/// Whether names that differ in how they are written may mean the same file. Then only what a name is known as is known.
const IS_LAX: bool = cfg!(any(windows, target_vendor = "apple"));

/// The folders that were asked for, by their paths as they were given.
#[derive(Default)]
pub(super) struct Folders(HashMap<PathBuf, Asked>);

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
pub(super) enum Known {
    /// Nothing is there.
    Nothing,
    /// It is there. Its path without symbolic links is known where it is none itself.
    There(Entry, Option<PathBuf>),
    /// It has to be asked for.
    Unknown,
}

impl Folders {
    /// What is at a path.
    pub fn at(&mut self, path: &Path) -> Known {
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else { return Known::Unknown };
        let folder = match self.folder(parent) {
            Asked::Listed(folder) => folder,
            Asked::Absent => return Known::Nothing,
            Asked::Unlisted => return Known::Unknown,
        };
        match folder.entries.get(name) {
            Some(Entry::Other) => Known::There(Entry::Other, None),
            Some(entry) => Known::There(*entry, Some(folder.real.join(name))),
            None if IS_LAX => Known::Unknown,
            None => Known::Nothing,
        }
    }

    /// Whether there is anything at a path.
    pub fn exists(&mut self, path: &Path) -> bool {
        match self.at(path) {
            Known::Nothing => false,
            Known::There(Entry::File | Entry::Folder, _) => true,
            Known::There(Entry::Other, _) | Known::Unknown => path.exists(),
        }
    }

    /// The names in a folder with what they are, in order; none where it can't be listed.
    pub fn entries(&mut self, folder: &Path) -> Vec<(OsString, Entry)> {
        let mut entries: Vec<_> = match self.folder(folder) {
            Asked::Listed(known) => known.entries.iter().map(|(name, entry)| (name.clone(), *entry)).collect(),
            Asked::Absent => Vec::new(),
            Asked::Unlisted => list(folder, usize::MAX),
        };
        entries.sort_by(|(one, _), (other, _)| one.cmp(other));
        entries
    }

    fn folder(&mut self, path: &Path) -> &Asked {
        if !self.0.contains_key(path) {
            let asked = match self.in_parent(path) {
                Some(Known::Nothing | Known::There(Entry::File, _)) => Asked::Absent,
                Some(Known::There(Entry::Folder, Some(real))) => Folder::read(real),
                _ => match Path::new(".").join(path).canonicalize() {
                    Ok(real) => Folder::read(real),
                    Err(error) if error.kind() == io::ErrorKind::NotFound => Asked::Absent,
                    Err(_) => Asked::Unlisted,
                },
            };
            self.0.insert(path.to_path_buf(), asked);
        }
        self.0.get(path).unwrap_or(&Asked::Unlisted)
    }

    /// What the folder around says of one, if it was asked for: most folders that a module might have are not there, and to
    /// ask the system for each takes long.
    fn in_parent(&self, path: &Path) -> Option<Known> {
        let (parent, name) = (path.parent()?, path.file_name()?);
        let folder = match self.0.get(parent)? {
            Asked::Listed(folder) => folder,
            Asked::Absent => return Some(Known::Nothing),
            Asked::Unlisted => return None,
        };
        match folder.entries.get(name) {
            Some(entry) => Some(Known::There(*entry, Some(folder.real.join(name)))),
            None => (!IS_LAX).then_some(Known::Nothing),
        }
    }
}

impl Folder {
    fn read(real: PathBuf) -> Asked {
        if !real.is_dir() {
            return Asked::Absent;
        }
        let entries = list(&real, MOST_ENTRIES + 1);
        if entries.len() > MOST_ENTRIES {
            return Asked::Unlisted;
        }
        Asked::Listed(Self { real, entries: entries.into_iter().collect() })
    }
}

fn list(folder: &Path, most: usize) -> Vec<(OsString, Entry)> {
    let entry = |entry: fs::DirEntry| {
        let kind = match entry.file_type() {
            Ok(kind) if kind.is_file() => Entry::File,
            Ok(kind) if kind.is_dir() => Entry::Folder,
            _ => Entry::Other,
        };
        (entry.file_name(), kind)
    };
    fs::read_dir(folder).into_iter().flatten().flatten().take(most).map(entry).collect()
}
