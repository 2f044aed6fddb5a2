//! What a test asks of the double.

use std::{
    ffi::c_void,
    io::{BufRead as _, Write as _, stdin, stdout},
    panic::catch_unwind,
};

use serde::Serialize;
use windows_control::{Begun, Live, Registration, Request};
use windows_core::HRESULT;

use crate::{
    builder::Registered,
    calls,
    events::{self, ENTERED, LEAVING},
    live, run,
    store::{self, Ended, State},
};

type Take = unsafe extern "C" fn(*mut c_void, *const u8, usize);

/// Answers a request. The crate `control` has the other side of it.
///
/// # Safety
///
/// `request` is the address of `length` bytes that live through the call; `take` may be called with `answer`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn bgtask_control(request: *const u8, length: usize, take: Take, answer: *mut c_void) {
    // SAFETY: the caller promises it.
    let request = unsafe { std::slice::from_raw_parts(request, length) };
    let bytes = answered(request);
    // SAFETY: the caller promises it.
    unsafe { take(answer, bytes.as_ptr(), bytes.len()) };
}

/// Answers requests of a line each on the standard input until there are no more: in a process that is not the test's.
pub fn serve() {
    for line in stdin().lock().lines() {
        let answer = answered(line.expect("requests are text").as_bytes());
        let mut output = stdout().lock();
        let written = output.write_all(&answer).and_then(|()| output.write_all(b"\n")).and_then(|()| output.flush());
        written.expect("the test reads on");
    }
}

/// A panic is the test's to see, and leaves no function that others call.
fn answered(request: &[u8]) -> Vec<u8> {
    let done = catch_unwind(|| carry_out(serde_json::from_slice(request).map_err(|error| error.to_string())?))
        .unwrap_or_else(|_| Err("it panicked".to_owned()));
    done.or_else(|error| serde_json::to_vec(&Err::<(), _>(error))).expect("a text is JSON")
}

/// What the other side reads.
fn done(answer: impl Serialize) -> Result<Vec<u8>, String> {
    serde_json::to_vec(&Ok::<_, ()>(answer)).map_err(|error| error.to_string())
}

fn carry_out(request: Request) -> Result<Vec<u8>, String> {
    match request {
        Request::Reset => {
            run::forget();
            store::with(|state| *state = State::default());
            calls::take();
            done(())
        }
        Request::Configure(configuration) => {
            store::with(|state| state.configuration = configuration);
            done(())
        }
        Request::Configuration => done(store::with(|state| state.configuration.clone())),
        Request::TakeCalls => done(calls::take()),
        Request::Registrations => {
            let all = store::with(|state| state.registrations.clone());
            done(all.into_iter().map(told).collect::<Vec<_>>())
        }
        Request::Settings { container } => {
            done(store::with(|state| state.settings.get(&container).cloned().unwrap_or_default()))
        }
        Request::PutSetting { container, key, value } => {
            store::with(|state| {
                let values = state.settings.entry(container).or_default();
                match value {
                    Some(value) => values.insert(key, value),
                    None => values.remove(&key),
                }
            });
            done(())
        }
        Request::Begin { name } => {
            let (number, registered) = run::next(&name);
            let Registered { id, entry_point, clsid, .. } =
                registered.ok_or_else(|| format!("nothing is registered as {name}"))?;
            done(Begun { registration: id, instance: run::id(number), entry_point, class: clsid })
        }
        Request::End { registration, instance, result } => {
            store::with(|state| state.ended.push(Ended { registration, instance, result }));
            done(())
        }
        Request::Activate { name, details } => done(run::activate(&name, details).map_err(|error| error.to_string())?),
        Request::Cancel { instance, reason } => {
            if !run::cancel(instance, reason) {
                return Err(format!("there is no instance {instance}"));
            }
            done(())
        }
        Request::Instance { instance } => {
            done(run::state(instance).ok_or_else(|| format!("there is no instance {instance}"))?)
        }
        Request::Progress { name, instance, progress } => {
            done(run::progress(registration(&name)?, instance, progress).map_err(|error| error.to_string())?)
        }
        Request::Complete { name, instance, result } => {
            let told = run::complete(registration(&name)?, instance, HRESULT(result.cast_signed()));
            done(told.map_err(|error| error.to_string())?)
        }
        Request::EnterBackground => {
            done(run::elsewhere(|| ENTERED.raise(|()| true, |handler| handler.Invoke(None, &events::entered()?))))
        }
        Request::LeaveBackground => {
            done(run::elsewhere(|| LEAVING.raise(|()| true, |handler| handler.Invoke(None, &events::leaving()?))))
        }
        Request::Live => done(Live { objects: live::objects(), handlers: events::listeners() }),
    }
}

fn registration(name: &str) -> Result<u128, String> {
    let found = store::with(|state| {
        state.registrations.iter().find(|registered| registered.name == name).map(|registered| registered.id)
    });
    found.ok_or_else(|| format!("nothing is registered as {name}"))
}

fn told(registered: Registered) -> Registration {
    let Registered { id, name, trigger, once, group, .. } = registered;
    Registration { id, name, trigger, once, group }
}
