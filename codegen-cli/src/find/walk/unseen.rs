//! What macros make, which is told where it may become a task.

use std::sync::Arc;

use super::super::attributes::Mark;
use super::super::imports::Import;
use super::super::included::Included;
use super::super::lex::Tokens;
use super::super::outline::{Call, Item, ItemKind, Made, TRIGGER, Unseen};
use super::super::words::{Meaning, Words};
use super::Walk;
use super::context::Context;
use crate::source::Place;

impl Walk<'_, '_> {
    pub(super) fn unseen(&mut self, unseen: &Unseen, context: &Context) {
        let place = Place { file: context.file, range: unseen.place.clone() };
        let (what, help) = match &unseen.what {
            Made::Annotation => ("annotation", "write the annotated item outside of the macro"),
            Made::Import => ("import", "import the attribute outside of the macro"),
            Made::Inclusion(Included::Generated) => return self.generated(place),
            Made::Inclusion(included) if self.has_annotations(included, context) => {
                ("file with annotations", "include the file outside of the macro")
            }
            Made::Inclusion(_) => return,
        };
        let message = format!("what `{}` makes of this {what} can't be seen without compiling", unseen.maker);
        self.problems.not_judged(place, message, help);
    }

    /// Tells of an attribute that is of a crate which has nothing to do with bgtask, if it is given what bgtask's own is: it may
    /// write that one without linking its crate, or have a function of its name alone.
    pub(super) fn tell_if_like_ours(&mut self, mark: &Mark, context: &Context) {
        let file = context.file;
        let arguments = self.files.text(file).get(mark.arguments.clone()).unwrap_or_default();
        let has_trigger = Tokens::of(arguments, &[]).is_ok_and(|tokens| tokens.has_word(TRIGGER));
        let [name] = mark.path.as_slice() else { return };
        if mark.meaning == Meaning::Task && has_trigger && self.is_of_stranger(name, &context.imports) {
            let message = format!(
                "what `#[{name}]` makes of this annotation can't be seen without compiling: it is imported from a crate \
                 without bgtask"
            );
            let help = "where bgtask's own attribute is meant, write its path: `#[bgtask::background_task(…)]`";
            self.problems.not_judged(Place { file, range: mark.range.clone() }, message, help);
        }
    }

    /// Tells what is in a call of a macro that nothing is known of. What it imports is taken as imported.
    pub(super) fn unseen_call(&mut self, call: &Call, context: &Context) {
        for unseen in call.unseen() {
            self.unseen(&unseen, context);
        }
        let mut imports = Vec::new();
        imports_of(&call.items, &mut imports);
        self.note_aliases(&imports);
    }

    fn has_annotations(&mut self, included: &Included, context: &Context) -> bool {
        let file = self.included_path(included, context).and_then(|path| self.files.open(&path).ok());
        file.is_some_and(|file| Words::new().is_in(self.files.text(file).as_bytes()))
    }
}

fn imports_of(items: &[Item], found: &mut Vec<Arc<Import>>) {
    for item in items {
        match &item.kind {
            ItemKind::Imports(imports) => found.extend(imports.iter().cloned()),
            ItemKind::Call(call) => imports_of(&call.items, found),
            ItemKind::Module { items, .. } => imports_of(items, found),
            _ => {}
        }
    }
}
