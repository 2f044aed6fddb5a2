//! The app that is suggested to a package that has none: one that `check` and `sync` take as it is.

use std::fmt;

use bgtask_codegen::init::new_class_id;
use bgtask_core::catalog::HostingModel;

use super::closing::Main;
use super::there::Prefix;

/// An app for what was set up.
pub(super) struct Suggestion {
    /// Whether it is for Windows.
    pub for_windows: bool,
    /// Whether Windows runs it in full trust.
    pub full_trust: bool,
    /// The name of the library that it is to be in, where the package has one.
    pub library: Option<String>,
    /// Whether the package has a program.
    pub has_program: bool,
    /// What its identifiers begin with, if it is for Apple systems.
    pub prefix: Option<Prefix>,
}

impl fmt::Display for Suggestion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut of_task, mut of_app) = (String::new(), String::new());
        if !self.for_windows {
            of_app += ", platforms(\"apple\")";
        }
        // A desktop program gets its tasks by COM, and a class has an identifier of its own.
        if self.full_trust {
            of_task = format!(", windows(clsid = \"{}\")", new_class_id());
            of_app += ", model = \"com\"";
        }
        let app = match &self.prefix {
            Some(Prefix { text: prefix, .. }) => {
                format!("#[background_app(tasks(refresh){of_app}, identifier_prefix = {prefix:?})]")
            }
            None => format!("#[background_app(tasks(refresh){of_app})]"),
        };
        // What links the library sees it too.
        let (place, visibility) = match (&self.library, self.has_program) {
            (Some(_), true) => (" in the library", "pub "),
            (Some(_), false) => ("", "pub "),
            (None, _) => ("", ""),
        };
        write!(
            f,
            "next: annotate a task and the app{place}, such as\n\n    \
             use bgtask::prelude::*;\n\n    \
             #[background_task(trigger = \"time:15\"{of_task})]\n    \
             async fn refresh() {{}}\n\n    \
             {app}\n    \
             {visibility}struct App;\n\n"
        )?;
        if let Some(Prefix { text, is_example: true }) = &self.prefix {
            writeln!(f, "where {text:?} stands for the identifier of the app's bundle\n")?;
        }
        if self.for_windows && self.has_program {
            let model = if self.full_trust { HostingModel::Com } else { HostingModel::InProcess };
            let app = self.library.as_ref().map_or_else(|| String::from("App"), |library| format!("{library}::App"));
            let main = Main { app, models: vec![model] };
            writeln!(f, "and let `main` begin so:\n\n{main}")?;
        }
        write!(f, "`cargo bgtask check` then says what is missing, and `cargo bgtask sync` writes it")
    }
}
