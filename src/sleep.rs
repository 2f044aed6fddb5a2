//! Waiting in the host's time.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use crate::{TaskInstance, timer::Timer, waiters::Key};

/// A wait in the host's time, from [`TaskInstance::sleep`]. It counts from when it was made.
#[derive(Debug)]
#[must_use = "a future does nothing unless it is awaited"]
pub struct Sleep {
    task: TaskInstance,
    key: Key,
    over: Arc<AtomicBool>,
    _timer: Timer,
}

impl Sleep {
    pub(crate) fn new(task: TaskInstance, duration: Duration) -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let key = task.inner.sleepers.reserve();
        let timer = {
            // The run may be gone when the timer fires: a spawned future can outlive it, and so can its sleep.
            let (inner, over) = (Arc::downgrade(&task.inner), Arc::clone(&over));
            let wake = move || {
                over.store(true, Ordering::Release);
                if let Some(inner) = inner.upgrade() {
                    inner.sleepers.wake(key);
                }
            };
            task.inner.host.after(duration, Box::new(wake))
        };
        Self { task, key, over, _timer: timer }
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        // First to wait and then to look, so that a timer that fires in between is not missed.
        self.task.inner.sleepers.wait(self.key, context.waker());
        if self.over.load(Ordering::Acquire) {
            self.task.inner.sleepers.leave(self.key);
            return Poll::Ready(());
        }
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.task.inner.sleepers.leave(self.key);
    }
}
