//! Lives a day of the notebook on the simulated host, and shows it as it happens.

use std::error::Error;

use desktop_notes::notebook::Notebook;

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
