//! What a manifest says of what concerns us, as another parser sees it, and what it must say after a merge.

use std::collections::{BTreeMap, BTreeSet};

use bgtask_codegen::manifest::{ManifestFacts, Wanted};
use bgtask_core::catalog::{CapabilityKind, Namespace};
use bgtask_core::model::Guid;
use roxmltree::Node;

const FOUNDATION: &str = Namespace::FOUNDATION.uri;

/// What one Application says of tasks: the types of each entry point, sorted.
pub type Tasks = BTreeMap<String, Vec<String>>;

/// What a manifest says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// The Applications: their Ids and tasks.
    pub applications: Vec<(String, Tasks)>,
    /// Classes of in-process servers: their names, and the paths of the servers; sorted.
    pub classes: Vec<(String, String)>,
    /// COM classes of programs: class id and program; sorted.
    pub com_classes: Vec<(Guid, String)>,
    /// Class ids anywhere, for they are unique.
    pub class_ids: BTreeSet<Guid>,
    /// Capabilities: kind and name.
    pub capabilities: Vec<(CapabilityKind, String)>,
}

/// A path as Windows compares it.
pub fn normal(path: &str) -> String {
    path.trim().replace('\\', "/").to_lowercase()
}

impl Model {
    pub fn of(document: &roxmltree::Document<'_>) -> Self {
        let package = document.root_element();
        let applications = named(package, "Applications").flat_map(|list| named(list, "Application"));
        let servers = extensions(package, "windows.activatableClass.inProcessServer");
        let servers = servers.flat_map(|extension| named(extension, "InProcessServer"));
        let mut classes: Vec<_> = servers.flat_map(classes_of).collect();
        classes.sort();
        let mut com_classes: Vec<_> = document.descendants().filter_map(com_class).collect();
        com_classes.sort();
        let is_class = |node: &Node<'_, '_>| is_com(*node, "Class");
        let class_ids = document.descendants().filter(is_class).filter_map(|node| class_id(node)).collect();
        let capabilities = named(package, "Capabilities").next().into_iter().flat_map(|list| list.children());
        Self {
            applications: applications
                .map(|application| (application.attribute("Id").unwrap_or_default().to_owned(), tasks(application)))
                .collect(),
            classes,
            com_classes,
            class_ids,
            capabilities: capabilities.filter_map(capability).collect(),
        }
    }

    /// The index of the Application that is meant, if it is clear.
    pub fn application(&self, id: Option<&str>) -> Option<usize> {
        match id {
            None if self.applications.len() == 1 => Some(0),
            None => None,
            Some(id) => self.applications.iter().position(|(there, _)| there == id),
        }
    }

    /// With what is wanted: only what is missing comes.
    pub fn merge(&mut self, application: usize, wanted: &Wanted) {
        for wanted in &wanted.entry_points {
            let tasks = &mut self.applications[application].1;
            let types = tasks.entry(wanted.entry_point.clone()).or_default();
            for of_type in &wanted.task_types {
                if !types.iter().any(|there| there == of_type.name()) {
                    types.push(of_type.name().to_owned());
                }
            }
            types.sort();
            if !self.classes.iter().any(|(class, _)| *class == wanted.entry_point) {
                self.classes.push((wanted.entry_point.clone(), normal(&wanted.component)));
                self.classes.sort();
            }
        }
        for wanted in &wanted.com_classes {
            if self.class_ids.insert(wanted.clsid) {
                self.com_classes.push((wanted.clsid, normal(&wanted.executable)));
                self.com_classes.sort();
            }
        }
    }

    /// With the capabilities that are wanted.
    pub fn merge_capabilities(&mut self, wanted: &Wanted) {
        for wanted in &wanted.capabilities {
            let capability = (wanted.capability.kind, wanted.capability.name.to_owned());
            if !self.capabilities.contains(&capability) {
                self.capabilities.push(capability);
            }
        }
    }

    /// The entry points that are ours and that nothing wants.
    pub fn stale(&self, application: usize, wanted: &Wanted) -> BTreeSet<String> {
        let ownership = &wanted.ownership;
        let owns = |path: &str| ownership.components.iter().any(|ours| normal(ours) == path);
        let is_ours = |name: &String| {
            self.classes.iter().any(|(class, path)| class == name && owns(path))
                || ownership.entry_points.contains(name)
        };
        let is_wanted = |name: &String| wanted.entry_points.iter().any(|wanted| wanted.entry_point == *name);
        self.applications[application].1.keys().filter(|name| is_ours(name) && !is_wanted(name)).cloned().collect()
    }

