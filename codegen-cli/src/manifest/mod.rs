//! Package.appxmanifest: what it declares, and the edits that bring it into line with the tasks of an app.
//!
//! ```
//! use bgtask_codegen::manifest::{Manifest, Wanted, WantedEntryPoint};
//! use bgtask_core::catalog::TaskType;
//!
//! # let file = bgtask_codegen::manifest::minimal(&Default::default(), &Wanted::default())?;
//! let manifest = Manifest::read(&file)?;
//! let refresh = WantedEntryPoint {
//!     entry_point: "Tasks.RefreshFeed".into(),
//!     task_types: vec![TaskType::Timer],
//!     component: "feed_tasks.dll".into(),
//!     tasks: vec!["RefreshFeed".into()],
//! };
//! let wanted = Wanted { entry_points: vec![refresh], ..Wanted::default() };
//! let plan = manifest.plan(&wanted)?;
//! let edited = manifest.apply(&plan);
//! assert!(Manifest::read(&edited)?.plan(&wanted)?.edits.is_empty());
//! # Ok::<(), bgtask_codegen::manifest::ManifestError>(())
//! ```

mod background_tasks;
mod capabilities;
mod com;
mod error;
mod facts;
mod minimal;
mod namespaces;
mod planner;
mod stale;
mod vocabulary;
mod wanted;

use std::fmt;

use bgtask_core::catalog::Namespace;
use bgtask_core::model::Guid;

pub use error::{ManifestError, ManifestErrorKind};
pub use facts::{
    ActivatableClassFacts, ApplicationFacts, CapabilityFacts, ComClassFacts, DeclaredTask, DeclaredType,
    DeviceFamilyFacts, ManifestFacts, ServerFacts,
};
pub use minimal::{Minimal, minimal};
pub use wanted::{Ownership, Wanted, WantedCapability, WantedClass, WantedEntryPoint};

use crate::xml::{Accepts, Document, Edit, Position};
use planner::Planner;

/// Manifests have no DOCTYPE, and are a dozen elements deep.
const ACCEPTS: Accepts = Accepts { depth: 256, doctype: false };

/// A package manifest of Windows 10 or later.
#[derive(Debug)]
pub struct Manifest<'a> {
    document: Document<'a>,
}

impl<'a> Manifest<'a> {
    /// Reads a manifest.
    ///
    /// # Errors
    /// If it is not well-formed, or not a package manifest of Windows 10 or later.
    pub fn read(bytes: &'a [u8]) -> Result<Self, ManifestError> {
        let document = Document::parse(bytes, ACCEPTS)?;
        let root = document.root();
        if root.is(Namespace::FOUNDATION.uri, vocabulary::PACKAGE) {
            return Ok(Self { document });
        }
        let kind = match root.namespace() {
            Some(uri) if Namespace::WINDOWS_8.contains(&uri) => ManifestErrorKind::Windows8(uri.to_owned()),
            uri => ManifestErrorKind::NotAManifest {
                name: root.qualified_name().to_owned(),
                namespace: uri.map(str::to_owned),
            },
        };
        Err(ManifestError::new(kind, root.position()))
    }

    /// The manifest as a document.
    pub fn document(&self) -> &Document<'a> {
        &self.document
    }

    /// What it declares.
    pub fn facts(&self) -> ManifestFacts {
        ManifestFacts::of(self.document.root())
    }

    /// The edits that make it declare what is wanted, and what in it is stale.
    ///
    /// # Errors
    /// If the Application can't be told, or would have more task types than a manifest takes.
    pub fn plan(&self, wanted: &Wanted) -> Result<Plan, ManifestError> {
        Planner::new(&self.document, wanted).plan()
    }

    /// Sees that there is an Application that can have tasks, whether it needs an entry for them or not.
    ///
    /// # Errors
    /// If there is none, or none with the chosen Id.
    pub fn check_application(&self, chosen: Option<&str>) -> Result<(), ManifestError> {
        match planner::choose_application(self.document.root(), chosen) {
            // Which of them it is matters only where something is put into it.
            Err(error) if !matches!(error.kind, ManifestErrorKind::SeveralApplications(_)) => Err(error),
            _ => Ok(()),
        }
    }

    /// The bytes of the file with these edits.
    pub fn apply(&self, plan: &Plan) -> Vec<u8> {
        self.document.apply(&plan.edits)
    }
}

/// What is to be done with a manifest.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The edits, in order; none if all is in line.
    pub edits: Vec<Edit>,
    /// What is ours and no task has any more, whether it is taken out or not.
    pub stale: Vec<Stale>,
    /// What is not as the tasks need it and can't be edited without guessing.
    pub notes: Vec<Note>,
    /// Text beside elements that are put in.
    pub texts: Vec<TextBeside>,
}

/// Text beside an element that is put in and may be there once only. Manifests have no text there, so it is a template's, and
/// what replaces it may be just that element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextBeside {
    /// How the text begins.
    pub text: String,
    /// The name of the element that both are in.
    pub parent: String,
    /// The name of the element that is put in.
    pub element: &'static str,
    /// Where the text is.
    pub position: Position,
}

impl fmt::Display for TextBeside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { text, parent, element, .. } = self;
        write!(f, "{parent} gets {element} beside the text `{text}`: should that become {element} too, there are two")
    }
}

/// An entry point that is ours and no task has any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// Its name.
    pub entry_point: String,
    /// The types of tasks that it is declared with.
    pub task_types: Vec<String>,
    /// The component that has its class; none if it is ours by its name only.
    pub component: Option<String>,
    /// Where its Extension begins.
    pub position: Position,
}

/// Something that stands in the way of the tasks, and that its owner must change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What it is.
    pub kind: NoteKind,
    /// Where it is.
    pub position: Position,
}

/// What can stand in the way of the tasks.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoteKind {
    /// An entry point's class stands in another DLL than the configured one.
    ClassInOtherServer {
        /// The class.
        class: String,
        /// The DLL that has it.
        server: String,
        /// The DLL that should have it.
        component: String,
    },
    /// A COM class is served by another program, or started with other arguments, than the configured ones.
    ComClassServedOtherwise {
        /// The class.
        clsid: Guid,
        /// What serves it, if it is a program.
        there: Option<String>,
        /// What should serve it.
        wanted: String,
    },
    /// The program that serves a COM class lets others in than the task needs.
    OtherLaunchPermission {
        /// The class.
        clsid: Guid,
        /// The permission that is there.
        there: String,
        /// The permission that the task needs.
        wanted: String,
    },
}

impl fmt::Display for NoteKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ClassInOtherServer { class, server, component } => {
                write!(f, "the class {class} stands in the in-process server {server}, not in {component}")
            }
            Self::ComClassServedOtherwise { clsid, there: Some(there), wanted } => {
                write!(f, "the COM class {clsid} is served by `{there}`, not by `{wanted}`")
            }
            Self::ComClassServedOtherwise { clsid, there: None, wanted } => {
                write!(f, "the COM class {clsid} is not served by a program; it should be by `{wanted}`")
            }
            Self::OtherLaunchPermission { clsid, there, wanted } => {
                write!(f, "the COM class {clsid} may be activated by `{there}`; its tasks need `{wanted}`")
            }
        }
    }
}
