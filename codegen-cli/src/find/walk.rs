//! The module tree, as rustc walks it for one target of one package on one platform.
//!
//! Source: <https://doc.rust-lang.org/reference/items/modules.html>

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bgtask_core::grammar::TASK_ATTRIBUTE;
use memchr::memmem;

use super::attributes::{Attribute, Mark};
use super::cfg::{Environment, Truth};
use super::files::{Failure, Files};
use super::imports::Import;
use super::included::Included;
use super::judge::{self, Judged, PathAttribute};
use super::module_file::{self, ModuleFile, Named};
use super::outline::{Annotated, Call, Item, ItemKind, Visibility};
use super::package::Package;
use super::problems::Problems;
use super::scope::Scope;
use super::words::{Meaning, Words};
use crate::source::{FileId, Place};

/// The most modules that one crate may have. Files that name one another twice would make two to the power of their number.
const MOST_MODULES: usize = 100_000;

/// The most files that may lie in one another as modules.
const DEEPEST_FILES: usize = 200;

/// An annotated item, seen on one platform.
#[derive(Clone, Debug)]
pub(super) struct Sighting {
    /// The module, from the crate's name on.
    pub module: Vec<String>,
    /// The module, and the functions that it is in.
    pub scope: Vec<String>,
    /// Whether it stands in an implementation or a trait.
    pub associated: bool,
    /// How many parts of the module's path one must share to name it; 0 for everyone.
    pub within: usize,
    pub file: FileId,
    pub item: Annotated,
    /// Its annotations, in order.
    pub marks: Vec<Mark>,
    /// What is imported where it stands.
    pub imports: Arc<Vec<Arc<Import>>>,
    /// What could not be judged and decides whether it is there.
    pub unknown: Vec<Place>,
    /// For each part of its path after the crate's name, how many parts of the path one must share to name it.
    pub reaches: Vec<usize>,
    /// What must hold for it to be there, where that is left to the compiler.
    pub guards: Vec<String>,
}

/// What a module brings in for others than itself.
#[derive(Clone, Debug)]
pub(crate) struct Reexports {
    /// The crate, as an index of its package's targets.
    pub of_crate: usize,
    /// The module, from the crate's name on.
    pub module: Vec<String>,
    /// For each import how many parts of the module's path one must share to use it; 0 for everyone.
    pub imports: Vec<(usize, Arc<Import>)>,
    /// Everything that the module imports.
    pub all: Arc<Vec<Arc<Import>>>,
    /// What must hold for the module to be there.
    pub guards: Vec<String>,
}

/// One walk.
pub(super) struct Walk<'w, 's> {
    pub files: &'w mut Files<'s>,
    pub words: &'w Words,
    pub environment: Environment<'w>,
    pub package: &'w Package,
    pub problems: &'w mut Problems,
    /// The crate, as an index of the package's targets.
    pub of_crate: usize,
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
}

/// A file that is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Where it would be.
    pub path: PathBuf,
    /// Whether the compiler refuses the crate without it.
    pub is_needed: bool,
}

/// Where the walk is.
#[derive(Clone)]
struct Context {
    module: Vec<String>,
    /// The module, and the functions around.
    scope: Vec<String>,
    associated: bool,
    within: usize,
    file: FileId,
    /// The folder that the file is in.
    beside: PathBuf,
    /// The folder that the paths of modules start from.
    folder: PathBuf,
    /// In `name.rs`, the folder below it that its modules are in.
    below: Option<String>,
    unknown: Vec<Place>,
    reaches: Vec<usize>,
    guards: Vec<String>,
    imports: Arc<Vec<Arc<Import>>>,
}

impl<'w, 's> Walk<'w, 's> {
    pub fn new(
        files: &'w mut Files<'s>,
        words: &'w Words,
        environment: Environment<'w>,
        package: &'w Package,
        problems: &'w mut Problems,
    ) -> Self {
        Self {
            files,
            words,
            environment,
            package,
            problems,
            of_crate: 0,
            sightings: Vec::new(),
            aliases: Vec::new(),
            absent: Vec::new(),
            reexports: Vec::new(),
            missing: Vec::new(),
            scope: Scope::default(),
            open: Vec::new(),
            modules: 0,
        }
    }

