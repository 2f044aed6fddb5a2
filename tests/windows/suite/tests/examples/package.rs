//! The package of an example, its processes, and the log that they share.

use std::{
    env,
    ffi::OsString,
    path::PathBuf,
    process::Command,
    sync::atomic::{AtomicUsize, Ordering},
};

use windows_control::{Configuration, Process, STORE, Store};
use windows_host::{
    Host,
    protocol::{Apartment, By, Package, Request, Run, Start, What},
};

/// HRESULTs.
pub const S_OK: u32 = 0;
pub const E_FAIL: u32 = 0x8000_4005;
pub const CLASS_E_CLASSNOTAVAILABLE: u32 = 0x8004_0111;

/// `BackgroundTaskCancellationReason`.
pub const SERVICING_UPDATE: i32 = 3;
pub const CONDITION_LOSS: i32 = 6;

/// An example that is installed.
pub struct Installed {
    folder: PathBuf,
    pub store: Store,
    environment: Vec<(&'static str, OsString)>,
}

impl Installed {
    /// The example of this name, as it is when it has just been installed.
    pub fn new(name: &str, configuration: Configuration) -> Self {
        static STORES: AtomicUsize = AtomicUsize::new(0);
        let test = env::current_exe().expect("a test has a program");
        let target = test.ancestors().nth(4).expect("it is in `deps`, in the folder of a target");
        let folder = target.join("packages").join(name);
        let store = format!("store {}", STORES.fetch_add(1, Ordering::SeqCst));
        let manifest = Some(folder.join("AppxManifest.xml"));
        let store = Store::new(folder.join(store), &Configuration { manifest, ..configuration });
        let environment = vec![(STORE, store.folder().as_os_str().to_owned())];
        Self { folder, store, environment }
    }

    /// Has an environment variable for all its processes.
    pub fn with(mut self, name: &'static str, value: impl Into<OsString>) -> Self {
        self.environment.push((name, value.into()));
        self
    }

    /// The app's program.
    pub fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.folder.join(name));
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Starts the app's program, which hands itself over to Windows.
    pub fn start(&self, name: &str) -> Process {
        Process::start(&mut self.program(name))
    }

    /// What Windows starts for the tasks that are registered, and the manifest's say on it.
    pub fn host(&self) -> (Host, Package) {
        let environment: Vec<_> = self.environment.iter().map(|(name, value)| (*name, value.as_os_str())).collect();
        let mut host = Host::start(&self.folder.join("backgroundTaskHost.exe"), &environment);
        let package = host.ask(&Request::Open(self.folder.clone()));
        let registered = self.store.registrations().into_iter().map(|registered| (registered.name, registered.id));
        let () = host.ask(&Request::Registered(registered.collect()));
        (host, package)
    }

    /// The calls since the last time. Left out is the way to the settings' values, which is the same each time; times are
    /// not told.
    pub fn take_calls(&self) -> Vec<String> {
        let on_the_way = [
            "ApplicationData.Current",
            "ApplicationDataContainer.CreateContainer(",
            "ApplicationDataContainer.get_Values",
        ];
        let calls = self.store.take_calls().into_iter();
        calls
            .filter(|call| !on_the_way.iter().any(|way| call.starts_with(way)))
            .map(|call| without_time(&call))
            .collect()
    }
}

impl Drop for Installed {
    fn drop(&mut self) {
        // Under Wine a server does not hear that the host is gone, and may wait for it. It has no other package's programs.
        let name = self.folder.file_name().expect("it is a package's").to_string_lossy();
        let _ = Command::new("taskkill.exe").args(["/f", "/im", &format!("{name}.exe")]).output();
    }
}

/// The record of a run's end has the time, in milliseconds; that of a failure has it in seconds.
fn without_time(call: &str) -> String {
    let (mut text, mut digits) = (String::new(), String::new());
    for character in call.chars().chain(['\0']) {
        if character.is_ascii_digit() {
            digits.push(character);
            continue;
        }
        text += if matches!(digits.len(), 10 | 13) { "<time>" } else { &digits };
        digits.clear();
        text.push(character);
    }
    text.pop();
    text
}

/// A run by an entry point.
pub fn of_entry_point(class: &str, name: &str) -> Start {
    Start {
        by: By::EntryPoint(class.to_owned()),
        name: name.to_owned(),
        registration: None,
        apartment: Apartment::Multi,
        notification: None,
        user: None,
    }
}

/// Runs a task to its end.
pub fn run(host: &mut Host, start: Start) -> Run {
    let run = host.run(start);
    host.ended(run)
}

/// Cancels a run, once it has told progress.
pub fn cancel_at(host: &mut Host, run: usize, progress: u32, reason: i32) -> Run {
    host.wait(run, What::Progress(progress));
    host.cancel(run, reason);
    host.ended(run)
}
