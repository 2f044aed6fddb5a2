//! One run that is forwarded: its deferral, its cancellation, and its end.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Condvar, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use bgtask_core::{catalog::limits, model::Guid};
use windows::{
    ApplicationModel::Background::{
        BackgroundTaskCanceledEventHandler, BackgroundTaskCancellationReason, BackgroundTaskDeferral,
        IBackgroundTaskInstance,
    },
    Win32::Foundation::E_UNEXPECTED,
    core::{Error, GUID, Result},
};

use super::{
    failed::{Failed, Which},
    instance::forwarded,
    server,
};
use crate::{
    host::windows::{
        activation::cancellation_reason, agile::Agile, apartment, callback::called, error::tell_debugger, life,
    },
    lock::lock,
};

/// What is left, of the time that Windows gives a cancelled task, when the forwarder stops waiting for a server that has
/// not answered. A server of bgtask's has been done with the task for longer by then.
const RESERVE: Duration = Duration::from_millis(200);

/// A run that is handed on.
pub(super) struct Forwarding {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// The deferrals that are taken and not completed.
    deferrals: usize,
    /// Whether any was taken.
    begun: bool,
    /// How the call of the server ended.
    answer: Option<Answer>,
    cancelled: Option<(BackgroundTaskCancellationReason, Instant)>,
    handlers: Vec<(i64, Arc<Agile<BackgroundTaskCanceledEventHandler>>)>,
    tokens: i64,
    /// Whether nobody waits for the run any more.
    over: bool,
}

/// What a run came to.
type Answer = std::result::Result<(), Failed>;

/// Forwards the run of `instance` to the COM class that `class_of` knows for its task.
pub(super) fn run(instance: &IBackgroundTaskInstance, class_of: impl FnOnce(&str) -> Option<Guid>) -> Result<()> {
    apartment::keep_multithreaded();
    life::keep_module();
    // The deferral before all else: whatever fails from here on, Windows is not left waiting.
    let deferral = Held(instance.GetDeferral()?);
    let which = Which::of(instance)?;
    let forwarded = match class_of(&which.name) {
        Some(class) => forward(instance, deferral, class, &which),
        None => {
            server::unregister(instance, &format!("the app has no forwarded task `{}` any more", which.name));
            Err(Failed::refused(format!("the app has no forwarded task named `{}`", which.name)))
        }
    };
    forwarded.or_else(|failed| failed.answer(&which))
}

/// Has the COM class `class` run the task, and waits for the end where the calling thread may be blocked.
fn forward(instance: &IBackgroundTaskInstance, deferral: Held, class: Guid, which: &Which) -> Answer {
    let run = Arc::new(Forwarding { state: Mutex::default(), changed: Condvar::new() });
    let no_way = || Failed::not_started("the way to IBackgroundTaskInstance from other threads");
    run.follow_cancellation(instance).map_err(Failed::not_started("IBackgroundTaskInstance.Canceled"))?;
    let windows_instance = Agile::new(instance).map_err(no_way())?;
    let given = forwarded(Arc::clone(&run), instance).and_then(|given| Agile::new(&given));
    let given = given.map_err(no_way())?;

    // Calls to the server wait for it, and Windows' thread may be one that must not.
    let class = GUID::from_u128(class.to_u128());
    let calling = thread::Builder::new().name("bgtask forwarding".into()).spawn({
        let run = Arc::clone(&run);
        move || {
            let answer = catch_unwind(AssertUnwindSafe(|| server::call(&run, &class, &given, &windows_instance)));
            drop(given);
            run.answered(answer.unwrap_or_else(|_| Err(Failed::of_task(Error::new(E_UNEXPECTED, "bgtask panicked")))));
        }
    });
    calling.map_err(|error| Failed::refused(format!("no thread could be started to forward the run: {error}")))?;
    if apartment::may_block() {
        let answer = run.wait();
        drop(deferral);
        return answer;
    }
    let waiting = thread::Builder::new().name("bgtask forwarded run".into()).spawn({
        let which = which.clone();
        move || {
            if let Err(failed) = run.wait() {
                failed.tell(&which);
            }
            drop(deferral);
        }
    });
    waiting.map_err(|error| Failed::refused(format!("no thread could be started to wait for the run: {error}")))?;
    Ok(())
}

/// Windows' deferral, completed when it is dropped.
struct Held(BackgroundTaskDeferral);

impl Drop for Held {
    fn drop(&mut self) {
        if let Err(error) = self.0.Complete() {
            tell_debugger(&format!("a task's deferral can't be completed: {error}"));
        }
    }
}

