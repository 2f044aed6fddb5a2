//! A library that uses everybody's names for things of its own.
#![deny(warnings)]
#![allow(
    non_camel_case_types,
    non_snake_case,
    non_upper_case_globals,
    dead_code,
    unused_macros,
    reason = "the names are those of others, and only stand in the way"
)]

pub mod bgtask {}
pub mod core {}
pub mod std {}
pub mod alloc {}

pub struct Result;
pub struct Option;
pub struct Vec;
pub struct String;
pub struct Box;
pub struct str;
pub struct usize;
pub struct u16;
pub struct u32;
pub struct bool;
pub trait Default {}
pub trait Future {}
pub trait Into {}
pub trait Sized {}
pub trait Send {}
pub trait BackgroundTask {}
pub trait BackgroundApp {}
pub struct TaskSpec;
pub struct F;
pub struct H;
pub struct T;
pub const None: Option = Option;
pub fn Some() {}
pub fn Ok() {}
pub fn Err() {}

macro_rules! include {
    () => {
        compile_error!("not this one")
    };
}
macro_rules! concat {
    () => {
        compile_error!("not this one")
    };
}
macro_rules! env {
    () => {
        compile_error!("not this one")
    };
}
macro_rules! file {
    () => {
        compile_error!("not this one")
    };
}
macro_rules! line {
    () => {
        compile_error!("not this one")
    };
}
macro_rules! column {
    () => {
        compile_error!("not this one")
    };
}
macro_rules! module_path {
    () => {
        compile_error!("not this one")
    };
}
macro_rules! unreachable {
    () => {
        compile_error!("not this one")
    };
}
macro_rules! panic {
    () => {
        compile_error!("not this one")
    };
}

#[::bgtask::background_task(
    trigger = time(15, once),
    condition = UserPresent,
    group = "com.contoso.feed",
    platforms(windows),
    windows(model = "out-of-process", entry_point = "Contoso.Refresh")
)]
#[derive(::core::default::Default)]
pub struct Refresh;

impl ::bgtask::BackgroundTask for Refresh {
    type Error = ::std::fmt::Error;

    async fn run(&self, task: &::bgtask::TaskInstance) -> ::core::result::Result<(), Self::Error> {
        task.set_progress(1);
        ::core::result::Result::Ok(())
    }
}

/// Tasks by the names of what is generated.
#[::bgtask::background_task(trigger = "time:15")]
pub async fn task(task: &::bgtask::TaskInstance) -> ::core::result::Result<(), ::std::fmt::Error> {
    task.set_progress(2);
    ::core::result::Result::Ok(())
}

#[::bgtask::background_task(trigger = "time:15")]
pub fn name() {}

#[::bgtask::background_task(trigger = "time:15")]
pub fn activation() {}

#[::bgtask::background_task(trigger = "time:15")]
pub fn run() {}

#[::bgtask::background_app(
    tasks(Refresh, task, name, activation, run),
    identifier_prefix = "com.contoso.feed",
    platforms("windows", "apple"),
    namespace = "Tasks",
    block_on = future
)]
pub struct App;

fn future<Work: ::core::future::Future>(future: Work) -> Work::Output {
    ::bgtask::block_on(future)
}
