//! Files that the walk will come to are read and outlined ahead of it, by threads beside its own.

use std::collections::{HashMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use super::files::{self, Failure};
use super::lex::LexError;
use super::outline::Outline;
use super::words::Words;

/// How many files must be waiting for threads to be worth their start.
const WORTH_A_THREAD: usize = 12;

/// The most threads. More would wait for the same memory.
const MOST_THREADS: usize = 8;

/// The stack of a thread, in bytes: an outline recurses as deep as brackets are nested.
const STACK: usize = 64 << 20;

/// A file that was read.
pub(super) struct Ready {
    pub text: String,
    pub outline: Result<Arc<Outline>, LexError>,
}

/// The threads and their work.
pub(super) struct Ahead {
    shared: Arc<Shared>,
    words: Words,
    threads: Vec<JoinHandle<()>>,
}

struct Shared {
    work: Mutex<Work>,
    changed: Condvar,
}

#[derive(Default)]
struct Work {
    /// The paths without symbolic links, and as messages show them.
    waiting: VecDeque<(PathBuf, PathBuf)>,
    files: HashMap<PathBuf, State>,
    is_over: bool,
}

enum State {
    Waiting,
    Begun,
    Done(Result<Ready, Failure>),
}

impl Ahead {
    /// No files yet. What is read is outlined with these words.
    pub fn new(words: &Words) -> Self {
        let shared = Shared { work: Mutex::default(), changed: Condvar::new() };
        Self { shared: Arc::new(shared), words: words.clone(), threads: Vec::new() }
    }

    /// Asks for a file to be read.
    pub fn ask(&mut self, real: PathBuf, shown: PathBuf) {
        let mut work = self.shared.lock();
        if !work.files.contains_key(&real) {
            work.files.insert(real.clone(), State::Waiting);
            work.waiting.push_back((real, shown));
        }
        let is_much = work.waiting.len() >= WORTH_A_THREAD;
        drop(work);
        if is_much && self.threads.is_empty() {
            self.start();
        }
        self.shared.changed.notify_one();
    }

    /// The file, if it was asked for and a thread has begun it: else it is the caller's to read.
    pub fn take(&self, real: &Path) -> Option<Result<Ready, Failure>> {
        let mut work = self.shared.lock();
        while let Some(State::Begun) = work.files.get(real) {
            work = self.shared.changed.wait(work).unwrap_or_else(PoisonError::into_inner);
        }
        match work.files.remove(real) {
            Some(State::Done(file)) => Some(file),
            _ => None,
        }
    }

    /// Without threads, all is left to the caller.
    fn start(&mut self) {
        // The caller's thread is one of them.
        let count = thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS) - 1;
        for _ in 0..count {
            let (shared, words) = (Arc::clone(&self.shared), self.words.clone());
            let thread = thread::Builder::new().name(String::from("read")).stack_size(STACK);
            self.threads.extend(thread.spawn(move || shared.work(&words)));
        }
    }
}

impl Drop for Ahead {
    fn drop(&mut self) {
        self.shared.lock().is_over = true;
        self.shared.changed.notify_all();
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Work> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self, words: &Words) {
        let mut work = self.lock();
        while !work.is_over {
            let Some((real, shown)) = work.waiting.pop_front() else {
                work = self.changed.wait(work).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            // The caller may have been faster.
            let Some(state @ State::Waiting) = work.files.get_mut(&real) else { continue };
            *state = State::Begun;
            drop(work);
            // If anything panics, it does so again where somebody hears of it.
            let file = catch_unwind(AssertUnwindSafe(|| ready(&real, &shown, words))).ok();
            work = self.lock();
            match file {
                Some(file) => work.files.insert(real, State::Done(file)),
                None => work.files.remove(&real),
            };
            self.changed.notify_all();
        }
    }
}

fn ready(real: &Path, shown: &Path, words: &Words) -> Result<Ready, Failure> {
    let text = files::text(real, shown)?;
    let outline = Outline::of(&text, words).map(Arc::new);
    Ok(Ready { text, outline })
}
