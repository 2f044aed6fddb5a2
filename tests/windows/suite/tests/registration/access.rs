//! Whether the app may run in the background.

use bgtask::{
    access::{self, AccessError},
    host::{
        Host, HostErrorKind,
        windows::{WindowsHost, access as of_windows},
    },
    registration::{RegisterAllError, register_all},
};
use bgtask_core::catalog::{AccessRequestKind, AccessStatus, AccessVerdict};
use windows_control::{Access, System};
use windows_suite::apps::feed::Feed;

const ANSWERS: [Access; 8] = [
    Access::Unspecified,
    Access::AllowedWithAlwaysOnRealTimeConnectivity,
    Access::AllowedMayUseActiveRealTimeConnectivity,
    Access::Denied,
    Access::AlwaysAllowed,
    Access::AllowedSubjectToSystemPolicy,
    Access::DeniedBySystemPolicy,
    Access::DeniedByUser,
];

#[test]
fn every_answer_is_taken_for_what_it_is() {
    let system = System::new();
    let host = WindowsHost::new();
    for answer in ANSWERS {
        system.configure(|configuration| configuration.access = answer);
        let status = AccessStatus::from_value(answer as i32).expect("the catalog has it");
        assert_eq!(bgtask::block_on(host.request_access()), Ok(status));
        assert_eq!(host.access_status(), Ok(status));
        let outcome = bgtask::block_on(register_all::<Feed, _>(&host));
        match status.verdict() {
            AccessVerdict::Allowed => {
                assert_eq!(outcome.expect("it may").access, status);
                assert_eq!(system.names(), ["refresh_feeds", "reschedule"], "{status:?}");
            }
            AccessVerdict::AskAgain => {
                assert_eq!(outcome, Err(RegisterAllError::Access(AccessError::Undecided)));
            }
            AccessVerdict::Denied(help) => {
                assert_eq!(outcome, Err(RegisterAllError::Access(AccessError::Denied { status, help })));
                assert_eq!(access::check(&host), Err(AccessError::Denied { status, help }));
            }
        }
        if !matches!(status.verdict(), AccessVerdict::Allowed) {
            assert!(!system.take_changes().iter().any(|call| call.contains("Builder")), "nothing is tried: {status:?}");
        }
        for registration in host.registrations().expect("they are listed") {
            host.unregister(registration.id, bgtask::host::Running::Finish).expect("it is there");
        }
        system.take_calls();
    }
    system.expect_nothing_alive();
}

#[test]
fn access_can_be_given_up() {
    let system = System::new();
    let host = WindowsHost::new();
    bgtask::block_on(host.request_access()).expect("the double answers");
    host.remove_access().expect("the double answers");
    assert_eq!(host.access_status(), Ok(AccessStatus::Unspecified));
    let asked = [
        "BackgroundExecutionManager.RequestAccessAsync()",
        "BackgroundExecutionManager.RemoveAccess()",
        "BackgroundExecutionManager.GetAccessStatus()",
    ];
    assert_eq!(system.take_calls(), asked);
}

#[test]
fn access_of_a_kind_of_another_app_and_in_standby_is_asked_for() {
    let system = System::new();
    let host = WindowsHost::new();
    let allowed = AccessStatus::AllowedSubjectToSystemPolicy;
    let kind = AccessRequestKind::AlwaysAllowed;
    for granted in [true, false] {
        system.configure(|configuration| configuration.access_kind = granted);
        assert_eq!(bgtask::block_on(access::request_kind(&host, kind, "To have your feeds")), Ok(granted));
        let standby = bgtask::block_on(of_windows::request_kind_in_modern_standby(kind, "At night"));
        assert_eq!(standby, Ok(granted));
    }
    system.take_calls();
    assert_eq!(bgtask::block_on(of_windows::request_of("Settings")), Ok(allowed));
    assert_eq!(of_windows::status_of("Settings"), Ok(allowed));
    assert_eq!(of_windows::status_in_modern_standby(), Ok(allowed));
    assert_eq!(of_windows::status_in_modern_standby_of("Settings"), Ok(allowed));
    assert_eq!(of_windows::remove_of("Settings"), Ok(()));
    let asked = [
        r#"RequestAccessAsync("Settings")"#,
        r#"GetAccessStatus("Settings")"#,
        "GetAccessStatusForModernStandby()",
        r#"GetAccessStatusForModernStandby("Settings")"#,
        r#"RemoveAccess("Settings")"#,
    ];
    assert_eq!(system.take_calls(), asked.map(|call| format!("BackgroundExecutionManager.{call}")));
}

#[test]
fn a_request_that_fails_is_an_error() {
    let system = System::new();
    system.fail("BackgroundExecutionManager.RequestAccessAsync", 0x8007_0005);
    let error = bgtask::block_on(WindowsHost::new().request_access()).expect_err("it fails");
    assert_eq!((error.kind(), error.hresult()), (HostErrorKind::NotAllowed, Some(0x8007_0005_u32.cast_signed())));
}
