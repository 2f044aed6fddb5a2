//! The files of a run: each is read, decoded and outlined once.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::{fs, io};

use super::lex::LexError;
use super::outline::Outline;
use super::words::Words;
use crate::source::{FileId, Place, Sources};

/// The largest file that is read, in bytes.
const LARGEST: u64 = 64 << 20;

/// The files that were read.
pub(super) struct Files<'s> {
    sources: &'s mut Sources,
    /// The folders, without symbolic links, from which files may be read.
    allowed: Vec<PathBuf>,
    /// Whether files may be read from everywhere.
    pub is_free: bool,
    /// By their paths without symbolic links.
    read: HashMap<PathBuf, Result<FileId, Failure>>,
    outlines: HashMap<FileId, Result<Rc<Outline>, LexError>>,
    /// In the order of reading, as they were asked for.
    pub paths: Vec<PathBuf>,
    /// Where messages' paths start from.
    current: Option<PathBuf>,
}

/// Why a file is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    pub message: String,
    pub help: &'static str,
    /// Whether the compiler might read it all the same.
    pub is_ours: bool,
}

impl Failure {
    /// A failure that the compiler meets too.
    pub fn new(message: impl Into<String>, help: &'static str) -> Self {
        Self { message: message.into(), help, is_ours: false }
    }

    /// A refusal.
    fn ours(message: impl Into<String>, help: &'static str) -> Self {
        Self { is_ours: true, ..Self::new(message, help) }
    }
}

impl<'s> Files<'s> {
    pub fn new(sources: &'s mut Sources) -> Self {
        let current = std::env::current_dir().ok();
        Self {
            sources,
            allowed: Vec::new(),
            is_free: false,
            read: HashMap::new(),
            outlines: HashMap::new(),
            paths: Vec::new(),
            current,
        }
    }

    /// Allows reading from a folder.
    pub fn allow(&mut self, folder: &Path) {
        if let Ok(folder) = folder.canonicalize()
            && !self.allowed.contains(&folder)
        {
            self.allowed.push(folder);
        }
    }

    /// The path without symbolic links, if there is a file that may be read.
    pub fn real(&self, path: &Path) -> Result<PathBuf, Failure> {
        let shown = self.shown(path);
        let shown = shown.display();
        let real = match path.canonicalize() {
            Ok(real) => real,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(Failure::new(format!("there is no file `{shown}`"), ""));
            }
            Err(error) => return Err(Failure::new(format!("`{shown}` can't be read: {error}"), "")),
        };
        if !self.is_free && !self.allowed.iter().any(|folder| real.starts_with(folder)) {
            let help = "a module's file lies in its package or workspace; nothing else is read";
            return Err(Failure::ours(format!("`{shown}` lies outside of the workspace"), help));
        }
        Ok(real)
    }

    /// Reads a file, given also by its path without symbolic links.
    pub fn read(&mut self, path: &Path, real: &Path) -> Result<FileId, Failure> {
        if let Some(known) = self.read.get(real) {
            return known.clone();
        }
        self.paths.push(path.to_path_buf());
        let shown = self.shown(path);
        let read = text(real, &shown).map(|text| self.sources.add(shown, text));
        self.read.insert(real.to_path_buf(), read.clone());
        read
    }

    /// Whether a file was asked for, given by its path without symbolic links.
    pub fn has_read(&self, real: &Path) -> bool {
        self.read.contains_key(real)
    }

    /// What of a file matters.
    pub fn outline(&mut self, file: FileId, words: &Words) -> Result<Rc<Outline>, LexError> {
        let text = &self.sources.get(file).text;
        let made = || Outline::of(text, words).map(Rc::new);
        self.outlines.entry(file).or_insert_with(made).clone()
    }

    /// Forgets what was made with fewer words.
    pub fn forget_outlines(&mut self) {
        self.outlines.clear();
    }

    /// The text of a file.
    pub fn text(&self, file: FileId) -> &str {
        &self.sources.get(file).text
    }

    /// The path of a file, as messages show it.
    pub fn path(&self, file: FileId) -> &Path {
        self.sources.path(file)
    }

    /// The line and the column at which a place begins.
    pub fn line_column(&self, place: &Place) -> (usize, usize) {
        self.sources.line_column(place)
    }

    /// A path as messages show it: from the current folder on, where it lies below.
    pub fn shown(&self, path: &Path) -> PathBuf {
        let below = self.current.as_ref().and_then(|current| path.strip_prefix(current).ok());
        below.unwrap_or(path).to_path_buf()
    }
}

fn text(path: &Path, shown: &Path) -> Result<String, Failure> {
    let shown = shown.display();
    let unreadable = |error: io::Error| Failure::new(format!("`{shown}` can't be read: {error}"), "");
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(Failure::new(format!("`{shown}` is a folder"), "a module's file is `name.rs` or `name/mod.rs`"));
    }
    if !metadata.is_file() {
        return Err(Failure::ours(format!("`{shown}` is not a file"), ""));
    }
    if metadata.len() > LARGEST {
        return Err(Failure::ours(format!("`{shown}` is larger than {} MiB", LARGEST >> 20), ""));
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = memchr::memchr_iter(b'\n', good).count() + 1;
        Failure::new(
            format!("`{shown}` is not UTF-8, from line {line} on"),
            "Rust's source files are UTF-8: convert it",
        )
    })?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => String::from(rest),
        None => text,
    })
}
