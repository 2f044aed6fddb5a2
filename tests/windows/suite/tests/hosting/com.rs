//! The app as a COM server, which COM starts for a task's class.

use std::{
    env, fs,
    process::{Child, Command},
};

use windows_host::protocol::{Apartment, By, Request, Start, What};

use crate::package::{
    ABORT, CONDITION_LOSS, E_FAIL, ENERGY_SAVER, REGDB_E_CLASSNOTREG, S_OK, SERVED, Served, executable,
};

#[test]
fn a_run_ends_as_its_task_does_and_the_process_with_it() {
    let mut served = Served::new();
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
        let start = served.of_class(name);
        let run = served.host.run(start);
        let run = served.host.ended(run);
        assert_eq!((run.answer, run.deferrals, run.progress), (Some(answer), (1, 1), progress), "{name}");
        served.wait_for_processes(&vec![SERVED; at + 1]);
    }
}

#[test]
fn the_ids_cross_from_one_process_to_the_other() {
    let mut served = Served::new();
    let start = Start { registration: None, ..served.of_class("read_instance") };
    let run = served.host.run(start);
    let run = served.host.ended(run);
    assert_eq!((run.answer, run.deferrals, run.progress), (Some(S_OK), (1, 1), vec![17]));
    served.wait_for_processes(&[SERVED]);
}

#[test]
fn the_details_cross_from_one_process_to_the_other() {
    let mut served = Served::new();
    let details = Some("Grüße aus \u{10348}".to_owned());
    let start = Start { notification: details, ..served.of_class("read_details") };
    let run = served.host.run(start);
    let run = served.host.ended(run);
    assert_eq!((run.answer, run.deferrals, run.progress), (Some(S_OK), (1, 1), vec![100]));
    served.wait_for_processes(&[SERVED]);
}

#[test]
fn the_user_crosses_from_one_process_to_the_other() {
    let mut served = Served::new();
    for (user, told) in [(None, 0), (Some("S-1-5-21-1001".to_owned()), 13)] {
        let start = Start { user, ..served.of_class("read_user") };
        let run = served.host.run(start);
        let run = served.host.ended(run);
        assert_eq!((run.answer, run.deferrals, run.progress), (Some(S_OK), (1, 1), vec![told]));
    }
}

#[test]
fn a_cancellation_crosses_with_its_reason() {
    let mut served = Served::new();
    for (at, reason) in [ABORT, CONDITION_LOSS, ENERGY_SAVER].into_iter().enumerate() {
        let start = served.of_class("wait_for_cancellation");
        let run = served.host.run(start);
        served.host.wait(run, What::Progress(1));
        served.host.cancel(run, reason);
        let run = served.host.ended(run);
        let told = 100 + u32::try_from(reason).expect("it is small");
        assert_eq!((run.answer, run.deferrals, run.progress), (Some(S_OK), (1, 1), vec![1, told]));
        served.wait_for_processes(&vec![SERVED; at + 1]);
    }
}

#[test]
fn a_task_that_waits_on_is_dropped_and_one_that_blocks_is_left_behind() {
    Served::new().gives_up_what_does_not_end(Served::of_class);
}

#[test]
fn one_process_serves_every_class_until_the_last_run_is_done() {
    let mut served = Served::new();
    let start = served.of_class("wait_for_cancellation");
    // One after the other: Wine starts a process for each of several that come when there is none.
    let waiting = [(); 2].map(|()| {
        let run = served.host.run(start.clone());
        served.host.wait(run, What::Progress(1));
        run
    });
    for name in ["succeed", "fail", "count"] {
        let start = served.of_class(name);
        let run = served.host.run(start);
        served.host.ended(run);
    }
    served.host.cancel(waiting[0], ABORT);
    served.host.ended(waiting[0]);
    assert_eq!(served.processes(), [["started"]], "a run is under way");
    served.host.cancel(waiting[1], ABORT);
    served.host.ended(waiting[1]);
    served.wait_for_processes(&[SERVED]);
}

#[test]
fn an_activation_during_the_end_has_a_new_process() {
    let end = env::temp_dir().join(format!("bgtask-hosted-{}-end.txt", std::process::id()));
    fs::write(&end, "").expect("the folder can be written to");
    let mut served = Served::with(&[("HOSTED_LINGER", end.as_os_str())]);
    let start = served.of_class("succeed");
    for at in 0..3 {
        let run = served.host.run(start.clone());
        let run = served.host.ended(run);
        assert_eq!((run.answer, run.deferrals), (Some(S_OK), (1, 1)));
        // It has given its classes back, and does not end yet.
        served.wait_for_processes(&vec![SERVED; at + 1]);
    }
    fs::remove_file(&end).expect("it is there");
}

#[test]
fn an_activation_upon_the_end_is_served() {
    let mut served = Served::new();
    let start = served.of_class("succeed");
    // Each begins when the one before it has just ended, while its process takes its classes back, or is going. Which of
    // the two is up to the machine: that it is served is not.
    for at in 0..40 {
        let run = served.host.run(start.clone());
        let run = served.host.ended(run);
        assert_eq!((run.answer, run.deferrals), (Some(S_OK), (1, 1)), "run {at}");
    }
    let processes = served.processes();
    let all: Vec<_> = processes.iter().map(|_| SERVED).collect();
    served.wait_for_processes(&all);
}

