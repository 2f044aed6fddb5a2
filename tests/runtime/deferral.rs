//! A deferral is completed on every path.

use std::{cell::Cell, rc::Rc};

use bgtask::{
    Outcome, TriggerDetails,
    host::simulated::{Simulation, What},
    prelude::*,
};

use crate::{seconds, story};

#[background_task(trigger = "push-notification", name = "returns")]
fn returns() {}

#[background_task(trigger = "push-notification")]
fn fails() -> Result<(), std::num::ParseIntError> {
    "many".parse::<u32>()?;
    Ok(())
}

#[background_task(trigger = "push-notification")]
async fn panics(task: &TaskInstance) {
    task.sleep(seconds(1)).await;
    panic!("the index is {}", "broken");
}

#[background_task(trigger = "push-notification")]
fn panics_with_a_value() {
    std::panic::panic_any(7);
}

#[background_task(trigger = "push-notification")]
async fn panics_late(task: &TaskInstance) {
    struct Bad;
    impl Drop for Bad {
        fn drop(&mut self) {
            panic!("while it is dropped");
        }
    }
    let _bad = Bad;
    task.cancelled().await;
    std::future::pending::<()>().await;
}

/// Neither the value nor its future is `Send`.
#[background_task(trigger = "push-notification", create = LocalWork::with_seven)]
struct LocalWork(Rc<Cell<u32>>);

impl LocalWork {
    fn with_seven() -> Self {
        Self(Rc::new(Cell::new(7)))
    }
}

impl BackgroundTask for LocalWork {
    type Error = String;

    async fn run(&self, task: &TaskInstance) -> Result<(), String> {
        let shared = Rc::clone(&self.0);
        task.sleep(seconds(1)).await;
        shared.set(shared.get() + 1);
        Err(format!("counted to {}", self.0.get()))
    }
}

#[background_task(trigger = "push-notification", create = NeverMade::fail)]
struct NeverMade;

impl NeverMade {
    fn fail() -> Self {
        panic!("no value")
    }
}

impl BackgroundTask for NeverMade {
    type Error = String;

    async fn run(&self, _task: &TaskInstance) -> Result<(), String> {
        Ok(())
    }
}

#[background_app(tasks(returns, fails, panics, panics_with_a_value, panics_late, LocalWork, NeverMade))]
struct App;

fn outcome(name: &str) -> Outcome {
    let simulation = Simulation::<App>::new();
    simulation.block_on(App::register_all(&simulation)).expect("everything is allowed");
    simulation.fire(name, &TriggerDetails::NONE);
    simulation.advance(seconds(60));
    let ends =
        |what: &What| !matches!(what, What::Registered | What::Triggered | What::Started | What::CancelRequested(_));
    assert_eq!(simulation.timeline().of(name).filter(|entry| ends(&entry.what)).count(), 1, "exactly once");
    let registrar = Registrar::<App, _>::new(&simulation);
    let registration = registrar.get(name).expect("the simulation says").expect("it is registered");
    registration.last_completion().expect("the simulation says").expect("it ended").outcome
}

#[test]
fn a_return_an_error_and_a_panic_complete_it() {
    assert_eq!(outcome("returns"), Outcome::Completed);
    assert_eq!(outcome("fails"), Outcome::Failed("invalid digit found in string".into()));
    assert_eq!(outcome("panics"), Outcome::Panicked("the index is broken".into()));
    assert_eq!(outcome("panics_with_a_value"), Outcome::Panicked("a panic without a text".into()));
}

#[test]
fn a_panic_in_what_is_dropped_and_in_what_is_made_completes_it() {
    assert_eq!(outcome("panics_late"), Outcome::Panicked("while it is dropped".into()));
    assert_eq!(outcome("NeverMade"), Outcome::Panicked("no value".into()));
}

#[test]
fn a_task_need_not_be_send() {
    assert_eq!(outcome("LocalWork"), Outcome::Failed("counted to 8".into()));
}

#[test]
fn one_failing_task_does_not_touch_another() {
    let simulation = Simulation::<App>::new();
    simulation.block_on(App::register_all(&simulation)).expect("everything is allowed");
    simulation.push(*b"");
    simulation.advance(seconds(60));
    assert_eq!(story(&simulation, "panics").last().map(String::as_str), Some("panicked: the index is broken"));
    assert_eq!(story(&simulation, "returns").last().map(String::as_str), Some("completed"));
}
