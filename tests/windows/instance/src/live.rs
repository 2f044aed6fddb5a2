//! How many of the doubles are alive in this process.

use std::sync::atomic::{AtomicUsize, Ordering};

/// The kinds of doubles.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Instance,
    Registration,
    Deferral,
}

static COUNTS: [AtomicUsize; 3] = [const { AtomicUsize::new(0) }; 3];

/// Part of every double.
pub(crate) struct Alive(Kind);

impl Alive {
    pub(crate) fn new(kind: Kind) -> Self {
        COUNTS[kind as usize].fetch_add(1, Ordering::SeqCst);
        Self(kind)
    }
}

impl Drop for Alive {
    fn drop(&mut self) {
        COUNTS[self.0 as usize].fetch_sub(1, Ordering::SeqCst);
    }
}

/// The doubles that someone holds a reference to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Live {
    /// Instances.
    pub instances: usize,
    /// Registrations.
    pub registrations: usize,
    /// Deferrals, completed or not.
    pub deferrals: usize,
}

/// The doubles of this process that someone holds a reference to.
pub fn live() -> Live {
    let count = |kind: Kind| COUNTS[kind as usize].load(Ordering::SeqCst);
    Live {
        instances: count(Kind::Instance),
        registrations: count(Kind::Registration),
        deferrals: count(Kind::Deferral),
    }
}
