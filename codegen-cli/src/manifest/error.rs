//! Why a manifest was not edited.

use crate::xml::{Position, XmlError};

/// Why a manifest was not edited, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct ManifestError {
    /// What is wrong.
    pub kind: ManifestErrorKind,
    /// Where it is wrong.
    pub position: Position,
}

impl ManifestError {
    pub(super) const fn new(kind: ManifestErrorKind, position: Position) -> Self {
        Self { kind, position }
    }
}

impl From<XmlError> for ManifestError {
    fn from(error: XmlError) -> Self {
        Self::new(ManifestErrorKind::Xml(error.kind), error.position)
    }
}

/// What can be wrong with a manifest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ManifestErrorKind {
    /// It is not well-formed XML.
    #[error(transparent)]
    Xml(crate::xml::ErrorKind),
    /// It is a manifest of Windows 8 or 8.1, another type of document.
    #[error("this is a package manifest of Windows 8 (namespace {0}): only those of Windows 10 and later are edited")]
    Windows8(String),
    /// It is some other document.
    #[error("this is not a package manifest: the root element is `{name}`{}", in_namespace(namespace.as_deref()))]
    NotAManifest {
        /// The name of its root element.
        name: String,
        /// The namespace of its root element.
        namespace: Option<String>,
    },
    /// It is a package without a program, which can have no tasks.
    #[error("the package has no Application that could have background tasks")]
    NoApplication,
    /// It has several Applications, and none was chosen.
    #[error("the package has {} Applications ({}): say which one the tasks belong to", .0.len(), .0.join(", "))]
    SeveralApplications(Vec<String>),
    /// It has no Application with the chosen Id.
    #[error("the package has no Application with the Id `{wanted}`; it has {}", there.join(", "))]
    UnknownApplication {
        /// The Id that was chosen.
        wanted: String,
        /// The Ids that there are.
        there: Vec<String>,
    },
    /// An Extension would have more types of tasks than the schema takes.
    #[error(
        "entry point `{entry_point}` would have {types} task types; a manifest takes {}",
        bgtask_core::catalog::limits::TASKS_PER_EXTENSION
    )]
    TooManyTaskTypes {
        /// The entry point.
        entry_point: String,
        /// How many types it would have.
        types: usize,
    },
}

fn in_namespace(namespace: Option<&str>) -> String {
    namespace.map_or_else(|| " without a namespace".to_owned(), |uri| format!(" of the namespace {uri}"))
}
