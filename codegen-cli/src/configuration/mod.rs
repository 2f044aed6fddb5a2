//! What an app's Cargo.toml says about its files: `[package.metadata.bgtask.windows]` and `[package.metadata.bgtask.apple]`.
//!
//! ```toml
//! [package.metadata.bgtask.windows]
//! manifest    = "packaging/Package.appxmanifest"
//! application = "App"
//! component   = "feed_tasks.dll"
//! com-server  = "feed.exe"
//! [package.metadata.bgtask.apple]
//! info-plist  = "packaging/Info.plist"
//! ```
//!
//! Paths start from the folder of Cargo.toml. What is not known is an error at its place, with the nearest known key.

mod profile;
mod read;
mod value;

use std::path::PathBuf;

use bgtask_core::model::Platforms;

use crate::source::Place;

pub use profile::panic_abort;
pub use read::read;

/// What Cargo.toml says about an app's files.
#[derive(Clone, Debug, Default)]
pub struct Configuration {
    /// For Windows.
    pub windows: Windows,
    /// For Apple systems.
    pub apple: Apple,
    /// Where the table stands, to point at when something is missing in it.
    pub table: Option<Place>,
    /// Whether something in it is wrong: what seems to be missing may then only be misspelt.
    pub is_doubtful: bool,
}

impl Configuration {
    /// The platforms that it says anything about.
    pub fn platforms(&self) -> Platforms {
        Platforms { windows: self.windows.table.is_some(), apple: self.apple.table.is_some() }
    }
}

/// `[package.metadata.bgtask.windows]`.
#[derive(Clone, Debug, Default)]
pub struct Windows {
    /// `manifest`: the package manifest, from the package's root on.
    pub manifest: Option<Setting<PathBuf>>,
    /// `application`: the Id of the Application in the manifest, needed where there are several.
    pub application: Option<Setting<String>>,
    /// `component`: the DLL for the out-of-process and forwarded tasks, as the manifest names it.
    pub component: Option<Setting<String>>,
    /// `com-server`: the executable that serves com and forwarded tasks, as the manifest names it.
    pub com_server: Option<Setting<String>>,
    /// Where the table stands.
    pub table: Option<Place>,
}

/// `[package.metadata.bgtask.apple]`.
#[derive(Clone, Debug, Default)]
pub struct Apple {
    /// `info-plist`: the property list, from the package's root on.
    pub info_plist: Option<Setting<PathBuf>>,
    /// Where the table stands.
    pub table: Option<Place>,
}

/// A value, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

/// A key of a table: its name, and a line on what it says, for messages, docs and the editors' schema.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What it says.
    pub summary: &'static str,
    /// A value that it might have.
    pub example: &'static str,
}

impl Key {
    /// What it says, as a part of a sentence.
    pub fn meaning(&self) -> String {
        let summary = self.summary.trim_end_matches('.');
        let (first, rest) = summary.split_at(summary.chars().next().map_or(0, char::len_utf8));
        format!("{}{rest}", first.to_lowercase())
    }
}

/// The keys of one platform's table.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Its name under `package.metadata.bgtask`.
    pub name: &'static str,
    /// What it is about.
    pub summary: &'static str,
    /// Its keys.
    pub keys: &'static [Key],
}

/// `manifest`
pub const MANIFEST: Key = Key {
    name: "manifest",
    summary: "The package manifest, as a path from the folder of Cargo.toml.",
    example: "packaging/Package.appxmanifest",
};
/// `application`
pub const APPLICATION: Key = Key {
    name: "application",
    summary: "The Id of the Application in the manifest that has the tasks. Needed where there are several.",
    example: "App",
};
/// `component`
pub const COMPONENT: Key = Key {
    name: "component",
    summary: "The DLL in the package for the out-of-process and forwarded tasks, as a path in the package.",
    example: "feed_tasks.dll",
};
/// `com-server`
pub const COM_SERVER: Key = Key {
    name: "com-server",
    summary: "The executable in the package that serves the com and forwarded tasks, as a path in the package.",
    example: "feed.exe",
};
/// `info-plist`
pub const INFO_PLIST: Key = Key {
    name: "info-plist",
    summary: "The app's property list, as a path from the folder of Cargo.toml.",
    example: "packaging/Info.plist",
};

/// `[package.metadata.bgtask.windows]`
pub const WINDOWS: Table = Table {
    name: "windows",
    summary: "Files and names of the Windows package.",
    keys: &[MANIFEST, APPLICATION, COMPONENT, COM_SERVER],
};
/// `[package.metadata.bgtask.apple]`
pub const APPLE: Table = Table { name: "apple", summary: "Files of the app for Apple systems.", keys: &[INFO_PLIST] };

/// The tables, in the order of the documentation.
pub const TABLES: &[Table] = &[WINDOWS, APPLE];

impl Table {
    /// The table's header, as it stands in Cargo.toml.
    pub fn header(&self) -> String {
        format!("[package.metadata.{}.{}]", bgtask_core::catalog::names::METADATA_TABLE, self.name)
    }
}
