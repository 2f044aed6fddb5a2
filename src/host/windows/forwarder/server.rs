//! The app's COM server: asked for, called, and missed.

#![allow(unsafe_code, reason = "the app's COM server is started by a raw call")]

use std::time::Duration;

use bgtask_core::catalog::error_code::hresult;
use windows::{
    ApplicationModel::Background::{IBackgroundTask, IBackgroundTaskInstance},
    Win32::{
        Foundation::{
            CO_E_SERVER_STOPPING, REGDB_E_CLASSNOTREG, RPC_E_DISCONNECTED, RPC_E_SERVER_DIED, RPC_E_SERVER_DIED_DNE,
        },
        System::Com::{CLSCTX_LOCAL_SERVER, CoCreateInstance},
    },
    core::{Error, GUID, HRESULT, Result},
};

use super::{failed::Failed, forwarding::Forwarding};
use crate::host::windows::{agile::Agile, error::tell_debugger};

/// How COM answers for a server that is ending, or has ended.
const IS_ENDING: [HRESULT; 6] = [
    CO_E_SERVER_STOPPING,
    RPC_E_DISCONNECTED,
    RPC_E_SERVER_DIED,
    RPC_E_SERVER_DIED_DNE,
    HRESULT(hresult::RPC_S_SERVER_UNAVAILABLE.cast_signed()),
    HRESULT(hresult::RPC_S_CALL_FAILED.cast_signed()),
];

/// How often a server is asked for.
const ATTEMPTS: u32 = 5;

/// How long the next attempt waits.
const PAUSE: Duration = Duration::from_millis(100);

/// How long after a class was missed it is looked for once more: a package that is being serviced has its classes back by
/// then, and a run has 30 seconds.
const SECOND_LOOK: Duration = Duration::from_secs(5);

/// Has the server of `class` run the task; returns when its `Run` does.
///
/// A server that is just ending may still be found and answer no more. As long as it has taken no deferral, which is the
/// first thing that a server of bgtask's does, nothing has run, and it is asked for again.
pub(super) fn call(
    run: &Forwarding,
    class: &GUID,
    given: &Agile<IBackgroundTaskInstance>,
    instance: &Agile<IBackgroundTaskInstance>,
) -> std::result::Result<(), Failed> {
    let given = given.resolve().map_err(Failed::not_started("the way to the forwarded instance"))?;
    let mut attempts = 0;
    loop {
        attempts += 1;
        let called = find(run, class, instance).and_then(|server| server.Run(&given));
        let error = match called {
            Ok(()) => return Ok(()),
            Err(error) => error,
        };
        match (IS_ENDING.contains(&error.code()), run.has_begun()) {
            (true, true) => return Err(Failed::killed(error)),
            (false, true) => return Err(Failed::of_task(error)),
            (true, false) if attempts < ATTEMPTS && run.pause(PAUSE) => {}
            (_, false) => return Err(Failed::not_started("the start of the app's COM server")(error)),
        }
    }
}

/// Asks COM for the server. A class that is missing twice is gone for good, and the registration with it; the first time
/// alone is no proof, as the classes of a package are away while it is serviced.
fn find(run: &Forwarding, class: &GUID, instance: &Agile<IBackgroundTaskInstance>) -> Result<IBackgroundTask> {
    match create(class) {
        Err(error) if is_missing(&error) && run.pause(SECOND_LOOK) => {
            let found = create(class);
            if found.as_ref().is_err_and(is_missing) {
                match instance.resolve() {
                    Ok(instance) => unregister(&instance, "the COM class of the task is not registered any more"),
                    Err(error) => tell_debugger(&format!("an orphaned task can't be reached: {error}")),
                }
            }
            found
        }
        found => found,
    }
}

fn is_missing(error: &Error) -> bool {
    error.code() == REGDB_E_CLASSNOTREG
}

fn create(class: &GUID) -> Result<IBackgroundTask> {
    // SAFETY: the id lives through the call, and nothing aggregates the object.
    unsafe { CoCreateInstance(class, None, CLSCTX_LOCAL_SERVER) }
}

/// Removes the registration of `instance`, which can only fail from now on.
pub(super) fn unregister(instance: &IBackgroundTaskInstance, why: &str) {
    let unregistered = instance.Task().and_then(|registration| registration.Unregister(false));
    match unregistered {
        Ok(()) => tell_debugger(&format!("a task is unregistered: {why}")),
        Err(error) => tell_debugger(&format!("a task can't be unregistered, though {why}: {error}")),
    }
}
