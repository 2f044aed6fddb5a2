//! Entry points: the Extension that declares one to its Application, and the class that the package's in-process
//! server has for it. Both are always written: without the second, the package is refused.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

use bgtask_core::catalog::{Namespace, TaskType, limits, names};

use super::error::{ManifestError, ManifestErrorKind};
use super::facts::{child, children, in_process_servers, server_path, task_elements};
use super::planner::{Planner, after_last};
use super::vocabulary::{
    ACTIVATABLE_CLASS, ACTIVATABLE_CLASS_ID, BACKGROUND_TASKS, BACKGROUND_TASKS_CATEGORY, CATEGORY, ENTRY_POINT,
    EXTENSION, EXTENSIONS, IN_PROCESS_SERVER, IN_PROCESS_SERVER_CATEGORY, PATH, TASK, THREADING_MODEL, TYPE,
};
use super::wanted::same_path;
use super::{Note, NoteKind, WantedEntryPoint};
use crate::xml::{Element, NewElement, NewId, Parent, Place, Reason};

const WHY_EXTENSION: &str =
    "Windows registers a task only for an entry point and a task type that the manifest declares";
const WHY_CLASS: &str = "Windows finds the code of an entry point only by a class that the package declares";

/// An entry point, with the types of all its tasks.
struct EntryPoint<'w> {
    name: &'w str,
    component: &'w str,
    types: Vec<(TaskType, Vec<String>)>,
    tasks: Vec<String>,
}

/// The `windows.backgroundTasks` Extensions of an Application, looked through once: there may be many.
struct Declared<'d, 'a> {
    /// Those of wanted entry points.
    by_entry_point: HashMap<String, Vec<Element<'d, 'a>>>,
    /// After the last one in the Extensions that new ones are put into.
    last: Option<Place>,
}

impl<'d, 'a> Declared<'d, 'a> {
    fn of(application: Element<'d, 'a>, all: &[Element<'d, 'a>], wanted: &[EntryPoint<'_>]) -> Self {
        let wanted: HashSet<&str> = wanted.iter().map(|entry_point| entry_point.name).collect();
        let list = child(application, EXTENSIONS);
        let (mut by_entry_point, mut last) = (HashMap::<_, Vec<_>>::new(), None);
        for extension in all.iter().copied() {
            if let Some(entry_point) = extension.value(ENTRY_POINT).filter(|name| wanted.contains(&**name)) {
                by_entry_point.entry(entry_point.into_owned()).or_default().push(extension);
            }
            if extension.parent() == list {
                last = Some(Place::After(extension.id()));
            }
        }
        Self { by_entry_point, last }
    }
}

impl<'d, 'a> Planner<'d, 'a, '_> {
    pub(super) fn add_entry_points(&mut self, application: Element<'d, 'a>) -> Result<(), ManifestError> {
        let entry_points = united(&self.wanted.entry_points);
        let declared = Declared::of(application, self.background_tasks(application), &entry_points);
        for entry_point in &entry_points {
            self.add_extension(application, entry_point, &declared)?;
        }
        self.add_classes(&entry_points);
        Ok(())
    }

    fn add_extension(
        &mut self,
        application: Element<'d, 'a>,
        wanted: &EntryPoint<'_>,
        all: &Declared<'d, 'a>,
    ) -> Result<(), ManifestError> {
        let declared = all.by_entry_point.get(wanted.name).map_or([].as_slice(), Vec::as_slice);
        let there: BTreeSet<String> = declared
            .iter()
            .flat_map(|extension| task_elements(*extension))
            .filter_map(|task| task.value(TYPE).map(Cow::into_owned))
            .collect();
        let missing: Vec<_> = wanted.types.iter().filter(|(of_type, _)| !there.contains(of_type.name())).collect();
        let Some(first) = declared.first() else {
            self.add_new_extension(application, wanted, &missing, all.last);
            return Ok(());
        };
        if missing.is_empty() {
            return Ok(());
        }
        // Several Extensions of one entry point pass the schema; the one with the most room takes the new types.
        let types = |extension: Element<'_, '_>| task_elements(extension).count();
        let extension = declared.iter().copied().min_by_key(|extension| types(*extension)).unwrap_or(*first);
        let types = types(extension) + missing.len();
        if types > limits::TASKS_PER_EXTENSION {
            let kind = ManifestErrorKind::TooManyTaskTypes { entry_point: wanted.name.to_owned(), types };
            return Err(ManifestError::new(kind, extension.position()));
        }
        let list = children(extension, BACKGROUND_TASKS).next();
        let parent = match list {
            Some(list) => Parent::Existing(list.id()),
            None => {
                let name = self.foundation(extension, BACKGROUND_TASKS);
                let parent = Parent::Existing(extension.id());
                Parent::New(self.editor.wrap(parent, Place::Last, NewElement::new(name)))
            }
        };
        for (of_type, tasks) in missing {
            let task = self.task_element(list.unwrap_or(extension), *of_type, tasks);
            let what = format!("add the task type {} to the entry point {}", of_type.name(), wanted.name);
            self.editor.insert(parent, Place::Last, task, Reason::new(what, WHY_EXTENSION, tasks));
        }
        Ok(())
    }

