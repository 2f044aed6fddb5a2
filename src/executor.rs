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
/// ```
/// assert_eq!(bgtask::block_on(async { 1 + 1 }), 2);
/// ```
///
/// It has no timers and no IO. A task sleeps by [`TaskInstance::sleep`](crate::TaskInstance::sleep); an app whose tasks
/// need an async runtime names that runtime's `block_on`, and every run is driven by it:
///
/// ```
/// use std::time::Duration;
///
/// use bgtask::{TriggerDetails, host::simulated::Simulation, prelude::*};
///
/// fn on_tokio<F: Future>(future: F) -> F::Output {
///     let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
///     runtime.expect("a runtime can be had").block_on(future)
/// }
///
/// #[background_task(trigger = "time:15")]
/// async fn refresh() -> Result<(), tokio::task::JoinError> {
///     tokio::spawn(tokio::time::sleep(Duration::from_millis(1))).await
/// }
///
/// #[background_app(tasks(refresh), block_on = on_tokio)]
/// struct App;
///
/// let simulation = Simulation::<App>::new();
/// simulation.block_on(App::register_all(&simulation))?;
/// simulation.fire("refresh", &TriggerDetails::NONE);
/// assert!(simulation.timeline().to_string().ends_with("refresh  completed\n"));
/// # Ok::<(), bgtask::registration::RegisterAllError>(())
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
