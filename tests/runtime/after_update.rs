//! A task that registers anew when the app was updated.

use bgtask::{
    Outcome,
    host::simulated::{Simulation, What},
    prelude::*,
    registration::{RegisterAllError, RegisterAllOptions, Undeclared, after_update, after_update_with},
};

use crate::{hours, minutes, story, times};

#[background_task(trigger = "time:15")]
fn refresh() {}

#[background_task(trigger = "time:30")]
fn dropped_later() {}

#[background_task(trigger = "system:ServicingComplete")]
async fn register_anew(task: &TaskInstance) -> Result<(), RegisterAllError> {
    after_update::<App>(task).await.map(drop)
}

#[background_app(tasks(refresh, dropped_later, register_anew))]
struct App;

mod next {
    use super::{RegisterAllError, RegisterAllOptions, Undeclared, after_update_with};
    use bgtask::prelude::*;

    #[background_task(trigger = "time:60")]
    fn refresh() {}

    #[background_task(trigger = "system:ServicingComplete")]
    pub async fn register_anew(task: &TaskInstance) -> Result<(), RegisterAllError> {
        let options = RegisterAllOptions::new().undeclared(Undeclared::RemoveOurs);
        let report = after_update_with::<Next>(task, options).await?;
        assert_eq!(report.updated_from.as_deref(), Some("1.0.0.0"));
        Ok(())
    }

    #[background_app(tasks(refresh, register_anew))]
    pub struct Next;
}

#[test]
fn tasks_run_on_after_an_update_that_nobody_opens_the_app_after() {
    let simulation = Simulation::<App>::new();
    simulation.block_on(App::register_all(&simulation)).expect("everything is allowed");
    simulation.update("2.0.0.0");
    simulation.advance(minutes(20));
    assert_eq!(
        story(&simulation, "refresh"),
        ["registered", "registered", "unregistered", "triggered", "started", "completed"]
    );
    assert_eq!(times(&simulation, "register_anew", &What::Completed), ["06:00:00"]);
    // The app's own start then finds everything in order.
    let report = simulation.block_on(App::register_all(&simulation)).expect("everything is allowed");
    assert_eq!(report.updated_from, None);
}

#[test]
fn the_new_version_registers_what_it_declares() {
    let simulation = Simulation::<App>::new();
    simulation.block_on(App::register_all(&simulation)).expect("everything is allowed");
    let simulation = simulation.update_to::<next::Next>("2.0.0.0", ());
    let registrar = Registrar::<next::Next, _>::new(&simulation);
    let names: Vec<_> = registrar.all().expect("it says").iter().map(|entry| entry.name().to_owned()).collect();
    assert_eq!(names, ["refresh", "register_anew"]);
    simulation.advance(hours(1));
    assert_eq!(times(&simulation, "refresh", &What::Completed), ["07:00:00"], "every hour, as the new version has it");
    let run = registrar.get_task::<next::register_anew>().expect("it says").expect("it is registered");
    let outcome = run.last_completion().expect("it says").map(|completion| completion.outcome);
    assert_eq!(outcome, Some(Outcome::Completed));
}
