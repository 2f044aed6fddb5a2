//! Reads the tables.

use std::path::PathBuf;

use bgtask_core::catalog::names::METADATA_TABLE;
use bgtask_core::grammar::closest;
use bgtask_core::rules::project::UNKNOWN_CONFIGURATION;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{
    APPLE, APPLICATION, Apple, COM_SERVER, COMPONENT, Configuration, INFO_PLIST, Key, MANIFEST, Setting, TABLES, Table,
    WINDOWS, Windows, value,
};
use crate::problem::Problem;
use crate::source::{FileId, Place, Sources};

type Entry<'t, 'i> = (Place, &'t str, &'t Spanned<DeValue<'i>>);

/// Reads the configuration from a Cargo.toml that is one of `sources`. What is wrong with it is added to `problems`; the
/// rest is read all the same.
pub fn read(file: FileId, sources: &Sources, problems: &mut Vec<Problem>) -> Configuration {
    let before = problems.len();
    let mut reader = Reader { file, problems };
    let document = match DeTable::parse(sources.get(file).text()) {
        Ok(document) => document,
        Err(error) => {
            let place = error.span().map(|range| Place { file, range });
            reader.wrong(place, format!("this is not TOML: {}", error.message().trim_end()), "");
            return Configuration { is_doubtful: true, ..Configuration::default() };
        }
    };
    let configuration = reader.document(document.get_ref());
    Configuration { is_doubtful: problems.len() > before, ..configuration }
}

struct Reader<'p> {
    file: FileId,
    problems: &'p mut Vec<Problem>,
}

