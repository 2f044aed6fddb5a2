//! The smallest executor that can drive a task: it parks the thread.

use std::{
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
    thread::{self, Thread},
};

/// Drives `future` to its end on the current thread, which sleeps while the future waits.
///
/// It has no timers and no IO: a future that needs those brings its own, or the app names its runtime's `block_on`:
///
/// ```ignore
/// #[background_app(tasks(RefreshFeed), block_on = tokio_block_on)]
/// pub struct App;
///
/// fn tokio_block_on<F: Future>(future: F) -> F::Output {
///     tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(future)
/// }
/// ```
///
/// ```
/// assert_eq!(bgtask::block_on(async { 1 + 1 }), 2);
/// ```
pub fn block_on<F: Future>(future: F) -> F::Output {
    let parker = Arc::new(Parker { thread: thread::current(), woken: AtomicBool::new(false) });
    let waker = Waker::from(Arc::clone(&parker));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        while !parker.woken.swap(false, Ordering::Acquire) {
            thread::park();
        }
    }
}

/// Unparks a thread. The flag keeps a wake that comes before the thread parks, and tells it from a stray unpark.
struct Parker {
    thread: Thread,
    woken: AtomicBool,
}

impl Wake for Parker {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if !self.woken.swap(true, Ordering::Release) {
            self.thread.unpark();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::mpsc,
        task::{Poll, Waker},
        thread,
    };

    use super::block_on;

    #[test]
    fn a_future_woken_from_another_thread_goes_on() {
        let (sender, receiver) = mpsc::channel::<Waker>();
        let waking = thread::spawn(move || receiver.iter().for_each(Waker::wake));
        let mut polls = 0;
        let result = block_on(std::future::poll_fn(|context| {
            polls += 1;
            if polls == 4 {
                return Poll::Ready("done");
            }
            sender.send(context.waker().clone()).expect("the other thread listens");
            Poll::Pending
        }));
        assert_eq!(result, "done");
        drop(sender);
        waking.join().expect("the other thread ends");
    }

    #[test]
    fn a_future_that_wakes_itself_is_polled_again() {
        let mut first = true;
        block_on(std::future::poll_fn(|context| {
            if std::mem::take(&mut first) {
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            Poll::Ready(())
        }));
    }
}
