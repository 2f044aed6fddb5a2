//! A desktop app whose tasks run in each hosting model that has a process of its own: what Windows starts for them is
//! the component, this app as a COM server, or the forwarder and then the COM server.

#[cfg(windows)]
pub mod follow;
pub mod tasks;

use std::time::Duration;

use bgtask::prelude::*;
use tasks::{
    block, count, crash, fail, fall, lose_class, never_serve, read_details, read_instance, read_user, succeed,
    wait_for_cancellation, wait_for_ever,
};

/// The app.
#[background_app(
    tasks(
        succeed,
        fail,
        fall,
        count,
        read_instance,
        read_details,
        read_user,
        wait_for_cancellation,
        wait_for_ever,
        block,
        crash,
        lose_class,
        never_serve
    ),
    model = "out-of-process",
    namespace = "Hosted"
)]
pub struct App;

/// What a cancelled task has to return before it is dropped. A test is not to wait for as long as Windows does; but a task
/// that is one of very many, on a busy machine, is to have its turn.
pub const GRACE: Duration = Duration::from_secs(2);

/// The environment variable by which Windows is told of no failure.
pub const SILENT: &str = "HOSTED_SILENT";

/// What every process with tasks does before the first of them.
pub fn prepare() {
    #[cfg(windows)]
    {
        bgtask::host::windows::set_grace(GRACE);
        bgtask::host::windows::tell_failures(std::env::var_os(SILENT).is_none());
    }
    // Panics of tasks are wanted here.
    std::panic::set_hook(Box::new(|_| {}));
}
