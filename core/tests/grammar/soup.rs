//! Any tokens at all: nothing panics, and what is left behind is Rust with the user's item in it.

use bgtask_core::catalog::{Condition, TriggerKind, background_mode, values::system_trigger_type};
use bgtask_core::expand;
use bgtask_core::grammar::{AppItem, TaskItem};
use quote::ToTokens;

use crate::tokens;

/// A sequence that is the same on every machine (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).expect("smaller than a usize")
    }

    fn pick<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }
}

const ARGUMENTS: &[&str] = &[
    "trigger",
    "condition",
    "conditions",
    "name",
    "cancel_on_condition_loss",
    "network_requested",
    "group",
    "windows",
    "apple",
    "platforms",
    "create",
    "crate",
    "tasks",
    "model",
    "namespace",
    "identifier_prefix",
    "modes",
    "exits_on_suspend",
    "state",
    "block_on",
    "strict",
    "entry_point",
    "clsid",
    "kind",
    "identifier",
    "external_power",
    "network",
    "triger",
    "r#name",
];

const WILD: &[&str] = &[
    "with",
    "once",
    "true",
    "false",
    "15",
    "-15",
    "5",
    "15u32",
    "1.5",
    "99999999999999999999999",
    "0x_f",
    "b\"bytes\"",
    "c\"c\"",
    "'c'",
    "b'c'",
    "\"\"",
    "\"time:15\"",
    "\"time:15,once\"",
    "\"time\"",
    "\":\"",
    "\",\"",
    "\"é\\u{0}\\n\"",
    "\"x\"y",
    "'life",
    "::",
    "=>",
    "==",
    "=",
    ",",
    ",,",
    ";",
    ":",
    ".",
    "..",
    "#",
    "!",
    "?",
    "&",
    "|",
    "<",
    ">",
    "->",
    "$",
    "@",
    "~",
    "%",
    "_",
    "self",
    "Self",
    "super",
    "fn",
    "struct",
    "async",
    "unsafe",
    "dyn",
    "impl",
    "for",
    "in",
    "let",
    "match",
    "if",
    "r#type",
    "Ünïcode",
    "a::b::C",
    "<T as A>::B",
    "#[cfg(windows)]",
    "concat!(\"a\")",
    "\"in-process\"",
    "out_of_process",
    "\"com\"",
    "\"windows\"",
    "apple",
    "\"refresh\"",
    "\"2FA3A5A3-77A0-4E5B-8C3B-9A2D2E0C7F11\"",
    "\"Tasks.A\"",
    "\"a::b\"",
    "\"com.contoso.*\"",
    "/* comment */",
    "u8",
    "Vec<u8>",
];

const ITEMS: &[&str] = &[
    "struct A;",
    "pub struct A { a: u8 }",
    "struct A(u8) where u8: Copy;",
    "enum A { B, C(u8) }",
    "struct A<'a, T: Copy>(&'a T);",
    "fn a() {}",
    "pub(crate) async fn a(task: &TaskInstance) -> Result<(), E> { task.x() }",
    "unsafe extern \"C\" fn a(x: u8, ...) {}",
    "const fn a<T>(self) -> impl A {}",
    "union U { a: u8 }",
    "trait T {}",
    "mod m { fn x() {} }",
    "impl A { fn b(&self) {} }",
    "#[derive(Default)] #[background_task(trigger = \"time:30\", name = \"b\")] /// Docs.\n struct A;",
    "#[background_task] #[background_task = 5] #[background_task(trigger = \"nope\")] enum A {}",
    "#[cfg(windows)] #[allow(dead_code)] fn a(_: &TaskInstance) {}",
    "macro_rules! m { () => {} }",
    "use a::b;",
    "static S: u8 = 1;",
    "extern \"C\" {}",
    "type A = u8;",
    "const _: () = ();",
    "struct r#type;",
    "fn r#fn() {}",
    "struct Ünïcode;",
];

fn word(chance: &mut Chance) -> String {
    match chance.below(6) {
        0 => chance.pick(ARGUMENTS).to_string(),
        1 => {
            let name = TriggerKind::ALL[chance.below(TriggerKind::ALL.len())].facts().name;
            if chance.one_in(2) { name.replace('-', "_") } else { format!("{name:?}") }
        }
        2 => Condition::ALL[chance.below(Condition::ALL.len())].name().to_string(),
        3 => {
            let events = system_trigger_type::ALL;
            let event = events[chance.below(events.len())].name;
            if chance.one_in(2) { event.to_string() } else { format!("\"system:{event}\"") }
        }
        4 if chance.one_in(3) => {
            let modes = background_mode::ALL;
            format!("{:?}", modes[chance.below(modes.len())].value)
        }
        _ => chance.pick(WILD).to_string(),
    }
}

/// Words with groups among them, which are closed.
fn soup(chance: &mut Chance, depth: usize, text: &mut String) {
    for _ in 0..chance.below(7) {
        if depth < 5 && chance.one_in(5) {
            let (open, close) = [("(", ")"), ("[", "]"), ("{", "}")][chance.below(3)];
            text.push_str(open);
            soup(chance, depth + 1, text);
            text.push_str(close);
        } else {
            text.push_str(&word(chance));
        }
        text.push(' ');
        if chance.one_in(3) {
            text.push(',');
        }
    }
}

