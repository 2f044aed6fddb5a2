//! Counts what is allocated.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

static TIMES: AtomicUsize = AtomicUsize::new(0);
static BYTES: AtomicUsize = AtomicUsize::new(0);

/// The system's allocator, with every request counted.
pub struct Counting;

// SAFETY: every call is handed to the system's allocator as it came; counting allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        // SAFETY: the caller's promises are those that the system's allocator asks for.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: as above; the pointer came from it.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size.saturating_sub(layout.size()));
        // SAFETY: as above; the pointer came from it.
        unsafe { System.realloc(pointer, layout, size) }
    }
}

fn count(bytes: usize) {
    TIMES.fetch_add(1, Ordering::Relaxed);
    BYTES.fetch_add(bytes, Ordering::Relaxed);
}

/// What was allocated, whether it was freed again or not.
pub struct Allocated {
    pub times: usize,
    pub bytes: usize,
}

/// What some work allocates.
pub fn allocated_by(work: impl Fn()) -> Allocated {
    let before = (TIMES.load(Ordering::Relaxed), BYTES.load(Ordering::Relaxed));
    work();
    Allocated { times: TIMES.load(Ordering::Relaxed) - before.0, bytes: BYTES.load(Ordering::Relaxed) - before.1 }
}
