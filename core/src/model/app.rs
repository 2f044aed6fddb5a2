//! An app as its annotation declares it.

use super::{Place, Platforms};
use crate::catalog::HostingModel;

/// What `#[background_app]` declares, the list of tasks apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AppSpec<'a> {
    /// The name of the annotated type.
    pub type_name: &'a str,
    /// Where it was declared.
    pub place: Place<'a>,
    /// How Windows activates the tasks that say nothing else.
    pub model: HostingModel,
    /// What stands before a type's name in a default entry point.
    pub namespace: Option<&'a str>,
    /// What stands before the shared Apple identifiers.
    pub identifier_prefix: Option<&'a str>,
    /// App-level `UIBackgroundModes`, as Apple spells them; unknown ones are kept, as Apple adds some.
    pub modes: &'a [&'a str],
    /// `UIApplicationExitsOnSuspend`, where asked for.
    pub exits_on_suspend: Option<bool>,
    /// What the app is made for, where said.
    pub platforms: Option<Platforms>,
    /// Warnings are errors.
    pub strict: bool,
    /// The numbers of the warnings that are not to be told of it and its tasks.
    pub allow: &'a [&'a str],
}

impl AppSpec<'_> {
    /// A spec with nothing said, for `..AppSpec::DEFAULT`.
    pub const DEFAULT: Self = AppSpec {
        type_name: "",
        place: Place::UNKNOWN,
        model: HostingModel::InProcess,
        namespace: None,
        identifier_prefix: None,
        modes: &[],
        exits_on_suspend: None,
        platforms: None,
        strict: false,
        allow: &[],
    };

    /// What the app is made for: what it says, else Windows, and Apple systems when it has an identifier prefix.
    pub const fn made_for(&self) -> Platforms {
        match self.platforms {
            Some(platforms) => platforms,
            None => Platforms { windows: true, apple: self.identifier_prefix.is_some() },
        }
    }
}