/// Arguments that are nearly right: known names with values that may be anything.
fn near_arguments(chance: &mut Chance) -> String {
    let mut text = String::new();
    for _ in 0..chance.below(6) {
        text.push_str(chance.pick(ARGUMENTS));
        match chance.below(4) {
            0 => {
                text.push('(');
                soup(chance, 3, &mut text);
                text.push(')');
            }
            1 => {}
            2 => {
                text.push_str(" = ");
                text.push_str(&word(chance));
                text.push('(');
                soup(chance, 4, &mut text);
                text.push(')');
            }
            _ => {
                text.push_str(" = ");
                text.push_str(&word(chance));
            }
        }
        text.push_str(", ");
    }
    text
}

/// Tokens that can't be read as such are no input for a macro.
fn readable(text: &str) -> bool {
    text.parse::<proc_macro2::TokenStream>().is_ok()
}

/// The item as the user wrote it, without the attributes that a task takes over.
fn own(item: &str, is_task: bool) -> String {
    let mut item: syn::Item = syn::parse_str(item).expect("the test's own item is Rust");
    let attributes = match &mut item {
        syn::Item::Struct(item) => &mut item.attrs,
        syn::Item::Enum(item) => &mut item.attrs,
        syn::Item::Fn(item) => &mut item.attrs,
        other => return other.to_token_stream().to_string(),
    };
    attributes.retain(|attribute| !(is_task && bgtask_core::grammar::is_background_task(attribute)));
    item.to_token_stream().to_string()
}

fn check(arguments: &str, item: &str) {
    for (is_task, expanded) in [
        (true, expand::task(tokens(arguments), &tokens(item))),
        (false, expand::app(&tokens(arguments), &tokens(item))),
    ] {
        let file = syn::parse2::<syn::File>(expanded)
            .unwrap_or_else(|error| panic!("not Rust: {error}\n({arguments}) {item}"));
        let first = own(item, is_task);
        assert!(
            file.items.iter().any(|left| left.to_token_stream().to_string() == first),
            "the item is gone: ({arguments}) {item}"
        );
    }
    // What was told has a place in the input, and one that can be shown.
    let mut told = TaskItem::read(tokens(arguments), tokens(item))
        .map(|mut task| core::mem::take(&mut task.diagnostics).into_vec());
    if let Ok(mut app) = AppItem::read(&tokens(arguments), tokens(item))
        && let Ok(told) = &mut told
    {
        told.extend(core::mem::take(&mut app.diagnostics).into_vec());
    }
    for diagnostic in told.into_iter().flatten() {
        let (start, end) = (diagnostic.region.start.byte_range(), diagnostic.region.end.byte_range());
        assert!(start.start <= end.end, "{diagnostic:?}");
        assert!(!diagnostic.message.is_empty() && diagnostic.message.chars().count() < 400, "{diagnostic:?}");
        assert!(!diagnostic.message.contains('\n') && !diagnostic.help.contains('\n'), "{diagnostic:?}");
    }
}

#[test]
fn no_soup_of_arguments_panics_or_loses_the_item() {
    let mut chance = Chance(0x0123_4567_89AB_CDEF);
    let mut tried = 0;
    for round in 0..1200 {
        let mut arguments = String::new();
        if round % 2 == 0 {
            soup(&mut chance, 0, &mut arguments);
        } else {
            arguments = near_arguments(&mut chance);
        }
        if readable(&arguments) {
            check(&arguments, chance.pick(ITEMS));
            tried += 1;
        }
    }
    assert!(tried > 800, "{tried}");
}

#[test]
fn no_soup_of_an_item_panics() {
    let mut chance = Chance(0xFEDC_BA98_7654_3210);
    for _ in 0..2000 {
        let mut item = String::new();
        if chance.one_in(2) {
            item.push_str(chance.pick(&["struct", "enum", "fn", "pub", "async fn a", "struct A", "pub(crate) fn a("]));
            item.push_str(if item.ends_with('(') { ")" } else { " " });
        }
        soup(&mut chance, 1, &mut item);
        if readable(&item) {
            expand::task(tokens("trigger = \"time:15\""), &tokens(&item));
            expand::app(&tokens("tasks()"), &tokens(&item));
            expand::app_with_list(tokens(&item));
        }
    }
}

#[test]
fn every_item_survives_every_mistake() {
    for item in ITEMS {
        for arguments in
            ["", "trigger = \"time:15\"", "trigger = \"time:5\"", "trigger", "tasks()", "tasks(A), strict", "= = ="]
        {
            check(arguments, item);
        }
    }
}

#[test]
fn large_input_is_read() {
    let names: Vec<_> = (0..2000).map(|at| format!("module::Task{at}")).collect();
    let app = crate::good_app(&format!("tasks({}), namespace = \"Tasks\"", names.join(", ")));
    assert_eq!(app.tasks.map(|tasks| tasks.len()), Some(2000));
    let conditions = vec!["UserPresent"; 2000].join(", ");
    let huge = "x".repeat(100_000);
    for arguments in [
        format!("trigger = \"{huge}\""),
        format!("trigger = {huge}"),
        format!("trigger = \"time:15\", {huge} = 5"),
        format!("trigger = \"time:15\", name = \"{huge}\", windows(entry_point = \"{huge}\")"),
        format!("trigger = \"time:15\", conditions({conditions})"),
        format!("trigger = \"time:15\", condition = \"{huge}\""),
        format!("trigger = \"time:{}\"", "1".repeat(100_000)),
    ] {
        check(&arguments, "struct A;");
    }
}
