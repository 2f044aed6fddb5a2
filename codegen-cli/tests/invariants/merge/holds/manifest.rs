//! Manifests: what is wanted is declared, once, and nothing else is touched.

use std::collections::BTreeSet;

use bgtask_codegen::manifest::{Manifest, ManifestError, ManifestErrorKind, Plan, Wanted};
use bgtask_codegen::xml::{Accepts, Element, XmlError};
use bgtask_core::catalog::{Namespace, limits};

use super::edits;
use super::model::{Model, normal};
use super::{independent, reading, text_of};

/// Checks everything that holds of a manifest of which this is wanted.
pub fn check(bytes: &[u8], wanted: &Wanted) {
    let manifest = match Manifest::read(bytes) {
        Ok(manifest) => manifest,
        Err(ManifestError { kind: ManifestErrorKind::Xml(kind), position }) => {
            reading::refused(bytes, &XmlError { kind, position });
            return;
        }
        Err(_) => {
            reading::check(bytes, Accepts { depth: 256, doctype: false });
            return;
        }
    };
    reading::accepted(bytes, manifest.document());
    let Some(before) = model(bytes) else { return };
    before.check_facts(&manifest.facts());
    let file = File { bytes, manifest: &manifest, before: &before };
    file.nothing(wanted);
    let adding = Wanted { prune: false, ..wanted.clone() };
    let edited = file.merge(&adding);
    if wanted.prune {
        file.merge(wanted);
    }
    let nothing = nothing_of(wanted, true);
    let pruned = edited.map(|edited| {
        let manifest = Manifest::read(&edited).expect("what was edited can be read");
        let before = model(&edited).expect("as the file before");
        File { bytes: &edited, manifest: &manifest, before: &before }.merge(&nothing).expect("was planned before")
    });
    file.comes_back(&adding, pruned.as_deref());
}

fn model(bytes: &[u8]) -> Option<Model> {
    let text = text_of(bytes)?;
    let document = independent(&text).ok()?;
    Some(Model::of(&document))
}

/// No tasks any more, for the same owner.
fn nothing_of(wanted: &Wanted, prune: bool) -> Wanted {
    Wanted { application: wanted.application.clone(), ownership: wanted.ownership.clone(), prune, ..Wanted::default() }
}

struct File<'f> {
    bytes: &'f [u8],
    manifest: &'f Manifest<'f>,
    before: &'f Model,
}

