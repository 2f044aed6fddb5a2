//! Whether a name stands in code where it may be called, or be on the way to a call. What a macro makes of it is not known, so
//! all that it is given counts; comments and texts do not, and neither does what only defines or declares something of the
//! name.

use std::collections::HashMap;

use memchr::memmem;

use super::lex::{Kind, Tokens};

/// What is looked for, and where.
#[derive(Clone, Copy)]
pub(crate) struct Calls<'w> {
    /// The names. One that ends in `*` stands for all that begin so: methods of Windows itself, of whatever crate.
    pub names: &'w [&'w str],
    /// Whether texts count: the code is written by other code.
    pub counts_texts: bool,
    /// Whether a name that a path begins with is surely that of a crate that can't lead to what is meant.
    pub is_stranger: &'w dyn Fn(&str) -> bool,
}

/// The words before a name that is made known by them.
const DEFINING: &[&str] =
    &["const", "enum", "fn", "let", "mod", "mut", "ref", "static", "struct", "trait", "type", "union"];

/// The attributes whose texts are no code.
const WITHOUT_CODE: &[&str] = &["cfg", "deprecated", "doc", "expect", "must_use"];

impl Calls<'_> {
    /// Whether one of the names may be called in a file. What can't be read as code may have it.
    pub fn stand_in(&self, text: &[u8]) -> bool {
        let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
        let mut places: Vec<usize> = self.names.iter().flat_map(|name| places(text, name)).collect();
        if places.is_empty() {
            return false;
        }
        places.sort_unstable();
        let tokens = std::str::from_utf8(text).ok().and_then(|text| Tokens::of(text, &places).ok());
        tokens.is_none_or(|tokens| self.stand_among(&tokens))
    }

    fn stand_among(&self, tokens: &Tokens<'_>) -> bool {
        // Code that makes code may have it in texts.
        let counts_texts = self.counts_texts || memmem::find(tokens.text.as_bytes(), b"TokenStream").is_some();
        let (mut macro_end, mut attribute_end, mut has_code) = (0, 0, false);
        let mut begins = Begins::default();
        for at in 0..tokens.len() {
            if let Some(end) = tokens.any_group(at) {
                if is_of_macro(tokens, at) {
                    macro_end = macro_end.max(end);
                }
                if at >= attribute_end && is_of_attribute(tokens, at) {
                    attribute_end = end;
                    has_code = !tokens.word(at + 1).is_some_and(|name| WITHOUT_CODE.contains(&name));
                }
                continue;
            }
            let is_of_attribute = at < attribute_end;
            let counts = match tokens.get(at).map(|token| token.kind) {
                Some(Kind::Text) if counts_texts || is_of_attribute && has_code => {
                    let text = tokens.str(at).as_bytes();
                    self.names.iter().any(|name| places(text, name).next().is_some())
                }
                Some(Kind::Word) if tokens.word(at).is_some_and(|word| self.is_one(word)) => {
                    at < macro_end || is_of_attribute || self.may_be_call(tokens, at, &mut begins)
                }
                _ => false,
            };
            if counts {
                return true;
            }
        }
        false
    }

    fn is_one(&self, word: &str) -> bool {
        self.names.iter().any(|name| name.strip_suffix('*').map_or(*name == word, |begin| word.starts_with(begin)))
    }

    fn is_of_windows(&self, word: &str) -> bool {
        !self.names.contains(&word)
    }

    /// Whether a name outside of macros may be called.
    fn may_be_call<'t>(&self, tokens: &Tokens<'t>, at: usize, begins: &mut Begins<'t>) -> bool {
        let is_before_path = tokens.is_path_separator(at + 1);
        let Some(before) = at.checked_sub(1) else { return true };
        if before > 0 && tokens.is_path_separator(before - 1) {
            return self.is_of_windows(tokens.word(at).unwrap_or_default())
                || !self.is_of_stranger(tokens, before - 1, begins);
        }
        if tokens.is_mark(before, b'.') {
            // Else it is a field, but for the end of a range.
            let is_range = before > 0 && tokens.is_mark(before - 1, b'.');
            return is_range || is_before_path || tokens.group(at + 1, b'(').is_some();
        }
        // Of a field or a parameter it is the name.
        let is_typed = tokens.is_mark(at + 1, b':') && !is_before_path;
        !is_typed && !DEFINING.iter().any(|word| tokens.is_word(before, word))
    }

    /// Whether the path that goes on with the separator there begins with a crate that can't lead to what is meant.
    fn is_of_stranger<'t>(&self, tokens: &Tokens<'t>, mut separator: usize, begins: &mut Begins<'t>) -> bool {
        let is_separator = |before: usize| before > 0 && tokens.is_path_separator(before - 1);
        loop {
            let Some(at) = separator.checked_sub(1) else { return false };
            let Some(word) = tokens.word(at) else { return false };
            match at.checked_sub(1) {
                Some(before) if is_separator(before) => {
                    // A path may begin with `::`.
                    let is_first = before.checked_sub(2).is_none_or(|at| !is_of_path(tokens, at));
                    if is_first {
                        return (self.is_stranger)(word);
                    }
                    separator = before - 1;
                }
                Some(before) if tokens.is_mark(before, b'$') => return false,
                _ => return (self.is_stranger)(word) && begins.always(tokens.text, word),
            }
        }
    }
}

/// Whether a path may go on behind this token.
fn is_of_path(tokens: &Tokens<'_>, at: usize) -> bool {
    let kind = tokens.get(at).map(|token| token.kind);
    matches!(kind, Some(Kind::Word | Kind::Close(_) | Kind::Mark(b'>')))
}

