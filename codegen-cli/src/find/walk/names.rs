//! What names mean in a module: what it imports, what it brings in for others, and whether an attribute is one of ours.

use std::sync::Arc;

use super::super::attributes::{Attribute, Mark};
use super::super::imports::Import;
use super::super::outline::{Item, ItemKind, Visibility};
use super::super::words::Words;
use super::context::{Context, reach};
use super::{Reexports, Walk};

impl Walk<'_, '_> {
    /// What items import, on any platform, and also where a macro may pass the import on, or a file that is included has it.
    pub(super) fn imports(&mut self, items: &[Item], context: &Context) -> Vec<Arc<Import>> {
        let mut found = Vec::new();
        self.collect_imports(items, &context.beside, &mut Vec::new(), &mut found);
        found
    }

    pub(super) fn note_aliases(&mut self, imports: &[Arc<Import>]) {
        for import in imports {
            if let (Some(last), Some(name)) = (import.path.last(), &import.name)
                && name != "_"
                && last != name
                && let Some(meaning) = self.words.meaning(last)
            {
                self.aliases.push((name.clone(), meaning));
            }
        }
    }

    /// Keeps in mind what a module brings in for others, where no `cfg` decides on it.
    pub(super) fn note_reexports(&mut self, items: &[Item], context: &Context) {
        let mut imports = Vec::new();
        for item in items {
            let is_conditional =
                item.attributes.iter().any(|one| matches!(one, Attribute::Cfg(_) | Attribute::CfgAttr(..)));
            if let ItemKind::Imports(own) = &item.kind
                && item.visibility != Visibility::Private
                && !is_conditional
            {
                let within = context.within.max(reach(&item.visibility, &context.module));
                imports.extend(own.iter().map(|import| (within, import.clone())));
            }
        }
        if !imports.is_empty() {
            self.reexports.push(Reexports {
                of_crate: self.of_crate,
                module: context.module.parts(),
                imports,
                all: Arc::clone(&context.imports),
                guards: context.guards.clone(),
            });
        }
    }

    /// Whether an attribute is one of ours. Their own names always are; a name that some import gave is where it is
    /// imported.
    pub(super) fn is_meant(&self, mark: &Mark, imports: &[Arc<Import>]) -> bool {
        let [name] = mark.path.as_slice() else { return true };
        if self.is_of_stranger(name, imports) {
            return false;
        }
        if Words::is_own(name) {
            return true;
        }
        match imports.iter().find(|import| import.name.as_ref() == Some(name)) {
            Some(import) => import.path.last().is_some_and(|last| self.words.meaning(last).is_some()),
            None => imports.iter().any(|import| import.name.is_none()),
        }
    }

    /// Whether all that may give an attribute its name here is imported from crates that have nothing to do with ours. In the
    /// first edition a path may begin with a module.
    pub(super) fn is_of_stranger(&self, name: &str, imports: &[Arc<Import>]) -> bool {
        let is_it = |import: &&Arc<Import>| import.name.as_deref().is_none_or(|known| known == name);
        let mut named = imports.iter().filter(is_it);
        let is_strange = |import: &Arc<Import>| {
            let mut path = import.path.iter().filter(|part| !part.is_empty());
            let is_language = |name: &str| matches!(name, "std" | "core" | "alloc");
            path.next().is_some_and(|first| is_language(first) || self.package.strangers.has(first))
        };
        let is_named = named.clone().any(|import| import.name.is_some());
        is_named && self.package.edition.as_deref().is_some_and(|edition| edition != "2015") && named.all(is_strange)
    }
}
