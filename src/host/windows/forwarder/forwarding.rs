//! One run that is forwarded: its deferral, its cancellation, and its end.

#![allow(unsafe_code, reason = "the app's COM server is started by a raw call")]

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Condvar, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use bgtask_core::{
    catalog::{error_code::hresult, limits},
    model::Guid,
};
use windows::{
    ApplicationModel::Background::{
        BackgroundTaskCanceledEventHandler, BackgroundTaskCancellationReason, BackgroundTaskDeferral, IBackgroundTask,
        IBackgroundTaskInstance,
    },
    Win32::{
        Foundation::{
            CO_E_SERVER_STOPPING, E_FAIL, E_UNEXPECTED, ERROR_CANCELLED, REGDB_E_CLASSNOTREG, RPC_E_DISCONNECTED,
        },
        System::Com::{CLSCTX_LOCAL_SERVER, CoCreateInstance},
    },
    core::{Error, GUID, HRESULT, Result},
};

use super::instance::forwarded;
use crate::{
    host::windows::{agile::Agile, apartment, callback::called, error::tell_debugger, failure, life},
    lock::lock,
};

/// What is left, of the time that Windows gives a cancelled task, when the forwarder stops waiting for a server that has
/// not answered. A server of bgtask's has been done with the task for longer by then.
const RESERVE: Duration = Duration::from_millis(200);

/// How COM answers for a server that is ending.
const IS_ENDING: [HRESULT; 3] =
    [CO_E_SERVER_STOPPING, RPC_E_DISCONNECTED, HRESULT(hresult::RPC_S_SERVER_UNAVAILABLE.cast_signed())];

/// How often a server is asked for.
const ATTEMPTS: u32 = 5;

/// How long the next attempt waits.
const PAUSE: Duration = Duration::from_millis(100);

/// A run that is handed on.
pub(super) struct Forwarding {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// The deferrals that are taken and not completed.
    deferrals: usize,
    /// What the server's `Run` answered.
    answer: Option<Result<()>>,
    cancelled: Option<(BackgroundTaskCancellationReason, Instant)>,
    handlers: Vec<(i64, Arc<Agile<BackgroundTaskCanceledEventHandler>>)>,
    tokens: i64,
}

