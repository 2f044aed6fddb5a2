//! The outline of real files, compared with what syn makes of them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, ItemMod, ItemUse, UseTree};

use super::attributes::Attribute as Outlined;
use super::imports::Import;
use super::outline::{Item, ItemKind, ModulesForTests, Outline, Visibility};
use super::words::{Meaning, Words};

/// Attributes of which real code is full, and which only items carry: they stand in for ours.
const STAND_INS: &[&str] = &["derive", "inline", "must_use", "non_exhaustive", "repr", "proc_macro"];

/// What both readings of a file are to agree on.
#[derive(Debug, Default, PartialEq, Eq)]
struct Shape {
    /// Each `mod`, with the modules around it in the file, and whether it is in another file.
    modules: BTreeSet<(Vec<String>, bool)>,
    imports: BTreeSet<(Vec<String>, Vec<String>, Option<String>)>,
    /// Where each stand-in begins.
    marks: BTreeSet<usize>,
}

/// Reads by syn.
struct BySyn {
    shape: Shape,
    inside: Vec<String>,
    origin: usize,
    /// Where attributes of expressions begin.
    expressions: BTreeSet<usize>,
    /// In a function or a constant, whose modules and imports are not compared.
    blocks: usize,
}

impl BySyn {
    fn import(&mut self, tree: &UseTree, prefix: &[String]) {
        let name = |ident: &syn::Ident| ident.to_string().trim_start_matches("r#").to_string();
        let mut path = prefix.to_vec();
        match tree {
            UseTree::Path(part) => {
                path.push(name(&part.ident));
                self.import(&part.tree, &path);
            }
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.import(tree, &path)),
            UseTree::Glob(_) => {
                self.shape.imports.insert((self.inside.clone(), path, None));
            }
            UseTree::Name(_) | UseTree::Rename(_) => {
                let (own, alias) = match tree {
                    UseTree::Name(one) => (name(&one.ident), None),
                    UseTree::Rename(one) => (name(&one.ident), Some(name(&one.rename))),
                    UseTree::Path(_) | UseTree::Glob(_) | UseTree::Group(_) => return,
                };
                if own != "self" || path.is_empty() {
                    path.push(own);
                }
                let alias = alias.or_else(|| path.last().cloned());
                self.shape.imports.insert((self.inside.clone(), path, alias));
            }
        }
    }
}

