//! An update of the package, and the task that Windows starts after it, before the user starts the app.

use bgtask::{
    host::windows::{WindowsHost, install},
    registration::register_all,
};
use windows_control::{Access, Details, System};
use windows_suite::{
    apps::serviced::{Serviced, later},
    expected::Expected,
};

fn updated_to(system: &System, version: [u16; 4]) {
    system.configure(|configuration| configuration.version = version);
}

#[test]
fn a_task_registers_everything_anew_after_an_update() {
    let system = System::new();
    let host = WindowsHost::new();
    let mut expected = Expected::new("servicing.txt");
    bgtask::block_on(register_all::<Serviced, _>(&host)).expect("it may");
    let first = system.registrations();
    expected.part("the app is started for the first time", &system.take_changes());

    let installed = install::<Serviced>().expect("it may");
    system.take_calls();
    updated_to(&system, [1, 1, 0, 0]);
    let run = system.activate("register_anew", Details::None).expect("the app listens");
    let state = system.completed(run);
    assert_eq!((state.deferrals, state.completed, state.progress), (1, 1, 2));
    expected.part("the package is updated, and ServicingComplete activates the task", &system.take_changes());
    assert_eq!(system.names(), ["refresh_feeds", "register_anew"]);
    assert!(system.registrations().iter().all(|now| first.iter().all(|before| before.id != now.id)), "they are others");

    bgtask::block_on(register_all::<Serviced, _>(&host)).expect("it may");
    expected.part("the user starts the app: the task has done it all", &system.take_changes());
    installed.remove();
    system.take_calls();

    let installed = install::<later::Serviced>().expect("it may");
    system.take_calls();
    updated_to(&system, [2, 0, 0, 0]);
    let run = system.activate("register_anew", Details::None).expect("the app listens");
    system.completed(run);
    expected.part("a version without one of the tasks, whose registrations are removed", &system.take_changes());
    assert_eq!(system.names(), ["renew_feeds", "register_anew"]);
    installed.remove();
    expected.compare();
    system.expect_nothing_alive();
}

#[test]
fn what_an_update_asks_for_stays_to_be_done_where_access_is_denied() {
    let system = System::new();
    let host = WindowsHost::new();
    bgtask::block_on(register_all::<Serviced, _>(&host)).expect("it may");
    let installed = install::<Serviced>().expect("it may");
    updated_to(&system, [1, 1, 0, 0]);
    system.configure(|configuration| configuration.access = Access::DeniedByUser);
    let run = system.activate("register_anew", Details::None).expect("the app listens");
    assert_eq!(system.completed(run).progress, 0, "it failed");
    let kept = system.settings();
    assert_eq!(kept.get("bgtask.version").map(String::as_str), Some("1.0.0.0"));
    assert!(kept["bgtask.completion.register_anew"].contains("DeniedByUser"), "{kept:?}");

    system.configure(|configuration| configuration.access = Access::AllowedSubjectToSystemPolicy);
    let report = bgtask::block_on(register_all::<Serviced, _>(&host)).expect("it may");
    assert_eq!(report.updated_from.as_deref(), Some("1.0.0.0"));
    installed.remove();
    system.expect_nothing_alive();
}
