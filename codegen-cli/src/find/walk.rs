//! The module tree, as rustc walks it for one crate of a package: on several targets at once, as far as they agree.
//!
//! Source: <https://doc.rust-lang.org/reference/items/modules.html>

mod context;
mod expected;
mod external;
mod names;
mod path;
mod sighting;
mod unseen;

use std::cell::LazyCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use context::{Context, folder, modules_folder, reach};
use expected::by_name;
use external::IncludedAs;

pub use sighting::Missing;
pub(crate) use sighting::Reexports;
pub(super) use sighting::Sighting;

use super::attributes::Attribute;
use super::cfg::{Environment, Truth};
use super::files::{Failure, Files};
use super::judge::{self, Judged};
use super::module_file::Named;
use super::outline::{Annotated, Call, Item, ItemKind, Junk};
use super::package::Package;
use super::problems::Problems;
use super::scope::{Resolved, Scope};
use super::targets::Targets;
use super::words::{Meaning, Words};
use crate::source::{FileId, Place};
use path::ScopePath;

/// The most lists of items that may lie in one another, over all files: each takes its part of the stack.
const DEEPEST_ITEMS: usize = 2_000;

/// One walk.
pub(super) struct Walk<'w, 's> {
    pub files: &'w mut Files<'s>,
    pub words: &'w Words,
    /// What is known of each target.
    pub environments: Vec<Environment<'w>>,
    pub package: &'w Package,
    pub problems: &'w mut Problems,
    /// The crate, as an index of the package's targets.
    pub of_crate: usize,
    /// The file that the crate begins with that is walked after this one.
    pub next_root: Option<&'w Path>,
    /// The items.
    pub sightings: Vec<Sighting>,
    /// The names that imports give to the attributes.
    pub aliases: Vec<(String, Meaning)>,
    /// The files of modules that are not there on this platform, and the folders with those below.
    pub absent: Vec<PathBuf>,
    /// What modules bring in for others.
    pub reexports: Vec<Reexports>,
    /// Files that are not there and must be, and such as might appear.
    pub missing: Vec<Missing>,
    /// The macros that are known by their names.
    scope: Scope,
    /// The files that are being walked.
    open: Vec<FileId>,
    modules: usize,
    /// How many lists of items are being walked, each in another.
    depth: usize,
}

impl<'w, 's> Walk<'w, 's> {
    pub fn new(
        files: &'w mut Files<'s>,
        words: &'w Words,
        environments: Vec<Environment<'w>>,
        package: &'w Package,
        problems: &'w mut Problems,
    ) -> Self {
        Self {
            files,
            words,
            environments,
            package,
            problems,
            of_crate: 0,
            next_root: None,
            sightings: Vec::new(),
            aliases: Vec::new(),
            absent: Vec::new(),
            reexports: Vec::new(),
            missing: Vec::new(),
            scope: Scope::default(),
            open: Vec::new(),
            modules: 0,
            depth: 0,
        }
    }

    /// Walks a crate.
    pub fn root(&mut self, crate_name: &str, root: &Path) {
        match self.files.open(root) {
            Ok(file) => {
                let context = Context {
                    module: ScopePath::root(crate_name),
                    scope: ScopePath::root(crate_name),
                    associated: false,
                    within: 0,
                    file,
                    beside: folder(root),
                    folder: folder(root),
                    below: None,
                    unknown: Vec::new(),
                    reaches: Vec::new(),
                    guards: Vec::new(),
                    targets: Targets::first(self.environments.len()),
                    imports: Arc::default(),
                };
                self.file(context, Truth::No, Self::module);
            }
            Err(failure) => {
                self.missing.push(Missing { path: root.to_path_buf(), is_needed: true });
                // No `mod` names it, so it is told where it is.
                let place = self.files.place_of_unusable(root);
                self.unreadable(place, &failure);
            }
        }
    }

    fn unreadable(&mut self, place: Option<Place>, failure: &Failure) {
        if failure.is_ours {
            self.problems.unreadable(place, failure.message.as_str(), failure.help);
        } else {
            self.problems.refused(place, failure.message.as_str(), failure.help);
        }
    }

