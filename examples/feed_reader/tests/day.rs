//! What happens on the day that `cargo run -p feed_reader` shows.

use std::fs;
use std::path::Path;

use bgtask::host::simulated::What;
use bgtask::{CancellationReason, catalog::Condition, host::simulated::Waiting};
use feed_reader::{day, library::Library};

#[test]
fn a_day() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("feeds")).expect("a folder");
    for name in ["harbour.xml", "observatory.xml"] {
        let feed = Path::new(env!("CARGO_MANIFEST_DIR")).join("feeds").join(name);
        fs::copy(feed, folder.path().join("feeds").join(name)).expect("the feed is there");
    }
    let day = day::live(folder.path(), |_| {}).expect("everything can be registered");
    let timeline = day.timeline();

    let waiting = What::Held(vec![Waiting::Condition(Condition::UserPresent)]);
    assert_eq!(
        timeline
            .of("RefreshFeeds")
            .find(|entry| entry.what == waiting)
            .map(|entry| (entry.at.hour(), entry.at.minute())),
        Some((6, 15))
    );
    assert!(timeline.count("RefreshFeeds", &What::Completed) >= 6, "{timeline}");
    assert_eq!(
        timeline.count("RefreshFeeds", &What::CancelRequested(CancellationReason::ConditionLoss)),
        1,
        "{timeline}"
    );
    for (task, runs) in [("FollowClock", 1), ("RebuildIndex", 1), ("TakeInPushed", 1)] {
        assert_eq!(timeline.count(task, &What::Completed), runs, "{task}: {timeline}");
    }
    assert_eq!(
        timeline.of("tidy").find(|entry| entry.what == What::Completed).map(|entry| entry.at.hour()),
        Some(2),
        "{timeline}"
    );

    let index = Library::new(folder.path()).index().expect("the index was written");
    let ids: Vec<_> = index.articles.keys().map(String::as_str).collect();
    assert_eq!(
        ids,
        [
            "harbour-2026-113",
            "harbour-2026-114",
            "harbour-2026-115",
            "urn:observatory:2026-40",
            "urn:observatory:2026-41"
        ]
    );
    assert_eq!(index.sorted, 1, "the clock was followed");
}
