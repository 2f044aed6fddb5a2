//! Work that is shared out over threads.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::{panic, thread};

use super::STACK;

/// The most threads. More would wait for the same memory.
const MOST: usize = 8;

/// How many threads there are to be, with the caller's, for work that is worth so many.
pub(super) fn how_many(worth: usize) -> usize {
    match worth {
        // To ask what the machine has takes longer than a little work.
        0 | 1 => 1,
        worth => thread::available_parallelism().map_or(1, usize::from).min(MOST).min(worth),
    }
}

/// Does work in so many parts, of which some are worth a thread, and gives what came of them in their order. The caller's
/// thread takes part, and does something else `first`.
pub(super) fn share_out<T: Send>(
    parts: usize,
    worth_a_thread: usize,
    first: impl FnOnce(),
    work: impl Fn(usize) -> T + Sync,
) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let take_part = || {
        let parts = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed)).take_while(|at| *at < parts);
        parts.map(|at| (at, work(at))).collect::<Vec<_>>()
    };
    let mut done = thread::scope(|scope| {
        let start =
            |_| thread::Builder::new().name("find".into()).stack_size(STACK).spawn_scoped(scope, take_part).ok();
        // Without others, this thread does all.
        let others: Vec<_> = (1..how_many(parts / worth_a_thread)).filter_map(start).collect();
        first();
        let mut done = take_part();
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| panic::resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::share_out;

    #[test]
    fn every_part_is_done_once_and_kept_in_its_order() {
        for parts in [0, 1, 7, 1_000] {
            let mut was_first = false;
            assert_eq!(
                share_out(parts, 5, || was_first = true, |at| at * at),
                (0..parts).map(|at| at * at).collect::<Vec<_>>()
            );
            assert!(was_first);
        }
    }
}
