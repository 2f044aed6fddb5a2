//! Placeholders that a build replaces: of Xcode (`$(NAME)`, `${NAME}`, `$(NAME:modifier)`) and of templates
//! (`{{ name }}`, `__NAME__`, `@NAME@`). They are never replaced here, only compared.

/// A piece of a string with placeholders.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'a> {
    Text(&'a str),
    /// A placeholder, with the name in it.
    Placeholder(&'a str),
}

/// Whether `entry`, which has placeholders, may become `value`. `known` is what a placeholder's name stands for, where
/// that is known. An entry that is nothing but an unknown placeholder may become anything, so it tells nothing.
pub(super) fn may_become<'k>(entry: &str, value: &str, known: impl Fn(&str) -> Option<&'k str>) -> bool {
    let pieces = pieces(entry);
    let mut told = false;
    let mut pattern: Vec<Option<&str>> = Vec::with_capacity(pieces.len());
    for piece in &pieces {
        let text = match piece {
            Piece::Text(text) => Some(*text),
            Piece::Placeholder(name) => known(name),
        };
        told |= text.is_some_and(|text| text.contains(|c: char| c.is_alphanumeric()));
        pattern.push(text);
    }
    let has_placeholder = pieces.iter().any(|piece| matches!(piece, Piece::Placeholder(_)));
    has_placeholder && told && matches(&pattern, value)
}

/// Whether a string has placeholders.
pub(super) fn has_placeholder(text: &str) -> bool {
    pieces(text).iter().any(|piece| matches!(piece, Piece::Placeholder(_)))
}

/// Whether `value` is made of these texts, with at least one character for each `None`.
fn matches(pattern: &[Option<&str>], value: &str) -> bool {
    // The ends of `value` that the pattern so far can reach; one pass for each piece, whatever the pattern.
    let mut ends: Vec<usize> = vec![0];
    for piece in pattern {
        ends = match piece {
            Some(text) => {
                ends.into_iter().filter(|&at| value[at..].starts_with(text)).map(|at| at + text.len()).collect()
            }
            None => match ends.first() {
                Some(&first) => {
                    value.char_indices().map(|(at, c)| at + c.len_utf8()).filter(|&at| at > first).collect()
                }
                None => return false,
            },
        };
    }
    ends.contains(&value.len())
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        match placeholder(rest) {
            Some((length, name)) => {
                if start < at {
                    pieces.push(Piece::Text(&text[start..at]));
                }
                pieces.push(Piece::Placeholder(name));
                at += length;
                start = at;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    if start < text.len() {
        pieces.push(Piece::Text(&text[start..]));
    }
    pieces
}

/// The length of the placeholder that `text` begins with, and the name in it.
fn placeholder(text: &str) -> Option<(usize, &str)> {
    let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    for (open, close) in [("$(", ")"), ("${", "}"), ("{{", "}}"), ("__", "__"), ("@", "@")] {
        let Some(rest) = text.strip_prefix(open) else { continue };
        let Some(end) = rest.find(close) else { continue };
        let inside = rest[..end].trim();
        let name = inside.split(':').next().unwrap_or(inside).trim();
        // A double underscore and an at sign mean something only around a name.
        if is_name(name) || (open.len() == 2 && open != "__" && !inside.is_empty()) {
            return Some((open.len() + end + close.len(), name));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{has_placeholder, may_become};

    #[test]
    fn placeholders_stand_for_something() {
        let unknown = |_: &str| None;
        let value = "com.contoso.feed.refresh";
        for entry in [
            "$(PRODUCT_BUNDLE_IDENTIFIER).refresh",
            "${PRODUCT_BUNDLE_IDENTIFIER}.refresh",
            "$(PRODUCT_BUNDLE_IDENTIFIER:rfc1034identifier).refresh",
            "com.$(COMPANY).feed.$(KIND)",
            "com.contoso.{{ app }}.refresh",
            "com.contoso.__PROJECT_NAME__.refresh",
            "@PREFIX@.feed.refresh",
        ] {
            assert!(has_placeholder(entry) && may_become(entry, value, unknown), "{entry}");
        }
        for entry in [
            "com.contoso.feed.refresh",
            "$(ANYTHING)",
            "$(A).$(B)",
            "$(PRODUCT_BUNDLE_IDENTIFIER).processing",
            "$(PRODUCT_BUNDLE_IDENTIFIER)com.contoso.feed.refresh",
            "me@home@.refresh",
            "$()",
        ] {
            assert!(!may_become(entry, value, unknown), "{entry}");
        }
    }

    #[test]
    fn what_is_known_is_compared() {
        let known = |name: &str| (name == "PRODUCT_BUNDLE_IDENTIFIER").then_some("com.contoso.feed");
        let entry = "$(PRODUCT_BUNDLE_IDENTIFIER).refresh";
        assert!(may_become(entry, "com.contoso.feed.refresh", known));
        assert!(!may_become(entry, "com.contoso.mail.refresh", known));
        assert!(may_become("$(PRODUCT_BUNDLE_IDENTIFIER)", "com.contoso.feed", known));
    }

    #[test]
    fn no_pattern_takes_long() {
        let entry = "$(A)a".repeat(300);
        let value = "a".repeat(3_000);
        assert!(may_become(&entry, &value, |_| None));
        assert!(!may_become(&entry, &format!("{value}b"), |_| None));
    }
}
