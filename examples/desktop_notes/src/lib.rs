//! A notebook on the desktop, kept in step with a server while nobody looks at it.
//!
//! It is a packaged desktop app, as those made with winit, egui, Tauri or Slint are: it runs in full trust, and Windows
//! runs its background tasks in a COM server, which is the program itself. Time and push triggers reach that server by
//! themselves; the others need a small component in between, `notes_forwarder.dll`. Each task is declared by one line in
//! [`tasks`], the app itself by another, below. There is no list of them: `build.rs` finds them.

pub mod day;
pub mod notebook;
pub mod tasks;

use bgtask::prelude::*;

use notebook::Notebook;

/// The app: what runs in the background, and how. Every task of this package is its task.
///
/// Two tasks have the model `com`, as the app says; those whose triggers Windows does not offer to a COM class say
/// `forwarded` for themselves.
#[background_app(model = "com", state = Notebook)]
pub struct App;
