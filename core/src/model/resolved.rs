//! A task with its app's defaults applied: what is registered, written to files and embedded in binaries.

use super::{AppleKind, Guid, TaskSpec};
use crate::catalog::HostingModel;

/// One registration of an app, with every default settled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ResolvedTask<'a> {
    /// What its annotation says.
    pub spec: TaskSpec<'a>,
    /// Which entry of the app's list it came from, counted from 0, entries switched off by `cfg` included.
    pub entry: u16,
    /// What it is on Windows; `None` when it is not meant to run there.
    pub windows: Option<ResolvedWindows<'a>>,
    /// What it is on Apple systems; `None` when it is not meant to run there.
    pub apple: Option<ResolvedApple<'a>>,
}

/// A task on Windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResolvedWindows<'a> {
    /// How the system activates it.
    pub model: HostingModel,
    /// The runtime class that the system activates, in the models that have one.
    pub entry_point: Option<&'a str>,
    /// The COM class, in the models that have one.
    pub clsid: Option<Guid>,
}

/// A task on Apple systems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResolvedApple<'a> {
    /// The kind of request that stands for it.
    pub kind: AppleKind,
    /// The identifier of that request, shared with the tasks of its kind unless it has one of its own. `None` for
    /// [`AppleKind::None`], and when the app gives no prefix.
    pub identifier: Option<&'a str>,
    /// Runs only on external power.
    pub external_power: bool,
    /// Runs only with a network.
    pub network: bool,
    /// The `UIBackgroundModes` that it needs.
    pub modes: &'a [&'a str],
}