impl<'a> Visit<'a> for BySyn {
    fn visit_field(&mut self, _: &'a syn::Field) {}

    fn visit_variant(&mut self, _: &'a syn::Variant) {}

    fn visit_foreign_item(&mut self, _: &'a syn::ForeignItem) {}

    fn visit_expr(&mut self, expression: &'a syn::Expr) {
        self.expressions.extend(attributes_of(expression).iter().map(start_of));
        visit::visit_expr(self, expression);
    }

    fn visit_attribute(&mut self, attribute: &'a Attribute) {
        let is_stand_in = |name: &&&str| attribute.path().segments.last().is_some_and(|last| last.ident == **name);
        if STAND_INS.iter().any(|name| is_stand_in(&name)) && !self.expressions.contains(&start_of(attribute)) {
            self.shape.marks.insert(self.origin + start_of(attribute));
        }
    }

    fn visit_item_mod(&mut self, item: &'a ItemMod) {
        self.inside.push(item.ident.to_string().trim_start_matches("r#").to_string());
        if self.blocks == 0 {
            self.shape.modules.insert((self.inside.clone(), item.content.is_none()));
        }
        visit::visit_item_mod(self, item);
        self.inside.pop();
    }

    fn visit_item_use(&mut self, item: &'a ItemUse) {
        if self.blocks == 0 {
            let root: Vec<_> = item.leading_colon.iter().map(|_| String::new()).collect();
            self.import(&item.tree, &root);
        }
    }

    fn visit_block(&mut self, block: &'a syn::Block) {
        self.blocks += 1;
        visit::visit_block(self, block);
        self.blocks -= 1;
    }
}

fn start_of(attribute: &Attribute) -> usize {
    attribute.span().byte_range().start
}

/// The attributes of the expressions that bear any of the stand-ins: closures.
fn attributes_of(expression: &syn::Expr) -> &[Attribute] {
    if let syn::Expr::Closure(closure) = expression { &closure.attrs } else { &[] }
}

/// Reads by the outline.
fn outlined(items: &[Item], inside: &mut Vec<String>, blocks: bool, shape: &mut Shape) {
    for item in items {
        for attribute in &item.attributes {
            if let (Outlined::Mark(mark), ItemKind::Annotated(_)) = (attribute, &item.kind) {
                shape.marks.insert(mark.range.start);
            }
        }
        match &item.kind {
            ItemKind::File { name } | ItemKind::Module { name, .. } => {
                inside.push(name.clone());
                if !blocks {
                    shape.modules.insert((inside.clone(), matches!(item.kind, ItemKind::File { .. })));
                }
                if let ItemKind::Module { items, .. } = &item.kind {
                    outlined(items, inside, blocks, shape);
                }
                inside.pop();
            }
            ItemKind::Scope { items, .. } => outlined(items, inside, true, shape),
            ItemKind::Imports(imports) if !blocks => {
                for import in imports {
                    let Import { path, name } = &**import;
                    shape.imports.insert((inside.clone(), path.clone(), name.clone()));
                }
            }
            _ => {}
        }
    }
}

/// Compares the two readings of a file. `None` when syn can't read it.
fn compare(path: &Path) -> Option<usize> {
    let text = fs::read_to_string(path).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let file = syn::parse_file(text).ok()?;
    let origin = file.shebang.as_ref().map_or(0, String::len);
    let mut by_syn =
        BySyn { shape: Shape::default(), inside: Vec::new(), origin, blocks: 0, expressions: BTreeSet::new() };
    by_syn.visit_file(&file);
    let mut words = Words::new();
    for word in STAND_INS {
        words.add(word, Meaning::Task);
    }
    let outline = Outline::of_everything(text, &words, ModulesForTests::Open);
    let outline = outline.unwrap_or_else(|error| panic!("{}: {error:?}", path.display()));
    assert_same(text, &words, path);
    // Of most files hardly anything matters, and what is passed over is most of them.
    assert_same(text, &Words::new(), path);
    let junk: Vec<_> =
        outline.junk.iter().filter_map(|junk| text.get(junk.range.start..junk.range.start + 60)).collect();
    assert!(junk.is_empty(), "{}: {junk:?}", path.display());
    let mut shape = Shape::default();
    outlined(&outline.items, &mut Vec::new(), false, &mut shape);
    // An `extern crate` is an import too, and no `use`.
    shape.imports.retain(|import| by_syn.shape.imports.contains(import) || !text.contains("extern crate"));
    let line = |at: &usize| text[..*at].matches('\n').count() + 1;
    let missed: Vec<_> = by_syn.shape.marks.difference(&shape.marks).map(line).collect();
    let invented: Vec<_> = shape.marks.difference(&by_syn.shape.marks).map(line).collect();
    assert!(missed.is_empty() && invented.is_empty(), "{}: missed {missed:?}, invented {invented:?}", path.display());
    assert_eq!(shape.modules, by_syn.shape.modules, "{}", path.display());
    assert_eq!(shape.imports, by_syn.shape.imports, "{}", path.display());
    assert_passed_on(text, &words, &shape, path);
    proc_macro2::extra::invalidate_current_thread_spans();
    Some(shape.marks.len())
}

/// What a macro is given is read as it is read outside of one.
fn assert_passed_on(text: &str, words: &Words, shape: &Shape, path: &Path) {
    const CALL: &str = "pass! {";
    let given = format!("{CALL}{text}\n}}");
    assert_same(&given, words, path);
    let outline = Outline::of_everything(&given, words, ModulesForTests::Open).expect("it was read before");
    let [Item { kind: ItemKind::Call(call), .. }] = outline.items.as_slice() else {
        // Where nothing matters, and where a file's inner attributes stand, of which items have none.
        let has_none = shape.modules.is_empty() && shape.imports.is_empty() && shape.marks.is_empty();
        return assert!(has_none || text.contains("#!"), "{}", path.display());
    };
    let mut inside = Shape::default();
    outlined(&call.items, &mut Vec::new(), false, &mut inside);
    inside.imports.retain(|import| shape.imports.contains(import));
    inside.marks = inside.marks.iter().map(|at| at - CALL.len()).collect();
    assert_eq!(&inside, shape, "{}", path.display());
}

/// What is passed over changes nothing that matters.
fn assert_same(text: &str, words: &Words, path: &Path) {
    let mut quick = Outline::of(text, words);
    let mut whole = Outline::of_everything(text, words, ModulesForTests::Closed);
    if words.hits(text).is_empty()
        && let (Ok(quick), Ok(whole)) = (&mut quick, &mut whole)
        && !knows_imports(&whole.items)
    {
        quick.lacks_imports = false;
        forget_imports(&mut quick.items);
        forget_imports(&mut whole.items);
    }
    assert_eq!(format!("{quick:?}"), format!("{whole:?}"), "{}: {text}", path.display());
}

/// Whether what modules import for themselves may say what something means, in a file without annotations.
fn knows_imports(items: &[Item]) -> bool {
    items.iter().any(|item| match &item.kind {
        ItemKind::Imports(_) => item.visibility != Visibility::Private,
        ItemKind::Include(_) => true,
        ItemKind::Module { items, .. } | ItemKind::Scope { items, .. } => knows_imports(items),
        ItemKind::Call(call) => knows_imports(&call.items),
        _ => false,
    })
}

fn forget_imports(items: &mut Vec<Item>) {
    items.retain_mut(|item| match &mut item.kind {
        ItemKind::Imports(_) => false,
        ItemKind::Module { items, .. } => {
            forget_imports(items);
            true
        }
        ItemKind::Call(call) => {
            forget_imports(&mut call.items);
            !call.items.is_empty()
        }
        _ => true,
    });
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// What stands around the crate: this workspace's own code, and the sources of some of what it depends on, where cargo keeps
/// them unpacked. They use most of the language.
fn corpus() -> Vec<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    for own in ["src", "core", "macros", "codegen-cli"] {
        rust_files(&workspace.join(own), &mut files);
    }
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let registries = home.and_then(|home| fs::read_dir(home.join("registry").join("src")).ok());
    for registry in registries.into_iter().flatten().flatten() {
        for package in fs::read_dir(registry.path()).into_iter().flatten().flatten() {
            let name = package.file_name();
            let is_wanted = |wanted: &&str| name.to_str().is_some_and(|name| name.starts_with(*wanted));
            if ["syn-3", "clap_builder-", "winnow-", "darling_core-", "thiserror-"].iter().any(is_wanted) {
                rust_files(&package.path(), &mut files);
            }
        }
    }
    files
}

#[test]
fn an_outline_is_what_syn_makes_of_a_file() {
    let files = corpus();
    let compared: Vec<_> = files.iter().filter_map(|path| compare(path)).collect();
    let marks: usize = compared.iter().sum();
    println!("{} files of {} compared, with {marks} annotations", compared.len(), files.len());
    assert!(compared.len() > 150 && marks > 1_000, "{} files, {marks} annotations", compared.len());
}

/// A sequence of numbers that looks random and is the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or(0) % end.max(1)
    }
}

/// How many texts are made up, where `BGTASK_TEXTS` does not say so.
fn rounds() -> usize {
    std::env::var("BGTASK_TEXTS").ok().map_or(4_000, |texts| texts.parse().expect("BGTASK_TEXTS is a number"))
}

/// What texts are made up of.
const PIECES: &[&str] = &[
    "#[background_task(",
    ")]",
    "#",
    "[",
    "]",
    "{",
    "}",
    "(",
    ")",
    "<",
    ">",
    "\"",
    "'",
    "r#\"",
    "/*",
    "*/",
    "//",
    "\n",
    "mod ",
    "mod a;",
    "mod b {",
    "default",
    ":",
    "pub ",
    "use ",
    "fn ",
    "struct ",
    "pub(",
    "::",
    "!",
    ";",
    ",",
    "cfg_attr(",
    "cfg(",
    "=",
    "path",
    "impl ",
    "const ",
    "macro_rules!",
    "macro_rules! a {($($i:item)*) => {$(",
    "$i)*}}",
    "include!",
    "cfg_if!",
    "a!",
    "#[cfg(test)]",
    "#[cfg(all(test, unix))]",
    "test",
    "all(",
    "extern ",
    "é",
    "\u{2028}",
    "\u{85}",
    "const",
    "fn",
    "move ",
    "async ",
    "type ",
    "\\",
    "as ",
    "*",
    "unsafe ",
    "'a",
    "b'",
    "0",
    "x",
];

#[test]
fn no_text_is_too_broken_to_outline() {
    let texts: Vec<_> = corpus().iter().take(40).filter_map(|path| fs::read_to_string(path).ok()).collect();
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    let words = Words::new();
    let mut read = 0;
    for round in 0..rounds() {
        let mut text = String::new();
        if round % 2 == 0 {
            (0..numbers.below(40)).for_each(|_| text.push_str(PIECES[numbers.below(PIECES.len())]));
        } else {
            let whole = &texts[numbers.below(texts.len())];
            let start = whole.floor_char_boundary(numbers.below(whole.len()));
            let end = whole.floor_char_boundary(start + numbers.below(2_000).min(whole.len() - start));
            text.push_str(&whole[start..end]);
            for _ in 0..numbers.below(6) {
                let at = text.floor_char_boundary(numbers.below(text.len()));
                text.insert_str(at, PIECES[numbers.below(PIECES.len())]);
            }
        }
        assert_same(&text, &words, Path::new("made up"));
        if let Ok(outline) = Outline::of(&text, &words) {
            read += 1;
            let mut waiting: Vec<&Item> = outline.items.iter().collect();
            while let Some(item) = waiting.pop() {
                assert!(text.get(item.range.clone()).is_some(), "{text}");
                match &item.kind {
                    ItemKind::Annotated(annotated) => assert!(text.get(annotated.head.clone()).is_some(), "{text}"),
                    ItemKind::Module { items, .. } | ItemKind::Scope { items, .. } => waiting.extend(items),
                    ItemKind::Call(call) => waiting.extend(&call.items),
                    _ => {}
                }
            }
        }
    }
    assert!(read > 200, "{read}");
}
