//! Without package identity, or where the classes are missing as under Wine, every operation answers with an error that
//! says so.

use std::sync::Arc;

use bgtask::{
    Guid,
    catalog::AccessRequestKind,
    details::DeviceRequest,
    host::{
        Host, HostError, HostErrorKind, RegistrationRequest, Running,
        windows::{WindowsHost, access, install, is_running_in_standby_supported},
    },
    prelude::*,
    registration::{RegisterAllError, RegisterError, RegisterOptions},
};

#[background_task(trigger = "time:15", condition = "UserPresent")]
fn refresh() {}

#[background_app(tasks(refresh))]
struct App;

fn absent<T: std::fmt::Debug>(answer: Result<T, HostError>) {
    let error = answer.expect_err("a test has no package");
    assert!(matches!(error.kind(), HostErrorKind::NotAvailable | HostErrorKind::NoIdentity), "{error}");
    assert!(error.hresult().is_some(), "{error}");
    assert!(error.to_string().contains("0x8"), "{error}");
}

#[test]
fn every_operation_says_what_is_missing() {
    let host = WindowsHost::new();
    absent(host.app_version());
    absent(host.access_status());
    absent(bgtask::block_on(host.request_access()));
    absent(bgtask::block_on(host.request_access_kind(AccessRequestKind::AlwaysAllowed, "to have the news")));
    absent(host.remove_access());
    absent(access::status_of("Settings"));
    absent(bgtask::block_on(access::request_of("Settings")));
    absent(access::remove_of("Settings"));
    absent(access::status_in_modern_standby());
    absent(access::status_in_modern_standby_of("Settings"));
    absent(bgtask::block_on(access::request_kind_in_modern_standby(AccessRequestKind::AlwaysAllowed, "the news")));
    absent(is_running_in_standby_supported());
    absent(host.registrations());
    absent(host.unregister(Guid::from_u128(1), Running::Finish));
    absent(bgtask::block_on(host.request_application(Guid::from_u128(1), &bgtask::Arguments::new())));
    absent(bgtask::block_on(host.request_media_processing(Guid::from_u128(1), &bgtask::Arguments::new())));
    absent(bgtask::block_on(host.request_device_use(Guid::from_u128(1), DeviceRequest::default())));
    absent(bgtask::block_on(host.request_device_servicing(Guid::from_u128(1), DeviceRequest::default())));
    absent(host.subscribe(Guid::from_u128(1), Arc::new(|_| {})));
    absent(host.settings().get("key"));
    absent(host.settings().set("key", "value"));
    absent(host.settings().remove("key"));
    absent(host.settings().keys("k"));
}

/// An app may spawn the futures on an executor of many threads.
fn send<F: Send>(future: F) -> F {
    future
}

#[test]
fn registering_says_what_is_missing() {
    let host = WindowsHost::new();
    let request = RegistrationRequest::new::<App>(&App::TASKS[0]);
    match bgtask::block_on(host.register(request)).expect_err("a test has no package") {
        RegisterError::Host(error) | RegisterError::NoIdentity(error) => absent::<()>(Err(error)),
        other => panic!("{other}"),
    }
    match bgtask::block_on(send(App::register_all(&host))).expect_err("a test has no package") {
        RegisterAllError::Host(error) => absent::<()>(Err(error)),
        other => panic!("{other}"),
    }
    let registrar = Registrar::<App, _>::new(&host);
    assert!(bgtask::block_on(registrar.register("refresh", RegisterOptions::new())).is_err());
}

#[test]
fn an_app_is_not_activated_outside_its_package() {
    for _ in 0..2 {
        let error = install::<App>().expect_err("a test has no package");
        assert!(error.hresult().is_some(), "the second attempt fails for the same reason: {error}");
    }
}
