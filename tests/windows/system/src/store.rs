//! What outlives the app's process: registrations, settings, and what the test told the double. In a folder where the
//! environment names one, so that processes share it; in memory otherwise.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    path::{Path, PathBuf},
    sync::{Mutex, OnceLock},
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use windows_control::Configuration;
use windows_core::{Error, HRESULT, Result};

use crate::{builder::Registered, lock};

/// What is kept.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct State {
    /// In a file of its own, which tests write as well.
    #[serde(skip)]
    pub configuration: Configuration,
    /// In the order in which they were registered.
    pub registrations: Vec<Registered>,
    /// How many were ever registered, for their ids.
    pub registered: u64,
    /// How many runs there were, for their ids.
    pub runs: u64,
    /// What access the app has now: a value of `BackgroundAccessStatus`.
    pub access: i32,
    /// The runs that ended in processes that are not the app's, in that order.
    pub ended: Vec<Ended>,
    /// The values of the app's settings, by container.
    pub settings: BTreeMap<String, BTreeMap<String, String>>,
}

/// A run that ended in a process of its own.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub struct Ended {
    pub registration: u128,
    pub instance: u128,
    /// An HRESULT.
    pub result: u32,
}

impl State {
    /// What the test wants to fail.
    pub fn failure(&self, method: &str) -> Result<()> {
        match self.configuration.failures.get(method) {
            Some(code) => Err(refusal(*code)),
            None => Ok(()),
        }
    }
}

/// An error with this HRESULT.
pub fn refusal(code: u32) -> Error {
    Error::from_hresult(HRESULT(code.cast_signed()))
}

static MEMORY: Mutex<Option<State>> = Mutex::new(None);

/// The folder of the app's package that is the app's own to write to. It is there when the double keeps anything in files.
///
/// Source: <https://learn.microsoft.com/uwp/api/windows.storage.applicationdata.localfolder>
pub fn local_state() -> Option<PathBuf> {
    let local = folder()?.join("LocalState");
    fs::create_dir_all(&local).expect("the test made the folder");
    Some(local)
}

/// Whether other processes share what is kept.
pub fn is_shared() -> bool {
    folder().is_some()
}

fn folder() -> Option<&'static PathBuf> {
    static FOLDER: OnceLock<Option<PathBuf>> = OnceLock::new();
    FOLDER.get_or_init(|| std::env::var_os(windows_control::STORE).map(PathBuf::from)).as_ref()
}

/// Reads what is kept.
pub fn look<T>(work: impl FnOnce(&State) -> T) -> T {
    let mut memory = lock(&MEMORY);
    let Some(folder) = folder() else {
        return work(memory.get_or_insert_default());
    };
    let _lock = locked(folder);
    work(&kept(folder))
}

/// Reads and changes what is kept; nobody else does so at the same time.
pub fn with<T>(work: impl FnOnce(&mut State) -> T) -> T {
    let mut memory = lock(&MEMORY);
    let Some(folder) = folder() else {
        return work(memory.get_or_insert_default());
    };
    let _lock = locked(folder);
    let mut state = kept(folder);
    let answer = work(&mut state);
    write(&folder.join(KEPT), &state);
    write(&folder.join(windows_control::CONFIGURATION), &state.configuration);
    answer
}

const KEPT: &str = "state.json";

/// The folder is this process's until the file is closed.
fn locked(folder: &Path) -> File {
    let lock = File::create(folder.join("lock")).expect("the test made the folder");
    lock.lock().expect("a file can be locked");
    lock
}

fn kept(folder: &Path) -> State {
    State { configuration: read(&folder.join(windows_control::CONFIGURATION)), ..read(&folder.join(KEPT)) }
}

fn read<T: Default + DeserializeOwned>(file: &Path) -> T {
    fs::read(file).map_or_else(|_| T::default(), |kept| serde_json::from_slice(&kept).expect("it was written so"))
}

fn write(file: &Path, value: &impl Serialize) {
    fs::write(file, serde_json::to_vec(value).expect("it is plain data")).expect("the folder can be written to");
}
