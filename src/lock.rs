//! Locking that goes on after a panic.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks `mutex`, whether or not a thread panicked with the lock held.
///
/// No code of a user's runs under a lock of ours, and none of our critical sections leaves its data half changed, so
/// what a poisoned lock guards is sound.
pub(crate) fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
