//! The app's COM server: the process that Windows starts for the tasks of a packaged desktop app.
//!
//! Source: <https://learn.microsoft.com/windows/uwp/launch-resume/create-and-register-a-winmain-background-task>

#![allow(unsafe_code, reason = "classes are registered with COM by raw calls")]

use std::{collections::BTreeSet, env, ffi::c_void, io, panic, sync::Mutex, thread, time::Duration};

use bgtask_core::{
    catalog::{HostingModel, names},
    model::Guid,
};
use windows::{
    Win32::{
        Foundation::{CLASS_E_NOAGGREGATION, E_POINTER},
        System::Com::{
            CLSCTX_LOCAL_SERVER, COINIT_MULTITHREADED, CoInitializeEx, CoRegisterClassObject, CoResumeClassObjects,
            CoRevokeClassObject, IClassFactory, IClassFactory_Impl, REGCLS_MULTIPLEUSE, REGCLS_SUSPENDED,
        },
    },
    core::{BOOL, Error, GUID, IUnknown, Interface, Ref, Result, implement},
};

use super::{
    apartment,
    callback::answered,
    error::{refused, tell_debugger},
    life::{self, Life},
    task_object::task_object,
};
use crate::{
    BackgroundApp,
    app::keep_record,
    host::{HostError, HostErrorKind},
    lock::lock,
};

/// How long a process that Windows started waits for the activation that it was started for.
const FIRST_ACTIVATION: Duration = Duration::from_secs(60);

/// What the process was started for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartedFor {
    /// By a user, or anyone but Windows: the app is to go on as ever.
    User,
    /// By Windows, to run tasks. They have run, and the process is to end.
    Tasks,
}

/// Runs the tasks of `A` if Windows started this process for them, by their COM classes, until the last of them is done.
/// To be called before all else in `main`:
///
/// ```no_run
/// use bgtask::{BackgroundApp, host::windows::{StartedFor, serve_com}};
///
/// # fn main() {}
/// fn start<App: BackgroundApp>() -> Result<(), Box<dyn std::error::Error>> {
///     if serve_com::<App>()? == StartedFor::Tasks {
///         return Ok(());
///     }
///     // From here on as any app.
///     Ok(())
/// }
/// ```
///
/// Windows' start is told from others by the argument that `cargo bgtask sync` writes into the manifest. Tasks of the models
/// `com` and `forwarded` are run so. They run in a process of their own, also while the user has the app open.
///
/// # Errors
///
/// - [`HostErrorKind::Other`] when no task of `A` is of these models.
/// - When COM refuses a class: another process of the app's may serve it.
pub fn serve_com<A: BackgroundApp>() -> std::result::Result<StartedFor, HostError> {
    keep_record::<A>();
    let classes = classes::<A>();
    if classes.is_empty() {
        let text = "the app has no task of the model `com` or `forwarded`, and so nothing to serve by COM";
        return Err(HostError::new(HostErrorKind::Other, text));
    }
    if !env::args_os().skip(1).any(|argument| argument == names::COM_SERVER_ARGUMENTS) {
        return Ok(StartedFor::User);
    }
    // A thread of its own, as the caller's may belong to a single-threaded apartment, in which calls would wait for it.
    let server = thread::Builder::new().name("bgtask COM server".into()).spawn(move || serve::<A>(&classes));
    let server = server.map_err(|error: io::Error| {
        HostError::new(HostErrorKind::Other, format!("no thread could be started for the COM server: {error}"))
    })?;
    match server.join() {
        Ok(served) => served.map(|()| StartedFor::Tasks).map_err(refused("a COM class of the app's")),
        Err(panicked) => panic::resume_unwind(panicked),
    }
}

/// The COM classes of the app's tasks, each once.
fn classes<A: BackgroundApp>() -> BTreeSet<u128> {
    let of_com = |model| matches!(model, HostingModel::Com | HostingModel::Forwarded);
    let tasks = A::TASKS.iter().filter_map(|task| task.windows).filter(|windows| of_com(windows.model));
    tasks.filter_map(|windows| windows.clsid).map(Guid::to_u128).collect()
}

fn serve<A: BackgroundApp>(classes: &BTreeSet<u128>) -> Result<()> {
    apartment::keep_multithreaded();
    // SAFETY: the thread is ours and new, and ends with this function; the apartment outlives it.
    unsafe { CoInitializeEx(None, COINIT_MULTITHREADED) }.ok()?;
    life::begin_serving();
    let factory = IClassFactory::from(Factory { make: make::<A>, locks: Mutex::default() });
    let mut registered = Registered(Vec::with_capacity(classes.len()));
    for class in classes {
        let class = GUID::from_u128(*class);
        // SAFETY: the id lives through the call, and COM takes a reference of its own to the factory, whose methods may
        // be called on any thread. It stays registered until `registered` is dropped.
        let cookie = unsafe {
            CoRegisterClassObject(
                &raw const class,
                &factory,
                CLSCTX_LOCAL_SERVER,
                REGCLS_MULTIPLEUSE | REGCLS_SUSPENDED,
            )
        };
        registered.0.push(cookie?);
    }
    // SAFETY: the call takes nothing. All classes are there: the first activation may be for any of them.
    unsafe { CoResumeClassObjects() }?;
    life::wait_for_the_last(FIRST_ACTIVATION);
    drop(registered);
    life::wait_until_nothing_lives();
    Ok(())
}

/// Classes that are registered with COM, by their cookies.
struct Registered(Vec<u32>);

impl Drop for Registered {
    fn drop(&mut self) {
        for cookie in &self.0 {
            // SAFETY: COM gave the cookie, and it is given back once.
            if let Err(error) = unsafe { CoRevokeClassObject(*cookie) } {
                tell_debugger(&format!("a COM class can't be revoked: {error}"));
            }
        }
    }
}

fn make<A: BackgroundApp>() -> Result<IUnknown> {
    task_object::<A>()?.cast()
}

/// The factory of each COM class of an app: which task is to run is said by the instance.
#[implement(IClassFactory)]
struct Factory {
    make: fn() -> Result<IUnknown>,
    /// What clients asked to be kept running for.
    locks: Mutex<Vec<Life>>,
}

impl IClassFactory_Impl for Factory_Impl {
    fn CreateInstance(&self, outer: Ref<'_, IUnknown>, id: *const GUID, object: *mut *mut c_void) -> Result<()> {
        if object.is_null() || id.is_null() {
            return Err(Error::from_hresult(E_POINTER));
        }
        // SAFETY: by COM's rules the pointer, if it is not null, is to a variable of the caller's for the object.
        unsafe { object.write(std::ptr::null_mut()) };
        if !outer.is_null() {
            return Err(Error::from_hresult(CLASS_E_NOAGGREGATION));
        }
        let made = answered(self.make)?;
        // SAFETY: both pointers are the caller's, for the id that it asks for and for the object.
        unsafe { made.query(id, object) }.ok()
    }

    /// Source: <https://learn.microsoft.com/windows/win32/api/unknwnbase/nf-unknwnbase-iclassfactory-lockserver>
    fn LockServer(&self, lock_it: BOOL) -> Result<()> {
        if lock_it.as_bool() {
            let life = Life::new();
            lock(&self.locks).push(life);
        } else {
            let life = lock(&self.locks).pop();
            drop(life);
        }
        Ok(())
    }
}
