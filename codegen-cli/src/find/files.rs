//! The files of a run: each is outlined once. Of one without annotations the text is not kept.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use memchr::memmem;

use super::ahead::{Ahead, Look, Ready, Ticket};
use super::folders::{Folders, Known};
use super::lex::LexError;
use super::outline::Outline;
use super::reader::{self, Before, Reader};
use super::threads::Starter;
use super::words::Words;
use crate::shown;
use crate::source::{FileId, Place, Sources};

/// The files that were read.
pub(super) struct Files<'s> {
    sources: &'s mut Sources,
    /// The folders, without symbolic links, from which files may be read.
    allowed: Vec<PathBuf>,
    /// Whether files may be read from everywhere.
    pub is_free: bool,
    /// By their paths without symbolic links.
    asked: HashMap<OsString, Asked>,
    /// What is at which path.
    pub folders: Folders,
    /// The files that are read before the walk comes to them.
    ahead: Ahead,
    /// By the files' indexes.
    outlines: Vec<Option<Outlined>>,
    /// In the order of reading, as they were asked for.
    pub paths: Vec<PathBuf>,
    /// Where messages' paths start from.
    current: Option<PathBuf>,
}

/// What of a file matters, or why that can't be told.
type Outlined = Result<Arc<Outline>, LexError>;

/// A file that was asked for.
enum Asked {
    /// It is read ahead.
    Ahead(Ticket),
    Read(Result<FileId, Failure>),
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
    pub(super) fn ours(message: impl Into<String>, help: &'static str) -> Self {
        Self { is_ours: true, ..Self::new(message, help) }
    }
}

