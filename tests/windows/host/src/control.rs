//! Requests and what they do.

use std::{
    collections::BTreeMap,
    io::{BufRead, Write, stdin, stdout},
    path::PathBuf,
    thread,
    time::{Duration, Instant},
};

// Not as a `Value`, which has no numbers of 128 bits.
use serde_json::value::{RawValue, to_raw_value};
use windows::{Win32::Foundation::S_OK, core::GUID};
use windows_control::{Begun, System};
use windows_host::protocol::{Apartment, By, Live, Many, Package, Request, Start};

use crate::{
    burst::{self, Makers},
    handles,
    module::Module,
    package, registry,
    runs::{self, Entered, Maker, Started},
};

/// Answers requests until there are no more.
pub fn serve() {
    let _apartment = Entered::new(Apartment::Multi);
    let mut host = Host::default();
    for line in stdin().lock().lines() {
        let line = line.expect("requests are text");
        let request = serde_json::from_str(&line).map_err(|error| format!("{line}: {error}"));
        let answer: Result<Box<RawValue>, String> = request.and_then(|request| host.answer(request));
        let mut output = stdout().lock();
        serde_json::to_writer(&mut output, &answer).expect("an answer is plain data");
        writeln!(output).and_then(|()| output.flush()).expect("the test reads on");
    }
}

#[derive(Default)]
struct Host {
    folder: PathBuf,
    package: Option<Package>,
    instead: Option<String>,
    modules: BTreeMap<String, Module>,
    registered: BTreeMap<String, u128>,
    runs: Vec<Option<Started>>,
}

impl Host {
    fn answer(&mut self, request: Request) -> Result<Box<RawValue>, String> {
        let answer = match request {
            Request::Open(folder) => {
                let package = package::read(&folder)?;
                System::of_a_child().configure(|configuration| {
                    configuration.manifest = Some(package::manifest(&folder));
                    configuration.full_trust = package.full_trust;
                });
                self.folder = folder;
                let answer = to_raw_value(&package);
                self.package = Some(package);
                answer
            }
            Request::LoadInstead(dll) => {
                self.instead = Some(dll);
                to_raw_value(&())
            }
            Request::Factory { class, of } => {
                let module = self.module(of.as_deref().unwrap_or(&class))?;
                to_raw_value(&module.look_at(&class))
            }
            Request::RegisterServers => to_raw_value(&self.register_servers()?),
            Request::RegisterServer { class, command } => {
                to_raw_value(&registry::register(&class, &command).map_err(|error| error.to_string())?)
            }
            Request::UnregisterServer(class) => {
                registry::unregister(&class);
                to_raw_value(&())
            }
            Request::Registered(ids) => {
                self.registered = ids;
                to_raw_value(&())
            }
            Request::Windows(request) => Ok(System::of_a_child().ask(&request)),
            Request::Run(mut start) => {
                let (maker, begun) = self.begin(&start)?;
                start.registration = start.registration.or_else(|| self.registered.get(&start.name).copied());
                self.runs.push(Some(runs::start(maker, start, begun)));
                to_raw_value(&(self.runs.len() - 1))
            }
            Request::Wait { run, what } => to_raw_value(&self.run(run)?.wait(what)),
            Request::Cancel { run, reason } => {
                self.run(run)?.cancel(reason);
                to_raw_value(&())
            }
            Request::State(run) => to_raw_value(&self.run(run)?.state()),
            Request::Forget => {
                for run in &mut self.runs {
                    run.take_if(|run| run.is_over());
                }
                to_raw_value(&())
            }
            Request::Settle => {
                self.settle();
                to_raw_value(&())
            }
            Request::CanUnload(class) => to_raw_value(&self.module(&class)?.can_unload().0.cast_unsigned()),
            Request::Live => to_raw_value(&live()?),
            Request::Processes(program) => {
                to_raw_value(&handles::processes(&program).map_err(|error| error.to_string())?)
            }
            Request::Handles(process) => to_raw_value(&handles::count(process).map_err(|error| error.to_string())?),
            Request::Burst { of, runs, at_once, blocking } => {
                to_raw_value(&burst::run(&self.makers(&of)?, runs, at_once, blocking))
            }
        };
        answer.map_err(|error| error.to_string())
    }

