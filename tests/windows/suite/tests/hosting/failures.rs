//! Runs that fail: what Windows is told of them, and what the app is.

use std::{collections::BTreeMap, ffi::OsStr};

use windows_control::{Configuration, Request};
use windows_host::{
    Host,
    protocol::{Start, What},
};

use crate::package::{ABORT, CANCELLED, E_FAIL, S_OK, Served, host, host_with, of_entry_point};

/// What bgtask remembers of a registration's failures.
fn key(registration: u128) -> String {
    let text = format!("{registration:032X}");
    format!("bgtask.failure.{}-{}-{}-{}-{}", &text[..8], &text[8..12], &text[12..16], &text[16..20], &text[20..])
}

/// What `Run` answers.
fn answer(host: &mut Host, start: &Start) -> u32 {
    let run = host.run(start.clone());
    let run = host.ended(run);
    assert_eq!(run.deferrals, (1, 1));
    run.answer.expect("it returned")
}

/// Has it been so many seconds longer since Windows was told of the registration's failure.
fn pass(host: &mut Host, registration: u128, seconds: u64) {
    let container = "bgtask".to_owned();
    let settings: BTreeMap<String, String> = host.windows(Request::Settings { container: container.clone() });
    let key = key(registration);
    let told: u64 = settings[&key].parse().expect("they are seconds");
    let () = host.windows(Request::PutSetting { container, key, value: Some((told - seconds).to_string()) });
}

#[test]
fn windows_is_told_once_in_a_quarter_of_an_hour_for_each_registration() {
    let (mut host, _) = host();
    let (fail, other) = (of_entry_point("fail"), of_entry_point("fall"));
    let registration = fail.registration.expect("it has one of its own");
    assert_eq!(answer(&mut host, &fail), E_FAIL);
    assert_eq!(answer(&mut host, &fail), S_OK);
    assert_eq!(answer(&mut host, &other), E_FAIL, "of another registration");
    pass(&mut host, registration, 800);
    assert_eq!(answer(&mut host, &fail), S_OK);
    pass(&mut host, registration, 100);
    assert_eq!(answer(&mut host, &fail), E_FAIL);
    assert_eq!(answer(&mut host, &fail), S_OK);
    assert_eq!(answer(&mut host, &other), S_OK);
    assert_eq!(answer(&mut host, &Start { registration: fail.registration, ..of_entry_point("succeed") }), S_OK);
}

#[test]
fn the_next_process_knows_what_windows_was_told() {
    let mut served = Served::new();
    // The host that is told of a failure ends with it.
    for (wanted, more) in [(E_FAIL, CANCELLED), (S_OK, S_OK)] {
        for (start, wanted) in [
            (Start { registration: Some(1), ..of_entry_point("fail") }, wanted),
            (Start { registration: Some(2), ..served.of_class("fail") }, wanted),
            (Start { registration: Some(3), ..Served::forwarded("fail") }, wanted),
        ] {
            assert_eq!(answer(&mut served.host, &start), wanted, "{start:?}");
        }
        let run = served.host.run(Start { registration: Some(4), ..of_entry_point("wait_for_ever") });
        served.host.wait(run, What::Progress(1));
        served.host.cancel(run, ABORT);
        assert_eq!(served.host.ended(run).answer, Some(more));
        served.start_again();
    }
}

#[test]
fn of_many_failures_at_once_windows_is_told_of_one() {
    let (mut host, _) = host();
    let start = of_entry_point("wait_for_ever");
    let runs: Vec<_> = (0..32).map(|_| host.run(start.clone())).collect();
    for run in &runs {
        host.wait(*run, What::Progress(1));
    }
    for run in &runs {
        host.cancel(*run, ABORT);
    }
    let answers: Vec<_> = runs.iter().filter_map(|run| host.ended(*run).answer).collect();
    let told = answers.iter().filter(|answer| **answer != S_OK).collect::<Vec<_>>();
    assert_eq!((answers.len(), told), (32, vec![&CANCELLED]));
}

#[test]
fn windows_is_told_of_nothing_that_cannot_be_remembered() {
    let (mut host, _) = host();
    let fail = of_entry_point("fail");
    let usual: Configuration = host.windows(Request::Configuration);
    let full = [("ApplicationDataContainer.Values.Insert".to_owned(), 0x8007_0070)].into();
    for without in
        [Configuration { identity: false, ..usual.clone() }, Configuration { failures: full, ..usual.clone() }]
    {
        let () = host.windows(Request::Configure(without));
        for _ in 0..2 {
            assert_eq!(answer(&mut host, &fail), S_OK);
        }
    }
    let () = host.windows(Request::Configure(usual));
    assert_eq!(answer(&mut host, &fail), E_FAIL);
}

#[test]
fn windows_is_told_of_nothing_when_the_app_says_so() {
    let silent = [("HOSTED_SILENT", OsStr::new("yes"))];
    let (mut host, _) = host_with(&silent);
    for name in ["fail", "fall"] {
        assert_eq!(answer(&mut host, &of_entry_point(name)), S_OK);
    }
    let mut served = Served::with(&silent);
    let start = served.of_class("fail");
    assert_eq!(answer(&mut served.host, &start), S_OK);
    // By the component, as the forwarder's own DLL prepares nothing.
    assert_eq!(answer(&mut served.host, &Served::forwarded("fail")), S_OK);
}

#[test]
fn the_app_is_told_of_every_failure_whatever_windows_is_told() {
    let mut served = Served::new();
    let mut app = served.app();
    for (name, outcome) in [
        ("fail", "failed: the feed's server is away"),
        ("com fail", "failed: the feed's server is away"),
        ("forwarded fail", "failed: the feed's server is away"),
        ("fall", "panicked: a task's bug"),
        ("com fall", "panicked: a task's bug"),
        ("forwarded fall", "panicked: a task's bug"),
    ] {
        for result in [E_FAIL, S_OK] {
            assert_eq!(answer(&mut served.host, &Served::registered(name)), result, "{name}");
            let wanted = (format!("{name}: CheckResult {result:#010x}"), format!("{name}: {outcome}"));
            assert_eq!(app.told(), wanted);
        }
    }
    for name in ["succeed", "com succeed", "forwarded succeed"] {
        assert_eq!(answer(&mut served.host, &Served::registered(name)), S_OK, "{name}");
        assert_eq!(app.told(), (format!("{name}: CheckResult 0x00000000"), format!("{name}: completed")));
    }
}

#[test]
fn the_app_is_told_of_a_run_whose_process_crashed() {
    let mut served = Served::new();
    let mut app = served.app();
    for told in [true, false] {
        let result = answer(&mut served.host, &Served::registered("forwarded crash"));
        assert_eq!(result != S_OK, told, "{result:#x}");
        let checked = format!("forwarded crash: CheckResult {result:#010x}");
        assert_eq!(app.told(), (checked, "forwarded crash: ended with its process".to_owned()));
    }
}