    /// Walks a crate.
    pub fn root(&mut self, crate_name: &str, root: &Path) {
        match self.files.open(root) {
            Ok(file) => {
                let context = Context {
                    module: vec![String::from(crate_name)],
                    scope: vec![String::from(crate_name)],
                    associated: false,
                    within: 0,
                    file,
                    beside: folder(root),
                    folder: folder(root),
                    below: None,
                    unknown: Vec::new(),
                    reaches: Vec::new(),
                    guards: Vec::new(),
                    imports: Arc::default(),
                };
                self.file(context, Self::module);
            }
            Err(failure) => {
                self.missing.push(Missing { path: root.to_path_buf(), is_needed: true });
                self.unreadable(None, &failure);
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

    /// Walks the items of a file that the context is for, as those of a module or of what includes it. Gives whether it says
    /// that its macros are known after it.
    fn file(&mut self, mut context: Context, walk: fn(&mut Self, &[Item], Context)) -> Truth {
        self.modules += 1;
        let outline = match self.files.outline(context.file, self.words) {
            Ok(outline) => outline,
            Err(error) => {
                self.absent.push(modules_folder(&context));
                self.scope.obscure(context.file);
                let place = Place { file: context.file, range: error.range.clone() };
                let help = "what else was found is still reported";
                if error.is_ours() {
                    self.problems.unreadable(Some(place), error.message, help);
                } else {
                    self.problems.refused(Some(place), error.message, help);
                }
                return Truth::No;
            }
        };
        if let Some(range) = outline.junk.first() {
            let found = self.files.text(context.file).get(range.clone()).unwrap_or_default();
            let message = if found.is_empty() {
                String::from("an item is expected here, and the file ends")
            } else {
                format!("an item is expected here, and `{found}` begins none")
            };
            let place = Place { file: context.file, range: range.clone() };
            self.problems.refused(Some(place), message, "what else was found is still reported");
        }
        let judged = self.judge(&outline.inner, context.file);
        if judged.truth == Truth::No {
            self.absent.push(modules_folder(&context));
            return Truth::No;
        }
        let defined = self.scope.len();
        context.unknown.extend(judged.unknown);
        context.guards.extend(judged.guards.iter().cloned());
        self.open.push(context.file);
        walk(self, &outline.items, context);
        self.open.pop();
        self.scope.depend(defined, judged.truth, &judged.guards);
        judged.macro_use
    }

    /// Walks the items of a module, which knows nothing of what is imported around it.
    fn module(&mut self, items: &[Item], context: Context) {
        let context = Context { imports: Arc::new(imports(items)), associated: false, ..context };
        self.note_reexports(items, &context);
        self.items(items, &context, &Judged::of_nothing());
    }

    /// Walks the items of an included file, which are the module's that includes it.
    fn included(&mut self, items: &[Item], context: Context) {
        let context = context.with_imports(items);
        self.note_reexports(items, &context);
        self.items(items, &context, &Judged::of_nothing());
    }

    /// Walks the items of a body, where what it imports goes before what is imported around it.
    fn body(&mut self, items: &[Item], context: Context) {
        let defined = self.scope.len();
        self.items(items, &context.with_imports(items), &Judged::of_nothing());
        self.scope.leave(defined, Truth::No);
    }

    /// Walks items. `before` is what the attributes say that a macro put before their own.
    fn items(&mut self, items: &[Item], context: &Context, before: &Judged) {
        let modules = modules_folder(context);
        let mut folder = None;
        let mut judged = Vec::with_capacity(items.len());
        for item in items {
            let mut own = self.judge(&item.attributes, context.file);
            own.join(before);
            let named = match &item.kind {
                ItemKind::File { name } | ItemKind::Module { name, .. } => {
                    let folders = &mut self.files.folders;
                    let folder = *folder.get_or_insert_with(|| folders.id(&modules));
                    Some(Named::look(name, &modules, folder, folders))
                }
                _ => None,
            };
            judged.push((item, own, named));
        }
        self.expect_files(&judged);
        for (item, judged, named) in judged {
            // Of a module that has several files, those of other platforms.
            if matches!(item.kind, ItemKind::File { .. }) {
                let paths = judge::paths(&item.attributes);
                self.absent.extend(paths.into_iter().map(|path| context.folder.join(path)));
            }
            match &item.kind {
                _ if judged.truth != Truth::No => self.item(item, judged, named.as_ref(), context),
                ItemKind::Call(call) => self.call(call, &judged, context),
                _ => self.note_absent(item, named.as_ref(), context),
            }
        }
    }

    /// Has the files read that the modules among these items are in, as far as their names say that.
    fn expect_files(&mut self, judged: &[(&Item, Judged, Option<Named<'_>>)]) {
        let is_by_name = |item: &Item, judged: &Judged| {
            matches!(item.kind, ItemKind::File { .. }) && judged.truth != Truth::No && judged.paths.is_empty()
        };
        let named = judged.iter().filter(|(item, judged, _)| is_by_name(item, judged));
        self.files.expect(named.filter_map(|(.., named)| named.as_ref()).flat_map(Named::files));
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
                let own = self.external(named, judged.paths, &item.attributes, &place(), inside);
                self.scope.depend(defined, judged.truth, &judged.guards);
                self.scope.leave(defined, judged.macro_use.max(own));
            }
            (ItemKind::Module { name, inner, items }, Some(named)) => {
                let mut inside = inside(&judged);
                let own = self.judge(inner, context.file);
                inside.enter(name, &item.visibility);
                // Here a path names the folder.
                let path = judged.paths.iter().find(|path| path.unknown.is_none()).and_then(|path| path.value.as_ref());
                inside.folder = path.map_or_else(|| named.folder(), |path| context.folder.join(path));
                inside.below = None;
                if own.truth == Truth::No {
                    self.absent.push(inside.folder);
                    return;
                }
                let (mut judged, defined) = (judged, self.scope.len());
                judged.join(&own);
                inside.unknown.extend(own.unknown);
                inside.guards.extend(own.guards);
                self.module(items, inside);
                self.scope.depend(defined, judged.truth, &judged.guards);
                self.scope.leave(defined, judged.macro_use);
            }
            (ItemKind::Scope { name, associated, items }, _) => {
                let mut inside = inside(&judged);
                inside.scope.extend(name.clone());
                inside.associated = *associated;
                // The compiler forgets in a block in which `name.rs` it is.
                inside.below = None;
                self.body(items, inside);
            }
            (ItemKind::Include(included), _) => self.include(included, place(), inside(&judged)),
            (ItemKind::Imports(imports), _) => self.note_aliases(imports),
            (ItemKind::Annotated(annotated), _) => self.annotated(annotated, item, judged, context),
            (ItemKind::Unseen { macro_name, place }, _) => self.unseen(macro_name, place, context.file),
            (ItemKind::Definition(definition), _) => {
                self.scope.define(definition, context.file, judged.truth, judged.guards);
            }
            (ItemKind::Call(call), _) => self.call(call, &judged, context),
            (ItemKind::File { .. } | ItemKind::Module { .. }, None) => {}
        }
    }

    /// Walks what a macro passes on. What it is given may be absent too: then it is noted where its files are.
    fn call(&mut self, call: &Call, judged: &Judged, context: &Context) {
        let known = self.scope.resolve(&call.name);
        let found = known.and_then(|known| {
            let passing = known.definition()?.passing.as_ref()?;
            let mut before = self.judge(&passing.attributes, known.file);
            before.join(&self.judge(&passing.of_call(call.meta.as_ref(), self.words)?, context.file));
            before.guards.extend(known.guards.iter().cloned());
            before.join_conditions(judged);
            Some(before)
        });
        let Some(before) = found else {
            if let Some(place) = call.unseen.as_ref().filter(|_| judged.truth != Truth::No) {
                self.unseen(&call.name, place, context.file);
            }
            return;
        };
        if !before.is_conditional && before.guards.is_empty() {
            self.note_reexports(&call.items, context);
        }
        self.items(&call.items, context, &before);
    }

    fn unseen(&mut self, macro_name: &str, place: &Range<usize>, file: FileId) {
        let place = Place { file, range: place.clone() };
        let message = format!("what `{macro_name}!` makes of this annotation can't be seen without compiling");
        self.problems.not_judged(place, message, "write the annotated item outside of the macro");
    }

    fn annotated(&mut self, annotated: &Annotated, item: &Item, judged: Judged, context: &Context) {
        let marks: Vec<_> = judged.marks.into_iter().filter(|mark| self.is_meant(mark, &context.imports)).collect();
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
            module: context.module.clone(),
            scope: context.scope.clone(),
            associated: context.associated,
            within: context.within.max(own),
            file: context.file,
            item: annotated.clone(),
            marks,
            imports: Arc::clone(&context.imports),
            unknown,
            reaches,
            guards,
        });
    }

    /// Follows `mod name;`. Gives whether its file says that its macros are known after it.
    fn external(
        &mut self,
        named: &Named<'_>,
        paths: Vec<PathAttribute>,
        attributes: &[Attribute],
        place: &Place,
        context: Context,
    ) -> Truth {
        let name = named.name;
        if self.modules >= MOST_MODULES || self.open.len() >= DEEPEST_FILES {
            let what = if self.modules >= MOST_MODULES { "more modules" } else { "deeper modules" };
            let message = format!("the crate has {what} than any that is written, and `{name}` is left out");
            self.problems.unreadable(Some(place.clone()), message, "");
            self.scope.obscure(context.file);
            return Truth::No;
        }
        self.note_missing(named, &paths, &context);
        let found = module_file::find(named, paths, &context.folder, self.files);
        let files = match found {
            Ok(files) => files,
            Err(failure) => {
                // Of whichever it is, this is not a file of no module.
                self.absent.extend(named.parts());
                self.missing(name, place, &failure, &context);
                return Truth::No;
            }
        };
        let (defined, mut macro_use, several) = (self.scope.len(), Truth::No, files.len() > 1);
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
                    context.folder.clone_from(&context.beside);
                    context.unknown.extend(unknown);
                    context.guards.extend(judge::guards_of_path(&self.environment, attributes, named.as_deref()));
                    macro_use = macro_use.max(self.file(context, Self::module));
                }
                Err(failure) => self.missing(name, place, &failure, &context),
            }
        }
        if several {
            self.scope.depend(defined, Truth::Unknown, &[]);
        }
        macro_use
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
    fn missing(&mut self, name: &str, place: &Place, failure: &Failure, context: &Context) {
        self.scope.obscure(context.file);
        if context.unknown.is_empty() {
            let message = format!("module `{name}`: {}", failure.message);
            self.unreadable(Some(place.clone()), &Failure { message, ..failure.clone() });
        }
    }

    /// Follows `include!("…")`, whose items belong to the module it stands in.
    fn include(&mut self, included: &Included, place: Place, mut context: Context) {
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
                context.folder = folder(&path);
                context.below = None;
                // What it defines is known after it, as if it stood here.
                self.file(context, Self::included);
            }
            Err(failure) => {
                let is_needed = context.unknown.is_empty();
                if !self.files.folders.exists(&path) {
                    self.missing.push(Missing { path, is_needed: is_needed && context.guards.is_empty() });
                }
                if is_needed {
                    self.unreadable(Some(place), &failure);
                }
            }
        }
    }

    /// An `include!` of what a build script makes. Most of them have nothing to do with tasks.
    fn generated(&mut self, place: Place) {
        let Some(script) = &self.package.build_script else { return };
        let Ok(script) = self.files.open(script) else { return };
        if memmem::find(self.files.text(script).as_bytes(), TASK_ATTRIBUTE.as_bytes()).is_some() {
            let message = "what the build script writes can't be seen without running it, and it seems to write tasks";
            self.problems.not_judged(place, message, "write the annotated items by hand");
        }
    }

    fn note_aliases(&mut self, imports: &[Arc<Import>]) {
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
    fn note_reexports(&mut self, items: &[Item], context: &Context) {
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
                module: context.module.clone(),
                imports,
                all: Arc::clone(&context.imports),
                guards: context.guards.clone(),
            });
        }
    }

    /// Keeps in mind which files belong to a module that is not there, or to an inclusion.
    fn note_absent(&mut self, item: &Item, named: Option<&Named<'_>>, context: &Context) {
        self.absent.extend(named.into_iter().flat_map(Named::parts));
        if let ItemKind::Include(included) = &item.kind
            && let Some(path) = self.included_path(included, context)
        {
            // Its modules lie beside it.
            let beside = folder(&path);
            if beside != context.beside {
                self.absent.push(beside);
            }
            self.absent.push(path);
        }
    }

    /// The path of an included file, where it is known.
    fn included_path(&self, included: &Included, context: &Context) -> Option<PathBuf> {
        match included {
            // Relative to the file that it stands in, wherever its modules are.
            Included::File(path) => Some(context.beside.join(path)),
            Included::InPackage(path) => Some(self.package.root.join(path.trim_start_matches(['/', '\\']))),
            Included::Generated | Included::Unknown => None,
        }
    }

    /// Whether an attribute is one of ours. Their own names always are; a name that some import gave is where it is
    /// imported.
    fn is_meant(&self, mark: &Mark, imports: &[Arc<Import>]) -> bool {
        let [name] = mark.path.as_slice() else { return true };
        if Words::is_own(name) {
            return true;
        }
        match imports.iter().find(|import| import.name.as_ref() == Some(name)) {
            Some(import) => import.path.last().is_some_and(|last| self.words.meaning(last).is_some()),
            None => imports.iter().any(|import| import.name.is_none()),
        }
    }

    fn judge(&self, attributes: &[Attribute], file: FileId) -> Judged {
        judge::judge(&self.environment, attributes, file)
    }
}