    /// Walks the items of a file that the context is for, as those of a module or of what includes it. `macro_use` says
    /// whether its macros are known after it, unless it says so itself.
    fn file(&mut self, context: Context, macro_use: Truth, walk: fn(&mut Self, &[Item], Context)) {
        self.modules += 1;
        let outline = match self.files.outline(context.file, self.words) {
            Ok(outline) => outline,
            Err(error) => {
                self.absent.push(modules_folder(&context));
                self.obscure(&context, macro_use);
                let place = Place { file: context.file, range: error.range.clone() };
                let help = "what else was found is still reported";
                if error.is_ours() {
                    self.problems.unreadable(Some(place), error.message, help);
                } else {
                    self.problems.refused(Some(place), error.message, help);
                }
                return;
            }
        };
        if let Some(Junk { range, is_begun }) = outline.junk.first() {
            let found = self.files.text(context.file).get(range.clone()).unwrap_or_default();
            let message = match found {
                "" => String::from("an item is expected here, and the file ends"),
                found if *is_begun => {
                    format!("the item that begins here with `{found}` is not whole: a name, a body or a `;` is missing")
                }
                found => format!("an item is expected here, and `{found}` begins none"),
            };
            let place = Place { file: context.file, range: range.clone() };
            self.problems.refused(Some(place), message, "what else was found is still reported");
        }
        let (file, targets) = (context.file, context.targets);
        let mut context = Some(context);
        for (on, judged) in self.judge(&outline.inner, file, targets) {
            // Mostly it is the same on all of them, and nothing is copied.
            let inside = if on == targets { context.take() } else { context.as_ref().map(|context| context.on(on)) };
            let Some(mut inside) = inside else { continue };
            if judged.truth == Truth::No {
                self.absent.push(modules_folder(&inside));
                continue;
            }
            let defined = self.scope.len();
            inside.unknown.extend(judged.unknown);
            inside.guards.extend(judged.guards.iter().cloned());
            self.open.push(file);
            walk(self, &outline.items, inside);
            self.open.pop();
            self.scope.depend(defined, judged.truth, &judged.guards);
            self.scope.leave(defined, macro_use.max(judged.macro_use));
        }
    }

    /// Keeps in mind that nothing is known of what a file defines.
    fn obscure(&mut self, context: &Context, macro_use: Truth) {
        let defined = self.scope.len();
        self.scope.obscure(context.file, context.targets);
        self.scope.leave(defined, macro_use);
    }

    /// Walks the items of a module, which knows nothing of what is imported around it.
    fn module(&mut self, items: &[Item], context: Context) {
        let imports = Arc::new(self.imports(items, &context));
        let context = Context { imports, associated: false, ..context };
        self.note_reexports(items, &context);
        self.items(items, &context, &Judged::of_nothing());
    }

    /// Walks the items of an included file, which are the module's that includes it.
    fn included(&mut self, items: &[Item], context: Context) {
        let own = self.imports(items, &context);
        let context = context.with_imports(own);
        self.note_reexports(items, &context);
        self.items(items, &context, &Judged::of_nothing());
    }

    /// Walks the items of a body, where what it imports goes before what is imported around it.
    fn body(&mut self, items: &[Item], context: Context) {
        let (defined, own) = (self.scope.len(), self.imports(items, &context));
        self.items(items, &context.with_imports(own), &Judged::of_nothing());
        self.scope.leave(defined, Truth::No);
    }

    /// Walks items. `before` is what the attributes say that a macro put before their own.
    fn items(&mut self, items: &[Item], context: &Context, before: &Judged) {
        if self.depth < DEEPEST_ITEMS {
            self.depth += 1;
            self.items_in(items, context, before);
            self.depth -= 1;
        } else if let Some(first) = items.first() {
            let place = Place { file: context.file, range: first.range.clone() };
            let message = "this lies in more modules, bodies and files than any that is written, and is left out";
            self.problems.unreadable(Some(place), message, "");
        }
    }

