//! What is ours and no task has any more.

use super::facts::{applications, children, extensions_of, in_process_servers, server_path, task_elements};
use super::planner::Planner;
use super::vocabulary::{
    ACTIVATABLE_CLASS, ACTIVATABLE_CLASS_ID, BACKGROUND_TASKS_CATEGORY, ENTRY_POINT, EXTENSIONS, TYPE,
};
use super::{Stale, facts::child};
use crate::xml::{Element, Reason};

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
        let mut gone: Vec<Element<'d, 'a>> = Vec::new();
        for extension in extensions_of(application, BACKGROUND_TASKS_CATEGORY) {
            let Some(entry_point) = extension.value(ENTRY_POINT) else {
                continue;
            };
            if wanted.entry_points.iter().any(|wanted| wanted.entry_point == entry_point) {
                continue;
            }
            let classes: Vec<_> =
                ours.iter().filter_map(|(server, path)| Some((class_in(*server, &entry_point)?, path))).collect();
            let named = ownership.entry_points.iter().any(|ours| *ours == entry_point);
            if classes.is_empty() && !named {
                continue;
            }
            self.stale.push(Stale {
                entry_point: entry_point.clone().into_owned(),
                task_types: task_elements(extension).filter_map(|task| task.value(TYPE)).map(Into::into).collect(),
                component: classes.first().map(|(_, path)| (*path).clone()),
                position: extension.position(),
            });
            if !wanted.prune {
                continue;
            }
            let why = if classes.is_empty() { WHY_NAMED } else { WHY };
            let what = format!("remove the entry point {entry_point}");
            self.editor.remove(extension.id(), Reason::new(what, why, &[]));
            // Another program of the package may share the class.
            let shared = applications(self.package).filter(|other| *other != application).any(|other| {
                let mut extensions = extensions_of(other, BACKGROUND_TASKS_CATEGORY);
                extensions.any(|extension| extension.value(ENTRY_POINT).as_deref() == Some(&*entry_point))
            });
            if !shared {
                gone.extend(classes.into_iter().map(|(class, _)| class));
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
    fn remove_classes(&mut self, server: Element<'d, 'a>, path: &str, gone: &[Element<'d, 'a>]) {
        let wanted = self.wanted;
        let classes: Vec<_> = children(server, ACTIVATABLE_CLASS).collect();
        let (going, staying): (Vec<_>, Vec<_>) = classes.into_iter().partition(|class| gone.contains(class));
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
