//! Files that the walk will come to are read and outlined ahead of it, by other threads, and by its own where those have
//! nothing to do.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::files::Failure;
use super::lex::LexError;
use super::outline::Outline;
use super::reader::{Before, Reader};
use super::threads::Starter;
use super::words::Words;
use crate::shown;

/// How many files must be waiting for threads to be worth their start.
const WORTH_A_THREAD: usize = 12;

/// How many files the walk has asked for, and has not come to, if it looks no further ahead.
const ENOUGH: usize = 128;

/// The size of a large file, in bytes. One that a thread has begun is waited for: to read a smaller one twice takes less long
/// than to sleep, and be woken up when the machine has nothing better to do.
const LARGE: u64 = 256 << 10;

/// How many files there may be that the walk has not come to, if large ones are to be read before others. To ask for the sizes
/// of many takes too long.
const FEW: usize = 32;

/// A file that was read.
pub(super) struct Ready {
    /// Its text, if it has annotations, or names like theirs: the others, which are nearly all, would be kept for nothing.
    pub text: Option<String>,
    pub outline: Result<Arc<Outline>, LexError>,
}

/// What is known of a file ahead of the walk.
pub(super) enum Look {
    /// What of it matters.
    Ready(Arc<Outline>),
    /// It is going to be read.
    NotYet,
    /// It can't be read, or was not asked for, or the walk was there before.
    Never,
}

/// A file that was asked for: the how manieth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ticket(usize);

/// The threads and their work.
pub(super) struct Ahead {
    shared: Arc<Shared>,
    words: Words,
    starter: Starter,
    /// Whether threads were asked for.
    has_started: bool,
    /// How many files were asked for.
    count: usize,
    /// How many of them the walk has come to.
    taken: usize,
    /// The caller's, which reads as well.
    reader: Reader,
}

struct Shared {
    work: Mutex<Work>,
    /// There is something to do, or nothing more will come.
    asked: Condvar,
    /// What the caller waits for is there.
    done: Condvar,
    /// Where messages' paths start from.
    current: Option<PathBuf>,
}

#[derive(Default)]
struct Work {
    files: Vec<State>,
    /// Those that no thread has begun, and some that the caller has: large ones first, by their sizes, so that no thread
    /// begins the largest when there is nothing left for the others.
    waiting: VecDeque<(Ticket, u64)>,
    /// How many threads have nothing to do. Waking one up asks the system, and is not done for nothing.
    idle: usize,
    /// The file that the caller waits for.
    awaited: Option<Ticket>,
    is_over: bool,
}

enum State {
    /// The path without symbolic links, and as it was given.
    Waiting(PathBuf, PathBuf),
    Begun,
    Done(Result<Ready, Failure>),
    /// The caller has it, or reads it itself.
    Taken,
}

impl Ahead {
    /// No files yet. What is read is outlined with these words.
    pub fn new(words: &Words, current: Option<PathBuf>, starter: Starter) -> Self {
        let shared = Shared { work: Mutex::default(), asked: Condvar::new(), done: Condvar::new(), current };
        Self {
            shared: Arc::new(shared),
            words: words.clone(),
            starter,
            has_started: false,
            count: 0,
            taken: 0,
            reader: Reader::default(),
        }
    }

    /// What a file gets that is going to be asked for, after so many others.
    pub fn ticket(&self, after: usize) -> Ticket {
        Ticket(self.count + after)
    }

    /// Whether the threads may soon have nothing to do.
    pub fn is_short_of_work(&self) -> bool {
        self.count - self.taken < ENOUGH
    }

    /// Asks for files to be read.
    pub fn ask(&mut self, files: Vec<(PathBuf, PathBuf)>) {
        if files.is_empty() {
            return;
        }
        // Where many files wait, it matters little which one is read last.
        let are_few = self.count - self.taken + files.len() <= FEW;
        let size = |real: &Path| if are_few { size(real) } else { 0 };
        let sizes: Vec<_> = files.iter().map(|(real, _)| size(real)).collect();
        let mut work = self.shared.lock();
        for (ticket, size) in (self.count..).map(Ticket).zip(sizes) {
            work.wait(ticket, if size < LARGE { 0 } else { size });
        }
        self.count += files.len();
        work.files.extend(files.into_iter().map(|(real, path)| State::Waiting(real, path)));
        let (is_much, is_awaited) = (work.waiting.len() >= WORTH_A_THREAD, work.idle > 0);
        drop(work);
        if is_awaited {
            self.shared.asked.notify_all();
        }
        if is_much && !self.has_started {
            self.has_started = true;
            let (shared, words) = (Arc::clone(&self.shared), self.words.clone());
            self.starter.start(move || shared.work(&words));
        }
    }

    /// What of the file matters, if a thread has read it.
    pub fn look(&self, ticket: Ticket) -> Look {
        match self.shared.lock().files.get(ticket.0) {
            Some(State::Done(Ok(Ready { outline: Ok(outline), .. }))) => Look::Ready(Arc::clone(outline)),
            Some(State::Waiting(..) | State::Begun) => Look::NotYet,
            Some(State::Done(_) | State::Taken) | None => Look::Never,
        }
    }

