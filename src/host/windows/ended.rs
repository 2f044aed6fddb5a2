//! The end of a run, for a thread that waits for it.

use std::sync::{Condvar, Mutex, PoisonError};

use crate::{Outcome, lock::lock};

/// How a run ended, once it has.
#[derive(Debug, Default)]
pub(super) struct Ended {
    outcome: Mutex<Option<Outcome>>,
    changed: Condvar,
}

impl Ended {
    pub(super) const fn new() -> Self {
        Self { outcome: Mutex::new(None), changed: Condvar::new() }
    }

    /// The run has ended so. What is said later changes nothing.
    pub(super) fn tell(&self, outcome: Outcome) {
        lock(&self.outcome).get_or_insert(outcome);
        self.changed.notify_all();
    }

    /// Waits for the end.
    pub(super) fn wait(&self) -> Outcome {
        let mut outcome = lock(&self.outcome);
        loop {
            if let Some(outcome) = &*outcome {
                return outcome.clone();
            }
            outcome = self.changed.wait(outcome).unwrap_or_else(PoisonError::into_inner);
        }
    }
}
