//! What is said at the end: what was guessed and how it is changed, what is not known, and what is left to write by hand.

use std::fmt;
use std::path::PathBuf;

use bgtask_codegen::configuration::{COM_SERVER, COMPONENT, Key};
use bgtask_core::catalog::HostingModel;
use bgtask_core::catalog::trust::FULL_TRUST_ENTRY_POINT;
use bgtask_core::model::Platforms;
use bgtask_core::rules::project::NEVER_CALLED;

use super::suggestion::Suggestion;
use crate::examine::Examined;
use crate::project::shown;

/// What to do now, where there is an app.
const NEXT_OF_AN_APP: &str = "next: `cargo bgtask sync --diff` writes the tasks' entries";

/// The same, where something is not named yet.
const NEXT_OF_AN_UNNAMED_APP: &str = "next: `cargo bgtask check` says what is still missing, and `cargo bgtask sync --diff` then writes the tasks' entries";

/// The same, where the files have all that its tasks need.
const NEXT_OF_AN_APP_IN_STEP: &str =
    "next: `cargo bgtask check` says whether all is in order; `cargo bgtask sync` has no entry left to write";

/// What `sync` has to do for an app whose files are named.
#[derive(Clone, Copy, Default)]
pub(super) enum LeftToSync {
    /// There are entries to write.
    #[default]
    Entries,
    /// Nothing, as the files have them.
    Nothing,
    /// Not known: a file can't be used as it is.
    Unknown,
}

/// What is said at the end.
#[derive(Default)]
pub(super) struct Closing {
    /// Who names the app's files already, where others do.
    pub named_elsewhere: Option<NamedElsewhere>,
    /// The files outside of the package that are taken for the app's, each with the option that names another.
    pub outside: Vec<(String, &'static str)>,
    /// The property list that is made for a project of Xcode.
    pub not_in_xcode: Option<Unnamed>,
    /// The systems that the set-up is for alone, by what is there.
    pub alone: Option<Alone>,
    /// The manifest, where the kind of app matters: for one that is made, or while there are no tasks.
    pub kind: Option<KindOfApp>,
    /// What Cargo.toml names from now on.
    pub named: Vec<Named>,
    /// What tasks need and nothing names.
    pub unknown: Vec<Key>,
    /// What is left for `sync`, where there is an app.
    pub left: LeftToSync,
    /// What `main` lacks.
    pub main: Option<Main>,
    /// The app that is suggested, where there is none.
    pub suggestion: Option<Suggestion>,
}

/// A property list that no project of Xcode names.
pub(super) struct Unnamed {
    pub plist: String,
    /// The project that is to name it.
    pub project: String,
}

/// Packages that name the app's files.
pub(super) struct NamedElsewhere {
    /// Their Cargo.toml files.
    manifests: Vec<String>,
    /// Whether there is an app.
    has_app: bool,
}

impl NamedElsewhere {
    pub fn of(manifests: &[PathBuf], package: &Examined) -> Option<Self> {
        let manifests: Vec<_> = manifests.iter().map(|path| shown(path).display().to_string()).collect();
        (!manifests.is_empty()).then(|| Self { manifests, has_app: package.app.is_some() })
    }
}

/// Systems that a set-up is for alone, as there are no files of the others.
#[derive(Clone, Copy)]
pub(super) enum Alone {
    Windows,
    Apple,
}

impl Alone {
    pub fn platforms(self) -> Platforms {
        let is_windows = matches!(self, Self::Windows);
        Platforms { windows: is_windows, apple: !is_windows }
    }
}

/// The kind of app, as a manifest has it.
pub(super) struct KindOfApp {
    /// The manifest, as Cargo.toml has it.
    pub manifest: String,
    /// Whether it is made now.
    pub is_new: bool,
    /// Whether it runs in full trust, if that is known.
    pub full_trust: Option<bool>,
}

/// A name that was written into Cargo.toml.
pub(super) struct Named {
    pub key: Key,
    pub value: String,
    /// Where it is from.
    pub from: &'static str,
}

/// The start of `main`, for the models of an app's tasks.
pub(super) struct Main {
    pub app: String,
    pub models: Vec<HostingModel>,
}

impl fmt::Display for Closing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (file, option) in &self.outside {
            writeln!(f, "guessed: {file} is the app's, as the package has none; `{option}` names another")?;
        }
        if let Some(Unnamed { plist, project }) = &self.not_in_xcode {
            writeln!(f, "not known to Xcode: {plist}\n  name it in the build setting INFOPLIST_FILE of {project}")?;
        }
        if let Some(alone) = &self.alone {
            writeln!(f, "{alone}")?;
        }
        if let Some(kind) = &self.kind {
            writeln!(f, "{kind}")?;
        }
        for Named { key, value, from } in &self.named {
            writeln!(
                f,
                "guessed: {} = {value:?}, {from}\n  if the package has another name for it, change it in Cargo.toml",
                key.name
            )?;
        }
        for key in &self.unknown {
            let needed = match key.name {
                name if name == COMPONENT.name => {
                    "the DLL of the tasks\n  make a crate of type `cdylib` with `bgtask::export_component!` or \
                     `bgtask::export_forwarder!`, and name it in Cargo.toml"
                }
                name if name == COM_SERVER.name => "the program that serves the tasks\n  name it in Cargo.toml",
                _ => key.summary,
            };
            writeln!(f, "not known: {}, {needed}", key.name)?;
        }
        if let Some(suggestion) = &self.suggestion {
            return write!(f, "{suggestion}");
        }
        if let Some(main) = &self.main {
            writeln!(f, "`main` lacks what the tasks need ({}), such as\n\n{main}", NEVER_CALLED.id)?;
        }
        if let Some(elsewhere) = &self.named_elsewhere {
            return write!(f, "{elsewhere}");
        }
        f.write_str(match self.left {
            LeftToSync::Entries if self.unknown.is_empty() => NEXT_OF_AN_APP,
            LeftToSync::Nothing if self.unknown.is_empty() => NEXT_OF_AN_APP_IN_STEP,
            _ => NEXT_OF_AN_UNNAMED_APP,
        })
    }
}

