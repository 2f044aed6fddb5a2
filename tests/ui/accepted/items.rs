//! Whatever a task can be written on.

use bgtask::prelude::*;
use std::io;

#[background_task(trigger = "time:15")]
#[derive(Default)]
pub struct Unit;

impl BackgroundTask for Unit {
    type Error = io::Error;
    async fn run(&self, _: &TaskInstance) -> io::Result<()> {
        Ok(())
    }
}

#[background_task(trigger = "time:15", create = Tuple::new)]
pub(crate) struct Tuple(u32, u32)
where
    u32: Copy;

impl Tuple {
    fn new() -> Self {
        Self(1, 2)
    }
}

impl BackgroundTask for Tuple {
    type Error = io::Error;
    async fn run(&self, task: &TaskInstance) -> io::Result<()> {
        task.set_progress(self.0 + self.1);
        Ok(())
    }
}

/// With attributes above and below.
#[derive(Debug, Default)]
#[background_task(trigger = "time:15")]
#[must_use]
#[non_exhaustive]
pub struct Fields {
    /// What is to be fetched.
    feeds: Vec<String>,
}

impl BackgroundTask for Fields {
    type Error = String;
    async fn run(&self, _: &TaskInstance) -> Result<(), String> {
        self.feeds.first().map(|_| ()).ok_or_else(|| format!("{self:?}"))
    }
}

fn outer() -> Choice {
    Choice::One { number: 1 }
}

#[background_task(trigger = "time:15", create = outer)]
enum Choice {
    None,
    One { number: u32 },
}

impl BackgroundTask for Choice {
    type Error = std::convert::Infallible;
    fn run(&self, task: &TaskInstance) -> impl Future<Output = Result<(), Self::Error>> {
        let progress = match self {
            Self::None => 0,
            Self::One { number } => *number,
        };
        task.set_progress(progress);
        std::future::ready(Ok(()))
    }
}

#[background_task(trigger = "time:15")]
fn plain() {
    let _ = Choice::None;
}

#[background_task(trigger = "time:15")]
fn with_instance(task: &TaskInstance) {
    task.set_progress(1);
}

#[background_task(trigger = "time:15")]
pub(crate) fn returns_result() -> io::Result<()> {
    Ok(())
}

#[background_task(trigger = "time:15")]
async fn asynchronous() {}

#[background_task(trigger = "time:15")]
pub async fn asynchronous_with_everything(task: &TaskInstance) -> Result<(), Box<dyn std::error::Error>> {
    task.cancelled_or(std::future::ready(())).await?;
    Ok(())
}

#[background_task(trigger = "time:15")]
async fn patterns(&ref task: &TaskInstance) -> Result<(), &'static str> {
    if task.is_cancelled() { Err("cancelled") } else { Ok(()) }
}

#[background_task(trigger = "time:15")]
fn borrows_its_error(task: &TaskInstance) -> Result<(), &str> {
    Err(task.name())
}

#[background_task(trigger = "time:15", name = "loop")]
fn r#loop() {}

/// The names of what is generated are free.
#[background_task(trigger = "time:15")]
fn task(task: &TaskInstance) {
    task.set_progress(2);
}

#[background_app(tasks(
    Unit,
    Tuple,
    Fields,
    Choice,
    plain,
    with_instance,
    returns_result,
    asynchronous,
    asynchronous_with_everything,
    patterns,
    borrows_its_error,
    r#loop,
    task,
))]
struct App;

const _: () = assert!(App::TASKS.len() == 13);

fn main() {}