    fn items_in(&mut self, items: &[Item], context: &Context, before: &Judged) {
        let modules = LazyCell::new(|| modules_folder(context));
        // Most modules have none below them.
        let is_alone = context.below.as_ref().is_some_and(|below| below.is_absent);
        let mut folder = None;
        let (mut seen, mut judged) = (Vec::with_capacity(items.len()), Vec::with_capacity(items.len()));
        for item in items {
            if let ItemKind::ForTests(name) = &item.kind {
                if !is_alone {
                    let folder = *folder.get_or_insert_with(|| self.files.folders.id(&modules));
                    self.note_for_tests(name, &modules, folder);
                }
                continue;
            }
            let first = judged.len();
            for (targets, mut own) in self.judge(&item.attributes, context.file, context.targets) {
                own.join(before);
                judged.push((seen.len(), targets, own));
            }
            let named = match &item.kind {
                ItemKind::File { name } | ItemKind::Module { name, .. } => {
                    let folders = &mut self.files.folders;
                    let folder = *folder.get_or_insert_with(|| folders.id(&modules));
                    let is_there = judged.iter().skip(first).any(|(_, _, judged)| judged.truth != Truth::No);
                    let has_file = is_there && matches!(item.kind, ItemKind::File { .. });
                    let look = if has_file { Named::look } else { Named::look_beside };
                    Some(look(name, &modules, folder, folders))
                }
                _ => None,
            };
            seen.push((item, named));
        }
        self.expect_files(&seen, &judged);
        let by_names: Vec<_> =
            judged.iter().map(|(at, _, judged)| seen.get(*at).and_then(|next| by_name(next, judged))).collect();
        let mut ahead = 0;
        for (index, (at, targets, judged)) in judged.into_iter().enumerate() {
            let Some((item, named)) = seen.get(at) else { continue };
            ahead = self.look_ahead(&by_names, ahead.max(index + 1), context);
            let narrow;
            let context = if targets == context.targets {
                context
            } else {
                narrow = context.on(targets);
                &narrow
            };
            // Of a module that has several files, those of other platforms.
            if matches!(item.kind, ItemKind::File { .. }) {
                let paths = judge::paths(&item.attributes);
                self.absent.extend(paths.into_iter().map(|path| context.folder.join(path)));
                if item.attributes.iter().any(|one| matches!(one, Attribute::CfgAttr(..))) && !judged.paths.is_empty() {
                    self.absent.extend(named.iter().flat_map(Named::parts));
                }
            }
            match &item.kind {
                _ if judged.truth != Truth::No => self.item(item, judged, named.as_ref(), context),
                ItemKind::Call(call) => self.call(call, &judged, context),
                _ => self.note_absent(item, named.as_ref(), context),
            }
        }
    }

    fn item(&mut self, item: &Item, judged: Judged, named: Option<&Named<'_>>, context: &Context) {
        let place = || Place { file: context.file, range: item.range.clone() };
        let inside = |judged: &Judged| {
            let mut inside = context.clone();
            inside.unknown.extend(judged.unknown.iter().cloned());
            inside.guards.extend(judged.guards.iter().cloned());
            inside
        };
        match (&item.kind, named) {
            (ItemKind::File { name }, Some(named)) => {
                let mut inside = inside(&judged);
                inside.enter(name, &item.visibility);
                let defined = self.scope.len();
                self.external(named, judged.paths, judged.macro_use, &item.attributes, &place(), inside);
                self.scope.depend(defined, judged.truth, &judged.guards);
            }
            (ItemKind::Module { name, inner, items }, Some(named)) => {
                let mut inside = inside(&judged);
                inside.enter(name, &item.visibility);
                inside.below = None;
                for (targets, own) in self.judge(inner, context.file, context.targets) {
                    // Here a path names the folder, from within too.
                    let mut paths = judged.paths.iter().chain(&own.paths);
                    let path = paths.find(|path| path.unknown.is_none()).and_then(|path| path.value.as_ref());
                    inside.folder = path.map_or_else(|| named.folder(), |path| context.folder.join(path)).into();
                    if own.truth == Truth::No {
                        self.absent.push(inside.folder.to_path_buf());
                        continue;
                    }
                    let (mut judged, defined, mut inside) = (judged.clone(), self.scope.len(), inside.on(targets));
                    judged.join(&own);
                    inside.unknown.extend(own.unknown);
                    inside.guards.extend(own.guards);
                    self.module(items, inside);
                    self.scope.depend(defined, judged.truth, &judged.guards);
                    self.scope.leave(defined, judged.macro_use);
                }
            }
            (ItemKind::Scope { name, associated, items }, _) => {
                let mut inside = inside(&judged);
                if let Some(name) = name {
                    inside.scope.enter(name);
                }
                inside.associated = *associated;
                // The compiler forgets in a block in which `name.rs` it is.
                inside.below = None;
                self.body(items, inside);
            }
            (ItemKind::Include(included), _) => self.include(included, place(), inside(&judged), IncludedAs::Items),
            (ItemKind::IncludedExpression(included), _) => {
                self.include(included, place(), inside(&judged), IncludedAs::Expression);
            }
            (ItemKind::Imports(imports), _) => self.note_aliases(imports),
            (ItemKind::Annotated(annotated), _) => self.annotated(annotated, item, judged, context),
            (ItemKind::Unseen(unseen), _) => self.unseen(unseen, context),
            (ItemKind::Definition(definition), _) => {
                self.scope.define(definition, context.file, context.targets, judged.truth, judged.guards);
            }
            (ItemKind::Call(call), _) => self.call(call, &judged, context),
            (ItemKind::File { .. } | ItemKind::Module { .. } | ItemKind::ForTests(_), _) => {}
        }
    }

