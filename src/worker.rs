//! The thread that a run has to itself.

use std::{
    any::Any,
    fmt, io,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    task::{Context, Poll, Waker},
    thread,
};

use crate::{BackgroundApp, DeclaredTask, Outcome, TaskInstance, deferral::Deferral, lock::lock};

/// Runs `T` on a thread of its own. The deferral is completed whatever becomes of it.
pub(crate) fn start<A: BackgroundApp, T: DeclaredTask>(deferral: Deferral) -> io::Result<()> {
    spawn(deferral, |task| {
        let future = run::<T>(task.clone());
        let run = Run { task, future: Some(Box::pin(future)) };
        A::block_on(HostedRun(run))
    })
}

async fn run<T: DeclaredTask>(task: TaskInstance) -> Result<(), String> {
    let value = T::create();
    value.run(&task).await.map_err(|error| error.to_string())
}

fn spawn(deferral: Deferral, work: fn(TaskInstance) -> Outcome) -> io::Result<()> {
    let task = deferral.task().clone();
    // A thread's name can't have a zero in it.
    let thread = thread::Builder::new().name(format!("bgtask {}", task.name().replace('\0', "")));
    let spawned = thread.spawn({
        // The thread makes its own hold on the deferral: a closure that no thread took is dropped inside `spawn`, and
        // would complete the deferral before the reason is known.
        let task = task.clone();
        move || {
            let deferral = Deferral::new(task.clone());
            match catch_unwind(AssertUnwindSafe(|| work(task))) {
                Ok(outcome) => deferral.complete(outcome),
                Err(panic) => deferral.complete(Outcome::Panicked(panic_text(&*panic))),
            }
        }
    });
    match spawned {
        Ok(_) => {
            deferral.hand_over();
            Ok(())
        }
        Err(error) => {
            deferral.complete(Outcome::NotStarted(format!("no thread could be started: {error}")));
            Err(error)
        }
    }
}

fn panic_text(panic: &(dyn Any + Send)) -> String {
    if let Some(text) = panic.downcast_ref::<&str>() {
        (*text).to_owned()
    } else if let Some(text) = panic.downcast_ref::<String>() {
        text.clone()
    } else {
        "a panic without a text".to_owned()
    }
}

/// What the task returns, its error as text. Made on the worker and never leaving it, it need not be `Send`.
type TaskFuture = Pin<Box<dyn Future<Output = Result<(), String>>>>;

/// A run on its worker thread: the task's future, which is dropped where it waits when its time is over.
pub struct Run {
    task: TaskInstance,
    future: Option<TaskFuture>,
}

impl Run {
    /// The run's instance.
    pub fn task(&self) -> &TaskInstance {
        &self.task
    }

    /// How many clones of the waker of the last poll are held here and by the run's own waits: for a cancellation, and
    /// for the end of a sleep.
    pub(crate) fn own_waits(&self, waker: &Waker) -> usize {
        let inner = &self.task.inner;
        1 + inner.cancellations.count(waker) + inner.sleepers.count(waker)
    }

    /// Whether the run sleeps with another waker than that of the last poll: in a future with an executor of its own.
    pub(crate) fn sleeps_elsewhere(&self, waker: &Waker) -> bool {
        self.task.inner.sleepers.any_other(waker)
    }

    /// Polls the task, unless its time is over: then it is dropped.
    pub fn poll(&mut self, context: &mut Context<'_>) -> Poll<Outcome> {
        let (over, earlier) = {
            let mut phase = lock(&self.task.inner.phase);
            let earlier = phase.set_worker(context.waker().clone());
            (phase.is_over(), earlier)
        };
        drop(earlier);
        if over {
            self.future = None;
            return Poll::Ready(Outcome::Dropped);
        }
        let Some(future) = &mut self.future else {
            return Poll::Ready(Outcome::Dropped);
        };
        future.as_mut().poll(context).map(|result| {
            self.future = None;
            match result {
                Ok(()) => Outcome::Completed,
                Err(text) => Outcome::Failed(text),
            }
        })
    }
}

impl fmt::Debug for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Run").field(&self.task).finish()
    }
}

/// A run as its executor sees it: polled by way of its host.
struct HostedRun(Run);

impl Future for HostedRun {
    type Output = Outcome;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Outcome> {
        let task = self.0.task.clone();
        task.inner.host.poll(&mut self.0, context)
    }
}
