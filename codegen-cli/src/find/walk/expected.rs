//! Files that the walk will come to, which are asked for before: other threads read them while the walk goes on.

use std::path::Path;

use super::super::ahead::Look;
use super::super::attributes::Attribute;
use super::super::cfg::Truth;
use super::super::judge::Judged;
use super::super::module_file::Named;
use super::super::outline::{Item, ItemKind, Outline};
use super::super::targets::Targets;
use super::Walk;
use super::context::{Context, folder};

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
                match self.files.read_ahead(&real) {
                    Look::Ready(outline) => {
                        let is_there = |judged: Judged| judged.truth != Truth::No && judged.paths.is_empty();
                        let names = names(&outline, |attributes| {
                            self.judge(attributes, context.file, context.targets).any(|(_, judged)| is_there(judged))
                        });
                        self.expect_modules(&names, &named.folder());
                    }
                    // Nobody else knows what comes below it, and threads may be waiting for that.
                    Look::NotYet if self.files.read_next() => continue,
                    Look::NotYet => break,
                    Look::Never => {}
                }
            }
            next += 1;
        }
        if next >= modules.len() && self.files.is_short_of_work() {
            self.look_at_next_root();
        }
        next
    }

    /// Asks for the files of the modules that the next crate has, if its first file was read.
    fn look_at_next_root(&mut self) {
        let Some(root) = self.next_root else { return };
        let look = self.files.folders.real_file(root).map_or(Look::Never, |real| self.files.read_ahead(&real));
        if !matches!(look, Look::NotYet) {
            self.next_root = None;
        }
        if let Look::Ready(outline) = look {
            // What decides on its modules is not known here.
            self.expect_modules(&names(&outline, <[_]>::is_empty), &folder(root));
        }
    }

    /// Asks for the files of modules that lie in a folder.
    fn expect_modules(&mut self, names: &[&str], modules: &Path) {
        let folder = self.files.folders.id(modules);
        let folders = &mut self.files.folders;
        let expected: Vec<_> = names
            .iter()
            .flat_map(|name| Named::look(name, modules, folder, folders).files().collect::<Vec<_>>())
            .collect();
        self.files.expect(expected);
    }
}

/// The names of the modules of a file that are in files of their own, where their attributes let them be there.
fn names(outline: &Outline, are_there: impl Fn(&[Attribute]) -> bool) -> Vec<&str> {
    let modules = outline.items.iter().filter_map(|item| match &item.kind {
        ItemKind::File { name } if are_there(&item.attributes) => Some(name.as_str()),
        _ => None,
    });
    modules.collect()
}

/// What the name of a module in another file means, where that says which file it is.
pub(super) fn by_name<'n>((item, named): &'n (&Item, Option<Named<'n>>), judged: &Judged) -> Option<&'n Named<'n>> {
    let is_it = matches!(item.kind, ItemKind::File { .. }) && judged.truth != Truth::No && judged.paths.is_empty();
    named.as_ref().filter(|_| is_it)
}
