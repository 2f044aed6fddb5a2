//! The apps of all consumers, run: what their macros left behind does what it should.
#![cfg(test)]

use std::collections::BTreeSet;
use std::time::Duration;

use bgtask::BackgroundApp;
use bgtask::host::simulated::{Simulation, What};

/// Registers an app's tasks, lets two hours go by, and asks which of them ran to their end.
macro_rules! ran {
    ($app:path) => {
        ran!($app, Simulation::<$app>::new())
    };
    ($app:path, $simulation:expr) => {{
        let simulation = $simulation;
        simulation.block_on(<$app>::register_all(&simulation)).expect("the tasks can be registered");
        simulation.advance(Duration::from_secs(2 * 60 * 60 + 60));
        completed(&simulation)
    }};
}

fn completed<A: BackgroundApp>(simulation: &Simulation<A>) -> Vec<String> {
    let completed: BTreeSet<_> = simulation
        .timeline()
        .iter()
        .filter(|entry| entry.what == What::Completed)
        .filter_map(|entry| entry.task.clone())
        .collect();
    completed.into_iter().collect()
}

fn registered<A: BackgroundApp>() -> Vec<&'static str> {
    A::TASKS.iter().map(|task| task.spec.name).collect()
}

#[test]
fn an_app_under_the_strictest_lints_runs() {
    let simulation = Simulation::<consumer_strict_lints::App>::builder().state(Default::default()).build();
    assert_eq!(ran!(consumer_strict_lints::App, simulation), ["RefreshFeed", "Tidy", "count", "look", "send"]);
}

#[test]
fn an_app_without_a_prelude_runs() {
    assert_eq!(ran!(consumer_no_prelude::App), ["Refresh", "count", "send"]);
}

#[test]
fn an_app_runs_in_every_edition() {
    assert_eq!(ran!(consumer_edition_2021::App), ["Refresh", "count", "send"]);
    assert_eq!(ran!(consumer_edition_2024::App), ["Refresh", "count", "send"]);
}

#[test]
fn an_app_that_has_bgtask_from_elsewhere_runs() {
    assert_eq!(ran!(consumer_renamed::App), ["Refresh", "count", "send"]);
    assert_eq!(ran!(consumer_reexported::App), ["Refresh", "count"]);
}

#[test]
fn tasks_of_another_crate_run() {
    assert_eq!(ran!(consumer_app_of_others::App), ["Refresh", "tell", "tidy", "update"]);
    let entry_points: Vec<_> = consumer_app_of_others::App::TASKS
        .iter()
        .map(|task| task.windows.and_then(|windows| windows.entry_point).unwrap_or_default())
        .collect();
    assert_eq!(entry_points, ["Tasks.tell", "Tasks.Refresh", "Tasks.tidy", "Tasks.update"]);
}

#[test]
fn tasks_come_and_go_with_a_feature() {
    assert_eq!(ran!(consumer_feature_on::App), ["Push", "always", "pushed", "with"]);
    assert_eq!(ran!(consumer_feature_on::PushApp), ["Push"]);
    assert_eq!(ran!(consumer_feature_off::App), ["always", "without"]);
}

#[test]
fn an_app_among_names_of_others_runs() {
    assert_eq!(ran!(consumer_shadowed_names::App), ["Refresh", "activation", "name", "run", "task"]);
}

#[test]
fn a_desktop_app_runs() {
    let simulation = Simulation::<consumer_desktop::App>::new();
    assert_eq!(ran!(consumer_desktop::App, simulation.clone()), ["count"]);
    simulation.raise(bgtask::catalog::values::system_trigger_type::TimeZoneChange);
    assert!(simulation.timeline().of("send").any(|entry| entry.what == What::Started));
}

#[test]
fn apps_take_the_list_of_a_build_script() {
    use consumer_build_script::{App, inner::r#try as Other};

    let mut listed = registered::<App>();
    assert_eq!(registered::<Other>(), listed, "each has the same list");
    assert!(listed.contains(&"in_earnest") && listed.contains(&"fetch") && listed.contains(&"move"), "{listed:?}");
    listed.sort_unstable();
    assert_eq!(ran!(App).into_iter().collect::<Vec<_>>(), listed);
    let place = <Other as BackgroundApp>::SPEC.place;
    assert!(
        place.file.ends_with("build_script/src/lib.rs") || place.file.ends_with(r"build_script\src\lib.rs"),
        "{place:?}"
    );
    assert_eq!(place.module, "consumer_build_script::inner");
}

#[test]
fn a_second_registration_runs_its_task() {
    let simulation = Simulation::<consumer_edition_2024::App>::new();
    simulation.block_on(consumer_edition_2024::App::register_all(&simulation)).expect("the tasks can be registered");
    simulation.raise(bgtask::catalog::values::system_trigger_type::TimeZoneChange);
    simulation.advance(Duration::from_secs(60));
    assert_eq!(completed(&simulation), ["resend"]);
}