impl<'s> Files<'s> {
    pub fn new(sources: &'s mut Sources, starter: Starter) -> Self {
        let current = std::env::current_dir().ok();
        Self {
            sources,
            allowed: Vec::new(),
            is_free: false,
            asked: HashMap::new(),
            folders: Folders::default(),
            ahead: Ahead::new(&Words::new(), current.clone(), starter),
            outlines: Vec::new(),
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
    pub fn real(&mut self, path: &Path) -> Result<PathBuf, Failure> {
        let real = match self.folders.at(path) {
            Known::File(folder) | Known::Folder(folder) => folder.join(path.file_name().unwrap_or_default()),
            Known::Nothing => return Err(self.not_there(path)),
            Known::Unknown => match path.canonicalize() {
                Ok(real) => real,
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(self.not_there(path)),
                Err(error) => {
                    let shown = self.shown(path);
                    return Err(Failure::new(format!("`{}` can't be read: {error}", shown.display()), ""));
                }
            },
        };
        if self.may_read(&real) { Ok(real) } else { Err(self.outside(path)) }
    }

    fn may_read(&self, real: &Path) -> bool {
        self.is_free || self.allowed.iter().any(|folder| is_below(real, folder))
    }

    fn outside(&self, path: &Path) -> Failure {
        let help = "a module's file lies in its package or workspace; nothing else is read";
        Failure::ours(format!("`{}` lies outside of the workspace", self.shown(path).display()), help)
    }

    fn not_there(&self, path: &Path) -> Failure {
        Failure::new(format!("there is no file `{}`", self.shown(path).display()), "")
    }

    /// Has files read that crates begin with.
    pub fn expect_roots<'p>(&mut self, roots: impl Iterator<Item = &'p Path>) {
        let listed: Vec<_> =
            roots.filter_map(|root| Some((root.to_path_buf(), self.folders.real_file(root)?))).collect();
        self.expect(listed);
    }

    /// Has files read that will be asked for, given also by their paths without symbolic links.
    pub fn expect(&mut self, paths: impl IntoIterator<Item = (PathBuf, PathBuf)>) {
        let mut new = Vec::new();
        for (path, real) in paths {
            if self.may_read(&real)
                && let Entry::Vacant(entry) = self.asked.entry(real.clone().into_os_string())
            {
                entry.insert(Asked::Ahead(self.ahead.ticket(new.len())));
                new.push((real, path));
            }
        }
        self.ahead.ask(new);
    }

    /// Whether the threads that read ahead of the walk may soon have nothing to do.
    pub fn is_short_of_work(&self) -> bool {
        self.ahead.is_short_of_work()
    }

    /// Lets the threads end that read ahead, which takes them some time.
    pub fn end_reading_ahead(&self) {
        self.ahead.close();
    }

    /// Reads the next file that was asked for, if no thread has begun it.
    pub fn read_next(&mut self) -> bool {
        self.ahead.read_next()
    }

    /// What of a file matters that was asked for, given by its path without symbolic links, if it was read by now.
    pub fn read_ahead(&self, real: &Path) -> Look {
        match self.asked.get(real.as_os_str()) {
            Some(Asked::Ahead(ticket)) => self.ahead.look(*ticket),
            Some(Asked::Read(_)) | None => Look::Never,
        }
    }

    /// Reads a file of a folder, given by both its paths, if it may be read.
    pub fn open_listed(&mut self, path: &Path, real: &Path) -> Result<FileId, Failure> {
        if self.may_read(real) { self.read(path, real) } else { Err(self.outside(path)) }
    }

    /// Reads the file at a path, if it may be read.
    pub fn open(&mut self, path: &Path) -> Result<FileId, Failure> {
        let real = self.real(path)?;
        self.read(path, &real)
    }

    /// Reads a file, given also by its path without symbolic links.
    pub fn read(&mut self, path: &Path, real: &Path) -> Result<FileId, Failure> {
        let mut asked = self.asked.get_mut(real.as_os_str());
        let ahead = match &mut asked {
            Some(Asked::Read(known)) => return known.clone(),
            Some(Asked::Ahead(ticket)) => Some(self.ahead.take(*ticket, real, path)),
            None => None,
        };
        self.paths.push(path.to_path_buf());
        let shown = shown::from_here(path, self.current.as_deref());
        let read = match ahead {
            Some(ready) => ready.map(|Ready { text, outline }| {
                let file = match text {
                    Some(text) => self.sources.add(shown, text),
                    None => self.sources.add_without_text(shown, real.to_path_buf()),
                };
                *outlined(&mut self.outlines, file) = Some(outline);
                file
            }),
            None => {
                let text = reader::read(real, || shown.clone(), Before::Nothing);
                text.map(|text| self.sources.add(shown, text))
            }
        };
        match asked {
            Some(asked) => *asked = Asked::Read(read.clone()),
            None => _ = self.asked.insert(real.as_os_str().to_owned(), Asked::Read(read.clone())),
        }
        read
    }

    /// The texts, the paths of the files that were read, and all else, which may take long to clear away.
    pub fn into_parts(self) -> (&'s Sources, Vec<PathBuf>, impl Send + use<'s>) {
        let Self { sources, asked, folders, ahead, outlines, paths, .. } = self;
        (sources, paths, (asked, folders, ahead, outlines))
    }

    /// A place in a file that can't be used: where it stops to be text, or its beginning; none if it is not there.
    pub fn place_of_unusable(&mut self, path: &Path) -> Option<Place> {
        if !self.folders.exists(path) {
            return None;
        }
        let (text, range) = reader::wrong_part(path);
        let shown = self.shown(path);
        let known = self.sources.iter().find(|(_, source)| source.path == shown).map(|(file, _)| file);
        let file = known.unwrap_or_else(|| self.sources.add(shown, text));
        Some(Place { file, range })
    }

    /// Whether a file was read, given by its path without symbolic links.
    pub fn has_read(&self, real: &Path) -> bool {
        matches!(self.asked.get(real.as_os_str()), Some(Asked::Read(_)))
    }

    /// What of a file matters.
    pub fn outline(&mut self, file: FileId, words: &Words) -> Result<Arc<Outline>, LexError> {
        let made = || Outline::of(self.sources.get(file).text(), words).map(Arc::new);
        outlined(&mut self.outlines, file).get_or_insert_with(made).clone()
    }

    /// The same of a file that another one includes, with all that it imports.
    pub fn outline_of_included(&mut self, file: FileId, words: &Words) -> Result<Arc<Outline>, LexError> {
        let outline = self.outline(file, words)?;
        if !outline.lacks_imports {
            return Ok(outline);
        }
        let outline = Outline::of_included(self.sources.get(file).text(), words).map(Arc::new);
        *outlined(&mut self.outlines, file) = Some(outline.clone());
        outline
    }

    /// Forgets what was made with fewer words, where one of them stands.
    pub fn add_words(&mut self, words: &Words, new: &[String]) {
        let finders: Vec<_> = new.iter().map(memmem::Finder::new).collect();
        let has_new = |text: &str| finders.iter().any(|name| name.find(text.as_bytes()).is_some());
        let mut reader = Reader::default();
        for (file, source) in self.sources.iter() {
            let outline = outlined(&mut self.outlines, file);
            // Most have nothing of it, and are kept no more than before.
            let read = |path: &PathBuf| reader.read(path, PathBuf::new, Before::Nothing).is_ok_and(has_new);
            let is_new = || source.kept_text().map(has_new).or_else(|| source.whole_path.as_ref().map(read));
            if outline.is_some() && is_new() == Some(true) {
                *outline = None;
            }
        }
        self.asked.retain(|_, asked| matches!(asked, Asked::Read(_)));
        self.ahead.begin_anew(words);
    }

    /// The text of a file.
    pub fn text(&self, file: FileId) -> &str {
        self.sources.get(file).text()
    }

    /// A path as messages show it.
    pub fn shown(&self, path: &Path) -> PathBuf {
        shown::from_here(path, self.current.as_deref())
    }
}

/// The place of a file's outline.
fn outlined(outlines: &mut Vec<Option<Outlined>>, file: FileId) -> &mut Option<Outlined> {
    if outlines.len() <= file.index() {
        outlines.resize_with(file.index() + 1, || None);
    }
    &mut outlines[file.index()]
}

/// Whether a path lies below a folder, where both are as the system gives them: without symbolic links, and plain.
fn is_below(path: &Path, folder: &Path) -> bool {
    let (path, folder) = (path.as_os_str().as_encoded_bytes(), folder.as_os_str().as_encoded_bytes());
    let rest = path.strip_prefix(folder);
    let ends = |bytes: &[u8]| bytes.last().is_some_and(|byte| std::path::is_separator(char::from(*byte)));
    rest.is_some_and(|rest| rest.is_empty() || ends(folder) || ends(&rest[..1]))
}
