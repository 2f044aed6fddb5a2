//! The forwarder: a DLL in `backgroundTaskHost.exe`, which hands each activation on to the app's COM server.

use windows_control::Registration;
use windows_host::protocol::{Apartment, Factory, Gave, Request, Start, What};

use crate::package::{
    ABORT, CLASS_E_CLASSNOTAVAILABLE, CONDITION_LOSS, E_FAIL, ENERGY_SAVER, S_FALSE, S_OK, SERVED, Served, executable,
    host,
};

const CLASS: &str = "Bgtask.Forwarder.Task";

/// The app's component, which has the forwarder as well, and the DLL that is nothing else.
const DLLS: [&str; 2] = ["hosted_component.dll", "hosted_forwarder.dll"];

fn served_by(dll: &str) -> Served {
    let mut served = Served::new();
    let () = served.host.ask(&Request::LoadInstead(dll.to_owned()));
    served
}

#[test]
fn the_forwarder_has_one_class() {
    let (mut host, package) = host();
    assert!(package.classes.contains(&(CLASS.to_owned(), DLLS[0].to_owned())), "the manifest names it");
    let () = host.ask(&Request::LoadInstead(DLLS[1].to_owned()));
    let factory: Factory = host.ask(&Request::Factory { class: CLASS.to_owned(), of: None });
    assert_eq!(factory, Factory { answer: S_OK, gave: Gave::FactoryOfTasks, references: 1, can_unload: S_FALSE });
    for class in ["Hosted.succeed", "Bgtask.Forwarder", ""] {
        let factory: Factory = host.ask(&Request::Factory { class: class.to_owned(), of: None });
        assert_eq!((factory.answer, factory.gave), (CLASS_E_CLASSNOTAVAILABLE, Gave::Nothing), "{class:?}");
    }
}

#[test]
fn a_run_ends_as_its_task_does_in_the_other_process() {
    for dll in DLLS {
        let mut served = served_by(dll);
        let hundred: Vec<u32> = (1..=10).map(|done| done * 10).collect();
        for (at, (name, answer, progress)) in [
            ("succeed", S_OK, Vec::new()),
            ("fail", E_FAIL, Vec::new()),
            ("fall", E_FAIL, Vec::new()),
            ("count", S_OK, hundred),
        ]
        .into_iter()
        .enumerate()
        {
            let run = served.host.run(Served::forwarded(name));
            let run = served.host.ended(run);
            assert_eq!((run.answer, run.deferrals, run.progress), (Some(answer), (1, 1), progress), "{dll}: {name}");
            assert!(run.unregistered.is_empty(), "{name}");
            served.wait_for_processes(&vec![SERVED; at + 1]);
        }
        let run = served.host.run(Start { registration: None, ..Served::forwarded("read_instance") });
        let run = served.host.ended(run);
        assert_eq!((run.answer, run.deferrals, run.progress), (Some(S_OK), (1, 1), vec![23]), "{dll}");
        served.wait_for_processes(&[SERVED; 5]);
        let details = Some("Grüße aus \u{10348}".to_owned());
        let run = served.host.run(Start { notification: details, ..Served::forwarded("read_details") });
        let run = served.host.ended(run);
        assert_eq!((run.answer, run.deferrals, run.progress), (Some(S_OK), (1, 1), vec![100]));
    }
}

#[test]
fn the_user_is_that_of_windows_own_instance() {
    let mut served = served_by(DLLS[1]);
    for (user, told) in [(None, 0), (Some("S-1-5-21-1001".to_owned()), 13)] {
        let run = served.host.run(Start { user, ..Served::forwarded("read_user") });
        let run = served.host.ended(run);
        assert_eq!((run.answer, run.deferrals, run.progress), (Some(S_OK), (1, 1), vec![told]));
    }
}

#[test]
fn a_cancellation_is_handed_on_with_its_reason() {
    let mut served = served_by(DLLS[1]);
    for (at, reason) in [ABORT, CONDITION_LOSS, ENERGY_SAVER].into_iter().enumerate() {
        let run = served.host.run(Served::forwarded("wait_for_cancellation"));
        served.host.wait(run, What::Progress(1));
        let state = served.host.state(run);
        assert_eq!((state.answer, state.deferrals), (None, (1, 0)), "the forwarder's own deferral is held");
        served.host.cancel(run, reason);
        let run = served.host.ended(run);
        let told = 100 + u32::try_from(reason).expect("it is small");
        assert_eq!((run.answer, run.deferrals, run.progress), (Some(S_OK), (1, 1), vec![1, told]));
        served.wait_for_processes(&vec![SERVED; at + 1]);
    }
}

