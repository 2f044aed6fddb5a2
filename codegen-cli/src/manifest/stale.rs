//! What is ours and no task has any more.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::facts::{applications, children, extensions_of, in_process_servers, server_path, task_elements};
use super::planner::Planner;
use super::vocabulary::{
    ACTIVATABLE_CLASS, ACTIVATABLE_CLASS_ID, BACKGROUND_TASKS_CATEGORY, ENTRY_POINT, EXTENSIONS, TYPE,
};
use super::{Stale, facts::child};
use crate::xml::{Element, NodeId, Reason};

const WHY: &str = "its class stands in a component of ours, and no task has this entry point";
const WHY_NAMED: &str = "its name is one of ours, and no task has this entry point";

impl<'d, 'a> Planner<'d, 'a, '_> {
    /// Finds the Application's entry points that are ours and stale, and plans to take them out if that is wanted.
    pub(super) fn find_stale(&mut self, application: Element<'d, 'a>) {
        let wanted = self.wanted;
        let ownership = &wanted.ownership;
        if ownership.is_empty() {
            return;
        }
        let ours: Vec<_> = in_process_servers(self.package)
            .map(|server| (server, server_path(server)))
            .filter(|(_, path)| ownership.has_component(path))
            .collect();
        let mut classes_of: BTreeMap<String, Vec<(Element<'d, 'a>, &str)>> = BTreeMap::new();
        for (server, path) in &ours {
            for class in children(*server, ACTIVATABLE_CLASS) {
                if let Some(name) = class.value(ACTIVATABLE_CLASS_ID) {
                    classes_of.entry(name.into_owned()).or_default().push((class, path));
                }
            }
        }
        let wanted_names: BTreeSet<&str> = wanted.entry_points.iter().map(|wanted| &*wanted.entry_point).collect();
        // Other programs of the package may share a class.
        let shared: BTreeSet<String> = applications(self.package)
            .filter(|other| *other != application)
            .flat_map(|other| extensions_of(other, BACKGROUND_TASKS_CATEGORY))
            .filter_map(|extension| extension.value(ENTRY_POINT).map(Cow::into_owned))
            .collect();
        let mut gone: BTreeSet<NodeId> = BTreeSet::new();
        for extension in self.background_tasks(application).to_vec() {
            let Some(entry_point) = extension.value(ENTRY_POINT) else {
                continue;
            };
            if wanted_names.contains(&*entry_point) {
                continue;
            }
            let classes = classes_of.get(&*entry_point).map_or([].as_slice(), Vec::as_slice);
            let named = ownership.entry_points.iter().any(|ours| *ours == entry_point);
            if classes.is_empty() && !named {
                continue;
            }
            self.stale.push(Stale {
                entry_point: entry_point.clone().into_owned(),
                task_types: task_elements(extension).filter_map(|task| task.value(TYPE)).map(Into::into).collect(),
                component: classes.first().map(|(_, path)| (*path).to_owned()),
                position: extension.position(),
            });
            if !wanted.prune {
                continue;
            }
            let why = if classes.is_empty() { WHY_NAMED } else { WHY };
            let what = format!("remove the entry point {entry_point}");
            self.editor.remove(extension.id(), Reason::new(what, why, &[]));
            if !shared.contains(&*entry_point) {
                gone.extend(classes.iter().map(|(class, _)| class.id()));
            }
        }
        for (server, path) in &ours {
            self.remove_classes(*server, path, &gone);
        }
        for parent in [application, self.package] {
            if let Some(extensions) = child(parent, EXTENSIONS) {
                self.editor.remove_if_empty(extensions.id());
            }
        }
    }

    /// Takes classes out of an in-process server; with its last class, the server goes, for it can't be without one.
    fn remove_classes(&mut self, server: Element<'d, 'a>, path: &str, gone: &BTreeSet<NodeId>) {
        let wanted = self.wanted;
        let classes: Vec<_> = children(server, ACTIVATABLE_CLASS).collect();
        let (going, staying): (Vec<_>, Vec<_>) = classes.into_iter().partition(|class| gone.contains(&class.id()));
        let is_filled = || {
            let declared = |name: &str| {
                let mut servers = in_process_servers(self.package);
                servers.any(|server| class_in(server, name).is_some())
            };
            let mut ours =
                wanted.entry_points.iter().filter(|wanted| super::wanted::same_path(&wanted.component, path));
            ours.any(|wanted| !declared(&wanted.entry_point))
        };
        if going.is_empty() {
            return;
        }
        if let Some(extension) = server.parent().filter(|_| staying.is_empty() && !is_filled()) {
            let what = format!("remove the in-process server {path} with its {}", names(&going));
            self.editor.remove(extension.id(), Reason::new(what, WHY, &[]));
            return;
        }
        for class in going {
            let what = format!("remove the {} from the in-process server {path}", names(&[class]));
            self.editor.remove(class.id(), Reason::new(what, WHY, &[]));
        }
    }
}

fn names(classes: &[Element<'_, '_>]) -> String {
    let names: Vec<_> = classes.iter().filter_map(|class| class.value(ACTIVATABLE_CLASS_ID)).collect();
    format!("{} {}", if names.len() == 1 { "class" } else { "classes" }, names.join(", "))
}

fn class_in<'d, 'a>(server: Element<'d, 'a>, name: &str) -> Option<Element<'d, 'a>> {
    children(server, ACTIVATABLE_CLASS).find(|class| class.value(ACTIVATABLE_CLASS_ID).as_deref() == Some(name))
}
