//! `examples/desktop_notes`: a desktop app in full trust, with two tasks of COM classes and three behind the forwarder.

use std::{
    fs, thread,
    time::{Duration, Instant},
};

use windows_control::Configuration;
use windows_host::{
    Host,
    protocol::{By, Request, Run, Start},
};
use windows_suite::marked::Marked;

use crate::package::{Installed, S_OK, SERVICING_UPDATE, cancel_at, of_entry_point, run};

const PROGRAM: &str = "desktop_notes.exe";

/// A note as somebody shares it.
const SHARED: &str = r#"{ "title": "Slack water", "text": "06:40 and 12:55", "revision": 1 }"#;

#[test]
fn every_call_from_the_first_start_to_an_update() {
    let app = Installed::new("desktop_notes", Configuration { full_trust: true, ..Configuration::default() });
    let data = app.store.folder().join("LocalAppData");
    let app = app.with("LOCALAPPDATA", &data);
    let notes = data.join("Desktop Notes");
    for (folder, title) in
        [("notebook/notes", "Crew list"), ("server/notes", "Harbour fees"), ("notebook/outbox", "To the yard")]
    {
        fs::create_dir_all(notes.join(folder)).expect("the store is there");
        let note = format!(r#"{{ "title": "{title}", "text": "", "revision": 1 }}"#);
        fs::write(notes.join(folder).join(format!("{title}.json")), note).expect("the folder is there");
    }
    let mut expected = Marked::new("desktop_notes.txt");
    let mut part = |title: &str| expected.part(title, app.take_calls());
    // A user's start: the app registers its tasks, and shows the notes.
    let started = || {
        let output = app.program(PROGRAM).output().expect("tests/windows/run put it there");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("it prints text").replace("\r\n", "\n")
    };

    let first = started();
    assert!(first.contains("keep_copy: registered") && first.contains("Crew list"), "{first}");
    part("The user starts the app for the first time");
    assert!(started().contains("keep_copy: kept"));
    part("The user starts the app again: all is kept");

    let (mut host, package) = app.host();
    let servers: usize = host.ask(&Request::RegisterServers);
    assert_eq!((servers, package.servers.len()), (5, 5), "a class for each task");

    let sync = || of_class("56C676AD-332B-4049-80F9-DB9FF46FF55C", "SyncNotes");
    let synced = served(&mut host, sync());
    assert_eq!((synced.answer, synced.deferrals, synced.progress), (Some(S_OK), (1, 1), vec![1, 2]));
    part("SyncNotes is activated, in the app's COM server");

    let syncing = host.run(sync());
    let cancelled = cancel_at(&mut host, syncing, 1, SERVICING_UPDATE);
    wait_for_end(&mut host);
    assert_eq!((cancelled.deferrals, cancelled.progress), ((1, 1), vec![1]));
    part("SyncNotes is activated, and cancelled for an update of the app (ServicingUpdate)");

    let push = of_class("28A20087-2928-497C-8BA1-97AF5ABBB3D4", "TakeInShared");
    let taken = served(&mut host, Start { notification: Some(SHARED.to_owned()), ..push });
    assert_eq!(taken.answer, Some(S_OK));
    part("TakeInShared is activated with a note, in the app's COM server");

    for (name, progress) in [("SendWaiting", vec![1]), ("keep_copy", vec![3]), ("UpgradeNotebook", vec![1, 2, 3])] {
        let forwarded = served(&mut host, of_entry_point("Bgtask.Forwarder.Task", name));
        assert_eq!(
            (forwarded.answer, forwarded.deferrals, forwarded.progress),
            (Some(S_OK), (1, 1), progress),
            "{name}"
        );
        part(&format!("{name} is activated, by the forwarder, in the app's COM server"));
    }
    end_servers(&mut host, package.servers.iter().map(|(class, _, _)| class.clone()));

    app.store.configure(|configuration| configuration.version = [1, 1, 0, 0]);
    let updated = started();
    assert!(updated.contains("keep_copy: replaced") && updated.contains("Slack water"), "{updated}");
    part("The user starts the app after an update");
    expected.compare();

    assert!(notes.join("server/sent/To the yard.json").exists());
    assert!(
        notes.join("server/notes/Crew list.json").exists() && notes.join("notebook/notes/Harbour fees.json").exists()
    );
}

/// Runs a task to its end, and its server: the next has a server of its own.
fn served(host: &mut Host, start: Start) -> Run {
    let run = run(host, start);
    wait_for_end(host);
    run
}

/// Waits until no server is left. Wine may start a second one for an activation that the first serves; it waits a minute for
/// one of its own before it ends.
fn wait_for_end(host: &mut Host) {
    let end = Instant::now() + Duration::from_secs(100);
    while host.ask::<usize>(&Request::Processes(PROGRAM.to_owned())) != 0 {
        assert!(Instant::now() < end, "the server does not end");
        thread::sleep(Duration::from_millis(20));
    }
}

fn of_class(class: &str, name: &str) -> Start {
    Start { by: By::Class(class.to_owned()), ..of_entry_point(class, name) }
}

/// What was installed is gone, as far as COM knows.
fn end_servers(host: &mut Host, classes: impl Iterator<Item = String>) {
    for class in classes {
        let () = host.ask(&Request::UnregisterServer(class));
    }
}
