//! The feeds and the index of their articles, in a folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use crate::feed::{self, Article};

/// The seconds of a day.
pub const SECONDS_PER_DAY: u64 = 24 * 60 * 60;

/// The library that all tasks of the app share.
#[derive(Debug)]
pub struct Library {
    folder: PathBuf,
    /// Tasks may run at the same time, and each reads, changes and writes the index.
    index: Mutex<()>,
}

/// The index: every article that was ever taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    /// The articles by their ids.
    pub articles: BTreeMap<String, Entry>,
    /// How often the articles were put in order for another time zone.
    pub sorted: u32,
}

/// An article in the index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The feed that it came from.
    pub feed: String,
    /// The article.
    #[serde(flatten)]
    pub article: Article,
    /// When it was read, in seconds since 1970.
    pub read: Option<u64>,
}

/// Why the library could not be used.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What happened.
        source: std::io::Error,
    },
    /// The index is not what was written.
    #[error("the index is damaged: {0}")]
    Index(#[from] serde_json::Error),
}

impl Library {
    /// The library in `folder`, which holds a folder `feeds`.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), index: Mutex::new(()) }
    }

    /// The names of the feeds, in order.
    ///
    /// # Errors
    ///
    /// When the folder can't be read.
    pub fn feeds(&self) -> Result<Vec<String>, LibraryError> {
        let folder = self.folder.join("feeds");
        let mut names = Vec::new();
        for file in fs::read_dir(&folder).map_err(|source| LibraryError::File { path: folder.clone(), source })? {
            let path = file.map_err(|source| LibraryError::File { path: folder.clone(), source })?.path();
            if path.extension().is_some_and(|extension| extension == "xml")
                && let Some(name) = path.file_stem()
            {
                names.push(name.to_string_lossy().into_owned());
            }
        }
        names.sort();
        Ok(names)
    }

    /// The articles of a feed, as its server has them now.
    ///
    /// # Errors
    ///
    /// When there is no such feed, or it is not one.
    pub fn read_feed(&self, name: &str) -> Result<Vec<Article>, crate::tasks::TaskError> {
        let text = read(&self.folder.join("feeds").join(format!("{name}.xml")))?;
        Ok(feed::parse(&text)?)
    }

    /// Adds the articles that are not in the index yet, and says how many those are.
    ///
    /// # Errors
    ///
    /// When the index can't be read or written.
    pub fn take_in(&self, feed: &str, articles: &[Article]) -> Result<usize, LibraryError> {
        self.change(|index| {
            let before = index.articles.len();
            for article in articles {
                let entry = Entry { feed: feed.to_owned(), article: article.clone(), read: None };
                index.articles.entry(article.id.clone()).or_insert(entry);
            }
            index.articles.len() - before
        })
    }

    /// Drops the articles that were read before `time`, in seconds since 1970, and says how many those are.
    ///
    /// # Errors
    ///
    /// When the index can't be read or written.
    pub fn drop_before(&self, time: u64) -> Result<usize, LibraryError> {
        self.change(|index| {
            let before = index.articles.len();
            index.articles.retain(|_, entry| entry.read.is_none_or(|read| read >= time));
            before - index.articles.len()
        })
    }

    /// Notes that an article was read.
    ///
    /// # Errors
    ///
    /// When the index can't be read or written.
    pub fn mark_read(&self, id: &str, time: u64) -> Result<(), LibraryError> {
        self.change(|index| {
            if let Some(entry) = index.articles.get_mut(id) {
                entry.read = Some(time);
            }
        })
    }

    /// Puts the articles in order for another time zone.
    ///
    /// # Errors
    ///
    /// When the index can't be read or written.
    pub fn sort_anew(&self) -> Result<(), LibraryError> {
        self.change(|index| index.sorted += 1)
    }

    /// The index as it is.
    ///
    /// # Errors
    ///
    /// When it can't be read.
    pub fn index(&self) -> Result<Index, LibraryError> {
        let path = self.index_file();
        if !path.exists() {
            return Ok(Index::default());
        }
        Ok(serde_json::from_str(&read(&path)?)?)
    }

    fn change<T>(&self, change: impl FnOnce(&mut Index) -> T) -> Result<T, LibraryError> {
        let _guard = self.lock();
        let mut index = self.index()?;
        let result = change(&mut index);
        let path = self.index_file();
        let failed = |source| LibraryError::File { path: path.clone(), source };
        // Written beside and renamed: the app and its component are two processes, and neither is to read half an index.
        let file = tempfile::NamedTempFile::new_in(&self.folder).map_err(failed)?;
        fs::write(file.path(), serde_json::to_string_pretty(&index)?).map_err(failed)?;
        file.persist(&path).map_err(|error| failed(error.error))?;
        Ok(result)
    }

    /// The lock guards a file, not data, so a panic of another task leaves nothing half done.
    fn lock(&self) -> MutexGuard<'_, ()> {
        self.index.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn index_file(&self) -> PathBuf {
        self.folder.join("index.json")
    }
}

fn read(path: &Path) -> Result<String, LibraryError> {
    fs::read_to_string(path).map_err(|source| LibraryError::File { path: path.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use super::Library;
    use crate::feed::Article;

    #[test]
    fn articles_are_taken_in_once_and_dropped_when_read_long_ago() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::new(folder.path());
        let article = |id: &str| Article { id: id.to_owned(), ..Article::default() };
        assert_eq!(library.take_in("harbour", &[article("a"), article("b")]).unwrap(), 2);
        assert_eq!(library.take_in("harbour", &[article("b"), article("c")]).unwrap(), 1);
        library.mark_read("a", 100).unwrap();
        assert_eq!(library.drop_before(100).unwrap(), 0);
        assert_eq!(library.drop_before(101).unwrap(), 1);
        assert_eq!(library.index().unwrap().articles.len(), 2);
    }
}
