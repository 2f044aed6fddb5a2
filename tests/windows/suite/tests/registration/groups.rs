//! Groups, which `AllTasks` leaves out.

use bgtask::{
    host::{Host, Running, windows::WindowsHost},
    registration::{Change, Registrar, register_all},
};
use windows_control::System;
use windows_suite::apps::options::Options;

#[test]
fn what_is_in_a_group_is_listed_found_kept_and_removed() {
    let system = System::new();
    let host = WindowsHost::new();
    bgtask::block_on(register_all::<Options, _>(&host)).expect("it may");
    let grouped: Vec<_> =
        host.registrations().expect("they are listed").into_iter().filter(|task| task.group.is_some()).collect();
    let names: Vec<_> = grouped.iter().map(|task| task.name.as_str()).collect();
    assert_eq!(names, ["in a group", "everything"]);
    assert!(grouped.iter().all(|task| task.group.as_deref() == Some("contoso.feeds")));
    let again = bgtask::block_on(register_all::<Options, _>(&host)).expect("it may");
    assert_eq!(again.change("in a group"), Some(&Ok(Change::Kept)), "it is found");
    assert_eq!(host.registrations().expect("they are listed").len(), 14, "nothing is registered twice");

    let registrar = Registrar::<Options, _>::new(&host);
    let found = registrar.get("in a group").expect("it is listed").expect("it is found by name");
    assert_eq!(found.group(), Some("contoso.feeds"));
    assert_eq!(found.group_name(), Ok(Some(String::new())), "a group that bgtask makes has no name");
    assert_eq!(registrar.unregister("in a group", Running::Finish), Ok(1));
    assert_eq!(registrar.unregister("everything", Running::Finish), Ok(1));
    assert_eq!(host.registrations().expect("they are listed").len(), 12);
    system.expect_nothing_alive();
}

#[test]
fn the_second_of_a_group_goes_to_the_group_that_is_there() {
    let system = System::new();
    let host = WindowsHost::new();
    bgtask::block_on(register_all::<Options, _>(&host)).expect("it may");
    let calls = system.take_changes();
    let made = calls.iter().filter(|call| call.starts_with("new BackgroundTaskRegistrationGroup")).count();
    let sought = calls.iter().filter(|call| call.contains("GetTaskGroup")).count();
    assert_eq!((made, sought), (1, 2));
}
