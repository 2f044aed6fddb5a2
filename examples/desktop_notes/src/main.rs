//! The notebook. On Windows it is the app and the COM server of its tasks; elsewhere it lives a day on the simulated host.
//!
//! A program with a console would open one each time Windows starts it for a task, so this has none, as a program with
//! windows has none.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::error::Error;

use desktop_notes::notebook::Notebook;

#[cfg(windows)]
fn main() -> Result<(), Box<dyn Error>> {
    use bgtask::host::windows::{StartedFor, WindowsHost};
    use desktop_notes::App;

    let notebook = of_this_user()?;
    // What the tasks share, before the first of them runs.
    bgtask::provide_state::<App>(notebook.clone());
    // Windows starts the program for its tasks too. Then it serves them until the last is done, and shows nothing.
    if App::serve_com()? == StartedFor::Tasks {
        return Ok(());
    }
    // A user started it. Without a package there is no background work, and the notebook is as good as before.
    match bgtask::block_on(App::register_all(&WindowsHost::new())) {
        Ok(report) => println!("{report}"),
        Err(error) => eprintln!("no work in the background: {error}"),
    }
    show(&notebook)
}

/// Where a packaged app may write: Windows leads it to a folder of the package's own, for the app and its COM server alike.
///
/// Source: <https://learn.microsoft.com/windows/msix/desktop/desktop-to-uwp-behind-the-scenes>
#[cfg(windows)]
fn of_this_user() -> Result<Notebook, Box<dyn Error>> {
    let folder = std::env::var_os("LOCALAPPDATA").ok_or("there is no folder for the notebook")?;
    let folder = std::path::PathBuf::from(folder).join("Desktop Notes");
    Ok(Notebook::new(folder.join("notebook"), folder.join("server")))
}

#[cfg(not(windows))]
fn main() -> Result<(), Box<dyn Error>> {
    use bgtask::host::simulated::What;
    use desktop_notes::day;

    let folder = tempfile::tempdir()?;
    let lived = day::live(folder.path(), |entry| {
        // A trigger that fires again while the run it asks for is held changes nothing.
        if entry.what != What::TriggeredAgain {
            println!("{entry}");
        }
    })?;
    if let Some(synced) = day::last_sync(&lived) {
        println!("\nThe last sync sent {} notes and received {}.", synced.sent, synced.received);
    }
    println!("\nThe notebook in the morning:");
    show(&day::notebook(folder.path()))
}

/// What the user sees. The event loop of winit, egui, Tauri or Slint would run here, until the window is closed.
fn show(notebook: &Notebook) -> Result<(), Box<dyn Error>> {
    for note in notebook.notes()? {
        println!("{:14}  {}", note.title, note.text);
    }
    Ok(())
}
