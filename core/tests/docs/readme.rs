//! The table in README.md: what it names must exist.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A name that the table gives, and where it belongs: `get` of `Registrar`.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    owner: Option<String>,
    name: String,
}

/// The names in the table's last column that stand in no source file, or not in one of their owner's. Rows that say "not
/// yet" name nothing.
pub fn unknown_names(root: &Path) -> Vec<String> {
    let mut files = Vec::new();
    for folder in ["src", "macros/src", "core/src", "codegen-cli/src"] {
        collect(&root.join(folder), &mut files);
    }
    let readme = fs::read_to_string(root.join("README.md")).expect("README.md can be read");
    let names = named(&readme);
    assert!(!names.is_empty(), "README.md has no table of what is where");
    names.iter().filter(|name| !files.iter().any(|file| file.has(name))).map(|name| format!("{name:?}")).collect()
}

/// The names in the last column, of rows in the section on what is where.
fn named(readme: &str) -> BTreeSet<Name> {
    let section = readme.split("## Where is what\n").nth(1).unwrap_or_default();
    let section = section.split("\n## ").next().unwrap_or_default();
    let rows = section.lines().filter(|line| line.starts_with("| ") && !line.contains("not yet"));
    let cells = rows.filter_map(|row| row.trim_end_matches(" |").rsplit(" | ").next());
    let code = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2));
    code.flat_map(names).collect()
}

/// The names in a piece of code.
fn names(code: &str) -> Vec<Name> {
    let mut names = Vec::new();
    let code = code.replace("::", ".");
    for path in code.split(|char: char| !is_of_word(char) && char != '.') {
        let mut owner = None;
        for name in words(path) {
            if name != "tasks" && name != "T" {
                names.push(Name { owner, name: name.to_owned() });
            }
            // The table says what `tasks` stands for.
            owner = Some(String::from(if name == "tasks" { "Registrar" } else { name }));
        }
    }
    names
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|char| !is_of_word(char)).filter(|word| !word.is_empty())
}

fn is_of_word(char: char) -> bool {
    char.is_alphanumeric() || char == '_'
}

/// A source file.
struct Source {
    /// The module that it is.
    module: String,
    words: BTreeSet<String>,
    /// The types and traits that it declares or implements something for.
    owners: BTreeSet<String>,
}

impl Source {
    fn has(&self, name: &Name) -> bool {
        let is_owner = |owner: &str| match owner {
            "bgtask" => self.module == "lib",
            // What the macro gives the app.
            "App" => self.module == "app",
            module if module.starts_with(char::is_lowercase) => self.module == module,
            of_type => self.owners.contains(of_type),
        };
        self.words.contains(&name.name) && name.owner.as_deref().is_none_or(is_owner)
    }
}

/// The name of the module that a file is.
fn module(path: &Path) -> String {
    let of_folder = path.file_stem().is_some_and(|stem| stem == "mod");
    let named = if of_folder { path.parent() } else { Some(path) };
    named.and_then(Path::file_stem).unwrap_or_default().to_string_lossy().into_owned()
}

fn collect(folder: &Path, files: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("a source file can be read");
            let declares = |line: &&str| {
                let line = line.trim_start_matches("pub ");
                ["impl", "struct ", "enum ", "trait "].iter().any(|word| line.starts_with(word))
            };
            files.push(Source {
                module: module(&path),
                words: words(&text).map(String::from).collect(),
                owners: text.lines().filter(declares).flat_map(words).map(String::from).collect(),
            });
        }
    }
}

#[test]
fn names_are_taken_from_the_last_column() {
    let readme = "## Where is what\n\n| a | b |\n| `Old` | `Registrar::get(\"x\")`, or `tasks.all` |\n\
                  | c | `gone`: not yet |\n## Else\n| `d` |";
    let name = |owner: Option<&str>, name: &str| Name { owner: owner.map(String::from), name: name.to_owned() };
    let expected =
        [name(None, "Registrar"), name(None, "x"), name(Some("Registrar"), "all"), name(Some("Registrar"), "get")];
    assert_eq!(named(readme), BTreeSet::from(expected));
}
