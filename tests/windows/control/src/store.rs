//! What the double keeps in a folder, from outside of it.

use std::{
    cell::Cell,
    fs::{self, OpenOptions},
    io::Write as _,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use crate::{Configuration, Registration, STORE};

/// A folder in which doubles keep what their processes share. Who starts a process says so in its environment:
/// [`STORE`].
pub struct Store {
    folder: PathBuf,
    /// How much of the log was taken.
    taken: Cell<usize>,
}

impl Store {
    /// An empty one, in this folder, with what doubles do when they are asked.
    ///
    /// # Panics
    ///
    /// When the folder can't be written to.
    pub fn new(folder: PathBuf, configuration: &Configuration) -> Self {
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("it can be made");
        let store = Self { folder, taken: Cell::new(0) };
        store.write(configuration);
        store
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Changes what doubles do when they are asked, while no process of the app's runs.
    ///
    /// # Panics
    ///
    /// When the file can't be read or written.
    pub fn configure(&self, change: impl FnOnce(&mut Configuration)) {
        let told = fs::read(self.folder.join(CONFIGURATION)).expect("it was written");
        let mut configuration = serde_json::from_slice(&told).expect("it is one");
        change(&mut configuration);
        self.write(&configuration);
    }

    /// What is registered.
    ///
    /// # Panics
    ///
    /// When what is kept can't be read.
    pub fn registrations(&self) -> Vec<Registration> {
        #[derive(Deserialize)]
        struct Kept {
            registrations: Vec<Registration>,
        }
        let kept = fs::read(self.folder.join("state.json")).expect("a double wrote it");
        serde_json::from_slice::<Kept>(&kept).expect("it was written so").registrations
    }

    /// The calls of all processes since the last time.
    ///
    /// # Panics
    ///
    /// When the log can't be read.
    pub fn take_calls(&self) -> Vec<String> {
        let log = match fs::read_to_string(self.folder.join(LOG)) {
            Ok(log) => log,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => panic!("the log can't be read: {error}"),
        };
        let calls: Vec<_> = log.lines().skip(self.taken.get()).map(str::to_owned).collect();
        self.taken.set(self.taken.get() + calls.len());
        calls
    }

    fn write(&self, configuration: &Configuration) {
        let told = serde_json::to_vec(configuration).expect("it is plain data");
        fs::write(self.folder.join(CONFIGURATION), told).expect("the folder can be written to");
    }
}

/// The file in the folder with what doubles do when they are asked.
pub const CONFIGURATION: &str = "configuration.json";

const LOG: &str = "calls.log";

/// Adds a line to the log that processes share, where the environment names a store.
///
/// # Panics
///
/// When the log can't be written.
pub fn log(call: &str) {
    if let Some(folder) = std::env::var_os(STORE) {
        let file = OpenOptions::new().append(true).create(true).open(Path::new(&folder).join(LOG));
        // In one piece, as several processes write.
        let written = file.and_then(|mut file| file.write_all(format!("{call}\n").as_bytes()));
        written.expect("the test made the folder");
    }
}
