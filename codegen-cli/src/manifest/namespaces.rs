//! Prefixes: those that the file binds are used, and missing namespaces are declared on Package.

use std::collections::BTreeSet;

use bgtask_core::catalog::Namespace;

use super::vocabulary::IGNORABLE_NAMESPACES;
use crate::xml::{Attribute, Document, Editor, Element, Reason};

/// The namespaces that a plan needs and the file does not declare.
#[derive(Debug, Default)]
pub(super) struct Missing {
    declarations: Vec<Declaration>,
}

#[derive(Debug)]
struct Declaration {
    namespace: Namespace,
    prefix: String,
    what_for: String,
    tasks: BTreeSet<String>,
}

impl Missing {
    /// The name of an element in a namespace, as it is written within `scope`.
    pub(super) fn qualify(
        &mut self,
        scope: Element<'_, '_>,
        document: &Document<'_>,
        namespace: Namespace,
        name: &str,
        tasks: &[String],
    ) -> String {
        let prefix = match prefix_in(scope, namespace.uri) {
            Some(prefix) => prefix.to_owned(),
            None => self.declare(document, namespace, name, tasks),
        };
        if prefix.is_empty() { name.to_owned() } else { format!("{prefix}:{name}") }
    }

    fn declare(&mut self, document: &Document<'_>, namespace: Namespace, name: &str, tasks: &[String]) -> String {
        let known = self.declarations.iter().position(|declaration| declaration.namespace == namespace);
        let index = known.unwrap_or_else(|| {
            self.declarations.push(Declaration {
                namespace,
                prefix: free_prefix(document, namespace.prefix),
                what_for: name.to_owned(),
                tasks: BTreeSet::new(),
            });
            self.declarations.len() - 1
        });
        let declaration = &mut self.declarations[index];
        declaration.tasks.extend(tasks.iter().cloned());
        declaration.prefix.clone()
    }

    /// Declares what is missing on Package, and lists it as ignorable if the file has such a list: a Windows that does
    /// not know the namespace then skips what is in it. Where there is no list, none is begun.
    pub(super) fn write<'d, 'a>(self, editor: &mut Editor<'d, 'a>, package: Element<'d, 'a>) {
        if self.declarations.is_empty() {
            return;
        }
        let mut everyone = BTreeSet::new();
        for Declaration { namespace, prefix, what_for, tasks } in &self.declarations {
            let tasks_list: Vec<String> = tasks.iter().cloned().collect();
            let what = format!("declare the namespace {prefix}");
            let why = format!("{what_for} is an element of it");
            let attribute = format!("xmlns:{prefix}");
            editor.set_attribute(package, &attribute, namespace.uri, Reason::new(what, why, &tasks_list));
            everyone.extend(tasks.iter().cloned());
        }
        let Some(ignorable) = package.attribute(IGNORABLE_NAMESPACES) else {
            return;
        };
        let listed = ignorable.value();
        let listed: Vec<&str> = listed.split_ascii_whitespace().collect();
        let prefixes = self.declarations.iter().map(|declaration| declaration.prefix.as_str());
        let new: Vec<&str> = prefixes.filter(|prefix| !listed.contains(prefix)).collect();
        if new.is_empty() {
            return;
        }
        let new = new.join(" ");
        let what = format!("list {new} in {IGNORABLE_NAMESPACES}");
        let why = "a Windows that does not know a listed namespace skips what is in it";
        let tasks: Vec<String> = everyone.into_iter().collect();
        editor.append_to_attribute(ignorable, &new, Reason::new(what, why, &tasks));
    }
}

/// The prefix that means a namespace within an element (`""` for none): that of its neighbours, or else its own, or
/// else the first one declared nearest.
fn prefix_in<'d>(scope: Element<'d, '_>, uri: &str) -> Option<&'d str> {
    let bound = bindings(scope, uri);
    // From the last one on, for there may be many.
    let mut nodes = std::iter::successors(scope.last_node(), |node| node.previous());
    let used = nodes.find_map(|node| node.as_element().filter(|child| child.namespace() == Some(uri)));
    let used = used.or_else(|| Some(scope).filter(|scope| scope.namespace() == Some(uri)));
    let used = used.map(|element| element.prefix().unwrap_or_default());
    used.filter(|prefix| bound.contains(prefix)).or_else(|| {
        // Elements without a prefix are the custom where the default namespace is this one.
        bound.iter().copied().find(|prefix| prefix.is_empty()).or(bound.first().copied())
    })
}

/// The prefixes that mean a namespace within an element, those of inner elements first.
fn bindings<'d>(scope: Element<'d, '_>, uri: &str) -> Vec<&'d str> {
    let mut seen = BTreeSet::new();
    let mut bound = Vec::new();
    for element in std::iter::successors(Some(scope), |element| element.parent()) {
        for attribute in element.attributes() {
            if let Some(prefix) = attribute.declared_prefix()
                && seen.insert(prefix)
                && attribute.value() == uri
            {
                bound.push(prefix);
            }
        }
    }
    bound
}

/// A prefix that means nothing anywhere in the document.
fn free_prefix(document: &Document<'_>, custom: &str) -> String {
    let taken: BTreeSet<&str> =
        document.elements().flat_map(Element::attributes).filter_map(Attribute::declared_prefix).collect();
    let custom = if custom.is_empty() { "f" } else { custom };
    let numbered = (1_u32..).map(|number| format!("{custom}_{number}"));
    let mut candidates = std::iter::once(custom.to_owned()).chain(numbered);
    candidates.find(|candidate| !taken.contains(candidate.as_str())).unwrap_or_default()
}