impl fmt::Display for NamedElsewhere {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { manifests, has_app } = self;
        let verb = if manifests.len() == 1 { "names" } else { "name" };
        writeln!(f, "{} {verb} the app's files, so none are made here", manifests.join(" and "))?;
        let first = manifests.first().map_or("Cargo.toml", String::as_str);
        if *has_app {
            write!(
                f,
                "next: `cargo bgtask sync --diff --manifest-path {first}` writes the tasks' entries that are missing"
            )
        } else {
            write!(f, "next: `cargo bgtask init --manifest-path {first}` suggests an app for that package")
        }
    }
}

impl fmt::Display for Alone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Windows => {
                "guessed: the app is for Windows alone, as it has no property list; `--platform apple` adds Apple systems"
            }
            Self::Apple => {
                "guessed: the app is for Apple systems alone, as it has no package manifest; `--platform windows` adds Windows"
            }
        })
    }
}

impl fmt::Display for KindOfApp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { manifest, is_new, full_trust } = self;
        match (is_new, full_trust) {
            (true, Some(true)) => write!(
                f,
                "guessed: {manifest} is for a desktop app in full trust, as a program of cargo's is\n  for an app in an \
                 AppContainer (UWP) change its EntryPoint there, and the `model` of the tasks"
            ),
            (true, _) => write!(
                f,
                "guessed: {manifest} is for an app in an AppContainer (UWP)\n  for a desktop app change its EntryPoint there to \
                 {FULL_TRUST_ENTRY_POINT}, and the `model` of the tasks"
            ),
            (false, Some(true)) => write!(
                f,
                "{manifest} is of a desktop app in full trust: its tasks have the model `com` or `forwarded`, or are in a DLL"
            ),
            (false, Some(false)) => write!(
                f,
                "{manifest} is of an app in an AppContainer (UWP): its tasks have the model `in-process` or `out-of-process`"
            ),
            (false, None) => write!(
                f,
                "guessed: the app is one in an AppContainer (UWP), as {manifest} does not say it of a single Application\n  for a \
                 desktop app choose the model `com` or `forwarded`"
            ),
        }
    }
}

impl fmt::Display for Main {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { app, models } = self;
        writeln!(f, "    fn main() -> Result<(), Box<dyn std::error::Error>> {{")?;
        writeln!(f, "        #[cfg(windows)]\n        {{\n            use bgtask::host::windows;")?;
        if models.contains(&HostingModel::InProcess) {
            writeln!(f, "            {app}::install()?;")?;
        }
        if models.iter().any(|model| model.needs_clsid()) {
            writeln!(f, "            if {app}::serve_com()? == windows::StartedFor::Tasks {{")?;
            writeln!(f, "                return Ok(());\n            }}")?;
        }
        writeln!(f, "            bgtask::block_on({app}::register_all(&windows::WindowsHost::new()))?;\n        }}")?;
        writeln!(f, "        // … from here on as ever\n        Ok(())\n    }}")
    }
}
