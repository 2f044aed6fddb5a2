//! `examples/feed_reader`: an app in an AppContainer, with one task in its own process and four in a component.

use std::{
    fs,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use windows_control::{Access, Configuration, Details, InstanceState, Process, Registration, Request as Ask};
use windows_host::protocol::{Factory, Request, Start};
use windows_suite::marked::Marked;

use crate::package::{
    CLASS_E_CLASSNOTAVAILABLE, CONDITION_LOSS, E_FAIL, Installed, S_OK, cancel_at, of_entry_point, run,
};

const PROGRAM: &str = "feed_reader.exe";

/// An article as the server pushes it.
const PUSHED: &str = "<rss version=\"2.0\"><channel><title>Harbour news</title><item>\
    <title>Storm warning for the night</title><guid>harbour-2026-115</guid>\
    </item></channel></rss>";

#[test]
fn every_call_from_the_first_start_to_an_update() {
    let app = Installed::new("feed_reader", Configuration::default());
    subscribe_to_feeds(&app);
    let mut expected = Marked::new("feed_reader.txt");
    let mut part = |title: &str| expected.part(title, app.take_calls());

    let mut process = app.start(PROGRAM);
    // What it answers, it answers when the app has handed itself over.
    let registered: Vec<Registration> = process.ask(&Ask::Registrations);
    let names: Vec<_> = registered.iter().map(|registration| registration.name.as_str()).collect();
    assert_eq!(names, ["RefreshFeeds", "tidy", "FollowClock", "RebuildIndex", "TakeInPushed"]);
    part("The app is started for the first time");

    let activate = Ask::Activate { name: "FollowClock".to_owned(), details: Details::None };
    let clock: Option<u64> = process.ask(&activate);
    let clock = clock.expect("the app listens");
    let state = ended(&mut process, clock);
    assert_eq!((state.deferrals, state.completed), (1, 1));
    assert!(process.end().success());
    part("FollowClock is activated, in the app's own process");

    let process = app.start(PROGRAM);
    assert!(process.end().success());
    part("The app is started again: all is kept");

    let (mut host, package) = app.host();
    let component = |task: &str, name: &str| of_entry_point(&format!("FeedReader.Tasks.{task}"), name);
    assert_eq!(package.entry_points.len(), 4);

    let refreshed = run(&mut host, component("RefreshFeeds", "RefreshFeeds"));
    assert_eq!((refreshed.answer, refreshed.deferrals, refreshed.progress), (Some(S_OK), (1, 1), vec![1, 2]));
    part("RefreshFeeds is activated, in the component");

    let refresh = host.run(component("RefreshFeeds", "RefreshFeeds"));
    let cancelled = cancel_at(&mut host, refresh, 1, CONDITION_LOSS);
    assert_eq!((cancelled.deferrals, cancelled.progress), ((1, 1), vec![1]));
    part("RefreshFeeds is activated, and cancelled when the user leaves (ConditionLoss)");

    let tidied = run(&mut host, component("tidy", "tidy"));
    assert_eq!((tidied.answer, tidied.progress), (Some(S_OK), vec![0]));
    part("tidy is activated, in the component");

    let rebuilt = run(&mut host, component("RebuildIndex", "RebuildIndex"));
    assert_eq!(rebuilt.answer, Some(S_OK));
    part("RebuildIndex is activated, in the component");

    let push = component("TakeIn", "TakeInPushed");
    let taken = run(&mut host, Start { notification: Some(PUSHED.to_owned()), ..push.clone() });
    assert_eq!(taken.answer, Some(S_OK));
    part("TakeInPushed is activated with an article, in the component");

    let empty = run(&mut host, push);
    assert_eq!((empty.answer, empty.deferrals), (Some(E_FAIL), (1, 1)));
    part("TakeInPushed is activated without an article, and fails");

    app.store.configure(|configuration| configuration.version = [1, 1, 0, 0]);
    assert!(app.start(PROGRAM).end().success());
    part("The app is started after an update");

    app.store.configure(|configuration| configuration.access = Access::DeniedByUser);
    assert!(app.start(PROGRAM).end().success(), "it is as good as before, without work in the background");
    part("The app is started when the user has switched background work off");
    expected.compare();

    let index = fs::read_to_string(app.store.folder().join("LocalState").join("index.json")).expect("it was written");
    assert!(index.contains("Storm warning for the night") && index.contains("\"sorted\": 1"), "{index}");
}

#[test]
fn a_component_serves_no_forwarder_for_an_app_without_forwarded_tasks() {
    let app = Installed::new("feed_reader", Configuration::default());
    assert!(app.start(PROGRAM).end().success());
    let (mut host, _) = app.host();
    let of = Some("FeedReader.Tasks.tidy".to_owned());
    let factory: Factory = host.ask(&Request::Factory { class: "Bgtask.Forwarder.Task".to_owned(), of });
    assert_eq!(factory.answer, CLASS_E_CLASSNOTAVAILABLE);
}

/// What became of a run in the app's process.
fn ended(process: &mut Process, instance: u64) -> InstanceState {
    let end = Instant::now() + Duration::from_secs(50);
    loop {
        let state: InstanceState = process.ask(&Ask::Instance { instance });
        if state.completed != 0 {
            return state;
        }
        assert!(Instant::now() < end, "it goes on: {state:?}");
        thread::sleep(Duration::from_millis(10));
    }
}

/// The feeds of the example, where the app looks for them.
fn subscribe_to_feeds(app: &Installed) {
    let feeds = app.store.folder().join("LocalState").join("feeds");
    fs::create_dir_all(&feeds).expect("the store is there");
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../examples/feed_reader/feeds");
    for feed in ["harbour.xml", "observatory.xml"] {
        fs::copy(examples.join(feed), feeds.join(feed)).expect("the example has it");
    }
}
