//! COM classes that are served by a program of the package.

use std::collections::BTreeSet;

use bgtask_core::catalog::Namespace;
use bgtask_core::model::Guid;

use super::background_tasks::scope;
use super::facts::{exe_servers, extensions_of_kind, is_com, is_com_server, value};
use super::planner::{Planner, after_last};
use super::vocabulary::{
    ARGUMENTS, CATEGORY, CLASS, COM_SERVER, COM_SERVER_CATEGORY, DISPLAY_NAME, EXE_SERVER, EXECUTABLE, EXTENSION, ID,
    LAUNCH_PERMISSION,
};
use super::wanted::same_path;
use super::{Note, NoteKind, WantedClass};
use crate::xml::{Document, Element, NewElement, NewId, NodeId, Parent, Place, Reason};

const WHY_CLASS: &str = "Windows starts the program that serves a task only by a class that the manifest declares";
const WHY_PERMISSION: &str = "the component that forwards a task runs in an AppContainer and must be let in";

impl<'d, 'a> Planner<'d, 'a, '_> {
    pub(super) fn add_com_classes(&mut self, application: Element<'d, 'a>) {
        let mut new_servers: Vec<(&WantedClass, NewId)> = Vec::new();
        // A server has the permission once, for all of its classes.
        let mut permitted = BTreeSet::new();
        let mut new_com_server = None;
        let wanted = self.wanted;
        for (index, class) in wanted.com_classes.iter().enumerate() {
            if wanted.com_classes.iter().take(index).any(|other| other.clsid == class.clsid) {
                continue;
            }
            if let Some(declared) = find_class(self.document, class.clsid) {
                self.check_declared(declared, class, &mut permitted);
                continue;
            }
            let what = format!("add the class {} to the COM server {}", class.clsid, class.executable);
            let reason = Reason::new(what, WHY_CLASS, &class.tasks);
            let servers = extensions_of_kind(application, is_com_server).flat_map(exe_servers);
            let alike = servers.filter(|server| serves(*server, class));
            if let Some(server) = alike.min_by_key(|server| permission_to_change(*server, class)) {
                self.set_permission(server, class, &mut permitted);
                let element = self.com_class(server, class);
                let classes = server.children().filter(|element| is_com(*element, CLASS));
                let place = after_last(classes).unwrap_or(Place::Last);
                self.editor.insert(Parent::Existing(server.id()), place, element, reason);
                continue;
            }
            let known = new_servers.iter().find(|(other, _)| are_served_alike(other, class));
            let server = match known {
                Some((_, server)) => *server,
                None => {
                    let server = self.new_exe_server(application, class, &mut new_com_server);
                    new_servers.push((class, server));
                    server
                }
            };
            let element = self.com_class(application, class);
            self.editor.insert(Parent::New(server), Place::Last, element, reason);
        }
    }

    fn new_exe_server(
        &mut self,
        application: Element<'d, 'a>,
        class: &WantedClass,
        new_com_server: &mut Option<NewId>,
    ) -> NewId {
        let existing = extensions_of_kind(application, is_com_server)
            .flat_map(Element::children)
            .find(|element| is_com(*element, COM_SERVER));
        let (parent, place, scope) = match (existing, *new_com_server) {
            // Programs come before the other kinds of servers.
            (Some(server), _) => {
                let programs = server.children().filter(|element| is_com(*element, EXE_SERVER));
                (Parent::Existing(server.id()), after_last(programs).unwrap_or(Place::First), server)
            }
            (None, Some(server)) => (Parent::New(server), Place::Last, application),
            (None, None) => {
                let extensions = self.application_extensions(application);
                let scope = scope(extensions, application);
                let name = self.qualify(scope, Namespace::COM, EXTENSION, &class.tasks);
                let extension = NewElement::new(name).with(CATEGORY, COM_SERVER_CATEGORY);
                let extension = self.editor.wrap(extensions, Place::Last, extension);
                let name = self.qualify(scope, Namespace::COM, COM_SERVER, &class.tasks);
                let server = self.editor.wrap(Parent::New(extension), Place::Last, NewElement::new(name));
                *new_com_server = Some(server);
                (Parent::New(server), Place::Last, application)
            }
        };
        let name = self.qualify(scope, Namespace::COM, EXE_SERVER, &class.tasks);
        let mut server = NewElement::new(name).with(EXECUTABLE, &class.executable);
        if let Some(arguments) = &class.arguments {
            server = server.with(ARGUMENTS, arguments);
        }
        if let Some(name) = &class.display_name {
            server = server.with(DISPLAY_NAME, name);
        }
        if let Some(permission) = &class.launch_permission {
            server = server.with(LAUNCH_PERMISSION, permission);
        }
        self.editor.wrap(parent, place, server)
    }

    fn com_class(&mut self, scope: Element<'_, '_>, class: &WantedClass) -> NewElement {
        let name = self.qualify(scope, Namespace::COM, CLASS, &class.tasks);
        let element = NewElement::new(name).with(ID, class.clsid.to_string());
        match &class.display_name {
            Some(name) => element.with(DISPLAY_NAME, name),
            None => element,
        }
    }

    /// Adds the permission to a server that says nothing about it.
    fn set_permission(&mut self, server: Element<'d, 'a>, class: &WantedClass, permitted: &mut BTreeSet<NodeId>) {
        let Some(permission) = &class.launch_permission else {
            return;
        };
        match value(server, LAUNCH_PERMISSION) {
            None if permitted.insert(server.id()) => {
                let what = format!("let AppContainers activate the COM server {}", class.executable);
                let reason = Reason::new(what, WHY_PERMISSION, &class.tasks);
                self.editor.set_attribute(server, LAUNCH_PERMISSION, permission, reason);
            }
            None => {}
            Some(there) if there == *permission => {}
            Some(there) => {
                let kind = NoteKind::OtherLaunchPermission { clsid: class.clsid, there, wanted: permission.clone() };
                self.notes.push(Note { kind, position: server.position() });
            }
        }
    }

    /// A class that is there already stays as it is; what is not as the task needs it is told.
    fn check_declared(&mut self, declared: Element<'d, 'a>, wanted: &WantedClass, permitted: &mut BTreeSet<NodeId>) {
        let server = declared.parent().filter(|server| is_com(*server, EXE_SERVER));
        match server.filter(|server| serves(*server, wanted)) {
            Some(server) => self.set_permission(server, wanted, permitted),
            None => {
                let program = server.and_then(|server| value(server, EXECUTABLE));
                let arguments = server.and_then(|server| value(server, ARGUMENTS));
                let kind = NoteKind::ComClassServedOtherwise {
                    clsid: wanted.clsid,
                    there: program.map(|program| command(&program, arguments.as_deref())),
                    wanted: command(&wanted.executable, wanted.arguments.as_deref()),
                };
                self.notes.push(Note { kind, position: declared.position() });
            }
        }
    }
}

