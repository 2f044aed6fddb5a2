//! Timers in real time: one thread for the whole process, started by the first of them.

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Condvar, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use crate::lock::lock;

/// What a timer does when it is due: short work that does not block, such as waking a future.
pub type Action = Box<dyn FnOnce() + Send>;

/// A timer that was set; dropping it calls the timer off.
#[must_use = "dropping a timer calls it off"]
pub struct Timer(Option<Box<dyn FnOnce() + Send + Sync>>);

impl Timer {
    /// A timer that is called off by `call_off`.
    pub fn new(call_off: impl FnOnce() + Send + Sync + 'static) -> Self {
        Self(Some(Box::new(call_off)))
    }

    /// A timer that can't be called off.
    pub const fn done() -> Self {
        Self(None)
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(call_off) = self.0.take() {
            call_off();
        }
    }
}

impl std::fmt::Debug for Timer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Timer")
    }
}

/// Does `action` after `delay` of real time, on the timers' thread.
///
/// Should the system refuse that thread, the action is done at once: what waits for it goes on too early rather than
/// never.
pub(crate) fn after(delay: Duration, action: Action) -> Timer {
    // A delay past the end of the clock is one that never ends.
    let Some(due) = Instant::now().checked_add(delay) else {
        return Timer::done();
    };
    let mut timers = lock(&TIMERS);
    if !timers.running {
        let thread = thread::Builder::new().name("bgtask timers".into()).spawn(run);
        if thread.is_err() {
            drop(timers);
            action();
            return Timer::done();
        }
        timers.running = true;
    }
    timers.count += 1;
    let key = (due, timers.count);
    timers.queue.insert(key, action);
    drop(timers);
    CHANGED.notify_one();
    Timer::new(move || {
        let action = lock(&TIMERS).queue.remove(&key);
        drop(action);
    })
}

struct Timers {
    running: bool,
    count: u64,
    queue: BTreeMap<(Instant, u64), Action>,
}

static TIMERS: Mutex<Timers> = Mutex::new(Timers { running: false, count: 0, queue: BTreeMap::new() });
static CHANGED: Condvar = Condvar::new();

fn run() {
    let mut timers = lock(&TIMERS);
    loop {
        let now = Instant::now();
        match timers.queue.first_entry() {
            None => timers = CHANGED.wait(timers).unwrap_or_else(PoisonError::into_inner),
            Some(entry) if entry.key().0 > now => {
                let wait = entry.key().0 - now;
                timers = CHANGED.wait_timeout(timers, wait).unwrap_or_else(PoisonError::into_inner).0;
            }
            Some(entry) => {
                let action = entry.remove();
                drop(timers);
                // A waker is the user's executor's code: should it panic, the other timers go on.
                let _ = catch_unwind(AssertUnwindSafe(action));
                timers = lock(&TIMERS);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::mpsc, time::Duration};

    use super::after;

    #[test]
    fn timers_fire_in_the_order_of_their_delays_and_not_after_they_are_called_off() {
        let (sender, receiver) = mpsc::channel();
        let set = |delay, word| {
            let sender = sender.clone();
            after(Duration::from_millis(delay), Box::new(move || sender.send(word).expect("the test listens")))
        };
        let called_off = set(1, "called off");
        drop(called_off);
        let timers = (set(20, "second"), set(5, "first"), set(u64::MAX, "never"));
        assert_eq!(receiver.recv(), Ok("first"));
        assert_eq!(receiver.recv(), Ok("second"));
        drop(timers);
    }
}
