//! Events that are awaited one after another.

use std::{
    collections::VecDeque,
    fmt,
    future::poll_fn,
    sync::{Arc, Mutex},
    task::{Poll, Waker},
};

use crate::{lock::lock, subscription::Subscription};

/// Events as they come, kept until they are asked for; dropping it ends the subscription.
pub struct Events<T> {
    queue: Arc<Queue<T>>,
    _subscription: Subscription,
}

struct Queue<T>(Mutex<Waiting<T>>);

struct Waiting<T> {
    events: VecDeque<T>,
    waker: Option<Waker>,
}

impl<T> Queue<T> {
    fn push(&self, event: T) {
        let waker = {
            let mut waiting = lock(&self.0);
            waiting.events.push_back(event);
            waiting.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl<T: Send + 'static> Events<T> {
    /// The events that `subscribe` has sent to the function that it is given.
    pub(crate) fn subscribe<E>(
        subscribe: impl FnOnce(Box<dyn Fn(T) + Send + Sync>) -> Result<Subscription, E>,
    ) -> Result<Self, E> {
        let queue = Arc::new(Queue(Mutex::new(Waiting { events: VecDeque::new(), waker: None })));
        let sending = Arc::clone(&queue);
        let subscription = subscribe(Box::new(move |event| sending.push(event)))?;
        Ok(Self { queue, _subscription: subscription })
    }
}

impl<T> Events<T> {
    /// The next event, when it comes.
    pub async fn next(&mut self) -> T {
        poll_fn(|context| {
            let mut waiting = lock(&self.queue.0);
            if let Some(event) = waiting.events.pop_front() {
                return Poll::Ready(event);
            }
            let earlier = waiting.waker.replace(context.waker().clone());
            drop(waiting);
            drop(earlier);
            Poll::Pending
        })
        .await
    }

    /// The next event, if it has come.
    pub fn try_next(&mut self) -> Option<T> {
        lock(&self.queue.0).events.pop_front()
    }
}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Events")
    }
}