fn command(program: &str, arguments: Option<&str>) -> String {
    arguments.map_or_else(|| program.to_owned(), |arguments| format!("{program} {arguments}"))
}

/// The COM class of this id anywhere in the package, for ids are unique in it.
fn find_class<'d, 'a>(document: &'d Document<'a>, clsid: Guid) -> Option<Element<'d, 'a>> {
    let mut classes = document.elements().filter(|element| is_com(*element, CLASS));
    classes.find(|element| element.value(ID).is_some_and(|id| Guid::parse(id.trim()) == Some(clsid)))
}

fn serves(server: Element<'_, '_>, class: &WantedClass) -> bool {
    server.value(EXECUTABLE).is_some_and(|program| same_path(&program, &class.executable))
        && server.value(ARGUMENTS).as_deref().unwrap_or_default() == class.arguments.as_deref().unwrap_or_default()
}

/// Of several servers that would do, the one to take has the permission already that the class needs, or none where it needs
/// none; else nothing is said of it.
fn permission_to_change(server: Element<'_, '_>, class: &WantedClass) -> u8 {
    match (value(server, LAUNCH_PERMISSION), &class.launch_permission) {
        (there, wanted) if there == *wanted => 0,
        (None, _) | (_, None) => 1,
        _ => 2,
    }
}

fn are_served_alike(one: &WantedClass, other: &WantedClass) -> bool {
    same_path(&one.executable, &other.executable)
        && one.arguments == other.arguments
        && one.launch_permission == other.launch_permission
}
