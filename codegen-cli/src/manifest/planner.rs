//! Plans what a manifest needs.

use bgtask_core::catalog::Namespace;

use super::error::{ManifestError, ManifestErrorKind};
use super::facts::{applications, child, extensions_of, value};
use super::namespaces::Missing;
use super::vocabulary::{APPLICATIONS, BACKGROUND_TASKS_CATEGORY, CAPABILITIES, EXTENSIONS, ID, VISUAL_ELEMENTS};
use super::{Note, Plan, Stale, TextBeside, Wanted};
use crate::xml::{Defaults, Document, Editor, Element, NewElement, NewId, Node, NodeKind, Parent, Place};

/// As Visual Studio writes manifests.
const DEFAULTS: Defaults = Defaults { indent: "  ", spaced_slash: true };

/// So many characters of a text tell which it is.
const LONGEST_TEXT: usize = 40;

/// What is planned so far.
pub(super) struct Planner<'d, 'a, 'w> {
    pub(super) document: &'d Document<'a>,
    pub(super) package: Element<'d, 'a>,
    pub(super) wanted: &'w Wanted,
    pub(super) editor: Editor<'d, 'a>,
    pub(super) missing: Missing,
    pub(super) stale: Vec<Stale>,
    pub(super) notes: Vec<Note>,
    texts: Vec<TextBeside>,
    /// What was put into the package: its Extensions and Capabilities, if it has none.
    new_extensions: Option<NewId>,
    new_capabilities: Option<NewId>,
    new_application_extensions: Option<NewId>,
    /// The `windows.backgroundTasks` Extensions of the Application, once they were looked for: there may be many.
    background_tasks: Option<Vec<Element<'d, 'a>>>,
}

impl<'d, 'a, 'w> Planner<'d, 'a, 'w> {
    pub(super) fn new(document: &'d Document<'a>, wanted: &'w Wanted) -> Self {
        Self {
            document,
            package: document.root(),
            wanted,
            editor: Editor::new(document, DEFAULTS),
            missing: Missing::default(),
            stale: Vec::new(),
            notes: Vec::new(),
            texts: Vec::new(),
            new_extensions: None,
            new_capabilities: None,
            new_application_extensions: None,
            background_tasks: None,
        }
    }

    pub(super) fn plan(mut self) -> Result<Plan, ManifestError> {
        let wanted = self.wanted;
        let wants_tasks = !wanted.entry_points.is_empty() || !wanted.com_classes.is_empty();
        self.add_capabilities();
        if wants_tasks || !wanted.ownership.is_empty() {
            match choose_application(self.package, wanted.application.as_deref()) {
                Ok(application) => {
                    self.add_entry_points(application)?;
                    self.add_com_classes(application);
                    self.find_stale(application);
                }
                // Nothing of ours can be stale where nothing can have tasks.
                Err(error) if error.kind == ManifestErrorKind::NoApplication && !wants_tasks => {}
                Err(error) => return Err(error),
            }
        }
        let Self { mut editor, missing, package, stale, notes, texts, .. } = self;
        missing.write(&mut editor, package);
        Ok(Plan { edits: editor.finish(), stale, notes, texts })
    }

    /// The name of an element, as it is written within `scope`.
    pub(super) fn qualify(
        &mut self,
        scope: Element<'_, '_>,
        namespace: Namespace,
        name: &str,
        tasks: &[String],
    ) -> String {
        self.missing.qualify(scope, self.document, namespace, name, tasks)
    }

    /// The name of an element of the foundation namespace, which the root is of.
    pub(super) fn foundation(&mut self, scope: Element<'_, '_>, name: &str) -> String {
        self.qualify(scope, Namespace::FOUNDATION, name, &[])
    }

    /// The `windows.backgroundTasks` Extensions of the Application.
    pub(super) fn background_tasks(&mut self, application: Element<'d, 'a>) -> &[Element<'d, 'a>] {
        self.background_tasks.get_or_insert_with(|| extensions_of(application, BACKGROUND_TASKS_CATEGORY).collect())
    }

