//! A day of the notebook's life, on the simulated host.

use std::fs;
use std::path::Path;
use std::time::Duration;

use bgtask::host::simulated::{AppState, CivilTime, Entry, Network, Power, Simulation};
use bgtask::prelude::*;
use bgtask::registration::RegisterAllError;

use crate::App;
use crate::notebook::{Note, Notebook, NotebookError};
use crate::tasks::{SyncNotes, Synced};

/// A note as version 1 of the app left it.
const OLD: &str = r#"{ "title": "Slack water", "text": "06:40 and 12:55", "revision": 1 }"#;

/// A note as the server pushes it.
const PUSHED: &str = r#"{ "title": "Crew list", "text": "Ines, Tomasz, Aba", "revision": 1 }"#;

/// Why a day came to an early end.
#[derive(Debug, thiserror::Error)]
pub enum DayError {
    /// The tasks could not be registered.
    #[error(transparent)]
    Register(#[from] RegisterAllError),
    /// The user could not write into the notebook.
    #[error(transparent)]
    Notebook(#[from] NotebookError),
    /// The notebook's folders could not be made.
    #[error(transparent)]
    Folder(#[from] std::io::Error),
}

/// The notebook of the day that is lived in `folder`.
pub fn notebook(folder: &Path) -> Notebook {
    Notebook::new(folder.join("notebook"), folder.join("server"))
}

/// Lives a day with a notebook in `folder`, and tells `watch` of everything as it happens.
///
/// # Errors
///
/// When the tasks can't be registered, or the user can't write.
pub fn live(folder: &Path, watch: impl Fn(&Entry) + Send + Sync + 'static) -> Result<Simulation<App>, DayError> {
    let notebook = notebook(folder);
    fs::create_dir_all(folder.join("notebook/notes"))?;
    fs::write(folder.join("notebook/notes/Slack water.json"), OLD)?;
    let day = Simulation::<App>::builder()
        .start(CivilTime::new(2026, 11, 20, 8, 0))
        .state(notebook.clone())
        .network(Network::Free)
        .power(Power::Ac)
        .user_present(true)
        .watch(watch)
        .build();
    let until = |hour, minute| day.advance_to(CivilTime::new(2026, 11, 20, hour, minute));
    let note = |title: &str, text: &str| Note { title: title.into(), text: text.into(), revision: 1, format: 0 };

    // The app is started in the morning, written in, and closed. Its tasks go on.
    day.block_on(App::register_all(&day))?;
    notebook.write(&note("Harbour fees", "40 a night"))?;
    until(9, 10);
    day.app(AppState::NotRunning);

    // On board there is neither network nor power. The sync that is due waits for both to come back.
    until(10, 5);
    day.network(Network::None);
    day.power(Power::Battery);
    notebook.put_into_outbox(&note("To the yard", "the bilge pump again"))?;

    // In the harbour there is a network, and the outbox is emptied at once. A friend shares a note.
    until(13, 20);
    day.network(Network::Metered);
    day.advance(Duration::from_secs(60));
    day.push(PUSHED.as_bytes());

    // An update comes while the app is closed: the notes have their new form before anybody looks.
    until(16, 0);
    day.update("1.1.0.0");
    until(17, 0);
    day.app(AppState::Foreground);
    day.block_on(App::register_all(&day))?;
    day.app(AppState::NotRunning);

    // The night at a desk with power. Early in the morning a note is changed on another device.
    until(20, 30);
    day.power(Power::Ac);
    day.network(Network::Free);
    day.user_present(false);
    day.advance_to(CivilTime::new(2026, 11, 21, 6, 30));
    let other = Notebook::new(folder.join("other"), folder.join("server"));
    other.write(&Note { revision: 2, ..note("Harbour fees", "45 a night") })?;
    other.sync("Harbour fees")?;
    day.advance(Duration::from_secs(45 * 60));
    Ok(day)
}

/// What the last sync left for the app.
pub fn last_sync(day: &Simulation<App>) -> Option<Synced> {
    let sync = Registrar::<App, _>::new(day).get_task::<SyncNotes>().ok()??;
    sync.result::<Synced>().ok()?
}
