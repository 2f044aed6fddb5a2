//! What stands in other files: modules and inclusions.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use memchr::memmem;

use super::super::attributes::Attribute;
use super::super::cfg::Truth;
use super::super::files::Failure;
use super::super::folders::FolderId;
use super::super::imports::Import;
use super::super::included::Included;
use super::super::judge::{self, PathAttribute};
use super::super::module_file::{self, ModuleFile, Named};
use super::super::outline::{Item, ItemKind, Outline};
use super::super::words::Words;
use super::context::{Context, folder};
use super::{Missing, Walk};
use crate::source::{FileId, Place};

/// The most modules that one crate may have. Files that name one another twice would make two to the power of their number.
const MOST_MODULES: usize = 100_000;

/// The most files that may lie in one another as modules.
const DEEPEST_FILES: usize = 200;

/// What an included file is taken as.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum IncludedAs {
    Items,
    Expression,
}

impl Walk<'_, '_> {
    /// Follows `mod name;`. `macro_use` says whether the macros of its file are known after it, unless that says so itself.
    pub(super) fn external(
        &mut self,
        named: &Named<'_>,
        paths: Vec<PathAttribute>,
        macro_use: Truth,
        attributes: &[Attribute],
        place: &Place,
        context: Context,
    ) {
        let name = named.name;
        if self.modules >= MOST_MODULES || self.open.len() >= DEEPEST_FILES {
            let what = if self.modules >= MOST_MODULES { "more modules" } else { "deeper modules" };
            let message = format!("the crate has {what} than any that is written, and `{name}` is left out");
            self.problems.unreadable(Some(place.clone()), message, "");
            self.obscure(&context, macro_use);
            return;
        }
        self.note_missing(named, &paths, &context);
        let found = module_file::find(named, paths, &context.folder, self.files);
        let files = match found {
            Ok(files) => files,
            Err(failure) => {
                // Of whichever it is, this is not a file of no module.
                self.absent.extend(named.parts());
                self.missing(name, place, &failure, &context, macro_use);
                return;
            }
        };
        let (defined, several) = (self.scope.len(), files.len() > 1);
        let environment = context.targets.iter().next().and_then(|target| self.environments.get(target).copied());
        let files = std::iter::repeat_n(context, files.len()).zip(files);
        for (mut context, ModuleFile { path, real, named, below, place: said, unknown }) in files {
            let opened = match real {
                Some(real) => self.files.open_listed(&path, &real),
                None => self.files.open(&path),
            };
            match opened {
                Ok(file) if self.open.contains(&file) => {
                    let place = said.unwrap_or_else(|| place.clone());
                    self.problems.refused(Some(place), format!("module `{name}` would contain itself"), "");
                }
                Ok(file) => {
                    context.file = file;
                    context.below = below;
                    context.beside = folder(&path);
                    context.folder = Arc::clone(&context.beside);
                    context.unknown.extend(unknown);
                    // Where guards are kept, there is one target.
                    let guards = environment.map(|one| judge::guards_of_path(&one, attributes, named.as_deref()));
                    context.guards.extend(guards.into_iter().flatten());
                    self.file(context, macro_use, Self::module);
                }
                Err(failure) => self.missing(name, place, &failure, &context, macro_use),
            }
        }
        if several {
            self.scope.depend(defined, Truth::Unknown, &[]);
        }
    }

    /// Keeps in mind where the file of a module may appear: one of those that its name gives it, where neither is there,
    /// and one that a `path` attribute names.
    fn note_missing(&mut self, named: &Named<'_>, paths: &[PathAttribute], context: &Context) {
        let is_settled = paths.last().is_some_and(|path| path.unknown.is_none());
        let is_needed = context.unknown.is_empty() && context.guards.is_empty();
        let folders = &mut self.files.folders;
        let mut note = |path: PathBuf, is_needed| self.missing.push(Missing { path, is_needed });
        for path in paths {
            let file = path.value.as_ref().map(|value| context.folder.join(value));
            if let Some(file) = file.filter(|file| !folders.exists(file)) {
                note(file, is_needed && path.unknown.is_none());
            }
        }
        if !is_settled && named.is_missing() {
            for file in [named.flat(), named.nested()] {
                note(file, is_needed && paths.is_empty());
            }
        }
    }

    /// A module that may not be there, such as a generated one, need not have a file.
    fn missing(&mut self, name: &str, place: &Place, failure: &Failure, context: &Context, macro_use: Truth) {
        self.obscure(context, macro_use);
        if context.unknown.is_empty() {
            let message = format!("module `{name}`: {}", failure.message);
            self.unreadable(Some(place.clone()), &Failure { message, ..failure.clone() });
        }
    }