impl File<'_> {
    /// Without tasks and without pruning, nothing happens.
    fn nothing(&self, wanted: &Wanted) {
        if let Ok(plan) = self.manifest.plan(&nothing_of(wanted, false)) {
            assert!(plan.edits.is_empty(), "{:?}", plan.edits);
            assert_eq!(self.manifest.apply(&plan), self.bytes);
        }
    }

    /// Plans and applies; all that holds of the result.
    fn merge(&self, wanted: &Wanted) -> Option<Vec<u8>> {
        let application = self.before.application(wanted.application.as_deref());
        let plan = match self.manifest.plan(wanted) {
            Ok(plan) => plan,
            Err(error) => {
                self.is_right_to_refuse(&error, application, wanted);
                return None;
            }
        };
        if !wanted.prune {
            edits::only_insert(self.manifest.document(), &plan.edits);
        }
        let after = self.manifest.apply(&plan);
        edits::check(self.manifest.document(), &plan.edits, self.bytes, &after);
        self.declares(&plan, &after, application, wanted);
        let again = Manifest::read(&after).unwrap_or_else(|error| panic!("{error}\n{:?}", text_of(&after)));
        let second = again.plan(wanted).unwrap_or_else(|error| panic!("{error}\n{:?}", text_of(&after)));
        let shown =
            || format!("{}\nand\n{}", text_of(self.bytes).unwrap_or_default(), text_of(&after).unwrap_or_default());
        assert!(second.edits.is_empty(), "twice: {:?}\n{}", second.edits, shown());
        assert!(!wanted.prune || second.stale.is_empty(), "still stale: {:?}\n{}", second.stale, shown());
        Some(after)
    }

    fn is_right_to_refuse(&self, error: &ManifestError, application: Option<usize>, wanted: &Wanted) {
        let (there, id) = (&self.before.applications, wanted.application.as_deref());
        match &error.kind {
            ManifestErrorKind::NoApplication => assert!(there.is_empty()),
            ManifestErrorKind::SeveralApplications(listed) => {
                assert!(id.is_none() && there.len() > 1);
                assert!(there.iter().map(|(id, _)| id).eq(listed));
            }
            ManifestErrorKind::UnknownApplication { .. } => {
                assert!(!there.is_empty() && there.iter().all(|(there, _)| Some(there.as_str()) != id));
            }
            ManifestErrorKind::TooManyTaskTypes { entry_point, types } => {
                let mut merged = self.before.clone();
                let application = application.expect("an Application");
                merged.merge(application, wanted);
                assert!(*types > limits::TASKS_PER_EXTENSION);
                assert!(merged.applications[application].1[entry_point].len() > limits::TASKS_PER_EXTENSION);
            }
            kind => panic!("{kind:?}"),
        }
    }

    /// Another parser sees what was there and what is wanted, and nothing else.
    fn declares(&self, plan: &Plan, after: &[u8], application: Option<usize>, wanted: &Wanted) {
        let mut expected = self.before.clone();
        expected.merge_capabilities(wanted);
        if let Some(application) = application {
            let stale = expected.stale(application, wanted);
            let told: BTreeSet<_> = plan.stale.iter().map(|stale| stale.entry_point.clone()).collect();
            assert_eq!(told, stale, "stale in {}", text_of(self.bytes).unwrap_or_default());
            // What a stale entry point shares with a new one is new.
            if wanted.prune {
                expected.prune(application, wanted, &stale);
            }
            expected.merge(application, wanted);
        }
        let mut found = model(after).expect("as before");
        found.capabilities.sort();
        expected.capabilities.sort();
        assert_eq!(
            found,
            expected,
            "{}\nbecame\n{}",
            text_of(self.bytes).unwrap_or_default(),
            text_of(after).unwrap_or_default()
        );
        Manifest::read(after)
            .map(|manifest| model(after).expect("as before").check_facts(&manifest.facts()))
            .expect("read");
    }

    /// Added, then pruned: the same bytes, where that is promised.
    fn comes_back(&self, wanted: &Wanted, pruned: Option<&[u8]>) {
        let Some((plan, pruned)) = self.manifest.plan(wanted).ok().zip(pruned) else { return };
        let alone = wanted.com_classes.is_empty() && wanted.capabilities.is_empty();
        // New namespaces stay, for nobody can tell whether they are still needed.
        let declares = plan.edits.iter().any(|edit| edit.what.starts_with("declare the namespace"));
        if alone && !declares && self.is_new_here(wanted) && !self.fills_an_empty_parent() {
            let texts = [self.bytes, pruned].map(|bytes| text_of(bytes).unwrap_or_default());
            assert_eq!(texts[0], texts[1], "added, then pruned: not the same");
            assert_eq!(self.bytes, pruned);
        }
    }

    /// Whether nothing of what is wanted, and nothing of ours, is there yet, and all of it is provably ours.
    fn is_new_here(&self, wanted: &Wanted) -> bool {
        let Some(application) = self.before.application(wanted.application.as_deref()) else { return false };
        let ownership = &wanted.ownership;
        let is_ours = |path: &str| ownership.components.iter().any(|ours| normal(ours) == normal(path));
        let servers = self.manifest.facts().servers;
        let nothing = nothing_of(wanted, true);
        self.before.stale(application, &nothing).is_empty()
            // An in-process server without classes is empty in the same sense.
            && servers.iter().all(|server| !is_ours(&server.path) || !server.classes.is_empty())
            && wanted.entry_points.iter().all(|wanted| {
                is_ours(&wanted.component)
                    && self.before.applications.iter().all(|(_, tasks)| !tasks.contains_key(&wanted.entry_point))
                    && self.before.classes.iter().all(|(class, _)| *class != wanted.entry_point)
            })
    }

    fn fills_an_empty_parent(&self) -> bool {
        let is = |element: Element<'_, '_>, name: &str| element.is(Namespace::FOUNDATION.uri, name);
        let is_parent = |element: &Element<'_, '_>| is(*element, "Extensions") || is(*element, "Application");
        let mut parents = self.manifest.document().elements().filter(is_parent);
        parents.any(|parent| parent.nodes().next().is_none())
    }
}
