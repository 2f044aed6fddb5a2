//! The app's settings.

use bgtask::host::{Host, HostErrorKind, windows::WindowsHost};
use windows_control::System;

#[test]
fn a_setting_is_written_read_listed_and_removed() {
    let system = System::new();
    let settings = WindowsHost::new().settings();
    assert_eq!(settings.get("bgtask.a"), Ok(None));
    assert_eq!(settings.keys("bgtask."), Ok(vec![]));
    settings.set("bgtask.a", "Grüße 🦀").expect("it may");
    settings.set("bgtask.b", "").expect("it may");
    settings.set("other", "1").expect("it may");
    settings.set("bgtask.a", "two\nlines").expect("it may");
    assert_eq!(settings.get("bgtask.a"), Ok(Some("two\nlines".to_owned())));
    assert_eq!(settings.get("bgtask.b"), Ok(Some(String::new())));
    assert_eq!(settings.keys("bgtask."), Ok(vec!["bgtask.a".to_owned(), "bgtask.b".to_owned()]));
    settings.remove("bgtask.a").expect("it may");
    settings.remove("bgtask.a").expect("what is gone is no error");
    assert_eq!(system.settings().into_keys().collect::<Vec<_>>(), ["bgtask.b", "other"]);
    system.expect_nothing_alive();
}

#[test]
fn what_windows_does_not_take_is_an_error_and_leaves_what_was() {
    let system = System::new();
    let settings = WindowsHost::new().settings();
    settings.set("key", "small").expect("it may");
    let error = settings.set("key", &"x".repeat(5000)).expect_err("8 KB are allowed, in UTF-16");
    assert_eq!(error.hresult(), Some(0x8007_0057_u32.cast_signed()));
    assert_eq!(settings.get("key"), Ok(Some("small".to_owned())));
    system.configure(|configuration| configuration.identity = false);
    let error = settings.get("key").expect_err("there are none");
    assert_eq!((error.kind(), error.hresult()), (HostErrorKind::NoIdentity, Some(0x8007_3D54_u32.cast_signed())));
}
