//! What a test asks of the double.

use std::ffi::c_void;

use control::{Live, Registration, Request};
use serde_json::{Value, json};
use windows_core::HRESULT;

use crate::{
    builder::Registered,
    calls,
    events::{self, ENTERED, LEAVING},
    live, run,
    store::{self, State},
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
    let done = serde_json::from_slice(request).map_err(|error| error.to_string()).and_then(carry_out);
    let bytes = serde_json::to_vec(&done).expect("it is plain data");
    // SAFETY: the caller promises it.
    unsafe { take(answer, bytes.as_ptr(), bytes.len()) };
}

fn carry_out(request: Request) -> Result<Value, String> {
    Ok(match request {
        Request::Reset => {
            run::forget();
            store::with(|state| *state = State::default());
            calls::take();
            Value::Null
        }
        Request::Configure(configuration) => {
            store::with(|state| state.configuration = configuration);
            Value::Null
        }
        Request::Configuration => json!(store::with(|state| state.configuration.clone())),
        Request::TakeCalls => json!(calls::take()),
        Request::Registrations => {
            let all = store::with(|state| state.registrations.clone());
            json!(all.into_iter().map(told).collect::<Vec<_>>())
        }
        Request::Settings { container } => {
            json!(store::with(|state| state.settings.get(&container).cloned().unwrap_or_default()))
        }
        Request::Activate { name, details } => {
            json!(run::activate(&name, details).map_err(|error| error.to_string())?)
        }
        Request::Cancel { instance, reason } => {
            if !run::cancel(instance, reason) {
                return Err(format!("there is no instance {instance}"));
            }
            Value::Null
        }
        Request::Instance { instance } => {
            json!(run::state(instance).ok_or_else(|| format!("there is no instance {instance}"))?)
        }
        Request::Progress { name, instance, progress } => {
            json!(run::progress(registration(&name)?, instance, progress).map_err(|error| error.to_string())?)
        }
        Request::Complete { name, instance, result } => {
            let told = run::complete(registration(&name)?, instance, HRESULT(result.cast_signed()));
            json!(told.map_err(|error| error.to_string())?)
        }
        Request::EnterBackground => {
            json!(run::elsewhere(|| { ENTERED.raise(|()| true, |handler| handler.Invoke(None, &events::entered()?)) }))
        }
        Request::LeaveBackground => {
            json!(run::elsewhere(|| { LEAVING.raise(|()| true, |handler| handler.Invoke(None, &events::leaving()?)) }))
        }
        Request::Live => json!(Live { objects: live::objects(), handlers: events::listeners() }),
    })
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
