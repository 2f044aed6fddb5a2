//! The program of a desktop app: the app, and the COM server of its tasks.
#![no_implicit_prelude]
#![deny(warnings, missing_docs, clippy::all, clippy::pedantic)]
#![forbid(unsafe_code)]

#[cfg(windows)]
fn main() -> ::core::result::Result<(), ::tasks::host::HostError> {
    use ::tasks::host::windows::StartedFor;

    match ::consumer_desktop::App::serve_com()? {
        StartedFor::Tasks => ::core::result::Result::Ok(()),
        StartedFor::User => ::core::result::Result::map(::consumer_desktop::App::install(), ::core::mem::drop),
    }
}

#[cfg(not(windows))]
fn main() {
    ::core::assert!(!<::consumer_desktop::App as ::tasks::BackgroundApp>::TASKS.is_empty());
}
