//! The app's package, and hosts for it.

use std::{
    env,
    ffi::OsStr,
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use windows_control::STORE;
use windows_host::{
    Host,
    protocol::{Apartment, By, Package, Request, Start, What},
};

/// HRESULTs.
pub const S_OK: u32 = 0;
pub const S_FALSE: u32 = 1;
pub const E_FAIL: u32 = 0x8000_4005;
pub const CLASS_E_CLASSNOTAVAILABLE: u32 = 0x8004_0111;
pub const REGDB_E_CLASSNOTREG: u32 = 0x8004_0154;
pub const CANCELLED: u32 = 0x8007_04C7;

/// `BackgroundTaskCancellationReason`.
pub const ABORT: i32 = 0;
pub const CONDITION_LOSS: i32 = 6;
pub const ENERGY_SAVER: i32 = 11;

/// What a process of the app tells that serves its tasks and ends.
pub const SERVED: &[&str] = &["started", "served"];

/// The package's folder, with what stands for Windows beside the app's files: the host, and the double of Windows' classes.
pub fn folder() -> PathBuf {
    let test = env::current_exe().expect("a test has a program");
    test.ancestors().nth(4).expect("it is in the folder of a target").join("packages").join("hosted")
}

/// The id of a registration that Windows was told nothing of.
fn new_registration() -> u128 {
    static LAST: AtomicU32 = AtomicU32::new(0);
    u128::from(LAST.fetch_add(1, Ordering::SeqCst)) + 1
}

/// A host that knows the package; and what the manifest says.
pub fn host() -> (Host, Package) {
    host_with(&[])
}

/// A host that knows the package, with these environment variables for it and what it starts.
pub fn host_with(environment: &[(&str, &OsStr)]) -> (Host, Package) {
    open(Host::start(&folder().join("windows-host.exe"), environment))
}

fn open(mut host: Host) -> (Host, Package) {
    let package = host.ask(&Request::Open(folder()));
    (host, package)
}

/// A run of the task `name` by its entry point.
pub fn of_entry_point(name: &str) -> Start {
    Start {
        by: By::EntryPoint(format!("Hosted.{name}")),
        name: name.to_owned(),
        registration: Some(new_registration()),
        apartment: Apartment::Multi,
        notification: None,
        user: None,
    }
}

/// A host whose COM servers keep a diary, and share the app's settings with it. Only one test has it at a time, as a COM class has one server at a time.
pub struct Served {
    pub host: Host,
    pub package: Package,
    /// Where the double of Windows' classes keeps registrations and settings.
    store: PathBuf,
    diary: PathBuf,
    _alone: MutexGuard<'static, ()>,
}

impl Served {
    pub fn new() -> Self {
        Self::with(&[])
    }

    /// With these environment variables for the host and what it starts.
    pub fn with(environment: &[(&str, &OsStr)]) -> Self {
        static ALONE: Mutex<()> = Mutex::new(());
        static DIARIES: AtomicU32 = AtomicU32::new(0);
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        let number = DIARIES.fetch_add(1, Ordering::SeqCst);
        let store = env::temp_dir().join(format!("bgtask-hosted-{}-{number}", std::process::id()));
        let _ = fs::remove_dir_all(&store);
        fs::create_dir(&store).expect("the folder can be written to");
        let diary = store.join("diary.txt");
        let ours = [("HOSTED_DIARY", diary.as_os_str()), (STORE, store.as_os_str())];
        let (mut host, package) = host_with(&[&ours, environment].concat());
        let servers: usize = host.ask(&Request::RegisterServers);
        assert_eq!(servers, package.servers.len());
        Self { host, package, store, diary, _alone: alone }
    }

    /// The COM class of the task's type: of the manifest, by its name there.
    pub fn class(&self, name: &str) -> String {
        let text = fs::read_to_string(folder().join("AppxManifest.xml")).expect("the package has a manifest");
        let (before, _) = text.split_once(&format!("\" DisplayName=\"{name}\" />")).expect("the manifest names it");
        let class = &before[before.len() - 36..];
        assert!(self.package.servers.iter().any(|(of, _, _)| of == class), "{name}: {class}");
        class.to_owned()
    }

    /// A run of the task `com NAME` by its COM class.
    pub fn of_class(&self, name: &str) -> Start {
        Start {
            by: By::Class(self.class(name)),
            name: format!("com {name}"),
            registration: Some(new_registration()),
            apartment: Apartment::Multi,
            notification: None,
            user: None,
        }
    }

    /// A run of the task `forwarded NAME`, by the forwarder.
    pub fn forwarded(name: &str) -> Start {
        Start {
            by: By::EntryPoint("Bgtask.Forwarder.Task".to_owned()),
            name: format!("forwarded {name}"),
            registration: Some(new_registration()),
            apartment: Apartment::Multi,
            notification: None,
            user: None,
        }
    }

    /// The app as a user starts it, open until its standard input is closed.
    pub fn started_by_a_user(&self) -> Child {
        let mut command = Command::new(executable());
        command.arg("--stay").env("HOSTED_DIARY", &self.diary).stdin(Stdio::piped()).stdout(Stdio::null());
        command.spawn().expect("the package has the program")
    }

    /// Checks that a cancelled run which waits on is dropped, and that one which blocks its thread is left behind.
    pub fn gives_up_what_does_not_end(&mut self, start: impl Fn(&Self, &str) -> Start) {
        for (at, name) in ["wait_for_ever", "block"].into_iter().enumerate() {
            let start = start(self, name);
            let run = self.host.run(start);
            self.host.wait(run, What::Progress(1));
            self.host.cancel(run, ABORT);
            let run = self.host.ended(run);
            assert_eq!((run.answer, run.deferrals), (Some(CANCELLED), (1, 1)), "{name}");
            // A thread that never comes back does not keep the process.
            self.wait_for_processes(&vec![SERVED; at + 1]);
        }
    }

    /// What is registered as this, run as Windows does.
    pub fn registered(name: &str) -> Start {
        Start {
            by: By::Registration,
            name: name.to_owned(),
            registration: None,
            apartment: Apartment::Multi,
            notification: None,
            user: None,
        }
    }

    /// Has COM start the package's server for a class.
    pub fn register_server(&mut self, class: &str) {
        let servers = &self.package.servers;
        let (class, program, arguments) = servers.iter().find(|(of, _, _)| of == class).expect("the manifest has it");
        let command = format!("\"{}\" {arguments}", folder().join(program).display());
        let register = Request::RegisterServer { class: class.clone(), command };
        let () = self.host.ask(&register);
    }

    /// Ends the host, and starts another with the same settings.
    pub fn start_again(&mut self) {
        let environment = [("HOSTED_DIARY", self.diary.as_os_str()), (STORE, self.store.as_os_str())];
        self.host = host_with(&environment).0;
    }

    /// Waits until the first deferral of a run was taken.
    pub fn wait_for_deferral(&mut self, run: usize) {
        let end = Instant::now() + Duration::from_secs(50);
        while self.host.state(run).deferrals.0 == 0 {
            assert!(Instant::now() < end, "no deferral was taken");
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// The app, as a user has it open.
    pub fn app(&self) -> App {
        App::start(&[(STORE, self.store.as_os_str())])
    }

    /// The app's processes, oldest first: what each told.
    pub fn processes(&self) -> Vec<Vec<String>> {
        self.diary().into_iter().map(|(_, told)| told).collect()
    }

    /// The number of the app's process, of which there is one.
    pub fn only_process(&self) -> u32 {
        let diary = self.diary();
        let [(process, _)] = diary.as_slice() else { panic!("{diary:?}") };
        process.parse().expect("it is a number")
    }

    /// What each process told, by its number.
    fn diary(&self) -> Vec<(String, Vec<String>)> {
        let mut processes: Vec<(String, Vec<String>)> = Vec::new();
        for line in fs::read_to_string(&self.diary).unwrap_or_default().lines() {
            let (process, what) = line.split_once(' ').expect("the app writes so");
            // A number is given again when its process is gone.
            match processes.iter_mut().rev().find(|(known, _)| known == process) {
                Some((_, told)) if what != "started" => told.push(what.to_owned()),
                _ => processes.push((process.to_owned(), vec![what.to_owned()])),
            }
        }
        processes
    }

    /// Waits until the app's processes have told this. Wine may start a second one for an activation that the first serves;
    /// it waits a minute for one of its own before it ends.
    pub fn wait_for_processes(&self, wanted: &[&[&str]]) {
        let end = Instant::now() + Duration::from_secs(100);
        while self.processes() != wanted {
            assert!(Instant::now() < end, "{:?}, not {wanted:?}", self.processes());
            thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // Under Wine a server does not hear that the host is gone. That of a test that failed is not to serve the next one.
        for (process, told) in self.diary() {
            if told == ["started"] {
                let _ = Command::new("taskkill.exe").args(["/f", "/pid", &process]).output();
            }
        }
        let _ = fs::remove_dir_all(&self.store);
    }
}

/// The app, as a user has it open: its tasks are registered, and it prints what it is told of their runs.
pub struct App {
    process: Child,
    output: BufReader<ChildStdout>,
}

impl App {
    fn start(environment: &[(&str, &OsStr)]) -> Self {
        let mut command = Command::new(executable());
        command.arg("--follow").envs(environment.iter().copied()).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn().expect("the package has the program");
        let output = BufReader::new(process.stdout.take().expect("it is piped"));
        let mut app = Self { process, output };
        assert_eq!([app.line(), app.line()], ["shown", "registered"]);
        app
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("the app writes text");
        line.trim_end().to_owned()
    }

    /// What it is told of the next run that ends: what `CheckResult` says, and its completion.
    pub fn told(&mut self) -> (String, String) {
        (self.line(), self.line())
    }
}

impl Drop for App {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The file of the app's executable in the package.
pub fn executable() -> PathBuf {
    Path::join(&folder(), "hosted.exe")
}
