//! Files that the walk will come to, which are asked for before: other threads read them while the walk goes on.

use std::path::Path;

use super::super::cfg::Truth;
use super::super::judge::Judged;
use super::super::module_file::Named;
use super::super::outline::{Item, ItemKind, Outline};
use super::super::targets::Targets;
use super::Walk;
use super::context::Context;

impl Walk<'_, '_> {
    /// Asks for the files that the modules among these items are in, as far as their names say that.
    pub(super) fn expect_files(&mut self, seen: &[(&Item, Option<Named<'_>>)], judged: &[(usize, Targets, Judged)]) {
        let named = judged.iter().filter_map(|(at, _, judged)| by_name(seen.get(*at)?, judged));
        self.files.expect(named.flat_map(Named::files));
    }

    /// Asks for the files of the modules in those that come next, as far as they were read: while the walk is in the modules
    /// before them, nothing else would be left to read. Gives the first that is left for later.
    pub(super) fn look_ahead(&mut self, modules: &[Option<&Named<'_>>], mut next: usize, context: &Context) -> usize {
        while let Some(module) = modules.get(next).filter(|_| self.files.is_short_of_work()) {
            if let Some((named, (_, real))) = module.and_then(|named| Some((named, named.with_others_below()?))) {
                let Some(outline) = self.files.read_ahead(&real) else { break };
                self.expect_modules(&outline, &named.folder(), context);
            }
            next += 1;
        }
        next
    }

    /// Asks for the files of the modules of a file, which lie in a folder.
    fn expect_modules(&mut self, outline: &Outline, modules: &Path, context: &Context) {
        let folder = self.files.folders.id(modules);
        let mut expected = Vec::new();
        for item in &outline.items {
            let ItemKind::File { name } = &item.kind else { continue };
            let is_there = |judged: Judged| judged.truth != Truth::No && judged.paths.is_empty();
            if self.judge(&item.attributes, context.file, context.targets).any(|(_, judged)| is_there(judged)) {
                expected.extend(Named::look(name, modules, folder, &mut self.files.folders).files());
            }
        }
        self.files.expect(expected);
    }
}

/// What the name of a module in another file means, where that says which file it is.
pub(super) fn by_name<'n>((item, named): &'n (&Item, Option<Named<'n>>), judged: &Judged) -> Option<&'n Named<'n>> {
    let is_it = matches!(item.kind, ItemKind::File { .. }) && judged.truth != Truth::No && judged.paths.is_empty();
    named.as_ref().filter(|_| is_it)
}