#[test]
fn runs_at_once_are_served_by_one_process() {
    let mut served = Served::new();
    let start = served.of_class("wait_for_cancellation");
    let first = served.host.run(start.clone());
    served.host.wait(first, What::Progress(1));
    let runs: Vec<_> = (0..16).map(|_| served.host.run(start.clone())).collect();
    for run in &runs {
        served.host.wait(*run, What::Progress(1));
    }
    for run in runs.iter().chain([&first]) {
        served.host.cancel(*run, CONDITION_LOSS);
    }
    for run in runs.iter().chain([&first]) {
        let run = served.host.ended(*run);
        assert_eq!((run.answer, run.deferrals, run.progress), (Some(S_OK), (1, 1), vec![1, 106]));
    }
    served.wait_for_processes(&[SERVED]);
    // The instances are not looked for: Wine 8 does not give back a reference to an object of another process that was in
    // the global interface table.
    let live = served.host.live();
    assert_eq!((live.registrations, live.deferrals), (0, 0), "the other process held them");
}

#[test]
fn an_activation_from_a_single_threaded_apartment_is_served() {
    let mut served = Served::new();
    let start = Start { apartment: Apartment::Single, ..served.of_class("count") };
    let run = served.host.run(start);
    let run = served.host.ended(run);
    assert_eq!((run.answer, run.deferrals, run.progress.len()), (Some(S_OK), (1, 1), 10));
    served.wait_for_processes(&[SERVED]);
}

#[test]
fn a_process_that_crashes_fails_its_run() {
    let mut served = Served::new();
    // Of the type's tasks only the forwarded one crashes: what is run is said by the instance, not by the class.
    let start = Start { name: "forwarded crash".to_owned(), ..served.of_class("succeed") };
    let run = served.host.run(start);
    served.host.wait(run, What::Returned);
    let run = served.host.state(run);
    assert!(run.answer.is_some_and(|answer| answer != S_OK), "{run:?}");
    served.wait_for_processes(&[&["started"]]);
    // The next one has a new process.
    let start = served.of_class("succeed");
    let run = served.host.run(start);
    assert_eq!(served.host.ended(run).answer, Some(S_OK));
    served.wait_for_processes(&[&["started"], SERVED]);
}

#[test]
fn a_class_that_nobody_registered_is_not_there() {
    let mut served = Served::new();
    let class = "0D3F8A52-6E0B-4C43-9E52-3A1F4B7C9D10".to_owned();
    let start = Start { by: By::Class(class.clone()), ..served.of_class("succeed") };
    let () = served.host.ask(&Request::UnregisterServer(class));
    let run = served.host.run(start);
    served.host.wait(run, What::Returned);
    let run = served.host.state(run);
    assert_eq!((run.answer, run.deferrals), (Some(REGDB_E_CLASSNOTREG), (0, 0)));
}

#[test]
fn a_user_starts_the_app_and_not_the_server() {
    for arguments in [&[][..], &["feeds.opml"], &["bgtask-serve-com"], &["--verbose", "-bgtask-serve-comet"]] {
        let output = Command::new(executable()).args(arguments).output().expect("the package has the program");
        assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "shown", "{arguments:?}");
        assert!(output.status.success());
    }
}

/// Closes the app that a user has open.
fn close(mut app: Child) {
    drop(app.stdin.take());
    assert!(app.wait().expect("it is a child of the test").success());
}

#[test]
fn the_app_that_a_user_opens_beside_the_server_takes_nothing_from_it() {
    let mut served = Served::new();
    let waiting = served.of_class("wait_for_cancellation");
    let waiting = served.host.run(waiting);
    served.host.wait(waiting, What::Progress(1));
    let app = served.started_by_a_user();
    served.wait_for_processes(&[&["started"], &["started", "shown"]]);
    for name in ["succeed", "count"] {
        let start = served.of_class(name);
        let run = served.host.run(start);
        assert_eq!(served.host.ended(run).answer, Some(S_OK), "{name}");
    }
    // No process more: the system's has served.
    assert_eq!(served.processes(), [vec!["started"], vec!["started", "shown"]]);
    close(app);
    // The end of the one is not that of the other.
    assert_eq!(served.processes(), [vec!["started"], vec!["started", "shown", "closed"]]);
    served.host.cancel(waiting, ABORT);
    let run = served.host.ended(waiting);
    assert_eq!((run.answer, run.deferrals, run.progress), (Some(S_OK), (1, 1), vec![1, 100]));
    served.wait_for_processes(&[SERVED, &["started", "shown", "closed"]]);
}

#[test]
fn a_server_is_started_beside_the_app_that_a_user_has_open() {
    let mut served = Served::new();
    let mut app = served.started_by_a_user();
    served.wait_for_processes(&[&["started", "shown"]]);
    let start = served.of_class("succeed");
    for processes in [vec![&["started", "shown"][..], SERVED], vec![&["started", "shown"], SERVED, SERVED]] {
        let run = served.host.run(start.clone());
        let run = served.host.ended(run);
        assert_eq!((run.answer, run.deferrals), (Some(S_OK), (1, 1)));
        served.wait_for_processes(&processes);
    }
    assert!(app.try_wait().expect("it is a child of the test").is_none(), "the app is open as before");
    close(app);
    served.wait_for_processes(&[&["started", "shown", "closed"], SERVED, SERVED]);
}