/// The names that stand nowhere in a file but at the beginning of a path, each asked about once.
#[derive(Default)]
struct Begins<'t>(HashMap<&'t str, bool>);

impl<'t> Begins<'t> {
    /// Whether a name does: then nothing else has it there.
    fn always(&mut self, text: &str, name: &'t str) -> bool {
        *self.0.entry(name).or_insert_with(|| always_begins_path(text, name))
    }
}

fn always_begins_path(text: &str, name: &str) -> bool {
    places(text.as_bytes(), name).all(|at| {
        let (before, after) = (text.get(..at), text.get(at + name.len()..));
        let begins = before.is_some_and(|before| !before.trim_end().ends_with([':', '$', '#', '\'']));
        begins && after.is_some_and(|after| after.trim_start().starts_with("::"))
    })
}

/// Whether a bracket opens what a macro is given, or the arms of one that is defined.
fn is_of_macro(tokens: &Tokens<'_>, bracket: usize) -> bool {
    let is_bang = |at: Option<usize>| at.is_some_and(|at| tokens.is_mark(at, b'!'));
    let before = bracket.checked_sub(1);
    let is_named = before.is_some_and(|at| tokens.word(at).is_some());
    is_bang(before) && bracket.checked_sub(2).is_some_and(|at| tokens.word(at).is_some())
        || is_named && is_bang(bracket.checked_sub(2))
}

fn is_of_attribute(tokens: &Tokens<'_>, bracket: usize) -> bool {
    let is = |back: usize, mark: u8| bracket.checked_sub(back).is_some_and(|at| tokens.is_mark(at, mark));
    is(1, b'#') || is(1, b'!') && is(2, b'#')
}

/// Where a name stands in a text as a word of its own.
fn places<'t>(text: &'t [u8], name: &'t str) -> impl Iterator<Item = usize> + 't {
    let (begin, is_whole) = name.strip_suffix('*').map_or((name, true), |begin| (begin, false));
    let is_of_word = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    memmem::find_iter(text, begin.as_bytes()).filter(move |at| {
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        !(is_of_word(before) || is_whole && is_of_word(text.get(at + begin.len())))
    })
}

#[cfg(test)]
mod tests {
    use super::Calls;

    #[track_caller]
    fn stand_in(code: &str) -> bool {
        let names = &["install", "register*"];
        Calls { names, counts_texts: false, is_stranger: &|name| name == "color_eyre" }.stand_in(code.as_bytes())
    }

    #[test]
    fn what_may_be_a_call_counts() {
        for code in [
            "fn main() { App::install() }",
            "fn main() { App::\n  install() }",
            "fn main() { App::r#install() }",
            "fn main() { <App as Start>::install() }",
            "fn main() { run(App::install) }",
            "fn main() { windows::install::<App>() }",
            "use bgtask::host::windows::{self, install};",
            "use bgtask::host::windows::install as begin;",
            "fn main() { run(install) }",
            "fn main() { host.register(\"a\") }",
            "fn main() { host.register_task::<Refresh>() }",
            "macro_rules! go { ($a:ident, $f:ident) => { $a::$f() } }\nfn main() { go!(App, install) }",
            "macro_rules! go { ($a:ty) => { <$a>::install() } }",
            "fn main() { go!(install: App) }",
            "delegate! { to App { fn install(); } }",
            "#[start(with = \"App::install()\")]\nstruct A;",
            "fn main() { at(\"https://contoso.com\"); App::install() }",
            "/* one */ fn main() { App:: /* it */ install() }",
            "fn code() -> TokenStream { \"App::install()\".parse() }",
            "use feed::App as color_eyre;\nfn main() { color_eyre::install() }",
            "fn main<color_eyre: App>() { color_eyre::install() }",
            "fn main() { feed::color_eyre::install() }",
            "fn main() { color_eyre::Builder::register_it(&builder) }",
            "fn main() { no Rust \" App::install()",
        ] {
            assert!(stand_in(code), "{code}");
        }
    }

    #[test]
    fn what_is_no_call_does_not_count() {
        for code in [
            "",
            "fn main() { App::installed() }",
            "/// `App::install` is not called\nfn main() {}",
            "//! App::install();\nfn main() {} // App::install()",
            "/* App::install(); */ fn main() {}",
            "fn main() {\n/*\n  App::install();\n  /* register() */\n*/\n}",
            "fn main() { println!(\"App::install()\") }",
            "const HELP: &str = r#\"App::install()\"#;",
            "#[doc = \"App::install()\"]\nfn main() {}",
            "#[cfg(feature = \"install\")]\nfn main() {}",
            "fn register_all() {}\nimpl A { pub async fn install(&self) {} }",
            "struct Options { install: bool }\nfn main() { if options.install {} }",
            "fn main() { let install: bool; }",
            "fn main() -> color_eyre::Result<()> { color_eyre::install()?; color_eyre::config::install() }",
            "fn main() { ::color_eyre::install() }",
            "use color_eyre::install;",
        ] {
            assert!(!stand_in(code), "{code}");
        }
    }

    #[test]
    fn texts_count_where_code_is_written() {
        let calls = Calls { names: &["install"], counts_texts: true, is_stranger: &|_| false };
        assert!(calls.stand_in(b"fn main() { write(\"App::install();\") }"));
        assert!(!calls.stand_in(b"fn main() { write(\"installed\") } // install"));
    }
}