    /// Who makes the object of a run; and what the double of Windows' classes says of it, where it is of a registration.
    fn begin(&mut self, start: &Start) -> Result<(Maker, Option<Begun>), String> {
        match &start.by {
            By::EntryPoint(class) => Ok((self.of_module(class)?, None)),
            By::Class(class) => {
                Ok((Maker::Server(GUID::try_from(class.as_str()).map_err(|error| error.to_string())?), None))
            }
            By::Registration => {
                let begin = windows_control::Request::Begin { name: start.name.clone() };
                let begun: Begun = System::of_a_child().ask(&begin);
                let maker = match (&begun.entry_point, begun.class) {
                    (Some(class), _) => self.of_module(class)?,
                    (None, Some(class)) => Maker::Server(GUID::from_u128(class)),
                    (None, None) => return Err(format!("{} is the app's own to run", start.name)),
                };
                Ok((maker, Some(begun)))
            }
        }
    }

    fn of_module(&mut self, class: &str) -> Result<Maker, String> {
        Ok(Maker::Module(self.module(class)?, class.to_owned()))
    }

    fn package(&self) -> Result<&Package, String> {
        self.package.as_ref().ok_or_else(|| "no package is open".to_owned())
    }

    fn run(&self, run: usize) -> Result<&Started, String> {
        self.runs.get(run).and_then(Option::as_ref).ok_or_else(|| format!("there is no run {run}"))
    }

    /// The DLL that the manifest names for a class.
    fn module(&mut self, class: &str) -> Result<Module, String> {
        let of_manifest = || {
            let mut classes = self.package()?.classes.iter();
            let found = classes.find(|(known, _)| known == class).map(|(_, dll)| dll.clone());
            found.ok_or_else(|| format!("the manifest has no in-process server for {class}"))
        };
        let dll = self.instead.clone().map_or_else(of_manifest, Ok)?;
        if let Some(module) = self.modules.get(&dll) {
            return Ok(*module);
        }
        let module = Module::load(&self.folder.join(&dll))?;
        self.modules.insert(dll, module);
        Ok(module)
    }

    fn makers(&mut self, of: &Many) -> Result<Makers, String> {
        let mut makers = Makers::new();
        for task in Many::TASKS {
            let (name, maker) = match of {
                Many::Component => {
                    let class = format!("Hosted.{task}");
                    (task.to_owned(), Maker::Module(self.module(&class)?, class))
                }
                Many::Server(classes) => {
                    let class = classes.get(task).ok_or_else(|| format!("no class is named for {task}"))?;
                    let class = GUID::try_from(class.as_str()).map_err(|error| error.to_string())?;
                    (format!("com {task}"), Maker::Server(class))
                }
                Many::Forwarder => {
                    let class = "Bgtask.Forwarder.Task".to_owned();
                    (format!("forwarded {task}"), Maker::Module(self.module(&class)?, class))
                }
            };
            makers.insert(task, (name, maker));
        }
        Ok(makers)
    }

    fn settle(&self) {
        let end = Instant::now() + Duration::from_secs(3);
        while self.modules.values().any(|module| module.can_unload() != S_OK) && Instant::now() < end {
            thread::sleep(Duration::from_millis(10));
        }
        // The last that a thread does is done when nothing counts it any more.
        thread::sleep(Duration::from_millis(200));
    }

    fn register_servers(&self) -> Result<usize, String> {
        let servers = &self.package()?.servers;
        for (class, program, arguments) in servers {
            let command = format!("\"{}\" {arguments}", self.folder.join(program).display());
            registry::register(class, &command).map_err(|error| error.to_string())?;
        }
        Ok(servers.len())
    }
}

fn live() -> Result<Live, String> {
    let live = windows_instance::live();
    let handles = handles::count(std::process::id()).map_err(|error| error.to_string())?;
    Ok(Live { instances: live.instances, registrations: live.registrations, deferrals: live.deferrals, handles })
}