    fn add_new_extension(
        &mut self,
        application: Element<'d, 'a>,
        wanted: &EntryPoint<'_>,
        types: &[&(TaskType, Vec<String>)],
        last: Option<Place>,
    ) {
        let parent = self.application_extensions(application);
        let scope = scope(parent, application);
        let place = last.filter(|_| matches!(parent, Parent::Existing(_)));
        let extension = NewElement::new(self.foundation(scope, EXTENSION))
            .with(CATEGORY, BACKGROUND_TASKS_CATEGORY)
            .with(ENTRY_POINT, wanted.name);
        let extension = self.editor.wrap(parent, place.unwrap_or(Place::Last), extension);
        let list = NewElement::new(self.foundation(scope, BACKGROUND_TASKS));
        let list = Parent::New(self.editor.wrap(Parent::New(extension), Place::Last, list));
        for (of_type, tasks) in types {
            let task = self.task_element(scope, *of_type, tasks);
            let what = format!("declare the entry point {} with the task type {}", wanted.name, of_type.name());
            self.editor.insert(list, Place::Last, task, Reason::new(what, WHY_EXTENSION, tasks));
        }
    }

    fn task_element(&mut self, scope: Element<'_, '_>, of_type: TaskType, tasks: &[String]) -> NewElement {
        let name = self.qualify(scope, of_type.facts().namespace, TASK, tasks);
        NewElement::new(name).with(TYPE, of_type.name())
    }

    fn add_classes(&mut self, wanted: &[EntryPoint<'_>]) {
        let mut new_servers: Vec<(&str, NewId)> = Vec::new();
        for entry_point in wanted {
            let class = in_process_servers(self.package).find_map(|server| {
                let class = children(server, ACTIVATABLE_CLASS)
                    .find(|class| class.value(ACTIVATABLE_CLASS_ID).as_deref() == Some(entry_point.name));
                class.map(|class| (server, class))
            });
            if let Some((server, class)) = class {
                let path = server_path(server);
                if !same_path(&path, entry_point.component) {
                    let kind = NoteKind::ClassInOtherServer {
                        class: entry_point.name.to_owned(),
                        server: path,
                        component: entry_point.component.to_owned(),
                    };
                    self.notes.push(Note { kind, position: class.position() });
                }
                continue;
            }
            let what = format!("add the class {} to the in-process server {}", entry_point.name, entry_point.component);
            let reason = Reason::new(what, WHY_CLASS, &entry_point.tasks);
            let existing =
                in_process_servers(self.package).find(|server| same_path(&server_path(*server), entry_point.component));
            if let Some(server) = existing {
                let class = self.class_element(server, entry_point.name);
                let place = after_last(server.children()).unwrap_or(Place::Last);
                self.editor.insert(Parent::Existing(server.id()), place, class, reason);
                continue;
            }
            let known = new_servers.iter().find(|(path, _)| same_path(path, entry_point.component));
            let server = match known {
                Some((_, server)) => *server,
                None => {
                    let server = self.new_server(entry_point.component);
                    new_servers.push((entry_point.component, server));
                    server
                }
            };
            let class = self.class_element(self.package, entry_point.name);
            self.editor.insert(Parent::New(server), Place::Last, class, reason);
        }
    }

    /// A new in-process server, with its path.
    fn new_server(&mut self, component: &str) -> NewId {
        let parent = self.package_extensions();
        let scope = scope(parent, self.package);
        let name = self.foundation(scope, EXTENSION);
        let extension = NewElement::new(name).with(CATEGORY, IN_PROCESS_SERVER_CATEGORY);
        let extension = self.editor.wrap(parent, Place::Last, extension);
        let path = NewElement::new(self.foundation(scope, PATH)).containing(component);
        let name = self.foundation(scope, IN_PROCESS_SERVER);
        let server = NewElement::new(name).with_element(path);
        self.editor.wrap(Parent::New(extension), Place::Last, server)
    }

    fn class_element(&mut self, scope: Element<'_, '_>, class: &str) -> NewElement {
        NewElement::new(self.foundation(scope, ACTIVATABLE_CLASS))
            .with(ACTIVATABLE_CLASS_ID, class)
            .with(THREADING_MODEL, names::COMPONENT_THREADING_MODEL)
    }
}

/// An existing element whose prefixes are in force in `parent`, which is in `around` or is to be.
pub(super) fn scope<'d, 'a>(parent: Parent, around: Element<'d, 'a>) -> Element<'d, 'a> {
    match parent {
        Parent::Existing(id) => around.children().find(|element| element.id() == id).unwrap_or(around),
        Parent::New(_) => around,
    }
}

/// Wanted entry points of one name as one.
fn united(wanted: &[WantedEntryPoint]) -> Vec<EntryPoint<'_>> {
    let mut united: Vec<EntryPoint<'_>> = Vec::new();
    for WantedEntryPoint { entry_point, task_types, component, tasks } in wanted {
        let known = united.iter().position(|other| other.name == entry_point);
        let index = known.unwrap_or_else(|| {
            united.push(EntryPoint { name: entry_point, component, types: Vec::new(), tasks: Vec::new() });
            united.len() - 1
        });
        let entry_point = &mut united[index];
        add_new(&mut entry_point.tasks, tasks);
        for of_type in task_types {
            match entry_point.types.iter_mut().find(|(other, _)| other == of_type) {
                Some((_, others)) => add_new(others, tasks),
                None => entry_point.types.push((*of_type, tasks.clone())),
            }
        }
    }
    // Types of the file's own namespace first, as the catalog has them.
    for entry_point in &mut united {
        entry_point.types.sort_by_key(|(of_type, _)| (of_type.facts().namespace != Namespace::FOUNDATION, *of_type));
    }
    united
}

fn add_new(list: &mut Vec<String>, more: &[String]) {
    for item in more {
        if !list.contains(item) {
            list.push(item.clone());
        }
    }
}
