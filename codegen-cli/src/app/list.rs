//! What a path in an app's list means.

use std::collections::HashMap;
use std::sync::Arc;

use crate::find::{Found, FoundApp, FoundTask, Import};

/// The most imports that are followed, one after another, for one path.
const MOST_IMPORTS: usize = 32;

/// The tasks that were found, by their names, and what brings them in elsewhere.
pub(super) struct Tasks<'f> {
    by_name: HashMap<&'f str, Vec<&'f FoundTask>>,
    found: &'f Found,
}

impl<'f> Tasks<'f> {
    pub fn new(found: &'f Found) -> Self {
        let mut by_name: HashMap<&str, Vec<&FoundTask>> = HashMap::new();
        for task in &found.tasks {
            by_name.entry(&task.type_name).or_default().push(task);
        }
        Self { by_name, found }
    }

    /// The tasks that a path of the app's list may mean: those of the name at its end, and of these the ones whose paths
    /// agree with it best. Several of one path are one task under several `cfg`s.
    pub fn meant(&self, path: &[String], app: &FoundApp) -> Vec<&'f FoundTask> {
        let own = app.module.split("::").map(String::from).collect::<Vec<_>>();
        let absolute = |path: &[String]| absolute(path.to_vec(), &own, &app.imports, &app.externs);
        let path = absolute(path);
        let Some(name) = path.last() else { return Vec::new() };
        let named = |name: &str| {
            let named = self.by_name.get(name).into_iter().flatten().copied();
            named.filter(|task| knows(app, task))
        };
        let exact = |path: &[String]| -> Vec<&FoundTask> {
            let whole = path.join("::");
            path.last().into_iter().flat_map(|name| named(name)).filter(|task| task.type_path == whole).collect()
        };
        let mut found = exact(&path);
        // Not where the path says: brought in by a `*`.
        if found.is_empty() && path.len() == own.len() + 1 && path.starts_with(&own) {
            for import in app.imports.iter().filter(|import| import.name.is_none()) {
                let mut path = absolute(&import.path);
                path.push(name.clone());
                found.extend(exact(&path));
            }
        }
        // Or reexported, maybe by another name; also in a way that is not seen.
        if found.is_empty() {
            found = self.behind(&path, app).iter().flat_map(|path| exact(path)).collect();
        }
        if found.is_empty() {
            let best = named(name).map(|task| agreement(task, &path)).max();
            found = named(name).filter(|task| Some(agreement(task, &path)) == best).collect();
        }
        // A package's library and its executable may have one name, and in them other tasks of one path.
        if found.iter().any(|task| shares_crate(app, task)) {
            found.retain(|task| shares_crate(app, task));
        }
        found
    }

    /// What a path stands for, with what modules bring in for others undone: nearest first.
    fn behind(&self, path: &[String], app: &FoundApp) -> Vec<Vec<String>> {
        let mut paths = vec![path.to_vec()];
        let mut at = 0;
        while at < paths.len() && at < MOST_IMPORTS {
            let path = paths[at].clone();
            at += 1;
            for module in self.found.reexports.iter().chain(&self.found.linked_reexports) {
                let Some([name, rest @ ..]) = path.strip_prefix(module.module.as_slice()) else { continue };
                for (_, import) in &module.imports {
                    let mut target = absolute(import.path.clone(), &module.module, &module.all, &app.externs);
                    match &import.name {
                        Some(own) if own == name => target.extend_from_slice(rest),
                        // `*` brings in what is in a module.
                        None => target.extend(std::iter::once(name).chain(rest).cloned()),
                        Some(_) => continue,
                    }
                    if !paths.contains(&target) {
                        paths.push(target);
                    }
                }
            }
        }
        paths
    }
}

/// Whether code beside the app can name a task: one of its own crate, of its package's library, or of a package it links.
pub(super) fn knows(app: &FoundApp, task: &FoundTask) -> bool {
    task.package != app.package || task.is_in_library || shares_crate(app, task)
}

fn shares_crate(app: &FoundApp, task: &FoundTask) -> bool {
    task.package == app.package && task.crates.iter().any(|one| app.crates.contains(one))
}

/// How well a task's path agrees with one that is written: by how many parts at the end, and then by the crate.
fn agreement(task: &FoundTask, path: &[String]) -> (usize, bool) {
    let own: Vec<_> = task.type_path.split("::").collect();
    let parts = own.iter().rev().zip(path.iter().rev()).take_while(|(one, other)| *one == other).count();
    (parts, own.first().copied() == path.first().map(String::as_str))
}

/// A path from the crate's name on, with the imports of the module that it stands in undone. `externs` are the names that
/// code has for other crates, and what they are called themselves.
pub(super) fn absolute(
    mut path: Vec<String>,
    module: &[String],
    imports: &[Arc<Import>],
    externs: &[(String, String)],
) -> Vec<String> {
    for _ in 0..MOST_IMPORTS {
        let Some(first) = path.first().cloned() else { return path };
        let import = imports.iter().find(|import| {
            // `use feed;` brings nothing new.
            import.name.as_ref() == Some(&first) && import.path.as_slice() != [first.as_str()]
        });
        match (first.as_str(), import) {
            ("", _) => return external(path.split_off(1), externs).unwrap_or_default(),
            ("crate", _) => {
                path.splice(..1, module.first().cloned());
                return path;
            }
            ("self" | "super", _) => {
                let up = path.iter().take_while(|part| *part == "super" || *part == "self").count();
                let supers = path.iter().take(up).filter(|part| *part == "super").count();
                let kept = module.len().saturating_sub(supers);
                return module.iter().take(kept).cloned().chain(path.into_iter().skip(up)).collect();
            }
            (_, Some(import)) => {
                path.splice(..1, import.path.iter().cloned());
            }
            (_, None) => {
                return external(path.clone(), externs).unwrap_or_else(|| module.iter().cloned().chain(path).collect());
            }
        }
    }
    path
}

/// A path that begins with the name of another crate, with that crate's own name.
fn external(mut path: Vec<String>, externs: &[(String, String)]) -> Option<Vec<String>> {
    let first = path.first()?;
    let (_, own) = externs.iter().find(|(name, _)| name == first)?;
    path.splice(..1, [own.clone()]);
    Some(path)
}