    /// Follows `include!("…")`, whose items belong to the module it stands in.
    pub(super) fn include(&mut self, included: &Included, place: Place, mut context: Context, by: IncludedAs) {
        let Some(path) = self.included_path(included, &context) else {
            if *included == Included::Generated {
                return self.generated(place);
            }
            let message = "which file this includes can't be seen without compiling";
            return self.problems.not_judged(place, message, "write the path as a literal");
        };
        if self.open.len() >= DEEPEST_FILES || self.modules >= MOST_MODULES {
            return self.problems.unreadable(Some(place), "files include one another too deeply", "");
        }
        match self.files.open(&path) {
            Ok(file) if self.open.contains(&file) => {
                self.problems.refused(Some(place), "the file would include itself", "");
            }
            Ok(file) => {
                context.file = file;
                context.beside = folder(&path);
                context.folder = Arc::clone(&context.beside);
                context.below = None;
                match by {
                    // What it defines is known after it, as if it stood here.
                    IncludedAs::Items => self.file(context, Truth::Yes, Self::included),
                    IncludedAs::Expression => self.expression(context),
                }
            }
            Err(failure) => {
                let is_needed = context.unknown.is_empty();
                if !self.files.folders.exists(&path) {
                    self.missing.push(Missing { path, is_needed: is_needed && context.guards.is_empty() });
                }
                if is_needed && by == IncludedAs::Expression && failure.is_ours {
                    // Mostly it is nothing but data.
                    self.problems.not_judged(place, failure.message, failure.help);
                } else if is_needed {
                    self.unreadable(Some(place), &failure);
                }
            }
        }
    }

    /// Walks what is in the blocks of a file that has an expression in it.
    fn expression(&mut self, context: Context) {
        let text = self.files.text(context.file);
        // Mostly it is data, and much of it.
        let names_file = |word: &&str| memmem::find(text.as_bytes(), word.as_bytes()).is_some();
        if !self.words.is_in(text.as_bytes()) && !["include", "path"].iter().any(names_file) {
            return;
        }
        match Outline::of_expression(text, self.words) {
            Ok(outline) => {
                self.open.push(context.file);
                self.body(&outline.items, context);
                self.open.pop();
            }
            Err(error) => {
                let place = Place { file: context.file, range: error.range };
                self.problems.refused(Some(place), error.message, "what else was found is still reported");
            }
        }
    }

    /// An `include!` of what a build script makes. Most of them have nothing to do with tasks.
    pub(super) fn generated(&mut self, place: Place) {
        let Some(script) = &self.package.build_script else { return };
        let Ok(script) = self.files.open(script) else { return };
        if Words::new().is_in(self.files.text(script).as_bytes()) {
            let message = "what the build script writes can't be seen without running it, and it seems to write tasks";
            self.problems.not_judged(place, message, "write the annotated items by hand");
        }
    }

    /// Collects what items import, and what the files do that they include. `beside` is the folder of their own file.
    pub(super) fn collect_imports(
        &mut self,
        items: &[Item],
        beside: &Path,
        files: &mut Vec<FileId>,
        found: &mut Vec<Arc<Import>>,
    ) {
        for item in items {
            match &item.kind {
                ItemKind::Imports(imports) => found.extend(imports.iter().cloned()),
                ItemKind::Call(call) => self.collect_imports(&call.items, beside, files, found),
                ItemKind::Include(included) => self.collect_included(included, beside, files, found),
                _ => {}
            }
        }
    }

    fn collect_included(
        &mut self,
        included: &Included,
        beside: &Path,
        files: &mut Vec<FileId>,
        found: &mut Vec<Arc<Import>>,
    ) {
        // What is wrong with the file is told where it is walked.
        let Some(path) = self.path_beside(included, beside) else { return };
        let Ok(file) = self.files.open(&path) else { return };
        if files.contains(&file) || self.open.contains(&file) || files.len() >= DEEPEST_FILES {
            return;
        }
        if let Ok(outline) = self.files.outline_of_included(file, self.words) {
            files.push(file);
            self.collect_imports(&outline.items, &folder(&path), files, found);
        }
    }

    /// Keeps in mind which files belong to a module for tests. Hardly any has some.
    pub(super) fn note_for_tests(&mut self, name: &str, modules: &Path, folder: FolderId) {
        self.absent.extend(Named::look_beside(name, modules, folder, &mut self.files.folders).parts());
    }

    /// Keeps in mind which files belong to a module that is not there, or to an inclusion.
    pub(super) fn note_absent(&mut self, item: &Item, named: Option<&Named<'_>>, context: &Context) {
        self.absent.extend(named.into_iter().flat_map(Named::parts));
        if let ItemKind::Include(included) | ItemKind::IncludedExpression(included) = &item.kind
            && let Some(path) = self.included_path(included, context)
        {
            // Its modules lie beside it.
            let beside = folder(&path);
            if beside != context.beside {
                self.absent.push(beside.to_path_buf());
            }
            self.absent.push(path);
        }
    }

    /// The path of an included file, where it is known.
    pub(super) fn included_path(&self, included: &Included, context: &Context) -> Option<PathBuf> {
        self.path_beside(included, &context.beside)
    }

    fn path_beside(&self, included: &Included, beside: &Path) -> Option<PathBuf> {
        match included {
            // Relative to the file that it stands in, wherever its modules are.
            Included::File(path) => Some(beside.join(path)),
            Included::InPackage(path) => Some(self.package.root.join(path.trim_start_matches(['/', '\\']))),
            Included::Generated | Included::Unknown => None,
        }
    }
}