    /// Without the stale entry points, and the classes that no other Application shares.
    pub fn prune(&mut self, application: usize, wanted: &Wanted, stale: &BTreeSet<String>) {
        self.applications[application].1.retain(|name, _| !stale.contains(name));
        let shared = |name: &String| {
            let others = self.applications.iter().enumerate().filter(|(index, _)| *index != application);
            others.into_iter().any(|(_, (_, tasks))| tasks.contains_key(name))
        };
        let gone: BTreeSet<String> = stale.iter().filter(|name| !shared(name)).cloned().collect();
        let owns = |path: &str| wanted.ownership.components.iter().any(|ours| normal(ours) == path);
        self.classes.retain(|(class, path)| !(gone.contains(class) && owns(path)));
    }

    /// Checks that bgtask sees the same.
    pub fn check_facts(&self, facts: &ManifestFacts) {
        let applications = facts.applications.iter().map(|application| {
            let mut tasks = Tasks::new();
            for task in &application.tasks {
                let Some(entry_point) = &task.entry_point else { continue };
                let types = tasks.entry(entry_point.clone()).or_default();
                types.extend(task.types.iter().map(|of_type| of_type.name.clone()));
                types.sort();
            }
            (application.id.clone(), tasks)
        });
        assert_eq!(applications.collect::<Vec<_>>(), self.applications);
        let classes = facts
            .servers
            .iter()
            .flat_map(|server| server.classes.iter().map(|class| (class.id.clone(), normal(&server.path))));
        let mut classes: Vec<_> = classes.collect();
        classes.sort();
        assert_eq!(classes, self.classes);
        let capabilities: Vec<_> =
            facts.capabilities.iter().map(|capability| (capability.kind, capability.name.clone())).collect();
        assert_eq!(capabilities, self.capabilities);
    }
}

fn named<'d, 'i: 'd>(node: Node<'d, 'i>, name: &'static str) -> impl Iterator<Item = Node<'d, 'i>> {
    node.children().filter(move |child| child.has_tag_name((FOUNDATION, name)))
}

fn extensions<'d, 'i: 'd>(node: Node<'d, 'i>, category: &'static str) -> impl Iterator<Item = Node<'d, 'i>> {
    let all = named(node, "Extensions").flat_map(|list| named(list, "Extension"));
    all.filter(move |extension| extension.attribute("Category") == Some(category))
}

fn tasks(application: Node<'_, '_>) -> Tasks {
    let mut tasks = Tasks::new();
    for extension in extensions(application, "windows.backgroundTasks") {
        let Some(entry_point) = extension.attribute("EntryPoint") else { continue };
        let types = tasks.entry(entry_point.to_owned()).or_default();
        let elements = named(extension, "BackgroundTasks").flat_map(|list| list.children());
        let elements = elements.filter(|node| node.is_element() && node.tag_name().name() == "Task");
        types.extend(elements.map(|task| task.attribute("Type").unwrap_or_default().to_owned()));
        types.sort();
    }
    tasks
}

fn text(node: Node<'_, '_>) -> String {
    node.children().filter(Node::is_text).filter_map(|child| child.text()).collect()
}

fn classes_of(server: Node<'_, '_>) -> Vec<(String, String)> {
    let path = named(server, "Path").next().map(text).unwrap_or_default();
    named(server, "ActivatableClass")
        .map(|class| (class.attribute("ActivatableClassId").unwrap_or_default().to_owned(), normal(&path)))
        .collect()
}

fn is_com(node: Node<'_, '_>, name: &str) -> bool {
    let of_com = |uri: &str| uri == Namespace::COM.uri || uri.starts_with(&format!("{}/", Namespace::COM.uri));
    node.is_element() && node.tag_name().name() == name && node.tag_name().namespace().is_some_and(of_com)
}

fn class_id(class: Node<'_, '_>) -> Option<Guid> {
    Guid::parse(class.attribute("Id")?.trim())
}

fn com_class(node: Node<'_, '_>) -> Option<(Guid, String)> {
    let server = node.parent().filter(|server| is_com(*server, "ExeServer"))?;
    if !is_com(node, "Class") {
        return None;
    }
    Some((class_id(node)?, normal(server.attribute("Executable").unwrap_or_default())))
}

fn capability(node: Node<'_, '_>) -> Option<(CapabilityKind, String)> {
    let kind = match node.tag_name().name() {
        "Capability" => CapabilityKind::Capability,
        "CustomCapability" => CapabilityKind::Custom,
        "DeviceCapability" => CapabilityKind::Device,
        _ => return None,
    };
    Some((kind, node.attribute("Name")?.to_owned()))
}
