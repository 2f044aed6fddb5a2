//! Hearing of progress and completions.

use std::sync::{Arc, Mutex};

use bgtask::{
    AccessStatus, Outcome, TriggerDetails,
    host::simulated::{AppState, Simulation},
    prelude::*,
    registration::TaskEvent,
    result,
};
use serde::{Deserialize, Serialize};

use crate::{minutes, seconds};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Summary {
    pages: u32,
    newest: String,
}

#[background_task(trigger = "time:15")]
async fn refresh(task: &TaskInstance) -> Result<(), result::ResultError> {
    for page in 1..=3 {
        task.sleep(seconds(1)).await;
        task.set_progress(page);
    }
    task.leave(&Summary { pages: 3, newest: "Monday\nmorning".into() })
}

#[background_task(trigger = "time:30")]
async fn fails(task: &TaskInstance) -> Result<(), &'static str> {
    task.sleep(seconds(1)).await;
    Err("the server\nis gone")
}

#[background_task(trigger = "time:15,once")]
fn once(task: &TaskInstance) -> Result<(), result::ResultError> {
    task.leave("done")
}

#[background_task(trigger = "push-notification")]
fn verbose(task: &TaskInstance) -> Result<(), result::ResultError> {
    task.leave(&"x".repeat(10_000))
}

#[background_app(tasks(refresh, fails, once, verbose))]
struct App;

fn registered() -> Simulation<App> {
    let simulation = Simulation::<App>::new();
    simulation.block_on(App::register_all(&simulation)).expect("everything is allowed");
    simulation
}

fn registration<'s>(simulation: &'s Simulation<App>, name: &str) -> Registration<'s, Simulation<App>> {
    let registrar = Registrar::<App, _>::new(simulation);
    registrar.get(name).expect("the simulation says").expect("it is registered")
}

type Heard = Arc<Mutex<Vec<String>>>;

fn listen(registration: &Registration<'_, Simulation<App>>) -> (Heard, bgtask::Subscription) {
    let heard = Heard::default();
    let hearing = Arc::clone(&heard);
    let subscription = registration.on_completed(move |completion| {
        let away = completion.while_away.map(|runs| format!(", {runs} while away")).unwrap_or_default();
        hearing.lock().expect("nobody panics with it").push(format!("{}{away}", completion.outcome));
    });
    (heard, subscription.expect("it is registered"))
}

fn heard(heard: &Heard) -> Vec<String> {
    heard.lock().expect("nobody panics with it").clone()
}

#[test]
fn progress_and_completion_are_awaited_one_after_another() {
    let simulation = registered();
    let mut events = registration(&simulation, "refresh").events().expect("it is registered");
    assert!(events.try_next().is_none());
    let (progress, completion) = simulation.block_on(async {
        let mut progress = Vec::new();
        loop {
            match events.next().await {
                TaskEvent::Progress { progress: pages, .. } => progress.push(pages),
                TaskEvent::Completed(completion) => return (progress, completion),
                _ => {}
            }
        }
    });
    assert_eq!(progress, [1, 2, 3]);
    assert_eq!((completion.outcome, completion.progress, completion.while_away), (Outcome::Completed, 3, None));
    assert_eq!(simulation.now().to_string(), "2026-01-05 06:15:03");
    let at = completion.at.duration_since(std::time::UNIX_EPOCH).expect("it is later than that").as_secs();
    assert_eq!(at % (24 * 60 * 60), (6 * 60 + 15) * 60 + 3, "the virtual clock counts");
}

#[test]
fn a_failure_arrives_with_its_text() {
    let simulation = registered();
    let (list, _subscription) = listen(&registration(&simulation, "fails"));
    simulation.advance(minutes(31));
    assert_eq!(heard(&list), ["failed: the server\nis gone"]);
}

#[test]
fn a_suspended_app_hears_of_completions_when_it_goes_on() {
    let simulation = registered();
    let (list, _subscription) = listen(&registration(&simulation, "refresh"));
    simulation.app(AppState::Suspended);
    simulation.advance(minutes(31));
    assert_eq!(heard(&list), [""; 0]);
    simulation.app(AppState::Foreground);
    assert_eq!(heard(&list), ["completed", "completed"]);

    let (list, _subscription) = listen(&registration(&simulation, "fails"));
    assert_eq!(heard(&list), ["failed: the server\nis gone, 1 while away"]);
    simulation.app(AppState::Suspended);
    simulation.advance(minutes(61));
    simulation.app(AppState::Foreground);
    assert_eq!(
        heard(&list)[1..],
        ["failed: the server\nis gone"; 2],
        "the first by the system's word, the last by ours"
    );
}

