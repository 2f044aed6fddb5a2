//! The words that items begin with.
//!
//! Source: <https://doc.rust-lang.org/reference/items.html>

/// What is known of an item by the word that says what it is.
struct Form {
    /// Whether a modifier may stand before the word.
    takes_modifiers: bool,
    /// Whether it may have a body in braces in which nothing but annotations matters.
    has_body: bool,
    /// Whether the word has this meaning everywhere, and can't be a name.
    is_reserved: bool,
}

impl Form {
    fn of(word: &str) -> Option<Self> {
        let (takes_modifiers, has_body, is_reserved) = match word {
            "fn" | "impl" | "trait" => (true, true, true),
            "extern" | "mod" | "static" | "type" => (true, false, true),
            "struct" | "enum" => (false, true, true),
            "union" | "macro_rules" => (false, true, false),
            "use" | "const" => (false, false, true),
            _ => return None,
        };
        Some(Self { takes_modifiers, has_body, is_reserved })
    }
}

/// Whether a word says what an item is.
pub(super) fn of_item(word: &str) -> bool {
    Form::of(word).is_some()
}

/// Whether a word may stand before the one that says what an item is.
pub(super) fn is_modifier(word: &str) -> bool {
    matches!(word, "unsafe" | "async" | "const" | "default" | "safe" | "auto" | "gen")
}

/// Whether a word may stand behind a modifier.
pub(super) fn may_follow_modifier(word: &str) -> bool {
    is_modifier(word) || Form::of(word).is_some_and(|form| form.takes_modifiers)
}

/// Whether an item that begins with the word may have a body in braces in which nothing but annotations matters.
pub(super) fn has_body(word: &str) -> bool {
    Form::of(word).is_some_and(|form| form.has_body)
}

/// Whether the word begins an item, and can begin nothing else where items are.
pub(super) fn begins_item(word: &str) -> bool {
    matches!(word, "pub" | "unsafe" | "async") || Form::of(word).is_some_and(|form| form.is_reserved)
}
