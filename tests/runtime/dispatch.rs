//! From an activation to the task that it is for.

use bgtask::{
    Outcome,
    host::simulated::{Simulation, What},
    prelude::*,
};

use crate::{minutes, story};

mod old {
    use bgtask::prelude::*;

    #[background_task(trigger = "time:15")]
    pub fn retired() {}

    #[background_app(tasks(retired))]
    pub struct App;
}

mod new {
    use bgtask::prelude::*;

    #[background_task(trigger = "time:60")]
    pub fn current() {}

    #[background_app(tasks(current))]
    pub struct App;
}

#[test]
fn an_activation_for_no_task_of_the_app_is_reported() {
    let simulation = Simulation::<old::App>::new();
    simulation.block_on(old::App::register_all(&simulation)).expect("everything is allowed");
    let simulation = simulation.update_to::<new::App>("2.0.0.0", ());
    simulation.advance(minutes(15));
    let text = "the app has no background task named `retired`";
    assert_eq!(story(&simulation, "retired"), ["registered", "triggered", "started", &format!("not started: {text}")]);
    let registrar = Registrar::<new::App, _>::new(&simulation);
    let registration = registrar.get("retired").expect("the simulation says").expect("it outlived the update");
    let completion = registration.last_completion().expect("the simulation says").expect("it ended");
    assert_eq!(completion.outcome, Outcome::NotStarted(text.into()));
}

#[test]
fn an_activation_that_nobody_dispatches_completes_its_deferral() {
    struct Forgetful;

    impl bgtask::BackgroundApp for Forgetful {
        const SPEC: bgtask_core::model::AppSpec<'static> = bgtask_core::model::AppSpec::DEFAULT;
        const LIST: &'static [bgtask_core::resolve::ListEntry<'static>] = &[];
        const TASKS: &'static [bgtask_core::model::ResolvedTask<'static>] = old::App::TASKS;
        type State = ();

        fn dispatch(_name: &str, activation: bgtask::Activation<Self>) -> Result<(), bgtask::DispatchError> {
            drop(activation);
            Ok(())
        }
    }

    let simulation = Simulation::<Forgetful>::new();
    simulation
        .block_on(bgtask::registration::register_all::<Forgetful, _>(&simulation))
        .expect("everything is allowed");
    simulation.advance(minutes(15));
    let end = simulation.timeline().of("retired").last().map(|entry| entry.what.clone());
    assert_eq!(end, Some(What::NotStarted("the activation was dropped".into())));
}

#[test]
fn an_unknown_name_comes_back_as_an_error_from_the_dispatch() {
    use std::sync::{Arc, Mutex};

    use bgtask::{Completion, Guid, InstanceStart, TriggerDetails};

    let completed = Arc::new(Mutex::new(Vec::<Completion>::new()));
    let start = InstanceStart {
        name: "nobody".into(),
        registration: Guid::from_u128(1),
        instance: Guid::from_u128(2),
        details: TriggerDetails::NONE,
    };
    let host = crate::host::Recording::new(Arc::clone(&completed));
    let error = new::App::on_background_activated(bgtask::Activation::new(start, host)).expect_err("there is none");
    assert_eq!(error.to_string(), "the app has no background task named `nobody`");
    let completed = completed.lock().expect("nobody panics with it");
    assert_eq!(completed.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["nobody"]);
}