    /// The Application's Extensions; new ones come after its VisualElements, as is the custom.
    pub(super) fn application_extensions(&mut self, application: Element<'d, 'a>) -> Parent {
        if let Some(extensions) = child(application, EXTENSIONS) {
            return Parent::Existing(extensions.id());
        }
        let id = match self.new_application_extensions {
            Some(id) => id,
            None => {
                self.tell_of_text(application, EXTENSIONS);
                let visual = application.children().find(|element| element.name() == VISUAL_ELEMENTS);
                let place = visual.map_or(Place::Last, |visual| Place::After(visual.id()));
                let name = self.foundation(application, EXTENSIONS);
                self.editor.wrap(Parent::Existing(application.id()), place, NewElement::new(name))
            }
        };
        self.new_application_extensions = Some(id);
        Parent::New(id)
    }

    /// The package's Extensions; new ones come after its Applications and Capabilities, as is the custom.
    pub(super) fn package_extensions(&mut self) -> Parent {
        if let Some(extensions) = child(self.package, EXTENSIONS) {
            return Parent::Existing(extensions.id());
        }
        let id = match self.new_extensions {
            Some(id) => id,
            None => {
                self.tell_of_text(self.package, EXTENSIONS);
                let place = self.package_place(&[CAPABILITIES, APPLICATIONS]);
                let name = self.foundation(self.package, EXTENSIONS);
                self.editor.wrap(Parent::Existing(self.package.id()), place, NewElement::new(name))
            }
        };
        self.new_extensions = Some(id);
        Parent::New(id)
    }

    /// Capabilities that are put in, for a file that has none; they come after the Applications, as is the custom.
    pub(super) fn new_capabilities(&mut self) -> Parent {
        let id = match self.new_capabilities {
            Some(id) => id,
            None => {
                self.tell_of_text(self.package, CAPABILITIES);
                let place = self.package_place(&[APPLICATIONS]);
                let name = self.foundation(self.package, CAPABILITIES);
                self.editor.wrap(Parent::Existing(self.package.id()), place, NewElement::new(name))
            }
        };
        self.new_capabilities = Some(id);
        Parent::New(id)
    }

    /// Notes text in an element that something is put into.
    fn tell_of_text(&mut self, parent: Element<'d, 'a>, element: &'static str) {
        let is_text = |node: &Node<'_, '_>| matches!(node.kind(), NodeKind::Text | NodeKind::CData);
        if let Some(text) = parent.nodes().find(is_text) {
            let first_line = text.source().lines().next().unwrap_or_default().trim_end();
            self.texts.push(TextBeside {
                text: first_line.chars().take(LONGEST_TEXT).collect(),
                parent: parent.name().to_owned(),
                element,
                position: self.document.position(text.range().start),
            });
        }
    }

    /// After the last of these children of the package.
    fn package_place(&self, after: &[&'static str]) -> Place {
        let there = after.iter().filter_map(|name| child(self.package, name));
        there.max_by_key(|element| element.id()).map_or(Place::Last, |element| Place::After(element.id()))
    }
}

/// The Application that the tasks belong to.
pub(super) fn choose_application<'d, 'a>(
    package: Element<'d, 'a>,
    id: Option<&str>,
) -> Result<Element<'d, 'a>, ManifestError> {
    let all: Vec<_> = applications(package).collect();
    let ids = || all.iter().map(|application| value(*application, ID).unwrap_or_default()).collect::<Vec<_>>();
    let chosen = match (id, all.as_slice()) {
        (_, []) => Err((ManifestErrorKind::NoApplication, package)),
        (None, [only]) => Ok(*only),
        (None, [first, ..]) => Err((ManifestErrorKind::SeveralApplications(ids()), *first)),
        (Some(id), [first, ..]) => {
            let named = all.iter().find(|application| application.value(ID).as_deref() == Some(id));
            let unknown = || (ManifestErrorKind::UnknownApplication { wanted: id.to_owned(), there: ids() }, *first);
            named.copied().ok_or_else(unknown)
        }
    };
    chosen.map_err(|(kind, element)| ManifestError::new(kind, element.position()))
}

/// The last of these nodes, as a place.
pub(super) fn after_last<'d, 'a: 'd>(nodes: impl Iterator<Item = Element<'d, 'a>>) -> Option<Place> {
    nodes.last().map(|element| Place::After(element.id()))
}