    /// The file, which is read now if no thread has done so. `path` is as it is given, and `real` without symbolic links.
    pub fn take(&mut self, ticket: Ticket, real: &Path, path: &Path) -> Result<Ready, Failure> {
        self.taken += 1;
        let mut is_large = None;
        let mut work = self.shared.lock();
        while let Some(State::Begun) = work.files.get(ticket.0) {
            // While a thread is at it, the next one can be read.
            let is_read;
            (work, is_read) = self.shared.read_next(work, &mut self.reader, &self.words);
            if is_read {
                continue;
            }
            work = match is_large {
                Some(true) => self.shared.wait(work, ticket),
                Some(false) => break,
                None => {
                    drop(work);
                    is_large = Some(size(real) >= LARGE);
                    self.shared.lock()
                }
            };
        }
        match work.take(ticket) {
            Some(Ok(ready)) => Ok(ready),
            // Who asked ahead may have had another path for it, which is not to be told here.
            Some(Err(_)) | None => {
                drop(work);
                self.shared.ready(&mut self.reader, real, path, &self.words)
            }
        }
    }

    /// Reads the next file that was asked for, if no thread has begun it.
    pub fn read_next(&mut self) -> bool {
        self.shared.read_next(self.shared.lock(), &mut self.reader, &self.words).1
    }

    /// Lets the threads end, as no more is asked for. What is waiting is not read any more.
    pub fn close(&self) {
        let mut work = self.shared.lock();
        work.is_over = true;
        work.waiting.clear();
        drop(work);
        self.shared.asked.notify_all();
    }

    /// Has all files that are asked for from now on outlined with other words.
    pub fn begin_anew(&mut self, words: &Words) {
        *self = Self::new(words, self.shared.current.clone(), self.starter.clone());
    }
}

impl Drop for Ahead {
    fn drop(&mut self) {
        self.close();
    }
}

/// The size of a file in bytes, as far as it can be told.
fn size(real: &Path) -> u64 {
    real.metadata().map(|metadata| metadata.len()).unwrap_or_default()
}

impl Work {
    /// Lets a file wait for a thread, given its size if that matters.
    fn wait(&mut self, ticket: Ticket, size: u64) {
        let at = if size == 0 { self.waiting.len() } else { self.waiting.partition_point(|(_, other)| *other >= size) };
        self.waiting.insert(at, (ticket, size));
    }

    /// The next file, which is begun then.
    fn begin(&mut self) -> Option<(Ticket, PathBuf, PathBuf)> {
        loop {
            let (next, _) = self.waiting.pop_front()?;
            let Some(state) = self.files.get_mut(next.0) else { continue };
            // The caller may have been faster.
            if let State::Waiting(real, path) = state {
                let (real, path) = (std::mem::take(real), std::mem::take(path));
                *state = State::Begun;
                return Some((next, real, path));
            }
        }
    }

    /// The file, where it was read. It is the caller's then.
    fn take(&mut self, ticket: Ticket) -> Option<Result<Ready, Failure>> {
        match std::mem::replace(self.files.get_mut(ticket.0)?, State::Taken) {
            State::Done(file) => Some(file),
            State::Waiting(..) | State::Begun | State::Taken => None,
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Work> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self, words: &Words) {
        let mut reader = Reader::default();
        let mut work = self.lock();
        while !work.is_over {
            let is_read;
            (work, is_read) = self.read_next(work, &mut reader, words);
            if !is_read && !work.is_over {
                work.idle += 1;
                work = self.asked.wait(work).unwrap_or_else(PoisonError::into_inner);
                work.idle -= 1;
            }
        }
    }

    /// Reads the next file that waits. `false` if there is none.
    fn read_next<'s>(
        &'s self,
        mut work: MutexGuard<'s, Work>,
        reader: &mut Reader,
        words: &Words,
    ) -> (MutexGuard<'s, Work>, bool) {
        let Some((ticket, real, path)) = work.begin() else { return (work, false) };
        drop(work);
        // If anything panics, it does so again where somebody hears of it.
        let file = catch_unwind(AssertUnwindSafe(|| self.ready(reader, &real, &path, words))).ok();
        let mut work = self.lock();
        // The caller may not have waited.
        if let Some(state @ State::Begun) = work.files.get_mut(ticket.0) {
            *state = file.map_or(State::Taken, State::Done);
        }
        if work.awaited == Some(ticket) {
            self.done.notify_one();
        }
        (work, true)
    }

    /// Waits until a thread has read a file that it has begun, or until something else happens.
    fn wait<'s>(&'s self, mut work: MutexGuard<'s, Work>, ticket: Ticket) -> MutexGuard<'s, Work> {
        work.awaited = Some(ticket);
        let mut work = self.done.wait(work).unwrap_or_else(PoisonError::into_inner);
        work.awaited = None;
        work
    }

    fn ready(&self, reader: &mut Reader, real: &Path, path: &Path, words: &Words) -> Result<Ready, Failure> {
        let shown = || shown::from_here(path, self.current.as_deref());
        let text = reader.read(real, shown, Before::IsFile)?;
        let outline = Outline::of(text, words).map(Arc::new);
        let has_names = outline.as_ref().is_ok_and(|outline| outline.has_names);
        Ok(Ready { text: has_names.then(|| String::from(text)), outline })
    }
}