#[test]
fn the_dll_stays_while_a_run_is_forwarded() {
    let mut served = served_by(DLLS[1]);
    let run = served.host.run(Served::forwarded("wait_for_cancellation"));
    served.host.wait(run, What::Progress(1));
    assert_eq!(served.host.ask::<u32>(&Request::CanUnload(CLASS.to_owned())), S_FALSE);
    served.host.cancel(run, ABORT);
    served.host.ended(run);
    served.wait_for_processes(&[SERVED]);
    // The instance is not looked for: Wine 8 does not give back a reference to an object of another process that was in
    // the global interface table.
    let live = served.host.live();
    assert_eq!((live.registrations, live.deferrals), (0, 0));
}

#[test]
fn a_task_that_waits_on_is_dropped_and_one_that_blocks_is_left_behind() {
    served_by(DLLS[1]).gives_up_what_does_not_end(|_, name| Served::forwarded(name));
}

#[test]
fn no_single_threaded_apartment_is_blocked() {
    let mut served = served_by(DLLS[1]);
    let start = Start { apartment: Apartment::Single, ..Served::forwarded("wait_for_cancellation") };
    let run = served.host.run(start);
    served.host.wait(run, What::Returned);
    let state = served.host.state(run);
    assert_eq!((state.answer, state.open_at_return), (Some(S_OK), Some(1)), "the run goes on, kept by its deferral");
    served.host.wait(run, What::Progress(1));
    served.host.cancel(run, CONDITION_LOSS);
    let state = served.host.ended(run);
    assert_eq!((state.deferrals, state.progress), ((1, 1), vec![1, 106]));
    assert!(state.messages > 0, "the thread handled messages meanwhile");
}

#[test]
fn a_server_that_crashes_is_a_failure_and_the_next_run_has_a_new_one() {
    let mut served = served_by(DLLS[1]);
    let run = served.host.run(Served::forwarded("crash"));
    let run = served.host.ended(run);
    assert!(run.answer.is_some_and(|answer| answer != S_OK), "{run:?}");
    assert_eq!((run.deferrals, run.progress, run.unregistered), ((1, 1), vec![1], vec![]));
    let run = served.host.run(Served::forwarded("succeed"));
    let run = served.host.ended(run);
    assert_eq!((run.answer, run.deferrals), (Some(S_OK), (1, 1)));
    served.wait_for_processes(&[&["started"], SERVED]);
}

#[test]
fn a_server_that_cannot_be_started_is_a_failure_and_nothing_is_unregistered() {
    let mut served = served_by(DLLS[1]);
    // A program that is there and does not serve. Wine says of one that is missing what it says of a class that is.
    let (class, command) = (served.class("never_serve"), format!("\"{}\"", executable().display()));
    let () = served.host.ask(&Request::RegisterServer { class, command });
    let mut app = served.app();
    for told in [true, false] {
        let run = served.host.run(Served::registered("forwarded never_serve"));
        let run = served.host.ended(run);
        let answer = run.answer.expect("it returned");
        assert_eq!(answer != S_OK, told, "Windows is told once: {answer:#x}");
        assert_eq!(run.deferrals, (1, 1));
        let (checked, completion) = app.told();
        assert_eq!(checked, format!("forwarded never_serve: CheckResult {answer:#010x}"));
        assert!(completion.starts_with("forwarded never_serve: not started: "), "{completion}");
    }
    let registered: Vec<Registration> = served.host.windows(windows_control::Request::Registrations);
    assert!(
        registered.iter().any(|registration| registration.name == "forwarded never_serve"),
        "it may be there again"
    );
    assert!(served.processes().iter().all(|told| *told == ["started", "shown"]), "{:?}", served.processes());
}

#[test]
fn a_name_that_the_app_no_longer_has_is_unregistered() {
    let mut served = served_by(DLLS[1]);
    // Also that of a task of another model: the forwarder knows no class for it.
    for name in ["forwarded of an earlier version", "com succeed", "succeed"] {
        let run = served.host.run(Start { name: name.to_owned(), ..Served::forwarded("succeed") });
        let run = served.host.ended(run);
        assert_eq!((run.answer, run.deferrals), (Some(E_FAIL), (1, 1)), "{name}");
        assert_eq!(run.unregistered, [false], "{name}");
    }
    assert_eq!(served.processes(), Vec::<Vec<String>>::new());
}
