//! Forwarded registrations whose COM class is away, or gone for good.

use std::{thread, time::Duration};

use windows_control::Registration;
use windows_host::protocol::Request;

use crate::package::{REGDB_E_CLASSNOTREG, S_OK, Served};

const NAME: &str = "forwarded lose_class";

fn is_registered(served: &mut Served) -> bool {
    let all: Vec<Registration> = served.host.windows(windows_control::Request::Registrations);
    assert!(all.len() > 20, "the app's other tasks are left alone: {all:?}");
    all.iter().any(|registration| registration.name == NAME)
}

#[test]
fn a_class_that_is_gone_at_both_looks_has_its_registration_removed() {
    let mut served = Served::new();
    let mut app = served.app();
    let class = served.class("lose_class");
    let () = served.host.ask(&Request::UnregisterServer(class));
    assert!(is_registered(&mut served));
    let run = served.host.run(Served::registered(NAME));
    let run = served.host.ended(run);
    assert_eq!((run.answer, run.deferrals), (Some(REGDB_E_CLASSNOTREG), (1, 1)));
    assert!(!is_registered(&mut served));
    let (checked, completion) = app.told();
    assert_eq!(checked, format!("{NAME}: CheckResult 0x80040154"));
    assert!(completion.starts_with(&format!("{NAME}: not started: ")), "{completion}");
    assert!(completion.contains("0x80040154"), "{completion}");
}

#[test]
fn a_class_that_is_there_at_the_second_look_runs_its_task() {
    let mut served = Served::new();
    let mut app = served.app();
    let class = served.class("lose_class");
    let () = served.host.ask(&Request::UnregisterServer(class.clone()));
    let run = served.host.run(Served::registered(NAME));
    served.wait_for_deferral(run);
    thread::sleep(Duration::from_secs(1));
    assert_eq!(served.host.state(run).answer, None, "it waits for the second look");
    served.register_server(&class);
    let run = served.host.ended(run);
    assert_eq!((run.answer, run.deferrals), (Some(S_OK), (1, 1)));
    assert!(is_registered(&mut served));
    assert_eq!(app.told(), (format!("{NAME}: CheckResult 0x00000000"), format!("{NAME}: completed")));
}

#[test]
fn a_run_that_is_cancelled_between_the_looks_removes_nothing() {
    let mut served = Served::new();
    let mut app = served.app();
    let class = served.class("lose_class");
    let () = served.host.ask(&Request::UnregisterServer(class));
    let run = served.host.run(Served::registered(NAME));
    served.wait_for_deferral(run);
    thread::sleep(Duration::from_secs(1));
    // ServicingUpdate: the classes are away because the package is being updated.
    served.host.cancel(run, 3);
    let run = served.host.ended(run);
    assert_eq!((run.answer, run.deferrals), (Some(REGDB_E_CLASSNOTREG), (1, 1)));
    assert!(is_registered(&mut served));
    let (_, completion) = app.told();
    assert!(completion.starts_with(&format!("{NAME}, cancelled by ServicingUpdate: not started: ")), "{completion}");
}
