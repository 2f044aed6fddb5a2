//! The timeline, and virtual time itself.

use std::{
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use bgtask::{
    TriggerDetails,
    host::simulated::{CivilTime, Entry, Network, Simulation, What},
    prelude::*,
};

use crate::{hours, minutes, seconds, times};

#[background_task(trigger = "time:15", condition = "InternetAvailable")]
async fn fetch(task: &TaskInstance) {
    task.sleep(seconds(3)).await;
    task.set_progress(1);
    task.sleep(seconds(3)).await;
}

#[background_task(trigger = "time:15")]
async fn index(task: &TaskInstance) {
    for step in 1..=4 {
        task.sleep(seconds(2)).await;
        task.set_progress(step);
    }
}

/// A way from a task to the simulation that it runs in.
type ItsSimulation = Mutex<Option<Simulation<App>>>;

/// Woken by a thread of its own, in real time.
#[background_task(trigger = "push-notification")]
async fn real(task: &TaskInstance) {
    let mut asked = false;
    std::future::poll_fn(|context| {
        if std::mem::replace(&mut asked, true) {
            return std::task::Poll::Ready(());
        }
        let waker = context.waker().clone();
        thread::spawn(move || {
            thread::sleep(Duration::from_millis(10));
            waker.wake();
        });
        std::task::Poll::Pending
    })
    .await;
    task.set_progress(1);
}

#[background_task(trigger = "push-notification")]
fn changes_the_world(task: &TaskInstance) -> Result<(), bgtask::NoState> {
    let simulation = task.state::<ItsSimulation>()?.lock().expect("nobody panics with it").clone();
    if let Some(simulation) = simulation {
        simulation.network(Network::None);
        simulation.advance(hours(1));
    }
    Ok(())
}

#[background_app(tasks(fetch, index, real, changes_the_world), state = ItsSimulation)]
struct App;

fn registered(seed: u64) -> Simulation<App> {
    let simulation = Simulation::<App>::builder()
        .seed(seed)
        .start(CivilTime::new(2026, 11, 23, 6, 0))
        .state(Mutex::new(None))
        .build();
    simulation.block_on(App::register_all(&simulation)).expect("everything is allowed");
    simulation
}

#[test]
fn the_same_seed_gives_the_same_day() {
    let day = |seed| {
        let simulation = registered(seed);
        simulation.advance(hours(24));
        let ids: Vec<_> = Host::registrations(&simulation).expect("it says").iter().map(|one| one.id).collect();
        (simulation.timeline(), ids)
    };
    let (one, other) = (day(7), day(7));
    assert!(one.0.len() > 900, "{}", one.0.len());
    assert_eq!(one, other);
    assert_ne!(day(8).1, one.1);
}

#[test]
fn runs_side_by_side_interleave_in_virtual_time() {
    let simulation = registered(1);
    simulation.advance(minutes(16));
    let lines: Vec<_> = simulation
        .timeline()
        .iter()
        .filter(|entry| !matches!(entry.what, What::Registered | What::Triggered))
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        lines,
        [
            "Mon 06:15:00  fetch  started (instance 1)",
            "Mon 06:15:00  index  started (instance 2)",
            "Mon 06:15:02  index  progress 1",
            "Mon 06:15:03  fetch  progress 1",
            "Mon 06:15:04  index  progress 2",
            "Mon 06:15:06  fetch  completed",
            "Mon 06:15:06  index  progress 3",
            "Mon 06:15:08  index  progress 4",
            "Mon 06:15:08  index  completed",
        ]
    );
}

#[test]
fn what_waits_for_something_real_is_waited_for() {
    let simulation = registered(1);
    simulation.fire("real", &TriggerDetails::NONE);
    assert_eq!(times(&simulation, "real", &What::Completed), ["06:00:00"], "no virtual time goes by");
}

#[test]
fn a_task_can_change_the_world_but_not_time() {
    let simulation = Simulation::<App>::new();
    bgtask::provide_state::<App>(Mutex::new(Some(simulation.clone())));
    simulation.block_on(App::register_all(&simulation)).expect("everything is allowed");
    simulation.fire("changes_the_world", &TriggerDetails::NONE);
    assert_eq!(simulation.elapsed(), Duration::ZERO);
    simulation.advance(minutes(16));
    assert_eq!(times(&simulation, "fetch", &What::Started), [""; 0], "the network is gone");
    bgtask::provide_state::<App>(Mutex::new(None));
}

#[test]
fn a_thread_that_a_task_waits_for_can_change_the_world() {
    #[background_task(trigger = "push-notification")]
    fn asks_a_thread(task: &TaskInstance) -> Result<(), String> {
        let state = task.state::<Mutex<Option<Simulation<Asking>>>>().map_err(|error| error.to_string())?;
        let simulation = state.lock().map_err(|error| error.to_string())?.take().ok_or("it runs once")?;
        thread::spawn(move || simulation.network(Network::None)).join().map_err(|_| "it panicked".to_owned())
    }

    #[background_task(trigger = "system:NetworkStateChange")]
    fn hears() {}

    type ItsSimulation = Mutex<Option<Simulation<Asking>>>;

    #[background_app(tasks(asks_a_thread, hears), state = ItsSimulation)]
    struct Asking;

    let simulation = Simulation::<Asking>::new();
    bgtask::provide_state::<Asking>(Mutex::new(Some(simulation.clone())));
    simulation.block_on(Asking::register_all(&simulation)).expect("everything is allowed");
    simulation.push(*b"");
    assert_eq!(times(&simulation, "asks_a_thread", &What::Completed).len(), 1);
    assert_eq!(times(&simulation, "hears", &What::Completed).len(), 1);
}

#[test]
fn the_clock_can_be_set_forward_to_a_time_of_day() {
    let simulation = registered(1);
    let noon = CivilTime::new(2026, 11, 23, 12, 0);
    simulation.advance_to(noon);
    assert_eq!(simulation.now(), noon);
    simulation.advance_to(CivilTime::new(2026, 11, 23, 11, 0));
    assert_eq!(simulation.now(), noon, "it does not go back");
    assert_eq!(times(&simulation, "index", &What::Completed).len(), 23);
}

#[test]
fn every_entry_is_shown_as_it_comes() {
    let shown: Arc<Mutex<Vec<Entry>>> = Arc::default();
    let showing = Arc::clone(&shown);
    let simulation = Simulation::<App>::builder()
        .state(Mutex::new(None))
        .watch(move |entry| showing.lock().expect("nobody panics with it").push(entry.clone()))
        .build();
    simulation.block_on(App::register_all(&simulation)).expect("everything is allowed");
    simulation.advance(minutes(20));
    assert_eq!(*shown.lock().expect("nobody panics with it"), simulation.timeline().to_vec());
}

#[test]
#[should_panic(expected = "waits for something that does not happen")]
fn a_future_that_never_ends_is_found_out() {
    let simulation = Simulation::<App>::builder().real_limit(Duration::from_millis(5)).build();
    simulation.block_on(std::future::pending::<()>());
}