impl Forwarding {
    /// Hears of the cancellation before the server does, and passes it on.
    fn follow_cancellation(self: &Arc<Self>, instance: &IBackgroundTaskInstance) -> Result<()> {
        let run = Arc::downgrade(self);
        let handler = BackgroundTaskCanceledEventHandler::new(move |_, reason| {
            called(|| {
                if let Some(run) = run.upgrade() {
                    run.cancel(reason);
                }
            })
        });
        instance.Canceled(&handler).map(drop)
    }

    fn cancel(self: &Arc<Self>, reason: BackgroundTaskCancellationReason) {
        let handlers = {
            let mut state = lock(&self.state);
            if state.cancelled.is_some() {
                return;
            }
            state.cancelled = Some((reason, Instant::now()));
            state.handlers.clone()
        };
        self.changed.notify_all();
        // A server that does not answer is not to hold up Windows' thread, which may be one with a message loop.
        let telling = thread::Builder::new().name("bgtask cancellation".into()).spawn(move || {
            for (_, handler) in handlers {
                invoke(&handler, reason);
            }
        });
        if let Err(error) = telling {
            tell_debugger(&format!("no thread could be started to tell of a cancellation: {error}"));
        }
    }

    /// Adds a handler of the server's. One that comes after the cancellation is called at once: Windows' own instance was
    /// cancelled before the server could say that it listens.
    pub(super) fn add_handler(&self, handler: &BackgroundTaskCanceledEventHandler) -> Result<i64> {
        let handler = Arc::new(Agile::new(handler)?);
        let (token, cancelled) = {
            let mut state = lock(&self.state);
            state.tokens += 1;
            let token = state.tokens;
            if !state.over {
                state.handlers.push((token, Arc::clone(&handler)));
            }
            (token, state.cancelled)
        };
        if let Some((reason, _)) = cancelled {
            invoke(&handler, reason);
        }
        Ok(token)
    }

    pub(super) fn remove_handler(&self, token: i64) {
        let removed = {
            let mut state = lock(&self.state);
            let at = state.handlers.iter().position(|(known, _)| *known == token);
            at.map(|at| state.handlers.swap_remove(at))
        };
        drop(removed);
    }

    pub(super) fn deferral_taken(&self) {
        let mut state = lock(&self.state);
        state.deferrals += 1;
        state.begun = true;
    }

    /// Whether the server ever took a deferral.
    pub(super) fn has_begun(&self) -> bool {
        lock(&self.state).begun
    }

    /// Waits for so long, and not if the run is cancelled: whether it was not.
    pub(super) fn pause(&self, time: Duration) -> bool {
        let waiting = |state: &mut State| state.cancelled.is_none();
        let waited = self.changed.wait_timeout_while(lock(&self.state), time, waiting);
        waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }

    pub(super) fn deferral_completed(&self) {
        lock(&self.state).deferrals -= 1;
        self.changed.notify_all();
    }

    fn answered(&self, answer: Answer) {
        lock(&self.state).answer.get_or_insert(answer);
        self.changed.notify_all();
    }

    /// Waits until the run is over, and says how it ended.
    fn wait(&self) -> Answer {
        let answer = self.over();
        // The server's process may be gone, and with it the objects behind these.
        let (handlers, cancelled) = {
            let mut state = lock(&self.state);
            state.over = true;
            (std::mem::take(&mut state.handlers), state.cancelled)
        };
        drop(handlers);
        let reason = cancelled.map(|(reason, _)| cancellation_reason(reason));
        answer.map_err(|failed| failed.cancelled(reason))
    }

    fn over(&self) -> Answer {
        let mut state = lock(&self.state);
        loop {
            match &state.answer {
                // What a server that failed still holds is given up with it.
                Some(Err(failed)) => return Err(failed.clone()),
                Some(Ok(())) if state.deferrals == 0 => return Ok(()),
                _ => {}
            }
            let Some((_, at)) = state.cancelled else {
                state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            let left = limits::CANCELLATION_GRACE.saturating_sub(RESERVE + at.elapsed());
            if left.is_zero() {
                return Err(Failed::overdue());
            }
            state = self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

fn invoke(handler: &Agile<BackgroundTaskCanceledEventHandler>, reason: BackgroundTaskCancellationReason) {
    let told = handler.resolve().and_then(|handler| handler.Invoke(None, reason));
    if let Err(error) = told {
        tell_debugger(&format!("the app's COM server can't be told of a cancellation: {error}"));
    }
}
