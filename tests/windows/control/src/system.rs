//! The double, from the test's side.

use std::{
    collections::BTreeMap,
    ffi::c_void,
    path::Path,
    sync::{Mutex, MutexGuard, OnceLock, PoisonError},
    time::{Duration, Instant},
};

use serde::de::DeserializeOwned;

use crate::{Configuration, Details, InstanceState, Live, Registration, Request};

/// How long something that happens on another thread may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// The double of Windows beside this program. There is one in a process: who has it has it alone.
pub struct System {
    _turn: MutexGuard<'static, ()>,
}

impl System {
    /// Takes the double, as it is before anything happened.
    ///
    /// # Panics
    ///
    /// When there is none beside the program.
    pub fn new() -> Self {
        static TURN: Mutex<()> = Mutex::new(());
        let system = Self { _turn: TURN.lock().unwrap_or_else(PoisonError::into_inner) };
        system.ask::<()>(&Request::Reset);
        system
    }

    /// The double in a process that a test started, with what other processes left.
    pub fn of_a_child() -> Self {
        static TURN: Mutex<()> = Mutex::new(());
        Self { _turn: TURN.lock().unwrap_or_else(PoisonError::into_inner) }
    }

    /// Changes what the double does when it is asked.
    pub fn configure(&self, change: impl FnOnce(&mut Configuration)) {
        let mut configuration = self.ask(&Request::Configuration);
        change(&mut configuration);
        self.ask::<()>(&Request::Configure(configuration));
    }

    /// Has the package carry this manifest.
    pub fn package(&self, manifest: &Path) {
        self.configure(|configuration| configuration.manifest = Some(manifest.to_owned()));
    }

    /// Has `method`, as the log names it, fail with an HRESULT.
    pub fn fail(&self, method: &str, code: u32) {
        self.configure(|configuration| {
            configuration.failures.insert(method.to_owned(), code);
        });
    }

    /// The calls since the last time.
    pub fn take_calls(&self) -> Vec<String> {
        self.ask(&Request::TakeCalls)
    }

    /// The calls since the last time, without those that are only questions: reads, and the app's settings.
    pub fn take_changes(&self) -> Vec<String> {
        let is_change = |call: &String| {
            !call.contains(".get_") && !call.starts_with("ApplicationData") && !call.starts_with("Package.")
        };
        self.take_calls().into_iter().filter(is_change).collect()
    }

    /// What is registered.
    pub fn registrations(&self) -> Vec<Registration> {
        self.ask(&Request::Registrations)
    }

    /// The names of what is registered.
    pub fn names(&self) -> Vec<String> {
        self.registrations().into_iter().map(|registration| registration.name).collect()
    }

    /// What bgtask keeps in the app's settings.
    pub fn settings(&self) -> BTreeMap<String, String> {
        self.ask(&Request::Settings { container: "bgtask".to_owned() })
    }

    /// Activates what is registered as `name`.
    pub fn activate(&self, name: &str, details: Details) -> Option<u64> {
        self.ask(&Request::Activate { name: name.to_owned(), details })
    }

    /// Cancels an instance, with a value of `BackgroundTaskCancellationReason`.
    pub fn cancel(&self, instance: u64, reason: i32) {
        self.ask::<()>(&Request::Cancel { instance, reason });
    }

    /// What became of an instance so far.
    pub fn instance(&self, instance: u64) -> InstanceState {
        self.ask(&Request::Instance { instance })
    }

    /// What became of an instance, when its deferral is completed.
    pub fn completed(&self, instance: u64) -> InstanceState {
        wait(|| Some(self.instance(instance)).filter(|state| state.completed > 0), "the deferral is completed")
    }

    /// Tells of progress.
    pub fn progress(&self, name: &str, instance: u128, progress: u32) -> usize {
        self.ask(&Request::Progress { name: name.to_owned(), instance, progress })
    }

    /// Tells of a run that ended.
    pub fn complete(&self, name: &str, instance: u128, result: u32) -> usize {
        self.ask(&Request::Complete { name: name.to_owned(), instance, result })
    }

    /// Has the app enter the background.
    pub fn enter_background(&self) -> usize {
        self.ask(&Request::EnterBackground)
    }

    /// Has the app leave the background.
    pub fn leave_background(&self) -> usize {
        self.ask(&Request::LeaveBackground)
    }

    /// What is alive.
    pub fn live(&self) -> Live {
        self.ask(&Request::Live)
    }

    /// Waits until everything that the app held is let go.
    pub fn expect_nothing_alive(&self) {
        let end = Instant::now() + PATIENCE;
        let mut live = self.live();
        while !live.is_nothing() {
            assert!(Instant::now() < end, "still alive: {live:?}");
            std::thread::sleep(Duration::from_millis(5));
            live = self.live();
        }
    }

    /// Asks, and gives the answer.
    ///
    /// # Panics
    ///
    /// When the double can't do it.
    pub fn ask<T: DeserializeOwned>(&self, request: &Request) -> T {
        let request = serde_json::to_vec(request).expect("every request is JSON");
        let mut answer: Result<Vec<u8>, String> = Err("the double did not answer".to_owned());
        // SAFETY: the double reads the request's bytes and calls `take` once, with `answer`, all before it returns.
        unsafe { control()(request.as_ptr(), request.len(), take, (&raw mut answer).cast()) };
        let answer = answer.unwrap_or_else(|error| panic!("{error}"));
        let answer: Result<T, String> = serde_json::from_slice(&answer).expect("the double speaks as agreed");
        answer.unwrap_or_else(|error| panic!("the double: {error}"))
    }
}

impl Default for System {
    fn default() -> Self {
        Self::new()
    }
}

/// Waits until `look` finds something.
pub(crate) fn wait<T>(mut look: impl FnMut() -> Option<T>, what: &str) -> T {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < end, "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Copies an answer.
unsafe extern "C" fn take(answer: *mut c_void, bytes: *const u8, length: usize) {
    // SAFETY: the double hands back the pointer that it was given, and bytes that live through the call.
    unsafe { *answer.cast::<Result<Vec<u8>, String>>() = Ok(std::slice::from_raw_parts(bytes, length).to_vec()) };
}

type Take = unsafe extern "C" fn(*mut c_void, *const u8, usize);
type Control = unsafe extern "C" fn(*const u8, usize, Take, *mut c_void);

unsafe extern "system" {
    fn LoadLibraryA(name: *const u8) -> *mut c_void;
    fn GetProcAddress(module: *mut c_void, name: *const u8) -> *mut c_void;
}

/// The double's export, of the very module that the `windows` crate finds.
fn control() -> Control {
    static CONTROL: OnceLock<Control> = OnceLock::new();
    *CONTROL.get_or_init(|| {
        // SAFETY: the names end with a zero; the export of this name has this type.
        unsafe {
            let module = LoadLibraryA(c"Windows.dll".as_ptr().cast());
            assert!(!module.is_null(), "no Windows.dll lies beside the program");
            let export = GetProcAddress(module, c"bgtask_control".as_ptr().cast());
            assert!(!export.is_null(), "the Windows.dll beside the program is no double");
            std::mem::transmute::<*mut c_void, Control>(export)
        }
    })
}
