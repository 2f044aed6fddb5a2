//! Runs, each on a thread of its own.

use std::{
    sync::{Arc, Condvar, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use windows::{
    ApplicationModel::Background::{
        BackgroundTaskCancellationReason, BackgroundTaskRegistration, IBackgroundTask, IBackgroundTaskInstance,
    },
    Win32::{
        Foundation::{REGDB_E_CLASSNOTREG, RPC_E_DISCONNECTED, RPC_E_SERVER_DIED, RPC_E_SERVER_DIED_DNE},
        System::Com::{
            CLSCTX_LOCAL_SERVER, COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED, CoCreateInstance, CoInitializeEx,
            CoUninitialize,
        },
        UI::WindowsAndMessaging::{
            DispatchMessageW, MSG, MWMO_INPUTAVAILABLE, MsgWaitForMultipleObjectsEx, PM_REMOVE, PeekMessageW,
            PostThreadMessageW, QS_ALLINPUT, WM_APP,
        },
    },
    core::{GUID, HRESULT, Interface, Result},
};
use windows_control::{Begun, Request, System};
use windows_host::protocol::{Apartment, Run, Start, What};
use windows_instance::{Activation, INSTANCE, Log, REGISTRATION, Step, notification};

use crate::module::Module;

/// How long anything is waited for.
const PATIENCE: Duration = Duration::from_secs(50);

/// Who makes the task's object.
pub enum Maker {
    Module(Module, String),
    Server(GUID),
}

impl Maker {
    /// Makes the object and has it run the instance: what came of it.
    pub fn run(&self, instance: &IBackgroundTaskInstance, log: &Log) -> Result<()> {
        match self {
            Self::Module(module, class) => module.activate(class)?.Run(instance),
            Self::Server(class) => run_by_server(class, instance, log),
        }
    }
}

/// What a call answers whose process is gone.
const GONE: [HRESULT; 4] = [RPC_E_DISCONNECTED, RPC_E_SERVER_DIED, RPC_E_SERVER_DIED_DNE, RPC_S_CALL_FAILED];

/// HRESULT_FROM_WIN32.
const RPC_S_CALL_FAILED: HRESULT = HRESULT(0x8007_06BE_u32.cast_signed());

/// Runs by a server. While one process ends, another is started: Windows does so from when the first one's classes are
/// suspended. Under Wine they can't be: who comes too late is told that nobody is there, or is given an object by a process
/// that is gone before anything was done with it.
fn run_by_server(class: &GUID, instance: &IBackgroundTaskInstance, log: &Log) -> Result<()> {
    let end = Instant::now() + Duration::from_secs(10);
    loop {
        // SAFETY: nothing aggregates the object.
        let made: Result<IBackgroundTask> = unsafe { CoCreateInstance(&raw const *class, None, CLSCTX_LOCAL_SERVER) };
        let missed = match made {
            Err(error) if error.code() != REGDB_E_CLASSNOTREG => error,
            Err(error) => return Err(error),
            Ok(task) => match task.Run(instance) {
                Err(error) if GONE.contains(&error.code()) && log.steps().is_empty() => error,
                answer => return answer,
            },
        };
        if Instant::now() > end {
            return Err(missed);
        }
        thread::sleep(Duration::from_millis(10));
    }
}

/// A run that was started.
pub struct Started {
    log: Arc<Log>,
    returned: Arc<Returned>,
}

#[derive(Default)]
struct Returned {
    state: Mutex<Answered>,
    changed: Condvar,
}

#[derive(Clone, Copy, Default)]
struct Answered {
    answer: Option<u32>,
    open: Option<u32>,
    messages: u32,
}

/// Starts a run, of which the double of Windows' classes knows where it has `begun` it.
pub fn start(maker: Maker, start: Start, begun: Option<Begun>) -> Started {
    let returned = Arc::new(Returned::default());
    let (sender, receiver) = std::sync::mpsc::channel();
    thread::spawn({
        let returned = Arc::clone(&returned);
        move || {
            let _apartment = Entered::new(start.apartment);
            let (instance, log) = activation(&start, begun.as_ref()).begin();
            log.listen(|step| windows_control::log(&step.to_string()));
            sender.send(Arc::clone(&log)).expect("it is waited for");
            let answer = maker.run(&instance, &log);
            drop(instance);
            let code = answer.map_or_else(|error| error.code().0.cast_unsigned(), |()| 0);
            let (taken, completed) = log.deferrals();
            returned.change(|state| (state.answer, state.open) = (Some(code), Some(taken - completed)));
            if start.apartment == Apartment::Single {
                handle_messages(&log, &returned);
            }
            if let Some(Begun { registration, instance, .. }) = begun {
                log.wait_until(PATIENCE, is_over);
                let () = System::of_a_child().ask(&Request::End { registration, instance, result: code });
            }
        }
    });
    Started { log: receiver.recv().expect("the thread begins"), returned }
}

/// What the run is started with.
fn activation(start: &Start, begun: Option<&Begun>) -> Activation {
    let registration = begun.map(|begun| begun.registration).or(start.registration);
    Activation {
        registration_id: registration.map_or(REGISTRATION, GUID::from_u128),
        registration: begun.and_then(|begun| registered(begun.registration)),
        id: begun.map_or(INSTANCE, |begun| GUID::from_u128(begun.instance)),
        details: start.notification.as_deref().map(notification),
        user: start.user.as_deref().map(windows_instance::user),
        ..Activation::new(&start.name)
    }
}

/// The object of a registration, unless it was for once.
fn registered(id: u128) -> Option<BackgroundTaskRegistration> {
    BackgroundTaskRegistration::AllTasks().ok()?.Lookup(GUID::from_u128(id)).ok()?.cast().ok()
}

/// Whether every deferral that was taken is completed.
fn is_over(steps: &[Step]) -> bool {
    let count = |wanted| steps.iter().filter(|step| **step == wanted).count();
    count(Step::DeferralTaken) == count(Step::DeferralCompleted)
}

/// What the thread of a single-threaded apartment does: it handles messages, and the calls that come with them, until the
/// run is over.
fn handle_messages(log: &Log, returned: &Returned) {
    let end = Instant::now() + PATIENCE;
    // One of our own shows that the thread is free to handle it.
    // SAFETY: the message carries nothing.
    let _ = unsafe {
        PostThreadMessageW(
            windows::Win32::System::Threading::GetCurrentThreadId(),
            WM_APP,
            windows::Win32::Foundation::WPARAM(0),
            windows::Win32::Foundation::LPARAM(0),
        )
    };
    loop {
        // SAFETY: no handle is waited for; the message is ours to fill in and hand on.
        unsafe {
            MsgWaitForMultipleObjectsEx(None, 10, QS_ALLINPUT, MWMO_INPUTAVAILABLE);
            let mut message = MSG::default();
            while PeekMessageW(&raw mut message, None, 0, 0, PM_REMOVE).as_bool() {
                DispatchMessageW(&raw const message);
                returned.change(|state| state.messages += 1);
            }
        }
        let (taken, completed) = log.deferrals();
        if (taken != 0 && taken == completed) || Instant::now() > end {
            return;
        }
    }
}

impl Returned {
    fn change(&self, change: impl FnOnce(&mut Answered)) {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner));
        self.changed.notify_all();
    }

    fn get(&self) -> Answered {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Started {
    /// Waits for something to happen. Whether it did.
    pub fn wait(&self, what: What) -> bool {
        match what {
            What::Returned => {
                let state = self.returned.state.lock().unwrap_or_else(PoisonError::into_inner);
                let (state, _) = self
                    .returned
                    .changed
                    .wait_timeout_while(state, PATIENCE, |state| state.answer.is_none())
                    .unwrap_or_else(PoisonError::into_inner);
                state.answer.is_some()
            }
            What::Completed => self.log.wait_until(PATIENCE, is_over),
            What::Progress(wanted) => self.log.wait_until(PATIENCE, |steps| steps.contains(&Step::Progress(wanted))),
        }
    }

    /// Cancels the run.
    pub fn cancel(&self, reason: i32) {
        self.log.cancel(BackgroundTaskCancellationReason(reason));
    }

    /// Whether the run is over.
    pub fn is_over(&self) -> bool {
        let (taken, completed) = self.log.deferrals();
        self.returned.get().answer.is_some() && taken == completed
    }

    /// What became of it so far.
    pub fn state(&self) -> Run {
        let returned = self.returned.get();
        let unregistered = self.log.steps().into_iter().filter_map(|step| match step {
            Step::Unregistered(cancel) => Some(cancel),
            _ => None,
        });
        Run {
            answer: returned.answer,
            deferrals: self.log.deferrals(),
            progress: self.log.progress_reports(),
            handlers: self.log.handlers(),
            unregistered: unregistered.collect(),
            open_at_return: returned.open,
            messages: returned.messages,
        }
    }
}

/// That the thread is in an apartment.
pub struct Entered;

impl Entered {
    pub fn new(apartment: Apartment) -> Self {
        let flags = match apartment {
            Apartment::Multi => COINIT_MULTITHREADED,
            Apartment::Single => COINIT_APARTMENTTHREADED,
        };
        // SAFETY: the thread is the program's own, and leaves the apartment when this is dropped.
        unsafe { CoInitializeEx(None, flags) }.ok().expect("the thread is in no other apartment");
        Self
    }
}

impl Drop for Entered {
    fn drop(&mut self) {
        // SAFETY: the thread entered the apartment, and what it used there is gone.
        unsafe { CoUninitialize() };
    }
}
