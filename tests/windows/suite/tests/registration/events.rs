//! What the app is told of its tasks, and of itself.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU32, Ordering},
};

use bgtask::{
    Outcome,
    host::windows::{WindowsHost, install},
    lifecycle::{self, LifecycleEvent},
    registration::{RegisterAllOptions, Registrar, TaskEvent},
};
use windows_control::{Details, System};
use windows_suite::apps::feed::{Feed, News};

fn registered(host: &WindowsHost) -> Registrar<'_, Feed, WindowsHost> {
    let registrar = Registrar::<Feed, _>::new(host);
    bgtask::block_on(registrar.register_all(RegisterAllOptions::new())).expect("it may");
    registrar
}

#[test]
fn progress_and_completion_are_told_with_the_result_of_the_run() {
    let system = System::new();
    let host = WindowsHost::new();
    let registrar = registered(&host);
    let task = registrar.get("refresh_feeds").expect("it is listed").expect("it is there");
    let told = Arc::new(Mutex::new(Vec::new()));
    let listener = Arc::clone(&told);
    let completed =
        task.on_completed(move |completion| listener.lock().unwrap().push(completion)).expect("it is there");
    let furthest = Arc::new(AtomicU32::new(0));
    let listener = Arc::clone(&furthest);
    let progress = task.on_progress(move |progress| listener.store(progress, Ordering::SeqCst)).expect("it is there");

    assert_eq!(system.progress("refresh_feeds", 7, 40), 2, "both listen");
    assert_eq!(furthest.load(Ordering::SeqCst), 40);
    system.complete("refresh_feeds", 7, 0);
    system.complete("refresh_feeds", 8, 0x8000_4005);
    // Another task's run is not this one's.
    assert_eq!(system.complete("reschedule", 9, 0), 0);
    let told = std::mem::take(&mut *told.lock().unwrap());
    assert_eq!(told.iter().map(|completion| completion.instance.to_u128()).collect::<Vec<_>>(), [7, 8]);
    assert_eq!(told[0].outcome, Outcome::Completed);
    assert!(matches!(&told[1].outcome, Outcome::Failed(text) if text.contains("0x80004005")), "{:?}", told[1].outcome);

    drop((completed, progress));
    assert_eq!(system.complete("refresh_feeds", 10, 0), 0, "nobody listens any more");
    drop(task);
    system.expect_nothing_alive();
}

#[test]
fn a_run_in_the_app_leaves_its_result_and_its_end_for_who_was_away() {
    let system = System::new();
    let host = WindowsHost::new();
    let registrar = registered(&host);
    let installed = install::<Feed>().expect("it may");
    let runs: Vec<_> =
        (0..2).map(|_| system.activate("refresh_feeds", Details::None).expect("the app listens")).collect();
    let states: Vec<_> = runs.iter().map(|run| system.completed(*run)).collect();
    for state in &states {
        assert_eq!((state.deferrals, state.completed, state.progress), (1, 1, 50));
    }
    let task = registrar.get("refresh_feeds").expect("it is listed").expect("it is there");
    assert_eq!(task.result::<News>().expect("it is one"), Some(News { entries: 3 }));
    let mut events = task.events().expect("it is there");
    let Some(TaskEvent::Completed(missed)) = events.try_next() else { panic!("it was away") };
    assert_eq!((missed.while_away, missed.outcome), (Some(2), Outcome::Completed));
    assert_eq!(events.try_next(), None);

    // Now that somebody listens, a run is told as it goes on.
    let run = system.activate("refresh_feeds", Details::None).expect("the app listens");
    let id = system.completed(run).id;
    let first = bgtask::block_on(async { std::future::poll_fn(|_| std::task::Poll::Ready(events.try_next())).await });
    let mut all: Vec<_> = first.into_iter().collect();
    while !matches!(all.last(), Some(TaskEvent::Completed(_))) {
        all.extend(events.try_next());
        std::thread::yield_now();
    }
    assert!(matches!(&all[0], TaskEvent::Progress { progress: 50, instance } if instance.to_u128() == id), "{all:?}");
    assert!(matches!(&all[1], TaskEvent::Completed(completion) if completion.while_away.is_none()), "{all:?}");
    drop((events, task));
    installed.remove();
    system.expect_nothing_alive();
}

#[test]
fn the_app_is_told_of_its_way_into_the_background_and_out_of_it() {
    let system = System::new();
    let told = Arc::new(Mutex::new(Vec::new()));
    let listener = Arc::clone(&told);
    let host = WindowsHost::new();
    let subscription = lifecycle::on_change(&host, move |event| listener.lock().unwrap().push(event)).expect("it may");
    assert_eq!((system.enter_background(), system.leave_background()), (1, 1));
    let expected = [LifecycleEvent::EnteredBackground, LifecycleEvent::LeavingBackground];
    assert_eq!(*told.lock().unwrap(), expected, "Windows waits until it is done");
    drop(subscription);
    assert_eq!((system.enter_background(), system.leave_background()), (0, 0));
    system.expect_nothing_alive();
}

#[test]
fn a_listener_that_panics_harms_nobody() {
    let system = System::new();
    let host = WindowsHost::new();
    let subscription = lifecycle::on_entered_background(&host, || panic!("a listener's bug")).expect("it may");
    assert_eq!((system.enter_background(), system.enter_background()), (1, 1));
    drop(subscription);
    system.expect_nothing_alive();
}