#[test]
fn progress_is_heard_in_the_foreground_alone() {
    let simulation = registered();
    let shown = Arc::new(Mutex::new(Vec::new()));
    let showing = Arc::clone(&shown);
    let registration = registration(&simulation, "refresh");
    let _subscription = registration
        .on_progress(move |progress| showing.lock().expect("nobody panics with it").push(progress))
        .expect("it is registered");
    simulation.app(AppState::Background);
    simulation.advance(minutes(15) + seconds(2));
    simulation.app(AppState::Foreground);
    simulation.advance(minutes(1));
    assert_eq!(*shown.lock().expect("nobody panics with it"), [3]);
}

#[test]
fn an_app_that_was_ended_hears_of_what_it_missed_once() {
    let simulation = registered();
    let (before, subscription) = listen(&registration(&simulation, "refresh"));
    simulation.advance(minutes(16));
    simulation.app(AppState::NotRunning);
    simulation.advance(minutes(30));
    assert_eq!(heard(&before), ["completed"], "a process that is gone hears nothing");
    drop(subscription);

    simulation.app(AppState::Foreground);
    let (after, _subscription) = listen(&registration(&simulation, "refresh"));
    assert_eq!(heard(&after), ["completed, 2 while away"]);
    let (nothing, _subscription) = listen(&registration(&simulation, "refresh"));
    assert_eq!(heard(&nothing), [""; 0]);
    simulation.advance(minutes(15));
    assert_eq!(heard(&after), ["completed, 2 while away", "completed"]);
    assert_eq!(heard(&nothing), ["completed"]);
}

#[test]
fn a_dropped_subscription_hears_nothing_more() {
    let simulation = registered();
    let (list, subscription) = listen(&registration(&simulation, "refresh"));
    drop(subscription);
    simulation.advance(minutes(16));
    assert_eq!(heard(&list), [""; 0]);
}

#[test]
fn a_listener_may_act_on_the_simulation() {
    let simulation = registered();
    let acting = simulation.clone();
    let registration = registration(&simulation, "refresh");
    let _subscription = registration
        .on_completed(move |_| {
            acting.fire("verbose", &TriggerDetails::NONE);
        })
        .expect("it is registered");
    simulation.advance(minutes(16));
    assert_eq!(simulation.timeline().of("verbose").count(), 4, "registered, triggered, started, failed");
}

#[test]
fn what_a_run_leaves_is_read_as_it_was() {
    let simulation = registered();
    let registration = registration(&simulation, "refresh");
    assert_eq!(registration.result::<Summary>(), Ok(None));
    simulation.advance(minutes(16));
    let summary = Summary { pages: 3, newest: "Monday\nmorning".into() };
    assert_eq!(registration.result(), Ok(Some(summary)));
    let left = registration.left::<Summary>().expect("it is there").expect("it is there");
    let completion = registration.last_completion().expect("the simulation says").expect("it ended");
    assert_eq!(left.instance, completion.instance);
    assert!(matches!(registration.result::<u32>(), Err(result::ResultError::Json(_))));
}

#[test]
fn what_a_one_shot_leaves_outlives_its_registration() {
    let simulation = registered();
    simulation.advance(minutes(16));
    let registrar = Registrar::<App, _>::new(&simulation);
    assert!(!registrar.is_registered("once").expect("the simulation says"));
    let left = result::left::<String>(&simulation, "once").expect("it can be read").expect("it was left");
    assert_eq!(left.value, "done");
}

#[test]
fn a_result_that_is_too_long_for_the_system_is_refused_with_the_reason() {
    let simulation = registered();
    simulation.push(*b"");
    let completion = registration(&simulation, "verbose").last_completion().expect("the simulation says");
    let Outcome::Failed(text) = completion.expect("it ended").outcome else { panic!("it fails") };
    assert!(text.contains("8 KB"), "{text}");
}

#[test]
fn how_it_stands_with_a_task_is_told_in_one() {
    let simulation = registered();
    let registrar = Registrar::<App, _>::new(&simulation);
    let before = registrar.status("once").expect("the simulation says");
    assert_eq!(
        (before.registered, before.access, before.last),
        (true, AccessStatus::AllowedSubjectToSystemPolicy, None)
    );
    let id = registration(&simulation, "once").id();
    assert_eq!(registrar.get_by_id(id).expect("it says").map(|found| found.name().to_owned()).as_deref(), Some("once"));

    simulation.advance(minutes(16));
    simulation.access(AccessStatus::DeniedByUser);
    let after = registrar.status("once").expect("the simulation says");
    assert_eq!((after.registered, after.access), (false, AccessStatus::DeniedByUser));
    assert_eq!(after.last.map(|last| (last.registration, last.outcome)), Some((id, Outcome::Completed)));
    assert!(registrar.get_by_id(id).expect("the simulation says").is_none(), "it was for once");
}
