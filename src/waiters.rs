//! The futures that wait for something of ours.

use std::{collections::BTreeMap, sync::Mutex, task::Waker};

use crate::lock::lock;

/// Wakers of futures that wait for one thing: a cancellation, or the end of a sleep.
///
/// A future reserves a key when it is made and gives it back when it is dropped, so that no waker outlives its future.
/// The simulated host counts in here which clones of a worker's waker are held for waits in virtual time; all others are
/// held by something real.
#[derive(Debug, Default)]
pub(crate) struct Waiters(Mutex<Entries>);

#[derive(Debug, Default)]
struct Entries {
    next: u64,
    wakers: BTreeMap<u64, Waker>,
}

/// What a future in [`Waiters`] is called there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key(u64);

impl Waiters {
    /// A key for one future.
    pub(crate) fn reserve(&self) -> Key {
        let mut entries = lock(&self.0);
        entries.next += 1;
        Key(entries.next)
    }

    /// Remembers that the future `key` is to be woken by `waker`, in place of any earlier one.
    pub(crate) fn wait(&self, key: Key, waker: &Waker) {
        let waker = waker.clone();
        let earlier = lock(&self.0).wakers.insert(key.0, waker);
        drop(earlier);
    }

    /// Forgets the future `key`.
    pub(crate) fn leave(&self, key: Key) {
        let waker = lock(&self.0).wakers.remove(&key.0);
        drop(waker);
    }

    /// Wakes the future `key`, if it waits.
    pub(crate) fn wake(&self, key: Key) {
        let waker = lock(&self.0).wakers.remove(&key.0);
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// Wakes every future that waits.
    pub(crate) fn wake_all(&self) {
        let wakers = std::mem::take(&mut lock(&self.0).wakers);
        for waker in wakers.into_values() {
            waker.wake();
        }
    }

    /// Whether a future waits with another waker.
    pub(crate) fn any_other(&self, waker: &Waker) -> bool {
        lock(&self.0).wakers.values().any(|waiting| waiting.data() != waker.data())
    }

    /// How many futures wait with this very waker or a clone of it.
    pub(crate) fn count(&self, waker: &Waker) -> usize {
        // Not `will_wake`, which may deny that two clones are the same when their tables were compiled twice.
        lock(&self.0).wakers.values().filter(|waiting| waiting.data() == waker.data()).count()
    }
}