impl Reader<'_> {
    fn wrong(&mut self, place: Option<Place>, message: impl Into<String>, help: impl Into<String>) {
        self.problems.push(Problem::new(UNKNOWN_CONFIGURATION, place, message, help));
    }

    fn place<T>(&self, spanned: &Spanned<T>) -> Place {
        Place { file: self.file, range: spanned.span() }
    }

    fn document(&mut self, document: &DeTable<'_>) -> Configuration {
        let mut configuration = Configuration::default();
        let metadata = child(document, "package").and_then(|(_, package)| child(package, "metadata"));
        let Some((_, metadata)) = metadata else { return configuration };
        self.misspelt(metadata);
        let Some((key, found)) = metadata.iter().find(|(key, _)| key.get_ref() == METADATA_TABLE) else {
            return configuration;
        };
        configuration.table = Some(self.place(key));
        for (place, name, found) in self.entries(METADATA_TABLE, found) {
            match name {
                _ if name == WINDOWS.name => configuration.windows = self.windows(place, found),
                _ if name == APPLE.name => configuration.apple = self.apple(place, found),
                _ => self.unknown_table(place, name),
            }
        }
        configuration
    }

    /// A table of nearly our name, which has what ours has. What only has such a name may be another tool's.
    fn misspelt(&mut self, metadata: &DeTable<'_>) {
        let is_ours = |found: &DeValue<'_>| match found {
            DeValue::Table(table) => table.iter().any(|(key, _)| TABLES.iter().any(|ours| ours.name == key.get_ref())),
            _ => false,
        };
        for (key, found) in metadata {
            let name = key.get_ref();
            let is_near = name != METADATA_TABLE && closest(name, [METADATA_TABLE]).is_some();
            if is_near && is_ours(found.get_ref()) {
                let message = format!("nobody reads the table `{name}`");
                self.wrong(Some(self.place(key)), message, format!("did you mean `{METADATA_TABLE}`?"));
            }
        }
    }

    fn windows(&mut self, place: Place, found: &Spanned<DeValue<'_>>) -> Windows {
        let mut windows = Windows { table: Some(place), ..Windows::default() };
        for (place, name, found) in self.entries(WINDOWS.name, found) {
            match name {
                _ if name == MANIFEST.name => windows.manifest = self.path(MANIFEST, found),
                _ if name == APPLICATION.name => {
                    windows.application = self.text(APPLICATION, found, value::application);
                }
                _ if name == COMPONENT.name => windows.component = self.text(COMPONENT, found, value::component),
                _ if name == COM_SERVER.name => windows.com_server = self.text(COM_SERVER, found, value::executable),
                _ => self.unknown_key(place, name, WINDOWS),
            }
        }
        windows
    }

    fn apple(&mut self, place: Place, found: &Spanned<DeValue<'_>>) -> Apple {
        let mut apple = Apple { table: Some(place), ..Apple::default() };
        for (place, name, found) in self.entries(APPLE.name, found) {
            match name {
                _ if name == INFO_PLIST.name => apple.info_plist = self.path(INFO_PLIST, found),
                _ => self.unknown_key(place, name, APPLE),
            }
        }
        apple
    }

    /// The entries of a table, in the order of the file.
    fn entries<'t, 'i>(&mut self, name: &str, found: &'t Spanned<DeValue<'i>>) -> Vec<Entry<'t, 'i>> {
        let DeValue::Table(table) = found.get_ref() else {
            let message = format!("`{name}` is a table, not {}", kind_of(found.get_ref()));
            self.wrong(Some(self.place(found)), message, "");
            return Vec::new();
        };
        let mut entries: Vec<Entry<'t, 'i>> =
            table.iter().map(|(key, value)| (self.place(key), key.get_ref().as_ref(), value)).collect();
        entries.sort_by_key(|(place, ..)| place.range.start);
        entries
    }

    fn path(&mut self, key: Key, found: &Spanned<DeValue<'_>>) -> Option<Setting<PathBuf>> {
        let text = self.text(key, found, value::file)?;
        Some(Setting { value: PathBuf::from(text.value), place: text.place })
    }

    fn text(
        &mut self,
        key: Key,
        found: &Spanned<DeValue<'_>>,
        wrong: impl Fn(&str) -> Option<&'static str>,
    ) -> Option<Setting<String>> {
        let place = self.place(found);
        let help = format!("write {} = {:?}", key.name, key.example);
        let DeValue::String(text) = found.get_ref() else {
            self.wrong(Some(place), format!("`{}` is a string, not {}", key.name, kind_of(found.get_ref())), help);
            return None;
        };
        if let Some(wrong) = wrong(text) {
            self.wrong(Some(place), format!("`{}` {wrong}", key.name), help);
            return None;
        }
        Some(Setting { value: text.clone().into_owned(), place })
    }

    fn unknown_table(&mut self, place: Place, name: &str) {
        match TABLES.iter().find(|table| table.keys.iter().any(|key| key.name == name)) {
            Some(table) => {
                let message = format!("`{name}` is no table of bgtask's configuration");
                self.wrong(Some(place), message, format!("it is a key, and belongs under {}", table.header()));
            }
            None => self.unknown(place, name, "table", TABLES.iter().map(|table| table.name)),
        }
    }

    fn unknown_key(&mut self, place: Place, name: &str, table: Table) {
        // A key that belongs to the other platform is the likeliest slip.
        let other =
            TABLES.iter().find(|other| other.name != table.name && other.keys.iter().any(|key| key.name == name));
        if let Some(other) = other {
            let message = format!("`{name}` is no key of {}", table.header());
            self.wrong(Some(place), message, format!("it belongs under {}", other.header()));
            return;
        }
        self.unknown(place, name, "key", table.keys.iter().map(|key| key.name));
    }

    fn unknown<'n>(&mut self, place: Place, name: &str, what: &str, known: impl Iterator<Item = &'n str> + Clone) {
        let help = match closest(name, known.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known are {}", known.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
        };
        self.wrong(Some(place), format!("`{name}` is no {what} of bgtask's configuration"), help);
    }
}

/// A table in a table.
fn child<'t, 'i>(table: &'t DeTable<'i>, name: &str) -> Option<(&'t str, &'t DeTable<'i>)> {
    let (key, value) = table.iter().find(|(key, _)| key.get_ref() == name)?;
    match value.get_ref() {
        DeValue::Table(table) => Some((key.get_ref(), table)),
        _ => None,
    }
}