impl Context {
    /// With what these items import, before what is imported around them.
    fn with_imports(mut self, items: &[Item]) -> Self {
        let own = imports(items);
        if !own.is_empty() {
            self.imports = Arc::new(own.into_iter().chain(self.imports.iter().cloned()).collect());
        }
        self
    }

    /// Goes into a module.
    fn enter(&mut self, name: &str, visibility: &Visibility) {
        let own = reach(visibility, &self.module);
        self.within = self.within.max(own);
        self.reaches.push(own);
        self.module.push(String::from(name));
        self.scope.push(String::from(name));
    }
}

/// What items import, on any platform, and also where a macro may pass the import on.
fn imports(items: &[Item]) -> Vec<Arc<Import>> {
    let mut found = Vec::new();
    for item in items {
        match &item.kind {
            ItemKind::Imports(imports) => found.extend(imports.iter().cloned()),
            ItemKind::Call(call) => found.extend(imports(&call.items)),
            _ => {}
        }
    }
    found
}

/// The folder of a file.
fn folder(path: &Path) -> PathBuf {
    path.parent().unwrap_or(Path::new("")).to_path_buf()
}

/// The folder that the modules of a context are in.
fn modules_folder(context: &Context) -> PathBuf {
    context.folder.join(context.below.as_deref().unwrap_or_default())
}

/// How many parts of its module's path one must share to name an item; 0 for everyone.
fn reach(visibility: &Visibility, module: &[String]) -> usize {
    match visibility {
        Visibility::Public => 0,
        Visibility::Private => module.len(),
        Visibility::In(path) => match path.first().map(String::as_str) {
            Some("crate") => path.len(),
            Some("super") => {
                let up = path.iter().take_while(|part| *part == "super").count();
                module.len().saturating_sub(up).max(1)
            }
            _ => module.len(),
        },
    }
}