/// Forwards the run of `instance` to the COM class that `class_of` knows for its task.
pub(super) fn run(instance: &IBackgroundTaskInstance, class_of: impl FnOnce(&str) -> Option<Guid>) -> Result<()> {
    apartment::keep_multithreaded();
    life::keep_module();
    // The deferral before all else: whatever fails from here on, Windows is not left waiting.
    let deferral = Held(instance.GetDeferral()?);
    let task = instance.Task()?;
    let (name, registration) = (task.Name()?.to_string_lossy(), Guid::from_u128(task.TaskId()?.to_u128()));
    let Some(class) = class_of(&name) else {
        unregister(instance, &format!("the app has no forwarded task `{name}` any more"));
        let error = Error::new(E_FAIL, format!("the app has no forwarded task named `{name}`"));
        return failure::answer(registration, error);
    };
    let run = Arc::new(Forwarding { state: Mutex::default(), changed: Condvar::new() });
    run.follow_cancellation(instance)?;
    let windows_instance = Agile::new(instance)?;
    let given = Agile::new(&forwarded(Arc::clone(&run), instance)?)?;

    // Calls to the server wait for it, and Windows' thread may be one that must not.
    let class = GUID::from_u128(class.to_u128());
    let calling = thread::Builder::new().name("bgtask forwarding".into()).spawn({
        let run = Arc::clone(&run);
        move || {
            let answer = catch_unwind(AssertUnwindSafe(|| call_server(&class, &given, &windows_instance)));
            drop(given);
            run.answered(answer.unwrap_or_else(|_| Err(Error::new(E_UNEXPECTED, "bgtask panicked"))));
        }
    });
    calling.map_err(|error| Error::new(E_FAIL, format!("no thread could be started to forward the run: {error}")))?;
    if apartment::may_block() {
        let answer = run.wait();
        drop(deferral);
        return answer.or_else(|error| failure::answer(registration, error));
    }
    let waiting = thread::Builder::new().name("bgtask forwarded run".into()).spawn(move || {
        if let Err(error) = run.wait() {
            tell_debugger(&format!("a forwarded run failed: {error}"));
        }
        drop(deferral);
    });
    waiting.map_err(|error| Error::new(E_FAIL, format!("no thread could be started to wait for the run: {error}")))?;
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

/// Has the server run the task; returns when its `Run` does.
fn call_server(
    class: &GUID,
    given: &Agile<IBackgroundTaskInstance>,
    instance: &Agile<IBackgroundTaskInstance>,
) -> Result<()> {
    let server = start_server(class).inspect_err(|error| {
        if error.code() == REGDB_E_CLASSNOTREG {
            match instance.resolve() {
                Ok(instance) => unregister(&instance, "the COM class of the task is not registered any more"),
                Err(error) => tell_debugger(&format!("an orphaned task can't be reached: {error}")),
            }
        }
    })?;
    server.Run(&given.resolve()?)
}

/// Asks COM for the app's server. One that is just ending may still be found and answer no more; nothing has run by then,
/// and the next attempt starts a new one.
fn start_server(class: &GUID) -> Result<IBackgroundTask> {
    let mut attempts = 0;
    loop {
        // SAFETY: the id lives through the call, and nothing aggregates the object.
        let server: Result<IBackgroundTask> = unsafe { CoCreateInstance(class, None, CLSCTX_LOCAL_SERVER) };
        attempts += 1;
        match server {
            Err(error) if attempts < ATTEMPTS && IS_ENDING.contains(&error.code()) => thread::sleep(PAUSE),
            server => return server,
        }
    }
}

/// Removes the registration of `instance`, which can only fail from now on.
fn unregister(instance: &IBackgroundTaskInstance, why: &str) {
    let unregistered = instance.Task().and_then(|registration| registration.Unregister(false));
    match unregistered {
        Ok(()) => tell_debugger(&format!("a task is unregistered: {why}")),
        Err(error) => tell_debugger(&format!("a task can't be unregistered, though {why}: {error}")),
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

    fn cancel(&self, reason: BackgroundTaskCancellationReason) {
        let handlers = {
            let mut state = lock(&self.state);
            if state.cancelled.is_some() {
                return;
            }
            state.cancelled = Some((reason, Instant::now()));
            state.handlers.clone()
        };
        self.changed.notify_all();
        for (_, handler) in handlers {
            invoke(&handler, reason);
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
            state.handlers.push((token, Arc::clone(&handler)));
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
        lock(&self.state).deferrals += 1;
    }

    pub(super) fn deferral_completed(&self) {
        lock(&self.state).deferrals -= 1;
        self.changed.notify_all();
    }

    fn answered(&self, answer: Result<()>) {
        lock(&self.state).answer.get_or_insert(answer);
        self.changed.notify_all();
    }

    /// Waits until the run is over, and says how it ended.
    fn wait(&self) -> Result<()> {
        let answer = self.over();
        // The server's process may be gone, and with it the objects behind these.
        let handlers = std::mem::take(&mut lock(&self.state).handlers);
        drop(handlers);
        answer
    }

    fn over(&self) -> Result<()> {
        let mut state = lock(&self.state);
        loop {
            match &state.answer {
                // What a server that failed still holds is given up with it.
                Some(Err(error)) => return Err(error.clone()),
                Some(Ok(())) if state.deferrals == 0 => return Ok(()),
                _ => {}
            }
            let Some((_, at)) = state.cancelled else {
                state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            let left = limits::CANCELLATION_GRACE.saturating_sub(RESERVE + at.elapsed());
            if left.is_zero() {
                return Err(Error::new(
                    ERROR_CANCELLED.to_hresult(),
                    "the app's COM server did not end a cancelled run in time",
                ));
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
