//! The feed reader as a process: it starts, registers its tasks and ends.
//!
//! `app VERSION CONFIGURATION`: `first`, `later` or `later, ours removed`, and what the double of Windows does, as JSON. It
//! prints what `register_all` did, and the calls that came of it.

#[cfg(windows)]
fn main() {
    use bgtask::{
        BackgroundApp,
        host::windows::WindowsHost,
        registration::{RegisterAllOptions, Undeclared, register_all_with},
    };
    use windows_suite::apps::feed::{Feed, later};

    fn register_all<A: BackgroundApp>(options: RegisterAllOptions) {
        match bgtask::block_on(register_all_with::<A, _>(&WindowsHost::new(), options)) {
            Ok(report) => {
                if let Some(version) = &report.updated_from {
                    println!("updated from {version}");
                }
                println!("{report}");
            }
            Err(error) => println!("{error}"),
        }
    }

    let arguments: Vec<String> = std::env::args().collect();
    let [_, version, configuration] = arguments.as_slice() else {
        panic!("it takes two arguments");
    };
    let configuration = serde_json::from_str(configuration).expect("the test writes it");
    let system = windows_control::System::of_a_child();
    system.configure(|current| *current = configuration);
    let options = RegisterAllOptions::new();
    match version.as_str() {
        "first" => register_all::<Feed>(options),
        "later" => register_all::<later::Feed>(options),
        "later, ours removed" => register_all::<later::Feed>(options.undeclared(Undeclared::RemoveOurs)),
        _ => panic!("there is no such version"),
    }
    for call in system.take_changes() {
        println!("{call}");
    }
}

#[cfg(not(windows))]
fn main() {}
