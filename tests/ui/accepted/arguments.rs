//! Every argument of a task and of an app, in text and in Rust.

use bgtask::prelude::*;

#[background_task(
    trigger = "time:15,once",
    condition = "UserPresent",
    condition = InternetAvailable,
    name = "Refresh the feed",
    cancel_on_condition_loss,
    network_requested,
    group = "com.contoso.feed",
    windows(model = "out-of-process", entry_point = "Contoso.Tasks.Refresh"),
    apple(kind = "processing", identifier = "com.contoso.refresh", external_power, network = true),
    platforms("windows", "apple"),
    allow("BG0526", BG0422),
    crate = ::bgtask,
)]
fn refresh() {}

#[background_task(
    trigger = maintenance(60, once),
    conditions(UserNotPresent, "FreeNetworkAvailable"),
    name = "tidy",
    cancel_on_condition_loss = true,
    network_requested = false,
    apple(kind = refresh, external_power = false),
    platforms(windows, apple),
    crate = bgtask
)]
fn tidy() {}

#[background_task(trigger = " system : TimeZoneChange , once ")]
fn text_with_spaces() {}

#[background_task(trigger = system(TimeZoneChange))]
fn event() {}

#[background_task(trigger = push_notification, windows(model = com, clsid = "7D13D534-FD12-43CE-8C22-EA1FF13C06DF", run_in_standby))]
fn pushed() {}

#[background_task(trigger = "toast-notification-action")]
fn answered() {}

#[background_task(trigger = custom_system_event("a,b", once))]
fn raised() {}

#[background_task(trigger = "location:Geofence", conditions())]
fn moved() {}

#[background_task(trigger = "time:15")]
#[background_task(trigger = system(UserPresent), name = "present")]
#[bgtask::background_task(trigger = "maintenance:240", name = "nightly", condition = "UserNotPresent")]
fn often() {}

/// Warnings are for the tools.
#[background_task(trigger = "time:60000", cancel_on_condition_loss, name = "warned")]
fn warned_about() {}

pub struct Library {
    _feeds: std::sync::Mutex<Vec<String>>,
}

fn drive<F: Future>(future: F) -> F::Output {
    bgtask::block_on(future)
}

#[background_app(
    tasks(refresh, tidy, text_with_spaces, event, pushed, answered, raised, moved, often, warned_about),
    model = "in-process",
    namespace = "Contoso.Tasks",
    identifier_prefix = "com.contoso.feed",
    modes("audio", "remote-notification"),
    platforms("windows", "apple"),
    state = Library,
    block_on = drive,
    crate = ::bgtask,
)]
struct App;

#[background_app(tasks(), model = out_of_process, strict = false, exits_on_suspend = false, state = Vec<(String, [u8; 4])>)]
struct Empty;

#[background_app(tasks(answered), strict, platforms("windows"), block_on = future)]
struct Strict;

/// What is allowed is no error under `strict`: at the task, at the app, in either's own words.
#[background_task(trigger = "time:60000", cancel_on_condition_loss, name = "meant", allow("BG0120", "BG0221"))]
#[background_task(trigger = "phone:LineChanged", name = "line", allow("BG0122"))]
fn meant_so() {}

#[background_app(
    tasks(meant_so, often),
    strict,
    identifier_prefix = "com.contoso.feed",
    modes("newsstand-content"),
    exits_on_suspend = false,
    allow("BG0520", "BG0521", "BG0522", "BG0525", "BG0526"),
)]
struct MeantSo;

fn future<F: Future>(future: F) -> F::Output {
    bgtask::block_on(future)
}

const _: () = assert!(App::TASKS.len() == 12 && Empty::TASKS.is_empty() && Strict::TASKS.len() == 1 && MeantSo::TASKS.len() == 5);

fn main() {}
