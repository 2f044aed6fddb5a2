//! What happens on the day that `cargo run -p desktop_notes` shows.

use std::fs;

use bgtask::CancellationReason;
use bgtask::catalog::Condition;
use bgtask::host::simulated::{Waiting, What};
use desktop_notes::day;
use desktop_notes::notebook::FORMAT;
use desktop_notes::tasks::Synced;

#[test]
fn a_day() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let lived = day::live(folder.path(), |_| {}).expect("everything can be registered");
    let timeline = lived.timeline();
    let hour = |task: &str, what: What| {
        timeline.of(task).find(|entry| entry.what == what).map(|entry| (entry.at.hour(), entry.at.minute()))
    };

    // The sync that fell due without a network was made up for once.
    let waiting = What::Held(vec![Waiting::Condition(Condition::InternetAvailable)]);
    assert_eq!(hour("SyncNotes", waiting.clone()), Some((11, 0)), "{timeline}");
    assert_eq!(timeline.count("SyncNotes", &waiting), 1, "{timeline}");
    // What was written on board left as soon as there was a network.
    assert_eq!(hour("SendWaiting", What::Completed), Some((13, 20)), "{timeline}");
    assert!(folder.path().join("server/sent/To the yard.json").exists());
    assert_eq!(hour("TakeInShared", What::Completed), Some((13, 21)), "{timeline}");
    // The update cut a sync short, and the task for it came before the app was opened.
    assert_eq!(
        hour("SyncNotes", What::CancelRequested(CancellationReason::ServicingUpdate)),
        Some((16, 0)),
        "{timeline}"
    );
    assert_eq!(hour("UpgradeNotebook", What::Completed), Some((16, 0)), "{timeline}");
    // Twelve hours after the app registered its tasks anew, at a desk with power.
    assert_eq!(hour("keep_copy", What::Completed), Some((5, 0)), "{timeline}");

    let notebook = day::notebook(folder.path());
    let notes = notebook.notes().expect("the notebook can be read");
    let read: Vec<_> = notes.iter().map(|note| (note.title.as_str(), note.text.as_str(), note.format)).collect();
    assert_eq!(
        read,
        [
            ("Crew list", "Ines, Tomasz, Aba", FORMAT),
            ("Harbour fees", "45 a night", FORMAT),
            ("Slack water", "06:40 and 12:55", FORMAT)
        ]
    );
    assert_eq!(notebook.copies().expect("the copies can be listed").len(), 1);
    assert_eq!(day::last_sync(&lived), Some(Synced { sent: 0, received: 1 }));
    assert_eq!(fs::read_dir(folder.path().join("notebook/outbox")).expect("the outbox is there").count(), 0);
}