fn kind_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a float",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems_of(text: &str) -> (Configuration, Vec<(String, String, String)>) {
        let mut sources = Sources::new();
        let file = sources.add("Cargo.toml", text);
        let mut problems = Vec::new();
        let configuration = read(file, &sources, &mut problems);
        let problems = problems.into_iter().map(|problem| {
            assert_eq!(problem.rule.id, "BG0807");
            let at = problem.place.map(|place| sources.get(file).text()[place.range].to_owned()).unwrap_or_default();
            (at, problem.message, problem.help)
        });
        (configuration, problems.collect())
    }

    #[test]
    fn what_is_there_is_read_with_its_place() {
        let text = "[package]\nname = 'feed'\n[package.metadata.bgtask.windows]\nmanifest = \"a/P.appxmanifest\"\n\
                    application = 'App'\ncomponent = 'tasks.dll'\ncom-server = 'feed.exe'\n\
                    [package.metadata.bgtask.apple]\ninfo-plist = 'a/Info.plist'\n";
        let (configuration, problems) = problems_of(text);
        assert_eq!(problems, []);
        let manifest = configuration.windows.manifest.expect("a manifest");
        assert_eq!(manifest.value, PathBuf::from("a/P.appxmanifest"));
        assert_eq!(&text[manifest.place.range], "\"a/P.appxmanifest\"");
        assert_eq!(configuration.windows.application.expect("an application").value, "App");
        assert_eq!(configuration.windows.component.expect("a component").value, "tasks.dll");
        assert_eq!(configuration.windows.com_server.expect("a server").value, "feed.exe");
        assert_eq!(configuration.apple.info_plist.expect("a plist").value, PathBuf::from("a/Info.plist"));
    }

    #[test]
    fn a_project_without_the_table_has_no_configuration_and_no_problem() {
        for text in ["", "[workspace]\n", "[package]\nname = 'a'\n[package.metadata.docs.rs]\nall-features = true\n"] {
            let (configuration, problems) = problems_of(text);
            assert_eq!(problems, [], "{text}");
            assert!(configuration.table.is_none());
        }
    }

    #[test]
    fn an_unknown_key_is_told_at_its_place_with_the_nearest_one() {
        let (configuration, problems) = problems_of(
            "package.metadata.bgtask.windows = { manifset = 'x', com_server = 'a.exe', info-plist = 'b', nonsense = 1 }\n\
             package.metadata.bgtask.aple = {}\n",
        );
        assert!(configuration.windows.manifest.is_none());
        let told: Vec<_> = problems.iter().map(|(at, _, help)| (at.as_str(), help.as_str())).collect();
        assert_eq!(
            told,
            [
                ("manifset", "did you mean `manifest`?"),
                ("com_server", "did you mean `com-server`?"),
                ("info-plist", "it belongs under [package.metadata.bgtask.apple]"),
                ("nonsense", "known are `manifest`, `application`, `component`, `com-server`"),
                ("aple", "did you mean `apple`?"),
            ]
        );
    }

    #[test]
    fn a_table_of_nearly_our_name_is_told() {
        for (name, near) in [("bgtasks", true), ("bg-task", true), ("BgTask", true), ("bundle", false)] {
            let text = format!("[package.metadata.{name}.windows]\nmanifest = \"a\"\n");
            let (configuration, problems) = problems_of(&text);
            assert_eq!(configuration.is_doubtful, near);
            let told =
                (name.to_owned(), format!("nobody reads the table `{name}`"), String::from("did you mean `bgtask`?"));
            assert_eq!(problems, if near { vec![told] } else { Vec::new() });
        }
        // Another tool's, beside ours.
        let (_, problems) = problems_of("[package.metadata.bgtasks]\nruns = 1\n[package.metadata.bgtask.apple]\n");
        assert_eq!(problems, []);
    }

    #[test]
    fn a_key_outside_of_its_table_is_told_where_it_belongs() {
        let (_, problems) = problems_of("[package.metadata.bgtask]\nmanifest = 'a'\ninfo-plist = 'b'\n");
        let help: Vec<_> = problems.iter().map(|(_, _, help)| help.as_str()).collect();
        let of = |table| format!("it is a key, and belongs under [package.metadata.bgtask.{table}]");
        assert_eq!(help, [of("windows"), of("apple")]);
    }

    #[test]
    fn a_value_of_the_wrong_kind_is_told() {
        let (_, problems) = problems_of(
            "[package.metadata.bgtask.windows]\nmanifest = 5\napplication = ''\ncomponent = 'a:b'\ncom-server = 'feed'\n",
        );
        let messages: Vec<_> = problems.iter().map(|(_, message, _)| message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "`manifest` is a string, not an integer",
                "`application` is empty",
                "`component` is not relative: it starts from the package's root",
                "`com-server` does not end in .exe",
            ]
        );
        let (_, problems) = problems_of("[package.metadata]\nbgtask = 1\n");
        assert_eq!(problems[0].1, "`bgtask` is a table, not an integer");
    }

    #[test]
    fn a_file_that_is_not_toml_is_told() {
        let (_, problems) = problems_of("[package\n");
        assert!(problems[0].1.starts_with("this is not TOML: "), "{problems:?}");
    }
}