    /// Walks what a macro passes on. What it is given may be absent too: then it is noted where its files are.
    fn call(&mut self, call: &Call, judged: &Judged, context: &Context) {
        let known = match self.scope.resolve(&call.name, context.targets) {
            Resolved::Same(known) => known,
            Resolved::PerTarget => {
                for target in context.targets.iter() {
                    self.call(call, judged, &context.on(Targets::only(target)));
                }
                return;
            }
        };
        let found = known.and_then(|known| {
            let passing = known.definition()?.passing.as_ref()?;
            let of_call = passing.of_call(call.meta.as_ref(), self.words)?;
            let mut found = Vec::new();
            for (targets, before) in self.judge(&passing.attributes, known.file, context.targets) {
                for (targets, of_call) in self.judge(&of_call, context.file, targets) {
                    let mut before = before.clone();
                    before.join(&of_call);
                    before.guards.extend(known.guards.iter().cloned());
                    before.join_conditions(judged);
                    found.push((targets, before));
                }
            }
            Some(found)
        });
        let Some(found) = found else {
            if judged.truth != Truth::No {
                self.unseen_call(call, context);
            }
            return;
        };
        for (targets, before) in found {
            let context = context.on(targets);
            if !before.is_conditional && before.guards.is_empty() {
                self.note_reexports(&call.items, &context);
            }
            self.items(&call.items, &context, &before);
        }
    }

    fn annotated(&mut self, annotated: &Annotated, item: &Item, judged: Judged, context: &Context) {
        let (marks, others): (Vec<_>, Vec<_>) =
            judged.marks.into_iter().partition(|mark| self.is_meant(mark, &context.imports));
        for mark in others {
            self.tell_if_like_ours(&mark, context);
        }
        if marks.is_empty() {
            return;
        }
        let mut unknown = context.unknown.clone();
        unknown.extend(judged.unknown);
        let mut guards = context.guards.clone();
        guards.extend(judged.guards);
        let own = reach(&item.visibility, &context.module);
        let mut reaches = context.reaches.clone();
        reaches.push(own);
        self.sightings.push(Sighting {
            module: context.module.parts(),
            scope: context.scope.parts(),
            associated: context.associated,
            within: context.within.max(own),
            file: context.file,
            item: annotated.clone(),
            marks,
            imports: Arc::clone(&context.imports),
            unknown,
            targets: context.targets,
            reaches,
            guards,
        });
    }

    /// What attributes say on some targets: mostly the same on all of them.
    fn judge(
        &self,
        attributes: &[Attribute],
        file: FileId,
        targets: Targets,
    ) -> impl Iterator<Item = (Targets, Judged)> + use<> {
        let mut all = targets.iter().filter_map(|at| Some((Targets::only(at), self.environments.get(at)?)));
        let (mut first, mut others) = (None, Vec::new());
        if attributes.is_empty() {
            first = Some((targets, Judged::of_nothing()));
        } else if let Some((target, environment)) = all.next() {
            let first = first.insert((target, judge::judge(environment, attributes, file)));
            for (target, environment) in all {
                let judged = judge::judge(environment, attributes, file);
                match std::iter::once(&mut *first).chain(&mut others).find(|(_, known)| *known == judged) {
                    Some((targets, _)) => targets.add(target),
                    None => others.push((target, judged)),
                }
            }
        }
        first.into_iter().chain(others)
    }
}
