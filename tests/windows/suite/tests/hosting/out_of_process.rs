//! The component, as `backgroundTaskHost.exe` has it.

use windows_host::protocol::{Apartment, Factory, Gave, Request, Run, Start, What};

use crate::package::{
    ABORT, CANCELLED, CLASS_E_CLASSNOTAVAILABLE, CONDITION_LOSS, E_FAIL, S_FALSE, S_OK, host, of_entry_point,
};

/// A run that ended, whose task told this progress.
fn ended(answer: u32, progress: &[u32]) -> Run {
    Run {
        answer: Some(answer),
        deferrals: (1, 1),
        progress: progress.to_vec(),
        handlers: 1,
        unregistered: Vec::new(),
        open_at_return: Some(0),
        messages: 0,
    }
}

#[test]
fn every_entry_point_of_the_manifest_has_a_factory() {
    let (mut host, package) = host();
    assert_eq!(package.entry_points.len(), 10, "nine tasks and the forwarder");
    for class in package.entry_points {
        let factory: Factory = host.ask(&Request::Factory { class: class.clone(), of: None });
        let wanted = Factory { answer: S_OK, gave: Gave::FactoryOfTasks, references: 1, can_unload: S_FALSE };
        assert_eq!(factory, wanted, "{class}");
        let after: u32 = host.ask(&Request::CanUnload(class.clone()));
        assert_eq!(after, S_OK, "{class}: nothing of it is held");
    }
}

#[test]
fn an_unknown_class_has_none() {
    let (mut host, _) = host();
    // Also a class whose task is of another model, and one that differs in case: names of classes are compared as they are.
    for class in ["Hosted.nothing", "", "Hosted.crash", "Hosted.com succeed", "hosted.succeed", "Hosted.succeed2"] {
        let of = Some("Hosted.succeed".to_owned());
        let factory: Factory = host.ask(&Request::Factory { class: class.to_owned(), of });
        let wanted =
            Factory { answer: CLASS_E_CLASSNOTAVAILABLE, gave: Gave::Nothing, references: 0, can_unload: S_OK };
        assert_eq!(factory, wanted, "{class:?}");
    }
}

#[test]
fn a_run_ends_as_its_task_does() {
    let (mut host, _) = host();
    let hundred: Vec<u32> = (1..=10).map(|done| done * 10).collect();
    for (name, wanted) in [
        ("succeed", ended(S_OK, &[])),
        ("fail", ended(E_FAIL, &[])),
        ("fall", ended(E_FAIL, &[])),
        ("count", ended(S_OK, &hundred)),
    ] {
        let run = host.run(of_entry_point(name));
        assert_eq!(host.ended(run), wanted, "{name}");
    }
    let run = host.run(Start { registration: None, ..of_entry_point("read_instance") });
    assert_eq!(host.ended(run), ended(S_OK, &[13]));
    let details = Some("Grüße aus \u{10348}".to_owned());
    let run = host.run(Start { notification: details, ..of_entry_point("read_details") });
    assert_eq!(host.ended(run), ended(S_OK, &[100]));
}

#[test]
fn a_name_that_the_app_no_longer_has_is_a_failure() {
    let (mut host, _) = host();
    let run = host.run(Start { name: "of an earlier version".to_owned(), ..of_entry_point("succeed") });
    let run = host.ended(run);
    assert_eq!((run.answer, run.deferrals), (Some(E_FAIL), (1, 1)));
}

#[test]
fn a_cancellation_reaches_the_task_with_its_reason() {
    let (mut host, _) = host();
    for reason in 0..12 {
        let run = host.run(of_entry_point("wait_for_cancellation"));
        host.wait(run, What::Progress(1));
        assert_eq!(host.state(run).answer, None, "Run waits for the task");
        host.cancel(run, reason);
        let told = 100 + u32::try_from(reason).expect("it is small");
        assert_eq!(host.ended(run), ended(S_OK, &[1, told]), "{reason}");
    }
}

#[test]
fn the_dll_stays_while_a_task_lives() {
    let (mut host, _) = host();
    let class = "Hosted.wait_for_cancellation".to_owned();
    let can_unload = Request::CanUnload(class);
    assert_eq!(host.ask::<u32>(&can_unload), S_OK);
    let run = host.run(of_entry_point("wait_for_cancellation"));
    host.wait(run, What::Progress(1));
    assert_eq!(host.ask::<u32>(&can_unload), S_FALSE);
    host.cancel(run, ABORT);
    host.ended(run);
    let () = host.ask(&Request::Settle);
    assert_eq!(host.ask::<u32>(&can_unload), S_OK);
}

#[test]
fn a_task_that_waits_on_is_dropped_in_time() {
    let (mut host, _) = host();
    let run = host.run(of_entry_point("wait_for_ever"));
    host.wait(run, What::Progress(1));
    host.cancel(run, CONDITION_LOSS);
    assert_eq!(host.ended(run), ended(CANCELLED, &[1]));
    let () = host.ask(&Request::Settle);
    assert_eq!(host.ask::<u32>(&Request::CanUnload("Hosted.wait_for_ever".to_owned())), S_OK);
}

#[test]
fn a_task_that_blocks_its_thread_is_left_to_itself() {
    let (mut host, _) = host();
    let run = host.run(of_entry_point("block"));
    host.wait(run, What::Progress(1));
    host.cancel(run, CONDITION_LOSS);
    assert_eq!(host.ended(run), ended(CANCELLED, &[1]));
    let () = host.ask(&Request::Settle);
    assert_eq!(host.ask::<u32>(&Request::CanUnload("Hosted.block".to_owned())), S_FALSE, "its thread is in the DLL");
}

#[test]
fn no_single_threaded_apartment_is_blocked() {
    let (mut host, _) = host();
    let run = host.run(Start { apartment: Apartment::Single, ..of_entry_point("wait_for_cancellation") });
    host.wait(run, What::Returned);
    let state = host.state(run);
    assert_eq!((state.answer, state.open_at_return), (Some(S_OK), Some(1)), "the task goes on, kept by its deferral");
    host.wait(run, What::Progress(1));
    host.cancel(run, CONDITION_LOSS);
    let state = host.ended(run);
    assert_eq!((state.deferrals, state.progress), ((1, 1), vec![1, 106]));
    assert!(state.messages > 0, "the thread handled messages meanwhile");
}
