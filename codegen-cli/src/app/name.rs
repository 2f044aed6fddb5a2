//! The path by which an app's file can name a task: through modules, or through what they bring in for others.
//!
//! Source: <https://doc.rust-lang.org/reference/visibility-and-privacy.html>

use std::collections::VecDeque;

use super::list::absolute;
use crate::find::{Found, FoundApp, FoundTask, Import};

/// The most names of tasks and modules that are followed.
const MOST_NAMES: usize = 10_000;

/// Why a task can't be named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unnamed {
    /// The task itself is private.
    Item,
    /// A module on the way is private, given by its name.
    Module(String),
    /// The app is in several crates of the package, and the task is not in all of them.
    Crates,
}

/// How code where the app stands names a task: its path from `crate` on, or from the package's library on.
pub(super) fn path(task: &FoundTask, app: &FoundApp, found: &Found) -> Result<String, Unnamed> {
    let is_beside = app.crates.iter().all(|one| task.crates.contains(one));
    if !is_beside && (app.is_in_library || !task.is_in_library) {
        return Err(Unnamed::Crates);
    }
    let own: Vec<&str> = task.type_path.split("::").collect();
    let from = From { module: app.module.split("::").collect(), is_beside };
    // What of the path can't be named, from its end on.
    let hidden = task.reaches.iter().rposition(|reach| !from.sees(&own, *reach));
    let Some(hidden) = hidden else { return Ok(from.written(&own)) };
    let of_crate = if is_beside { app.crates.first() } else { task.crates.first() };
    if let Some(path) = from.by_import(task, &own, found, app, of_crate.copied()) {
        return Ok(path);
    }
    match own.get(hidden + 1) {
        Some(module) if hidden + 1 < task.reaches.len() => Err(Unnamed::Module(String::from(*module))),
        _ => Err(Unnamed::Item),
    }
}

/// Where the app stands.
struct From<'a> {
    /// Its module, from the crate's name on.
    module: Vec<&'a str>,
    /// Whether the task is in the same crate; else it is in the package's library.
    is_beside: bool,
}

/// A name for the first parts of a task's path.
struct Alias {
    path: Vec<String>,
    /// How many parts it stands for.
    parts: usize,
}

impl From<'_> {
    /// Whether what those may name who share so many parts of a path can be named from here. Two crates of a package may
    /// have the same module, so the crates' names don't count.
    fn sees<S: AsRef<str>>(&self, path: &[S], reach: usize) -> bool {
        let same = |at: usize| match (path.get(at), self.module.get(at)) {
            (Some(one), Some(other)) => one.as_ref() == *other,
            _ => false,
        };
        reach == 0 || (self.is_beside && (1..reach).all(same))
    }

    /// A path as it is written.
    fn written<S: AsRef<str>>(&self, path: &[S]) -> String {
        let mut written = String::from(if self.is_beside { "crate" } else { "" });
        for part in path.iter().skip(usize::from(self.is_beside)) {
            written.push_str("::");
            if is_keyword(part.as_ref()) {
                written.push_str("r#");
            }
            written.push_str(part.as_ref());
        }
        written
    }

    /// A path through what modules bring in, the one of the fewest imports first.
    fn by_import(
        &self,
        task: &FoundTask,
        own: &[&str],
        found: &Found,
        app: &FoundApp,
        of_crate: Option<usize>,
    ) -> Option<String> {
        let imports = imports(task, found, app, of_crate);
        let mut names: VecDeque<Alias> = (2..=own.len())
            .rev()
            .map(|parts| Alias { path: own[..parts].iter().copied().map(String::from).collect(), parts })
            .collect();
        for _ in 0..MOST_NAMES {
            let Alias { path, parts } = names.pop_front()?;
            for (module, reach, import, target) in &imports {
                if target.get(1..) != path.get(1..) {
                    continue;
                }
                // `*` brings in what is in a module.
                let (name, parts) = match &import.name {
                    Some(name) => (name.as_str(), parts),
                    None => match own.get(parts) {
                        Some(next) => (*next, parts + 1),
                        None => continue,
                    },
                };
                let mut alias = module.clone();
                alias.push(String::from(name));
                // The parts behind are seen or not as before.
                let rest = task.reaches.get(parts - 1..).unwrap_or_default();
                if self.sees(&alias, *reach) && rest.iter().all(|reach| self.sees(own, *reach)) {
                    alias.extend(own[parts..].iter().copied().map(String::from));
                    return Some(self.written(&alias));
                }
                if !names.iter().any(|known| known.path == alias) {
                    names.push_back(Alias { path: alias, parts });
                }
            }
        }
        None
    }
}

/// What modules bring in for others, each with the path that it stands for.
fn imports<'f>(
    task: &FoundTask,
    found: &'f Found,
    app: &'f FoundApp,
    of_crate: Option<usize>,
) -> Vec<(Vec<String>, usize, &'f Import, Vec<String>)> {
    let mut imports = Vec::new();
    for module in found.reexports.iter().filter(|one| Some(one.of_crate) == of_crate) {
        // What is there whenever the task is.
        if !module.guards.iter().all(|guard| task.guards.contains(guard)) {
            continue;
        }
        for (reach, import) in &module.imports {
            let target = absolute(import.path.clone(), &module.module, &module.all, &app.externs);
            imports.push((module.module.clone(), *reach, &**import, target));
        }
    }
    imports
}

/// The words that can be names only as `r#word`, in any edition.
///
/// Source: <https://doc.rust-lang.org/reference/keywords.html>
fn is_keyword(word: &str) -> bool {
    const KEYWORDS: &[&str] = &[
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
        "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
        "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type",
        "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
    ];
    KEYWORDS.contains(&word)
}

/// A name as it is written.
pub(crate) fn raw(name: &str) -> String {
    if is_keyword(name) { format!("r#{name}") } else { String::from(name) }
}
