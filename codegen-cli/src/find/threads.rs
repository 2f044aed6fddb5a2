//! Work that is shared out over threads.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::{io, panic, thread};

/// The stack of a thread that parses, in bytes. The grammar refuses what is nested deeper than it could bear.
const STACK: usize = 128 << 20;

/// The stack of a thread that outlines, in bytes: an outline recurses as deep as brackets are nested.
const STACK_OF_OUTLINES: usize = 64 << 20;

/// The most threads. More would wait for the same memory.
const MOST: usize = 8;

/// Work that several threads do at once, until nothing is left of it.
type Common = Arc<dyn Fn() + Send + Sync>;

/// Has the caller of [`lead`] start threads, which has nothing else to do.
///
/// A thread that is at work better starts none: where all processors were busy of late, Linux was seen to put the new one on
/// the same processor, and the two take turns for some milliseconds, although another has nothing to do.
#[derive(Clone)]
pub(super) struct Starter(mpsc::Sender<Common>);

impl Starter {
    /// Has a thread started on each other processor, as far as they can be had, to outline files.
    pub fn start(&self, work: impl Fn() + Send + Sync + 'static) {
        // The caller waits for as long as this is there.
        let _ = self.0.send(Arc::new(work));
    }
}

/// Does work on a thread that can parse, and starts the others that it asks for. An error if there is no such thread.
pub(super) fn lead<T: Send>(work: impl FnOnce(Starter) -> T + Send) -> io::Result<T> {
    thread::scope(|scope| {
        let (starter, asked) = mpsc::channel::<Common>();
        let finding = named("find").stack_size(STACK).spawn_scoped(scope, || work(Starter(starter)))?;
        for common in asked {
            for _ in 1..how_many(usize::MAX) {
                let common = Arc::clone(&common);
                // Without others, the one does all.
                let _ = named("read").stack_size(STACK_OF_OUTLINES).spawn_scoped(scope, move || common());
            }
        }
        Ok(finding.join().unwrap_or_else(|panic| panic::resume_unwind(panic)))
    })
}

fn named(name: &str) -> thread::Builder {
    thread::Builder::new().name(String::from(name))
}

/// How many threads there are to be, with the caller's, for work that is worth so many.
fn how_many(worth: usize) -> usize {
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
        let start = |_| named("find").stack_size(STACK).spawn_scoped(scope, take_part).ok();
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
