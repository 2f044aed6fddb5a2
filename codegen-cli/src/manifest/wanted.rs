//! What a manifest is to declare.

use bgtask_core::catalog::{Capability, TaskType};
use bgtask_core::model::Guid;

/// What a manifest is to declare, and what of it is ours.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// The Id of the Application that the tasks belong to; needed where there are several.
    pub application: Option<String>,
    /// Entry points of out-of-process and forwarded tasks. Several may have one name: they become one Extension.
    pub entry_points: Vec<WantedEntryPoint>,
    /// COM classes of com and forwarded tasks.
    pub com_classes: Vec<WantedClass>,
    /// Capabilities without which the tasks don't work.
    pub capabilities: Vec<WantedCapability>,
    /// What in the manifest is ours, and stale if no task has it any more.
    pub ownership: Ownership,
    /// Whether to take out what is stale.
    pub prune: bool,
}

/// An entry point: a runtime class that the system activates in its own host process.
#[derive(Debug, Clone)]
pub struct WantedEntryPoint {
    /// The runtime class's name.
    pub entry_point: String,
    /// The types of its tasks.
    pub task_types: Vec<TaskType>,
    /// The path, within the package, of the DLL that has the class.
    pub component: String,
    /// The names of the tasks.
    pub tasks: Vec<String>,
}

/// A COM class: one that the system activates in a process of the app.
#[derive(Debug, Clone)]
pub struct WantedClass {
    /// Its class id.
    pub clsid: Guid,
    /// A name for people; the schema does not ask for one.
    pub display_name: Option<String>,
    /// The path, within the package, of the program that serves it.
    pub executable: String,
    /// The arguments that the system starts the program with.
    pub arguments: Option<String>,
    /// Who may activate it, as SDDL, if not only the app itself.
    pub launch_permission: Option<String>,
    /// The names of the tasks.
    pub tasks: Vec<String>,
}

/// A capability that tasks need.
#[derive(Debug, Clone)]
pub struct WantedCapability {
    /// The capability.
    pub capability: Capability,
    /// Why it is needed: "a location trigger needs it".
    pub why: String,
    /// The names of the tasks.
    pub tasks: Vec<String>,
}

/// What in a manifest is ours: the entry points whose class stands in one of our components, and those whose names
/// are ours.
#[derive(Debug, Clone, Default)]
pub struct Ownership {
    /// Paths of in-process servers, compared as Windows compares paths.
    pub components: Vec<String>,
    /// Entry points with fixed names of ours.
    pub entry_points: Vec<String>,
}

impl Ownership {
    /// Whether nothing can be ours.
    pub fn is_empty(&self) -> bool {
        self.components.is_empty() && self.entry_points.is_empty()
    }

    pub(super) fn has_component(&self, path: &str) -> bool {
        self.components.iter().any(|component| same_path(component, path))
    }
}

/// Whether two paths within a package are one: letters in either case, slashes of either kind.
pub(super) fn same_path(one: &str, other: &str) -> bool {
    let normal = |c: char| if c == '\\' { '/' } else { c };
    let lower = |path: &str| path.chars().map(normal).flat_map(char::to_lowercase).collect::<String>();
    let (one, other) = (one.trim(), other.trim());
    one == other || one.len() == other.len() && lower(one) == lower(other)
}

#[cfg(test)]
mod tests {
    use super::same_path;

    #[test]
    fn paths_are_compared_as_windows_does() {
        assert!(same_path("Tasks\\Feed.dll", "tasks/feed.DLL"));
        assert!(same_path(" feed.dll\n", "feed.dll"));
        assert!(!same_path("feed.dll", "feed_dll"));
        assert!(!same_path("a/feed.dll", "feed.dll"));
    }
}
